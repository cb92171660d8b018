// What each node of a path's graph uses. One dispatch with work in FL_NODE_SAMPLE_EVERY, at a random place in each interval,
// walks with rte_graph's statistics (fl_walk_counted); all others do not look at a clock between two nodes.
// Cycles are those between a node's beginning and end, the reading of the clock (about 30) among them. One that takes far
// longer than the node usually does counts only up to there, as in core/cost.h: a stall of the machine does not show.
#pragma once
#include <rte_graph_worker.h>
#include <stdint.h>

#include "core/cost.h"

enum { FL_NODE_SAMPLE_EVERY = 1000 };

struct fl_node_use {
	// Of sampled dispatches. written: worker, read: control (relaxed atomics, monotonic)
	uint64_t calls, packets, cycles;
	struct fl_cost cost; // what is usual. The worker's
};

struct fl_node_uses {
	uint32_t count;             // the graph's nodes
	struct fl_node_use nodes[]; // in the graph's order
};

// All zero, for the nodes of a graph; the caller frees it with free. NULL: no memory. Control thread.
struct fl_node_uses *fl_node_uses_create(const struct rte_graph *graph);
// Books what the graph's nodes counted in the walk that has just ended, and sets their counts back. Worker.
void fl_node_uses_take(struct fl_node_uses *uses, struct rte_graph *graph);
