// Push and pull: who moves the packets through each connection, and that both its ends agree.
#include <stdio.h>
#include <string.h>

#include "elements/click/router.h"

static bool element_problem(struct fl_problems *problems, uint32_t element, const char *format, const char *name,
	const char *other) __attribute__((format(printf, 3, 0)));

static bool element_problem(
	struct fl_problems *problems, uint32_t element, const char *format, const char *name, const char *other)
{
	char path[64], reason[sizeof(((struct fl_problem *)0)->reason)];

	snprintf(path, sizeof(path), "forwarding.click.elements[%u]", element);
	snprintf(reason, sizeof(reason), format, name, other);
	fl_problems_add(problems, path, "%s", reason);
	return false;
}

// An agnostic element does as its neighbour; whether something changed.
static bool flow_spread(struct fl_click_element *from, struct fl_click_element *to)
{
	enum fl_click_flow output = fl_click_output_flow(from->flow), input = fl_click_input_flow(to->flow);

	if ((output == FL_CLICK_AGNOSTIC) == (input == FL_CLICK_AGNOSTIC))
		return false;
	if (output == FL_CLICK_AGNOSTIC)
		from->flow = input;
	else
		to->flow = output;
	return true;
}

static void flows_spread(struct fl_click_router *router)
{
	const struct fl_config_click *click = router->click;
	bool changed = true;

	for (uint32_t i = 0; i < router->element_count; i++)
		router->elements[i].flow = router->elements[i].class_->flow;
	while (changed) {
		changed = false;
		for (uint32_t i = 0; i < click->connection_count; i++)
			changed |= flow_spread(&router->elements[click->connections[i].from],
				&router->elements[click->connections[i].to]);
	}
}

static bool ends_agree(const struct fl_click_router *router, struct fl_problems *problems)
{
	const struct fl_config_click *click = router->click;
	bool good = true;

	for (uint32_t i = 0; i < click->connection_count; i++) {
		const struct fl_click_element *from = &router->elements[click->connections[i].from],
					      *to = &router->elements[click->connections[i].to];

		if (fl_click_output_flow(from->flow) != fl_click_input_flow(to->flow))
			good = element_problem(problems, click->connections[i].to,
				"%s cannot be behind %s: one side is push, the other pull; a Queue goes from push to "
				"pull, "
				"an Unqueue back",
				to->name, from->name);
	}
	return good;
}

static uint32_t connections_count(const struct fl_click_router *router, uint32_t element)
{
	uint32_t count = 0;

	for (uint32_t i = 0; i < router->click->connection_count; i++)
		count += router->click->connections[i].to == element;
	return count;
}

// What is between a queue and its puller: one way in, one way out, and nothing that could ask itself.
static bool pulled_is_plain(const struct fl_click_router *router, struct fl_problems *problems, uint32_t index)
{
	const struct fl_click_element *element = &router->elements[index];
	const struct fl_click_class *class_ = element->class_;

	if (fl_click_input_flow(element->flow) != FL_CLICK_PULL)
		return true;
	if (connections_count(router, index) > element->inputs)
		return element_problem(problems, index,
			"an input of %s is connected twice: it pulls from one %s, and a scheduler chooses among "
			"several",
			element->name, "element");
	if (class_->flow == FL_CLICK_AGNOSTIC &&
		(element->inputs != 1 || element->outputs > 1 || class_->breaks_cycles))
		return element_problem(problems, index,
			"packets cannot be pulled through %s, a %s: an Unqueue goes between it and the queue before it",
			element->name, class_->name);
	return true;
}

static bool queue_is_behind(const struct fl_click_router *router, uint16_t index)
{
	bool reached[FL_CLICK_ELEMENTS_MAX] = {false};

	fl_click_graph_reach(router, index, reached);
	for (uint32_t i = 0; i < router->element_count; i++)
		if (reached[i] && router->elements[i].flow == FL_CLICK_PUSH_TO_PULL)
			return true;
	return false;
}

bool fl_click_flow_read(struct fl_click_router *router, struct fl_problems *problems)
{
	bool good;

	flows_spread(router);
	good = ends_agree(router, problems);
	for (uint16_t i = 0; good && i < router->element_count; i++) {
		const struct fl_click_element *element = &router->elements[i];

		good = pulled_is_plain(router, problems, i);
		if (good && element->class_->measures_queues && !queue_is_behind(router, i))
			good = element_problem(
				problems, i, "%s measures queues, and no %s is behind it", element->name, "Queue");
	}
	return good;
}
