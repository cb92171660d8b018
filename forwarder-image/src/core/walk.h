// One walk over a path's graph.
#pragma once
#include <rte_graph.h>

// Carries one burst of each source node to its end. Worker.
void fl_walk(struct rte_graph *graph);

// Which node took the longest.
struct fl_dearest {
	const struct rte_node *node; // NULL: none ran
	uint64_t cycles;             // TSC
};

// The same, and looks at the clock after every node. Worker.
void fl_walk_timed(struct rte_graph *graph, struct fl_dearest *dearest);

// The same as fl_walk, and each node that runs adds to its total_calls, total_objs and total_cycles, which only
// core/node_uses.h reads and takes back. Worker.
void fl_walk_counted(struct rte_graph *graph);
