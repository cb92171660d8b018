#include "elements/click/router.h"

#include <errno.h>
#include <rte_malloc.h>
#include <stdio.h>
#include <stdlib.h>

#include "elements/catalogue.h"
#include "elements/click/clones.h"

static void state_destroy(void *state)
{
	struct fl_click_router *router = state;

	for (uint32_t i = 0; router->elements != NULL && i < router->element_count; i++) {
		struct fl_click_element *element = &router->elements[i];

		if (element->config != NULL && element->class_->config_fini != NULL)
			element->class_->config_fini(element->config);
		rte_free(element->config);
		free(element->targets);
	}
	free(router->elements);
	fl_config_click_release(router->click);
	free(router);
}

static bool element_configure(struct fl_click_router *router, const struct fl_forwarding_setup *forwarding,
	struct fl_problems *problems, uint16_t index)
{
	struct fl_click_element *element = &router->elements[index];
	struct fl_click_setup setup = {forwarding, problems, index, element->inputs, element->outputs};

	element->config = rte_zmalloc("click_config", RTE_MAX(element->class_->config_size, 1u), RTE_CACHE_LINE_SIZE);
	return element->config != NULL && fl_click_arguments_read(&setup, element->class_, element->config) &&
	       (element->class_->configure == NULL || element->class_->configure(&setup, element->config));
}

// The configuration of an element that starts a path begins with the interface that it reads.
static bool sources_find(struct fl_click_router *router, struct fl_problems *problems)
{
	bool good = true;

	for (uint32_t i = 0; i < FL_INTERFACES_MAX; i++)
		router->sources[i] = -1;
	for (uint32_t i = 0; i < router->element_count; i++) {
		const struct fl_click_element *element = &router->elements[i];
		char path[64];

		if (!element->class_->starts_path)
			continue;
		int *source = &router->sources[*(const uint32_t *)element->config];
		if (*source >= 0) {
			snprintf(path, sizeof(path), "forwarding.click.elements[%u]", i);
			fl_problems_add(problems, path, "%s reads the interface of %s: an interface is read once",
				element->name, router->elements[*source].name);
			good = false;
		}
		*source = (int)i;
	}
	return good;
}

static bool router_read(
	struct fl_click_router *router, const struct fl_forwarding_setup *setup, struct fl_problems *problems)
{
	bool good = fl_click_graph_read(router, problems);

	for (uint16_t i = 0; i < router->element_count; i++)
		if (router->elements[i].class_ != NULL)
			good = element_configure(router, setup, problems, i) && good;
	if (!good || !sources_find(router, problems))
		return false;
	fl_click_paths_join(router);
	return true;
}

static void *state_create(const struct fl_forwarding_setup *setup, struct fl_problems *problems)
{
	struct fl_click_router *router = calloc(1, sizeof(*router));

	if (router == NULL) {
		errno = ENOMEM;
		return NULL;
	}
	router->click = fl_config_click_reference(setup->config->click);
	router->element_count = router->click->element_count;
	router->elements = calloc(router->element_count, sizeof(*router->elements));
	if (router->elements != NULL && router_read(router, setup, problems))
		return router;
	state_destroy(router);
	errno = ENOMEM; // where no problem was added
	return NULL;
}

static uint32_t path_first(const void *state, uint32_t interface)
{
	return ((const struct fl_click_router *)state)->firsts[interface];
}

static void element_tick(const struct fl_click_router *router, uint16_t index, uint64_t now_ms)
{
	struct fl_click_instance *instances[FL_INTERFACES_MAX];
	uint32_t count = 0;

	for (uint32_t i = 0; i < FL_INTERFACES_MAX; i++) {
		struct fl_click_path *path = router->paths[i];

		if (path != NULL && fl_click_path_instance(path, index) != NULL)
			instances[count++] = fl_click_path_instance(path, index);
	}
	router->elements[index].class_->tick(router->elements[index].config, instances, count, now_ms);
}

static void tick(void *state, uint64_t now_ms, struct fl_port_tx *const *control_tx)
{
	const struct fl_click_router *router = state;

	(void)control_tx; // elements send through their paths
	for (uint16_t i = 0; i < router->element_count; i++)
		if (router->elements[i].class_->tick != NULL)
			element_tick(router, i, now_ms);
}

static void element_report(const struct fl_click_router *router, uint16_t index, struct fl_element_report *report)
{
	*report = (struct fl_element_report){
		.name = router->elements[index].name,
		.class_name = router->elements[index].class_->name,
		.counter_names = router->elements[index].class_->counters,
	};
	for (uint32_t i = 0; i < FL_INTERFACES_MAX; i++)
		if (router->paths[i] != NULL)
			fl_click_path_count(router->paths[i], index, report->counters);
}

static uint32_t elements_report(const void *state, struct fl_element_report *elements, uint32_t max)
{
	const struct fl_click_router *router = state;
	uint32_t count = 0;

	for (uint16_t i = 0; i < router->element_count; i++) {
		if (router->elements[i].class_->counters == NULL)
			continue;
		if (count < max)
			element_report(router, i, &elements[count]);
		count++;
	}
	return count;
}

// The drop node is every graph's own, and the FromDevice of an interface that no element reads is none of the document's.
static struct fl_node_owner node_owner(const void *state, const struct rte_node *node)
{
	const struct fl_click_router *router = state;
	const struct fl_click_instance *instance = fl_click_clone_instance(node->id);

	if (instance == NULL)
		return fl_element_node_owner(state, node);
	return (struct fl_node_owner){
		instance->element < router->element_count ? router->elements[instance->element].name : "from_device",
		instance->class_->name};
}

const struct fl_forwarding_ops fl_click_ops = {
	.name = "click",
	.path_sources = fl_click_path_sources,
	.drop_names = (const char *const *)fl_click_drop_names_all,
	.state_create = state_create,
	.state_destroy = state_destroy,
	.path_first = path_first,
	.path_state_create = fl_click_path_create,
	.path_state_destroy = fl_click_path_destroy,
	.path_state_abandon = fl_click_path_abandon,
	.tick = tick,
	.elements_report = elements_report,
	.node_owner = node_owner,
};
