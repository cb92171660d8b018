// One walk over a path's graph.
#pragma once
#include <rte_graph.h>

// Carries one burst of each source node to its end. Worker.
void fl_walk(struct rte_graph *graph);
