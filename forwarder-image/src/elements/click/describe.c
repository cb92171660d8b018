#include "elements/click/describe.h"

#include <string.h>

static const char *const types[] = {
	[FL_CLICK_WHOLE] = "whole",
	[FL_CLICK_TRUTH] = "truth",
	[FL_CLICK_IP4] = "ipv4Address",
	[FL_CLICK_PREFIX4] = "ipv4Prefix",
	[FL_CLICK_MAC] = "mac",
	[FL_CLICK_INTERFACE] = "interface",
	[FL_CLICK_TEXT] = "text",
	[FL_CLICK_TEXTS] = "text",
};

static void ports_add(struct fl_text *text, const char *name, const struct fl_click_ports *ports)
{
	if (ports->per_argument)
		fl_text_add(text, "\"%s\": {\"perArgument\": true}, ", name);
	else
		fl_text_add(text, "\"%s\": {\"least\": %u, \"most\": %u}, ", name, ports->least, ports->most);
}

static void optional_add(struct fl_text *text, const char *name, const char *value)
{
	fl_text_add(text, "\"%s\": ", name);
	if (value == NULL)
		fl_text_add(text, "null");
	else
		fl_text_add_json(text, value);
	fl_text_add(text, ", ");
}

static void parameter_add(struct fl_text *text, const struct fl_click_parameter *parameter)
{
	fl_text_add(text, "\n      {\"name\": \"%s\", \"type\": \"%s\", \"required\": %s, \"variadic\": %s, ",
		parameter->name, types[parameter->type], parameter->required ? "true" : "false",
		parameter->type == FL_CLICK_TEXTS ? "true" : "false");
	optional_add(text, "default", parameter->otherwise);
	if (parameter->type == FL_CLICK_WHOLE)
		fl_text_add(text, "\"min\": %llu, \"max\": %llu, ", (unsigned long long)parameter->min,
			(unsigned long long)parameter->max);
	if (parameter->unit != NULL)
		optional_add(text, "unit", parameter->unit);
	fl_text_add(text, "\"description\": ");
	fl_text_add_json(text, parameter->description);
	fl_text_add(text, "}");
}

static void names_add(struct fl_text *text, const char *field, const char *const *names)
{
	fl_text_add(text, "\"%s\": [", field);
	for (size_t i = 0; names != NULL && names[i] != NULL; i++)
		fl_text_add(text, "%s\"%s\"", i == 0 ? "" : ", ", names[i]);
	fl_text_add(text, "]");
}

static const char *const sharings[] = {
	[FL_CLICK_PER_PATH] = "perPath",
	[FL_CLICK_SHARED] = "shared",
	[FL_CLICK_JOINING] = "joining",
};

static const char *const sharing_sentences[] = {
	[FL_CLICK_PER_PATH] = "have an instance each",
	[FL_CLICK_SHARED] = "read one table",
	[FL_CLICK_JOINING] = "that meet here are one",
};

static const char *flow_word(enum fl_click_flow flow)
{
	return flow == FL_CLICK_PUSH ? "push" : flow == FL_CLICK_PULL ? "pull" : "agnostic";
}

static void class_add(struct fl_text *text, const struct fl_click_class *class_)
{
	const struct fl_click_parameter *parameter = class_->parameters;

	fl_text_add(text, "\n  {\"name\": \"%s\", \"sharing\": \"%s\", \"startsPath\": %s, \"breaksCycles\": %s,\n    ",
		class_->name, sharings[class_->sharing], class_->starts_path ? "true" : "false",
		class_->breaks_cycles ? "true" : "false");
	ports_add(text, "inputs", &class_->inputs);
	ports_add(text, "outputs", &class_->outputs);
	fl_text_add(text, "\"inputFlow\": \"%s\", \"outputFlow\": \"%s\",\n    \"summary\": ",
		flow_word(fl_click_input_flow(class_->flow)), flow_word(fl_click_output_flow(class_->flow)));
	fl_text_add_json(text, class_->summary);
	fl_text_add(text, ",\n    \"manual\": ");
	fl_text_add_json(text, class_->manual);
	fl_text_add(text, ",\n    \"parameters\": [");
	for (; parameter != NULL && parameter->name != NULL; parameter++) {
		if (parameter != class_->parameters)
			fl_text_add(text, ",");
		parameter_add(text, parameter);
	}
	fl_text_add(text, "],\n    ");
	names_add(text, "drops", class_->drops);
	fl_text_add(text, ", ");
	names_add(text, "counters", class_->counters);
	fl_text_add(text, "}");
}

