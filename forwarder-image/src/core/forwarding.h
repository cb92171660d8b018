// How a kind of forwarding (bridge, ipRouter) becomes element graphs. The engine knows kinds only through this table;
// the kinds are in elements/ and know the engine not at all.
#pragma once
#include <stddef.h>
#include <stdint.h>

#include "core/config.h"
#include "core/path.h"
#include "core/problems.h"

enum { FL_ELEMENT_COUNTERS_MAX = 8 };

// What a kind gets to build a router's shared state from.
struct fl_forwarding_setup {
	const struct fl_config_router *config; // valid during the call only
	uint32_t interface_count;
	struct rte_ether_addr macs[FL_INTERFACES_MAX];
	uint16_t mtus[FL_INTERFACES_MAX]; // effective
	struct rte_mempool *pool;
	// The state of the router that is being replaced, or NULL: soft state (resolved neighbours) may be copied from it.
	// It still forwards on workers during the call.
	const void *previous_state;
};

// The figures of one element of a router, summed over its paths.
struct fl_element_report {
	const char *name, *class_name;    // valid while the state is
	const char *const *counter_names; // static, NULL-terminated
	uint64_t counters[FL_ELEMENT_COUNTERS_MAX];
};

// Whose a node of a path's graph is.
struct fl_node_owner {
	const char *name, *class_name; // valid while the state is
};

struct fl_forwarding_ops {
	const char *name; // as in the document: "ipRouter"
	// NULL-terminated: the names of the graph's nodes, as registered with rte_graph, each with .init = fl_path_node_init.
	// The first is the kind's entry: the engine makes a clone of "from_device" (once, "from_device-NAME") whose one edge
	// leads there, and no kind lists it. Nodes that an edge leads to are in the graph whether listed or not; further
	// source nodes (hold queues) must be listed.
	const char *const *nodes;
	// In place of nodes, which is NULL then, where each path has a graph of its own: its source nodes, NULL-terminated,
	// from_device's part among them. They and what their edges lead to are there while the path's path_state is.
	const char *const *(*path_sources)(const struct fl_path *path);
	// NULL-terminated, at most FL_DROP_REASONS_MAX; index = reason. The first is "to_device_full".
	const char *const *drop_names;
	// Shared state of a router; NULL with errno and, where the document is at fault, problems added with paths
	// relative to the router ("forwarding.ipRouter.routes[3].via"). Control thread. May be NULL: paths share nothing.
	void *(*state_create)(const struct fl_forwarding_setup *setup, struct fl_problems *problems);
	// Frees it, after every worker has let go of every path of the router.
	void (*state_destroy)(void *state);
	// The interface whose path is that of this one too: itself, or a lower one (elements that join paths). May be NULL:
	// each has its own.
	uint32_t (*path_first)(const void *state, uint32_t interface);
	// State of one path; path is complete but for graph and path_state. NULL ops or NULL result with errno 0: none needed.
	void *(*path_state_create)(struct fl_path *path);
	void (*path_state_destroy)(void *path_state); // frees held packets
	// The same for a path that was quarantined: its state may be half-changed, so the packets that it holds are neither
	// read nor freed. NULL: it holds none, path_state_destroy does.
	void (*path_state_abandon)(void *path_state);
	// Called by the control thread about every 5 ms: neighbour replies, ageing, retries. now_ms is monotonic. May be NULL.
	// Frames that the control thread itself must send go through control_tx (one tx per interface, its own).
	void (*tick)(void *state, uint64_t now_ms, struct fl_port_tx *const *control_tx);
	// Called once by the control thread when the router's paths are in place: announce addresses (gratuitous ARP).
	// May be NULL.
	void (*started)(void *state, struct fl_port_tx *const *control_tx);
	// Takes the figures of the state's elements, at most max: how many there are. May be NULL: none.
	uint32_t (*elements_report)(const void *state, struct fl_element_report *elements, uint32_t max);
	// The element that a node of one of its paths' graphs is a part of; all nodes of an element have the same pointers.
	// May be NULL: each is an element of its own, by its name.
	struct fl_node_owner (*node_owner)(const void *state, const struct rte_node *node);
};

// By kind; never NULL for a valid kind.
const struct fl_forwarding_ops *fl_forwarding_get(enum fl_forwarding_kind kind);
