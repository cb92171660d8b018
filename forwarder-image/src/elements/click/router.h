// The kind "click": the router's graph of elements, checked and configured; and what each of its paths runs of it.
#pragma once
#include "elements/click/class.h"
#include "elements/click/setup.h"

// Where an output leads.
struct fl_click_target {
	uint16_t element, port;
};

struct fl_click_element {
	const struct fl_click_class *class_;
	const char *name; // the document's
	void *config;
	uint16_t inputs, outputs;
	enum fl_click_flow flow;         // of an agnostic class: what its neighbours make of it, push or pull
	struct fl_click_target *targets; // one for each output
};

struct fl_click_path;

// Fixed when it is made, but for paths (control thread).
struct fl_click_router {
	struct fl_config_click *click; // a reference
	uint32_t element_count;
	struct fl_click_element *elements;
	int sources[FL_INTERFACES_MAX]; // the element that reads the interface, or -1
	uint32_t firsts
		[FL_INTERFACES_MAX]; // the interface whose path the interface's packets are on: itself, or a lower one
	struct fl_click_path *paths[FL_INTERFACES_MAX];
};

extern const struct fl_forwarding_ops fl_click_ops;

// Resolves classes and connections of router->click, and checks all that holds of the graph whatever its elements' arguments:
// every port connected, every element reached, no cycle that nothing breaks. False: problems, or none and no memory.
bool fl_click_graph_read(struct fl_click_router *router, struct fl_problems *problems);

// A part of it: push meets push and pull meets pull; says of each element which it is (flow).
bool fl_click_flow_read(struct fl_click_router *router, struct fl_problems *problems);
// Marks the element and what its packets reach. reached: FL_CLICK_ELEMENTS_MAX, by element.
void fl_click_graph_reach(const struct fl_click_router *router, uint16_t start, bool *reached);

// Finds which interfaces are inputs of one path (firsts), once sources are known.
void fl_click_paths_join(struct fl_click_router *router);

// fl_forwarding_ops' of this kind: a path's instances, their nodes, and its sources.
void *fl_click_path_create(struct fl_path *path);
void fl_click_path_destroy(void *path_state);
void fl_click_path_abandon(void *path_state);
const char *const *fl_click_path_sources(const struct fl_path *path);
// The element's instance in this path, or NULL.
struct fl_click_instance *fl_click_path_instance(const struct fl_click_path *path, uint16_t element);
// Adds the figures of an element in this path.
void fl_click_path_count(const struct fl_click_path *path, uint16_t element, uint64_t *counters);