void fl_click_describe(struct fl_text *text)
{
	const struct fl_click_class *const *classes = fl_click_classes();

	for (size_t i = 0; classes[i] != NULL; i++) {
		if (i > 0)
			fl_text_add(text, ",");
		class_add(text, classes[i]);
	}
}

static void page_ports_add(
	struct fl_text *text, const char *name, const struct fl_click_ports *ports, const char *variadic)
{
	if (ports->per_argument)
		fl_text_add(text, "| %s | one for each %s |\n", name, variadic);
	else if (ports->least == ports->most)
		fl_text_add(text, "| %s | %u |\n", name, ports->most);
	else
		fl_text_add(text, "| %s | %u to %u |\n", name, ports->least, ports->most);
}

static void page_parameter_add(struct fl_text *text, const struct fl_click_parameter *parameter)
{
	fl_text_add(text, "| `%s` | %s", parameter->name, types[parameter->type]);
	if (parameter->type == FL_CLICK_WHOLE)
		fl_text_add(text, " from %llu to %llu", (unsigned long long)parameter->min,
			(unsigned long long)parameter->max);
	if (parameter->unit != NULL)
		fl_text_add(text, ", %s", parameter->unit);
	if (parameter->type == FL_CLICK_TEXTS)
		fl_text_add(text, ", one or more");
	fl_text_add(text, " | %s", parameter->description);
	if (parameter->otherwise != NULL)
		fl_text_add(text, " (default: %s)", parameter->otherwise);
	else if (!parameter->required)
		fl_text_add(text, " (may be left out)");
	fl_text_add(text, " |\n");
}

static void page_names_add(struct fl_text *text, const char *title, const char *const *names)
{
	if (names == NULL)
		return;
	fl_text_add(text, "\n%s: ", title);
	for (size_t i = 0; names[i] != NULL; i++)
		fl_text_add(text, "%s`%s`", i == 0 ? "" : ", ", names[i]);
	fl_text_add(text, ".\n");
}

void fl_click_page(struct fl_text *text, const struct fl_click_class *class_)
{
	const struct fl_click_parameter *parameter = class_->parameters, *variadic = NULL;

	fl_text_add(text, "# %s\n\n%s\n\n%s\n", class_->name, class_->summary, class_->manual);
	if (parameter != NULL)
		fl_text_add(text, "\n| argument | type | meaning |\n|---|---|---|\n");
	for (; parameter != NULL && parameter->name != NULL; parameter++) {
		page_parameter_add(text, parameter);
		if (parameter->type == FL_CLICK_TEXTS)
			variadic = parameter;
	}
	fl_text_add(text, "\n| | |\n|---|---|\n");
	page_ports_add(text, "inputs", &class_->inputs, variadic != NULL ? variadic->name : "");
	page_ports_add(text, "outputs", &class_->outputs, variadic != NULL ? variadic->name : "");
	fl_text_add(text, "| paths | %s |\n", sharing_sentences[class_->sharing]);
	page_names_add(text, "Drops are counted as", class_->drops);
	page_names_add(text, "Figures in the report", class_->counters);
	fl_text_add(text, "\nGenerated from the forwarder's element table; `make generate` writes it anew.\n");
}
