// What a class of elements for Click graphs is: one table, beside its code, from which come the checks of a document, the
// catalogue (GET /v1/elements, --describe-elements) and its manual page. classes.c lists the classes.
//
// An element of a router's graph becomes an instance in each path that reaches it, and each input port of an instance a
// node of the path's rte_graph, whose context says which instance and port it is. The node's edges are the element's
// outputs, in order, and behind them the one to the drop node.
#pragma once
#include <rte_graph_worker.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/forwarding.h"
#include "core/path.h"

enum fl_click_type {
	FL_CLICK_WHOLE,     // uint64_t
	FL_CLICK_TRUTH,     // bool
	FL_CLICK_IP4,       // uint32_t, host byte order
	FL_CLICK_PREFIX4,   // struct fl_ip4_prefix
	FL_CLICK_MAC,       // struct rte_ether_addr
	FL_CLICK_INTERFACE, // uint32_t, its index
	FL_CLICK_TEXT,      // const char *, valid as long as the router
	FL_CLICK_TEXTS,     // struct fl_click_texts: variadic, one in a class; those behind it are given by name
};

struct fl_click_texts {
	uint32_t count;
	char *const *items; // valid as long as the router
};

struct fl_click_parameter {
	const char *name; // in capitals; Click's where the meaning is the same. NULL ends a table
	enum fl_click_type type;
	size_t offset; // in the element's configuration
	bool required;
	const char *otherwise; // the value when it is not given; NULL: zero
	uint64_t min, max;     // of FL_CLICK_WHOLE
	const char *unit;      // or NULL
	const char *description;
};

enum fl_click_sharing { FL_CLICK_PER_PATH, FL_CLICK_SHARED, FL_CLICK_JOINING };
// Who moves packets through its ports, inputs and outputs: elements before it hand them on (push), or those behind it ask
// for them (pull). Agnostic: as its neighbours do, all ports alike.
enum fl_click_flow { FL_CLICK_AGNOSTIC, FL_CLICK_PUSH, FL_CLICK_PULL, FL_CLICK_PUSH_TO_PULL, FL_CLICK_PULL_TO_PUSH };

static inline enum fl_click_flow fl_click_input_flow(enum fl_click_flow flow)
{
	return flow == FL_CLICK_PUSH_TO_PULL ? FL_CLICK_PUSH : flow == FL_CLICK_PULL_TO_PUSH ? FL_CLICK_PULL : flow;
}

static inline enum fl_click_flow fl_click_output_flow(enum fl_click_flow flow)
{
	return flow == FL_CLICK_PUSH_TO_PULL ? FL_CLICK_PULL : flow == FL_CLICK_PULL_TO_PUSH ? FL_CLICK_PUSH : flow;
}

struct fl_click_ports {
	uint16_t least, most;
	bool per_argument; // one for each value of the variadic parameter; least and most do not count then
};

struct fl_click_setup;
struct fl_click_instance;
struct fl_click_links;

struct fl_click_class {
	const char *name;        // Click's where the meaning is the same
	const char *node;        // the rte_graph node that is cloned for each input port of each instance
	const char *source_node; // one that each instance has beside them, which brings in what it held; NULL: none
	enum fl_click_sharing sharing;
	enum fl_click_flow flow;
	struct fl_click_ports inputs, outputs;
	bool starts_path;
	bool breaks_cycles;                          // what it sends is an answer that no such element answers again
	const char *summary;                         // one sentence
	const char *manual;                          // paragraphs of Markdown, parted by empty lines
	const struct fl_click_parameter *parameters; // NULL: none
	const char *const *drops;                    // NULL-terminated: "strip_too_short"; NULL: none
	const char *const *counters; // NULL-terminated, at most FL_ELEMENT_COUNTERS_MAX: "packets"; NULL: none
	bool measures_queues;        // its instances know the queues behind them (links->queues): there is one at least
	// Of classes that are pulled from (elements/click/pull.h): the packet that they would give next, and with take do
	// give; NULL: none now. Of a tree's end that does not pull all it could: the one that it pulls. Worker.
	struct rte_mbuf *(*pull)(struct fl_click_instance *instance, bool take);
	size_t config_size; // of the configuration: read by all paths, written by none
	size_t state_size;  // of the state of each instance: its path's
	// The rest of the checks and tables, once the parameters are in config. Adds problems and returns false, or
	// returns false with none: no memory. May be NULL. Control thread.
	bool (*configure)(struct fl_click_setup *setup, void *config);
	void (*config_fini)(void *config); // also after a configure that failed; config began as zeros. May be NULL
	// State begins as zeros. 0 or -errno. May be NULL. Control thread.
	int (*state_init)(struct fl_click_instance *instance);
	void (*state_fini)(struct fl_click_instance *instance); // may be NULL; control thread
	// The same where the path was quarantined, and the state may be half-changed: packets that it holds are neither read
	// nor freed. NULL: it holds none, state_fini does. Control thread.
	void (*state_abandon)(struct fl_click_instance *instance);
	// About every 5 ms: now_ms is monotonic; the element's instances are running meanwhile. May be NULL. Control thread.
	void (*tick)(void *config, struct fl_click_instance *const *instances, uint32_t count, uint64_t now_ms);
	// Adds an instance's figures. May be NULL. Control thread, while the path's worker writes.
	void (*count)(const struct fl_click_instance *instance, uint64_t *counters);
};

// An element in one path. Read by its worker; what state points to is the worker's.
struct fl_click_instance {
	const struct fl_click_class *class_;
	struct fl_path *path;
	const void *config;
	void *state;
	uint16_t outputs;             // connected; the edge of this number leads to the drop node
	uint16_t drop_base;           // of the class's first drop reason
	uint16_t element;             // its index in the document
	struct fl_click_links *links; // to others of its path (elements/click/pull.h), or NULL
};

// Every class, NULL-terminated, in the order of the catalogue.
const struct fl_click_class *const *fl_click_classes(void);
// By name; NULL: none.
const struct fl_click_class *fl_click_class_find(const char *name);
// The place of a class's first drop reason among those of all classes.
uint16_t fl_click_drop_base(const struct fl_click_class *class_);
// The drop reasons of all classes, NULL-terminated, "to_device_full" first.
extern const char *fl_click_drop_names_all[];

// For a node's init callback: points its context at the instance and the port that it was cloned for.
int fl_click_node_init(const struct rte_graph *graph, struct rte_node *node);

// Registers the node "click_SYMBOL" with its process function.
#define FL_CLICK_NODE(symbol, node_flags)                                                                              \
	static struct rte_node_register symbol##_node = {                                                              \
		.name = "click_" #symbol,                                                                              \
		.flags = (node_flags),                                                                                 \
		.process = symbol##_process,                                                                           \
		.init = fl_click_node_init,                                                                            \
	};                                                                                                             \
	RTE_NODE_REGISTER(symbol##_node)
