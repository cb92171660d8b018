// A path of a Click router: an instance of each element that its packets can reach, and a node for each input port.
#include <errno.h>
#include <rte_malloc.h>
#include <stdlib.h>

#include "elements/click/clones.h"
#include "elements/click/pull.h"
#include "elements/click/router.h"

struct fl_click_path {
	struct fl_click_router *router;
	uint32_t interface;
	const char *sources[FL_CLICK_ELEMENTS_MAX + 2]; // NULL-terminated
	uint16_t count, source_count; // instances; the first of them are those that bring in what the inputs receive
	struct fl_click_instance *instances;
	struct fl_click_clone ***clones;        // by instance and input port; NULL: no packet comes in there
	struct fl_click_clone **own_sources;    // by instance; NULL: it has none
	uint16_t places[FL_CLICK_ELEMENTS_MAX]; // by element: its instance + 1; 0: it has none
};

const char *const *fl_click_path_sources(const struct fl_path *path)
{
	return ((const struct fl_click_path *)path->path_state)->sources;
}

static void instance_init(
	struct fl_click_path *state, struct fl_path *path, const struct fl_click_class *class_, int element)
{
	struct fl_click_instance *instance = &state->instances[state->count];

	instance->class_ = class_;
	instance->path = path;
	instance->drop_base = fl_click_drop_base(class_);
	instance->element = (uint16_t)element;
	if (element >= 0) {
		instance->config = state->router->elements[element].config;
		instance->outputs = state->router->elements[element].outputs;
		state->places[element] = state->count + 1;
	}
	state->count++;
}

// Instances of what can be reached from the path's inputs, in breadth.
static void instances_find(struct fl_click_path *state, struct fl_path *path)
{
	for (struct fl_path *input = path; input != NULL; input = input->joined)
		instance_init(
			state, input, fl_click_class_find("FromDevice"), state->router->sources[input->interface]);
	state->source_count = state->count;
	if (state->router->sources[path->interface] < 0)
		return;
	for (uint16_t i = 0; i < state->count; i++) {
		const struct fl_click_element *element = &state->router->elements[state->instances[i].element];

		for (uint16_t j = 0; j < element->outputs; j++) {
			uint16_t next = element->targets[j].element;

			if (state->places[next] == 0)
				instance_init(state, path, state->router->elements[next].class_, next);
		}
	}
}

static uint16_t node_count(const struct fl_click_path *state, uint16_t instance)
{
	// A source has one node too, which nothing leads to.
	return instance < state->source_count ? 1 : state->router->elements[state->instances[instance].element].inputs;
}

static int clone_make(struct fl_click_path *state, uint16_t instance, uint16_t port)
{
	struct fl_click_clone **place = &state->clones[instance][port];

	if (*place == NULL)
		*place =
			fl_click_clone_take(state->instances[instance].class_->node, &state->instances[instance], port);
	return *place != NULL ? 0 : -errno;
}

static int own_source_make(struct fl_click_path *state, uint16_t instance)
{
	const char *node = state->instances[instance].class_->source_node;

	if (node == NULL)
		return 0;
	state->own_sources[instance] = fl_click_clone_take(node, &state->instances[instance], 0);
	return state->own_sources[instance] != NULL ? 0 : -errno;
}

static int clones_make(struct fl_click_path *state)
{
	int result = 0;

	for (uint16_t i = 0; i < state->count; i++) {
		state->clones[i] = calloc(node_count(state, i), sizeof(*state->clones[i]));
		if (state->clones[i] == NULL)
			return -ENOMEM;
	}
	for (uint16_t i = 0; i < state->count && result == 0; i++)
		result = own_source_make(state, i);
	for (uint16_t i = 0; i < state->source_count && result == 0; i++)
		result = clone_make(state, i, 0);
	for (uint16_t i = 0; i < state->count && result == 0; i++)
		for (uint16_t j = 0; j < state->instances[i].outputs && result == 0; j++) {
			struct fl_click_target target = state->router->elements[state->instances[i].element].targets[j];

			result = clone_make(state, state->places[target.element] - 1, target.port);
		}
	return result;
}

static int edges_set(struct fl_click_path *state, uint16_t index)
{
	const struct fl_click_instance *instance = &state->instances[index];
	const char *next[FL_CLICK_PORTS_MAX + 1];
	int result = 0;

	for (uint16_t i = 0; i < instance->outputs; i++) {
		struct fl_click_target target = state->router->elements[instance->element].targets[i];

		next[i] = fl_click_clone_name(state->clones[state->places[target.element] - 1][target.port]);
	}
	next[instance->outputs] = "drop";
	for (uint16_t i = 0; i < node_count(state, index) && result == 0; i++)
		if (state->clones[index][i] != NULL)
			result = fl_click_clone_edges_set(state->clones[index][i], next, instance->outputs + 1);
	if (result == 0 && state->own_sources[index] != NULL)
		result = fl_click_clone_edges_set(state->own_sources[index], next, instance->outputs + 1);
	return result;
}

