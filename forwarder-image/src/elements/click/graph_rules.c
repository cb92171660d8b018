// Classes, ports, what is reached, and cycles.
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "elements/click/router.h"

static bool problem(struct fl_problems *problems, const char *part, uint32_t index, const char *format, ...)
	__attribute__((format(printf, 4, 5)));

static bool problem(struct fl_problems *problems, const char *part, uint32_t index, const char *format, ...)
{
	char path[64], reason[sizeof(((struct fl_problem *)0)->reason)];
	va_list arguments;

	snprintf(path, sizeof(path), "forwarding.click.%s[%u]", part, index);
	va_start(arguments, format);
	vsnprintf(reason, sizeof(reason), format, arguments);
	va_end(arguments);
	fl_problems_add(problems, path, "%s", reason);
	return false;
}

static bool classes_find(struct fl_click_router *router, struct fl_problems *problems)
{
	bool good = true;

	for (uint32_t i = 0; i < router->element_count; i++) {
		const struct fl_config_element *wanted = &router->click->elements[i];

		router->elements[i].name = wanted->name;
		router->elements[i].class_ = fl_click_class_find(wanted->class_name);
		if (router->elements[i].class_ == NULL)
			good = problem(problems, "elements", i, "%s is no class of the catalogue (GET /v1/elements)",
				wanted->class_name);
	}
	return good;
}

// The values of the element's variadic parameter.
static uint16_t variadic_count(const struct fl_config_element *element)
{
	for (uint32_t i = 0; i < element->argument_count; i++)
		if (element->arguments[i].is_list)
			return (uint16_t)element->arguments[i].count;
	return 0;
}

// How many ports a side has of which the first used are connected.
static uint16_t port_count(const struct fl_click_ports *ports, uint16_t used, const struct fl_config_element *element)
{
	return ports->per_argument ? variadic_count(element) : RTE_MIN(RTE_MAX(used, ports->least), ports->most);
}

static bool ports_count(struct fl_click_router *router, struct fl_problems *problems)
{
	const struct fl_config_click *click = router->click;
	bool good = true;

	for (uint32_t i = 0; i < click->connection_count; i++) {
		const struct fl_config_connection *connection = &click->connections[i];
		struct fl_click_element *from = &router->elements[connection->from],
					*to = &router->elements[connection->to];

		from->outputs = RTE_MAX(from->outputs, (uint16_t)(connection->from_port + 1));
		to->inputs = RTE_MAX(to->inputs, (uint16_t)(connection->to_port + 1));
	}
	for (uint32_t i = 0; i < router->element_count; i++) {
		struct fl_click_element *element = &router->elements[i];
		uint16_t inputs = port_count(&element->class_->inputs, element->inputs, &click->elements[i]);
		uint16_t outputs = port_count(&element->class_->outputs, element->outputs, &click->elements[i]);

		if (element->inputs > inputs)
			good = problem(problems, "elements", i, "%s has no input port %u: it has %u", element->name,
				element->inputs - 1, inputs);
		if (element->outputs > outputs)
			good = problem(problems, "elements", i, "%s has no output port %u: it has %u", element->name,
				element->outputs - 1, outputs);
		element->inputs = inputs;
		element->outputs = outputs;
	}
	return good;
}

enum { UNCONNECTED = UINT16_MAX };

static bool targets_set(struct fl_click_router *router, struct fl_problems *problems)
{
	const struct fl_config_click *click = router->click;
	bool good = true;

	for (uint32_t i = 0; i < router->element_count; i++) {
		struct fl_click_element *element = &router->elements[i];

		element->targets = malloc((element->outputs + 1u) * sizeof(*element->targets));
		if (element->targets == NULL)
			return false;
		for (uint16_t j = 0; j < element->outputs; j++)
			element->targets[j].element = UNCONNECTED;
	}
	for (uint32_t i = 0; i < click->connection_count; i++) {
		const struct fl_config_connection *connection = &click->connections[i];
		struct fl_click_element *from = &router->elements[connection->from];
		struct fl_click_target *target = &from->targets[connection->from_port];

		if (target->element != UNCONNECTED)
			good = problem(problems, "connections", i,
				"output port %u of %s is connected already: a Tee copies packets",
				connection->from_port, from->name);
		if (connection->from == connection->to)
			good = problem(problems, "connections", i, "%s leads to itself", from->name);
		*target = (struct fl_click_target){connection->to, connection->to_port};
	}
	return good;
}

