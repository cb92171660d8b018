// A router's Click graph, as far as its shape goes: names, texts, and which elements a connection joins.
#include <stdlib.h>
#include <string.h>

#include "control/config_parts.h"

enum { PORT_MAX = FL_CLICK_PORTS_MAX - 1 };

static bool text_copy(const struct fl_json *json, struct fl_config_scope *scope, char **out)
{
	const char *text;
	if (!fl_json_string(json, &text))
		return false;
	size_t length = strlen(text);
	if (length > FL_CLICK_VALUE_BYTES_MAX) {
		fl_json_problem(json, "is %zu bytes long, at most %d are possible", length, FL_CLICK_VALUE_BYTES_MAX);
		return false;
	}
	*out = strdup(text);
	scope->out_of_memory = scope->out_of_memory || *out == NULL;
	return *out != NULL;
}

static void argument_parse(
	const struct fl_json *json, struct fl_config_scope *scope, struct fl_config_argument *argument)
{
	argument->is_list = json_is_array(json->value);
	if (argument->is_list && !fl_json_is_array(json, 1, FL_CLICK_VALUES_MAX, "texts"))
		return;
	size_t count = argument->is_list ? json_array_size(json->value) : 1;
	argument->values = calloc(count, sizeof(*argument->values));
	if (argument->values == NULL) {
		scope->out_of_memory = true;
		return;
	}
	for (size_t i = 0; i < count; i++) {
		struct fl_json item = argument->is_list ? fl_json_item(json, i) : *json;
		if (text_copy(&item, scope, &argument->values[argument->count]))
			argument->count++;
	}
}

static void arguments_parse(
	const struct fl_json *json, struct fl_config_scope *scope, struct fl_config_element *element)
{
	const char *name;
	json_t *value;
	if (!fl_json_present(json))
		return;
	if (!json_is_object(json->value)) {
		fl_json_problem(json, "must be an object: {\"PARAMETER\": \"text\"}");
		return;
	}
	element->arguments = calloc(json_object_size(json->value) + 1, sizeof(*element->arguments));
	if (element->arguments == NULL) {
		scope->out_of_memory = true;
		return;
	}
	json_object_foreach(json->value, name, value)
	{
		struct fl_json field = fl_json_field(json, name);
		struct fl_config_argument *argument = &element->arguments[element->argument_count];
		if (strlen(name) >= sizeof(argument->name)) {
			fl_json_problem(&field, "is no parameter: their names have at most %zu characters",
				sizeof(argument->name) - 1);
			continue;
		}
		strcpy(argument->name, name);
		argument_parse(&field, scope, argument);
		element->argument_count++;
	}
}

// places: name -> index.
static void element_parse(
	const struct fl_json *json, struct fl_config_scope *scope, json_t *places, struct fl_config_click *click)
{
	static const char *const fields[] = {"name", "class", "arguments", NULL};
	struct fl_config_element *element = &click->elements[click->element_count++];
	struct fl_json name = fl_json_field(json, "name"), class_name = fl_json_field(json, "class");
	struct fl_json arguments = fl_json_field(json, "arguments");
	if (!fl_json_is_object(json, fields))
		return;
	if (fl_json_word(&name, element->name, sizeof(element->name))) {
		if (json_object_get(places, element->name) != NULL)
			fl_json_problem(&name, "\"%s\" is an element already: each name stands once", element->name);
		else if (json_object_set_new(places, element->name, json_integer(click->element_count - 1)) != 0)
			scope->out_of_memory = true;
	}
	fl_json_word(&class_name, element->class_name, sizeof(element->class_name));
	arguments_parse(&arguments, scope, element);
}

static bool place_parse(const struct fl_json *json, const json_t *places, uint16_t *place)
{
	const char *name;
	if (!fl_json_string(json, &name))
		return false;
	const json_t *found = json_object_get(places, name);
	if (found == NULL)
		fl_json_problem(json, "\"%.40s\" is the name of no element", name);
	*place = (uint16_t)json_integer_value(found);
	return found != NULL;
}

static bool port_parse(const struct fl_json *json, uint16_t *port)
{
	int64_t value;
	if (!fl_json_integer(json, 0, PORT_MAX, "port", &value))
		return false;
	*port = (uint16_t)value;
	return true;
}

static void connection_parse(const struct fl_json *json, const json_t *places, struct fl_config_click *click)
{
	static const char *const fields[] = {"from", "fromPort", "to", "toPort", NULL};
	struct fl_config_connection *connection = &click->connections[click->connection_count];
	struct fl_json from = fl_json_field(json, "from"), from_port = fl_json_field(json, "fromPort");
	struct fl_json to = fl_json_field(json, "to"), to_port = fl_json_field(json, "toPort");
	if (!fl_json_is_object(json, fields))
		return;
	bool good = place_parse(&from, places, &connection->from);
	good = port_parse(&from_port, &connection->from_port) && good;
	good = place_parse(&to, places, &connection->to) && good;
	good = port_parse(&to_port, &connection->to_port) && good;
	click->connection_count += good;
}

static void parts_parse(
	const struct fl_json *json, struct fl_config_scope *scope, json_t *places, struct fl_config_click *click)
{
	struct fl_json elements = fl_json_field(json, "elements"), connections = fl_json_field(json, "connections");
	if (!fl_json_is_array(&elements, 1, FL_CLICK_ELEMENTS_MAX, "elements") ||
		!fl_json_is_array(&connections, 0, FL_CLICK_CONNECTIONS_MAX, "connections"))
		return;
	size_t element_count = json_array_size(elements.value), connection_count = json_array_size(connections.value);
	click->elements = calloc(element_count, sizeof(*click->elements));
	click->connections = calloc(connection_count + 1, sizeof(*click->connections));
	if (click->elements == NULL || click->connections == NULL) {
		scope->out_of_memory = true;
		return;
	}
	for (size_t i = 0; i < element_count; i++) {
		struct fl_json item = fl_json_item(&elements, i);
		element_parse(&item, scope, places, click);
	}
	for (size_t i = 0; i < connection_count; i++) {
		struct fl_json item = fl_json_item(&connections, i);
		connection_parse(&item, places, click);
	}
}

void fl_config_click_parse(const struct fl_json *json, struct fl_config_scope *scope, struct fl_config_router *router)
{
	static const char *const fields[] = {"elements", "connections", NULL};
	if (!fl_json_is_object(json, fields))
		return;
	json_t *places = json_object();
	router->click = calloc(1, sizeof(*router->click));
	if (places == NULL || router->click == NULL) {
		scope->out_of_memory = true;
	} else {
		router->click->references = 1;
		parts_parse(json, scope, places, router->click);
	}
	json_decref(places);
}