static int states_init(struct fl_click_path *state)
{
	for (uint16_t i = 0; i < state->count; i++) {
		struct fl_click_instance *instance = &state->instances[i];
		int result;

		if (instance->class_->state_size == 0)
			continue;
		instance->state = rte_zmalloc("click_state", instance->class_->state_size, RTE_CACHE_LINE_SIZE);
		if (instance->state == NULL)
			return -ENOMEM;
		result = instance->class_->state_init != NULL ? instance->class_->state_init(instance) : 0;
		if (result != 0) {
			rte_free(instance->state);
			instance->state = NULL;
			return result;
		}
	}
	return 0;
}

static void sources_list(struct fl_click_path *state)
{
	size_t count = 0;

	for (uint16_t i = 0; i < state->source_count; i++)
		state->sources[count++] = fl_click_clone_name(state->clones[i][0]);
	for (uint16_t i = 0; i < state->count; i++)
		if (state->own_sources[i] != NULL)
			state->sources[count++] = fl_click_clone_name(state->own_sources[i]);
}

static int links_make(struct fl_click_path *state, struct fl_path *path)
{
	int pullers = fl_click_links_make(state->router, state->instances, state->count, state->places);

	if (pullers < 0)
		return pullers;
	path->puller_count = (uint16_t)pullers;
	return 0;
}

static int path_build(struct fl_click_path *state, struct fl_path *path)
{
	int result;

	state->instances = rte_calloc(
		"click_path", state->router->element_count + 1, sizeof(*state->instances), RTE_CACHE_LINE_SIZE);
	state->clones = calloc(state->router->element_count + 1, sizeof(*state->clones));
	state->own_sources = calloc(state->router->element_count + 1, sizeof(*state->own_sources));
	if (state->instances == NULL || state->clones == NULL || state->own_sources == NULL)
		return -ENOMEM;
	instances_find(state, path);
	result = links_make(state, path);
	if (result == 0)
		result = states_init(state);
	if (result == 0)
		result = clones_make(state);
	for (uint16_t i = 0; i < state->count && result == 0; i++)
		result = edges_set(state, i);
	if (result == 0)
		sources_list(state);
	return result;
}

static void state_end(struct fl_click_instance *instance, bool abandoned)
{
	const struct fl_click_class *class_ = instance->class_;

	if (instance->state != NULL && abandoned && class_->state_abandon != NULL)
		class_->state_abandon(instance);
	else if (instance->state != NULL && class_->state_fini != NULL)
		class_->state_fini(instance);
	rte_free(instance->state);
}

static void path_end(struct fl_click_path *state, bool abandoned)
{
	if (state->router->paths[state->interface] == state)
		state->router->paths[state->interface] = NULL;
	for (uint16_t i = 0; i < state->count; i++) {
		struct fl_click_instance *instance = &state->instances[i];

		for (uint16_t j = 0; state->clones[i] != NULL && j < node_count(state, i); j++)
			fl_click_clone_give(state->clones[i][j]);
		free(state->clones[i]);
		fl_click_clone_give(state->own_sources[i]);
		state_end(instance, abandoned);
	}
	fl_click_links_free(state->instances, state->count);
	free(state->clones);
	free(state->own_sources);
	rte_free(state->instances);
	free(state);
}

void fl_click_path_destroy(void *path_state)
{
	path_end(path_state, false);
}

void fl_click_path_abandon(void *path_state)
{
	path_end(path_state, true);
}

void *fl_click_path_create(struct fl_path *path)
{
	struct fl_click_path *state = calloc(1, sizeof(*state));
	int result;

	if (state == NULL) {
		errno = ENOMEM;
		return NULL;
	}
	state->router = path->router_state;
	state->interface = path->interface;
	result = path_build(state, path);
	if (result != 0) {
		fl_click_path_destroy(state);
		errno = -result;
		return NULL;
	}
	state->router->paths[path->interface] = state;
	return state;
}

struct fl_click_instance *fl_click_path_instance(const struct fl_click_path *path, uint16_t element)
{
	uint16_t place = path->places[element];

	return place != 0 ? &path->instances[place - 1] : NULL;
}

void fl_click_path_count(const struct fl_click_path *path, uint16_t element, uint64_t *counters)
{
	const struct fl_click_instance *instance = fl_click_path_instance(path, element);

	if (instance != NULL && instance->class_->count != NULL)
		instance->class_->count(instance, counters);
}
