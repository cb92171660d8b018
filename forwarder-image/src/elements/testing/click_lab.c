#include "click_lab.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static char *trimmed(char *text)
{
	text += strspn(text, " ");
	for (size_t length = strlen(text); length > 0 && text[length - 1] == ' '; length--)
		text[length - 1] = '\0';
	return text;
}

static void argument_add(struct fl_config_element *element, char *text)
{
	char *colon = strchr(text, ':');
	struct fl_config_argument *argument;
	char *list;

	assert_non_null(colon);
	*colon = '\0';
	text = trimmed(text);
	list = strstr(text, "[]");
	if (list != NULL)
		*list = '\0';
	argument = element->argument_count > 0 ? &element->arguments[element->argument_count - 1] : NULL;
	if (argument == NULL || strcmp(argument->name, text) != 0) {
		element->arguments =
			realloc(element->arguments, (element->argument_count + 1) * sizeof(*element->arguments));
		argument = &element->arguments[element->argument_count++];
		memset(argument, 0, sizeof(*argument));
		snprintf(argument->name, sizeof(argument->name), "%s", text);
		argument->is_list = list != NULL;
	}
	argument->values = realloc(argument->values, (argument->count + 1) * sizeof(*argument->values));
	argument->values[argument->count++] = strdup(trimmed(colon + 1));
}

static void element_add(struct fl_config_click *click, char *name, char *rest)
{
	struct fl_config_element *element = &click->elements[click->element_count++];
	char *position;
	char *part = strtok_r(rest, ";", &position);

	snprintf(element->name, sizeof(element->name), "%s", trimmed(name));
	snprintf(element->class_name, sizeof(element->class_name), "%s", trimmed(part));
	while ((part = strtok_r(NULL, ";", &position)) != NULL)
		argument_add(element, part);
}

static uint16_t place_of(const struct fl_config_click *click, const char *name)
{
	for (uint16_t i = 0; i < click->element_count; i++)
		if (strcmp(click->elements[i].name, name) == 0)
			return i;
	fail_msg("no element %s", name);
	return 0;
}

static void connection_add(struct fl_config_click *click, const char *line)
{
	char from[64], to[64];
	unsigned int from_port, to_port;

	if (sscanf(line, "%63s %u > %63s %u", from, &from_port, to, &to_port) != 4)
		fail_msg("no connection: %s", line);
	click->connections[click->connection_count++] = (struct fl_config_connection){
		place_of(click, from), place_of(click, to), (uint16_t)from_port, (uint16_t)to_port};
}

struct fl_config_click *lab_click_read(const char *text)
{
	struct fl_config_click *click = calloc(1, sizeof(*click));
	char *copy = strdup(text), *position;

	click->references = 1;
	click->elements = calloc(FL_CLICK_ELEMENTS_MAX, sizeof(*click->elements));
	click->connections = calloc(FL_CLICK_CONNECTIONS_MAX, sizeof(*click->connections));
	for (char *line = strtok_r(copy, "\n", &position); line != NULL; line = strtok_r(NULL, "\n", &position)) {
		char *equals = strstr(line, " = ");

		if (equals != NULL) {
			*equals = '\0';
			element_add(click, line, equals + 3);
		} else if (*trimmed(line) != '\0') {
			connection_add(click, line);
		}
	}
	free(copy);
	return click;
}

static struct fl_config_router config_of(const char *text)
{
	struct fl_config_router config = {.forwarding = FL_FORWARDING_CLICK, .click = lab_click_read(text)};

	lab_interface_add(&config, "a", "10.1.0.1/24");
	lab_interface_add(&config, "b", "10.2.0.1/24");
	lab_interface_add(&config, "c", NULL);
	lab_interface_add(&config, "d", NULL);
	return config;
}

void lab_click_open(struct lab *lab, const char *text)
{
	struct fl_config_router config = config_of(text);

	lab_open(lab, &config, FL_DEVICE_RING, LAB_BUFFERS);
}

static char *element_text(const char *element, uint32_t outputs)
{
	static const char *const interfaces[] = {"b", "c", "d"};
	char *text = NULL;
	size_t size;
	FILE *file = open_memstream(&text, &size);

	fprintf(file, "in = FromDevice; DEVNAME: a\nx = %s\nin 0 > x 0\n", element);
	for (uint32_t i = 0; i < outputs; i++)
		fprintf(file, "out%u = ToDevice; DEVNAME: %s\nx %u > out%u 0\n", i, interfaces[i], i, i);
	fclose(file);
	return text;
}

void lab_click_element_open(struct lab *lab, const char *element, uint32_t outputs)
{
	char *text = element_text(element, outputs);

	lab_click_open(lab, text);
	free(text);
}

void lab_click_close(struct lab *lab)
{
	lab_flush(lab);
	lab_close(lab);
	fl_config_click_release(lab->config.click);
}

const char *lab_click_refusal(const char *text)
{
	static char refusal[512];
	static struct fl_problems problems;
	struct fl_config_router config = config_of(text);
	struct fl_forwarding_setup setup = {.config = &config, .interface_count = config.interface_count};
	const struct fl_forwarding_ops *ops = fl_forwarding_get(FL_FORWARDING_CLICK);

	memset(&problems, 0, sizeof(problems));
	if (ops->state_create(&setup, &problems) != NULL)
		fail_msg("this graph was taken: %s", text);
	assert_true(problems.count > 0);
	snprintf(refusal, sizeof(refusal), "%s: %s", problems.items[0].path, problems.items[0].reason);
	fl_config_click_release(config.click);
	return refusal;
}

const char *lab_click_element_refusal(const char *element, uint32_t outputs)
{
	char *text = element_text(element, outputs);
	const char *refusal = lab_click_refusal(text);

	free(text);
	return refusal;
}

uint64_t lab_click_counter(const struct lab *lab, const char *element, const char *counter)
{
	static struct fl_element_report reports[FL_CLICK_ELEMENTS_MAX];
	uint32_t count = lab->ops->elements_report(lab->state, reports, FL_CLICK_ELEMENTS_MAX);

	for (uint32_t i = 0; i < count; i++)
		for (uint32_t j = 0; reports[i].counter_names[j] != NULL; j++)
			if (strcmp(reports[i].name, element) == 0 && strcmp(reports[i].counter_names[j], counter) == 0)
				return reports[i].counters[j];
	fail_msg("%s has no counter %s", element, counter);
	return 0;
}

uint64_t lab_click_drops(const struct lab *lab, const char *reason)
{
	for (uint16_t i = 0; lab->ops->drop_names[i] != NULL; i++)
		if (strcmp(lab->ops->drop_names[i], reason) == 0)
			return lab_drops(lab, i);
	fail_msg("no drop reason %s", reason);
	return 0;
}

struct rte_mbuf *lab_click_frame(struct lab *lab)
{
	return frame_udp(lab, LAB_A, LAB_LEFT, LAB_RIGHT, FRAME_PAYLOAD);
}

void lab_click_assert_dropped(struct lab *lab, struct rte_mbuf *frame, const char *reason)
{
	uint64_t before = lab_click_drops(lab, reason);

	lab_put(lab, LAB_A, frame);
	lab_assert_silent(lab);
	assert_int_equal(lab_click_drops(lab, reason), before + 1);
}
