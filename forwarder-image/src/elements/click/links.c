// Which instances of a path ask which others for packets, and whose queues an element measures.
#include <errno.h>
#include <stdlib.h>

#include "elements/click/pull.h"

// What a path's links are made from.
struct linking {
	const struct fl_click_router *router;
	struct fl_click_instance *instances;
	uint16_t count;
	const uint16_t *places;
};

static const struct fl_click_element *element_of(
	const struct linking *linking, const struct fl_click_instance *instance)
{
	return &linking->router->elements[instance->element];
}

static bool is_queue(const struct fl_click_element *element)
{
	return element->class_->flow == FL_CLICK_PUSH_TO_PULL;
}

// Whether packets are pulled through it, in and out.
static bool is_passed(const struct fl_click_element *element)
{
	return element->flow == FL_CLICK_PULL && element->outputs > 0;
}

static struct fl_click_links *links_get(struct fl_click_instance *instance)
{
	if (instance->links == NULL)
		instance->links = calloc(1, sizeof(*instance->links));
	return instance->links;
}

// The element whose output leads to an input; the rules of the graph have it that there is one, and for a pulled input
// just one.
static uint16_t element_before(const struct fl_click_router *router, uint16_t element, uint16_t input)
{
	const struct fl_config_click *click = router->click;
	uint32_t i = 0;

	while (click->connections[i].to != element || click->connections[i].to_port != input)
		i++;
	return click->connections[i].from;
}

// Who is asked by an input of the element.
static struct fl_click_instance *upstream_of(const struct linking *linking, uint16_t element, uint16_t input)
{
	uint16_t before = element_before(linking->router, element, input);

	while (linking->router->elements[before].class_->pull == NULL)
		before = element_before(linking->router, before, 0);
	return &linking->instances[linking->places[before] - 1];
}

static int upstream_make(const struct linking *linking, struct fl_click_instance *instance)
{
	const uint16_t inputs = element_of(linking, instance)->inputs;
	struct fl_click_links *links = links_get(instance);

	if (links == NULL || links->upstream != NULL)
		return links == NULL ? -ENOMEM : 0;
	links->upstream = calloc(inputs, sizeof(struct fl_click_instance *));
	if (links->upstream == NULL)
		return -ENOMEM;
	links->input_count = inputs;
	for (uint16_t i = 0; i < inputs; i++)
		links->upstream[i] = upstream_of(linking, instance->element, i);
	return 0;
}

static struct fl_click_tree *tree_get(struct fl_click_instance *root, int *tree_count)
{
	if (root->links->tree == NULL) {
		root->links->tree = &root->links->own_tree;
		root->links->tree->root = root;
		root->links->tree->index = (uint16_t)(*tree_count)++;
	}
	return root->links->tree;
}

// The way from a queue down to its puller: links for all on it that have a say, and the tree for all of them.
static int queue_link(const struct linking *linking, struct fl_click_instance *queue, int *tree_count)
{
	struct fl_click_instance *way[FL_CLICK_ELEMENTS_MAX], *at = queue;
	uint16_t length = 0;
	int result = links_get(queue) != NULL ? 0 : -ENOMEM;

	do {
		way[length++] = at;
		at = &linking->instances[linking->places[element_of(linking, at)->targets[0].element] - 1];
		if (result == 0 && (at->class_->pull != NULL || !is_passed(element_of(linking, at))))
			result = upstream_make(linking, at);
	} while (is_passed(element_of(linking, at)));
	for (uint16_t i = 0; result == 0 && i < length; i++)
		if (way[i]->links != NULL)
			way[i]->links->tree = tree_get(at, tree_count);
	return result;
}

// The first queues that packets reach from the instance, in breadth.
static int queues_find(const struct linking *linking, struct fl_click_instance *instance)
{
	bool seen[FL_CLICK_ELEMENTS_MAX] = {false};
	uint16_t open[FL_CLICK_ELEMENTS_MAX], count = 0;
	struct fl_click_links *links = links_get(instance);

	if (links == NULL)
		return -ENOMEM;
	links->queues = calloc(linking->count, sizeof(struct fl_click_instance *));
	if (links->queues == NULL)
		return -ENOMEM;
	open[count++] = instance->element;
	for (uint16_t i = 0; i < count; i++) {
		const struct fl_click_element *element = &linking->router->elements[open[i]];

		if (is_queue(element)) {
			links->queues[links->queue_count++] = &linking->instances[linking->places[open[i]] - 1];
			continue;
		}
		for (uint16_t j = 0; j < element->outputs; j++) {
			uint16_t next = element->targets[j].element;

			if (!seen[next])
				open[count++] = next;
			seen[next] = true;
		}
	}
	return 0;
}

int fl_click_links_make(const struct fl_click_router *router, struct fl_click_instance *instances, uint16_t count,
	const uint16_t *places)
{
	const struct linking linking = {router, instances, count, places};
	int tree_count = 0, result = 0;

	for (uint16_t i = 0; i < count && result == 0; i++) {
		if (instances[i].class_->flow == FL_CLICK_PUSH_TO_PULL)
			result = queue_link(&linking, &instances[i], &tree_count);
		if (result == 0 && instances[i].class_->measures_queues)
			result = queues_find(&linking, &instances[i]);
	}
	return result != 0 ? result : tree_count;
}

void fl_click_links_free(struct fl_click_instance *instances, uint16_t count)
{
	for (uint16_t i = 0; i < count; i++) {
		struct fl_click_links *links = instances[i].links;

		if (links == NULL)
			continue;
		free(links->upstream);
		free(links->queues);
		free(links);
	}
}