static bool input_is_connected(const struct fl_click_router *router, uint32_t element, uint16_t port)
{
	for (uint32_t i = 0; i < router->click->connection_count; i++) {
		const struct fl_config_connection *connection = &router->click->connections[i];

		if (connection->to == element && connection->to_port == port)
			return true;
	}
	return false;
}

static bool ports_connected(const struct fl_click_router *router, struct fl_problems *problems)
{
	bool good = true;

	for (uint32_t i = 0; i < router->element_count; i++) {
		const struct fl_click_element *element = &router->elements[i];

		for (uint16_t j = 0; j < element->inputs; j++)
			if (!input_is_connected(router, i, j))
				good = problem(problems, "elements", i, "input port %u of %s is not connected", j,
					element->name);
		for (uint16_t j = 0; j < element->outputs; j++)
			if (element->targets[j].element == UNCONNECTED)
				good = problem(problems, "elements", i, "output port %u of %s is not connected", j,
					element->name);
	}
	return good;
}

void fl_click_graph_reach(const struct fl_click_router *router, uint16_t start, bool *reached)
{
	uint16_t open[FL_CLICK_ELEMENTS_MAX];
	uint32_t count = 0;

	if (reached[start])
		return;
	reached[start] = true;
	open[count++] = start;
	while (count > 0) {
		const struct fl_click_element *element = &router->elements[open[--count]];

		for (uint16_t i = 0; i < element->outputs; i++) {
			uint16_t next = element->targets[i].element;

			if (!reached[next]) {
				reached[next] = true;
				open[count++] = next;
			}
		}
	}
}

static bool all_reached(const struct fl_click_router *router, struct fl_problems *problems)
{
	bool reached[FL_CLICK_ELEMENTS_MAX] = {false}, good = true;

	for (uint16_t i = 0; i < router->element_count; i++)
		if (router->elements[i].class_->starts_path)
			fl_click_graph_reach(router, i, reached);
	for (uint32_t i = 0; i < router->element_count; i++)
		if (!reached[i])
			good = problem(problems, "elements", i, "no packet can reach %s", router->elements[i].name);
	return good;
}

// Elements are taken away whose inputs all come from elements taken away before, or from one that breaks cycles: what is
// left is on a cycle, or behind one.
static bool cycles_broken(const struct fl_click_router *router, struct fl_problems *problems)
{
	uint32_t incoming[FL_CLICK_ELEMENTS_MAX] = {0}, left = router->element_count, count = 0;
	uint16_t open[FL_CLICK_ELEMENTS_MAX];

	for (uint32_t i = 0; i < router->element_count; i++)
		for (uint16_t j = 0; !router->elements[i].class_->breaks_cycles && j < router->elements[i].outputs; j++)
			incoming[router->elements[i].targets[j].element]++;
	for (uint16_t i = 0; i < router->element_count; i++)
		if (incoming[i] == 0)
			open[count++] = i;
	for (; count > 0; left--) {
		const struct fl_click_element *element = &router->elements[open[--count]];

		for (uint16_t i = 0; !element->class_->breaks_cycles && i < element->outputs; i++)
			if (--incoming[element->targets[i].element] == 0)
				open[count++] = element->targets[i].element;
	}
	for (uint32_t i = 0; left > 0 && i < router->element_count; i++)
		if (incoming[i] > 0)
			return problem(problems, "elements", i,
				"%s is on a cycle, or behind one, in which a packet can go round for ever: it needs an "
				"element like "
				"ICMPError that answers what is no answer",
				router->elements[i].name);
	return true;
}

bool fl_click_graph_read(struct fl_click_router *router, struct fl_problems *problems)
{
	return classes_find(router, problems) && ports_count(router, problems) && targets_set(router, problems) &&
	       ports_connected(router, problems) && all_reached(router, problems) && cycles_broken(router, problems) &&
	       fl_click_flow_read(router, problems);
}
