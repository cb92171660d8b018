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
