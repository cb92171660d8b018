// rte_graph's own statistics read the clock twice a node, which costs more than many elements do; the dispatch's one
// time stamp is enough for the path's cost. The switch is in the build's rte_config.h, so it is undone here, before
// anything includes the walk.
#undef RTE_LIBRTE_GRAPH_STATS
#include "core/walk.h"

#include <rte_graph_worker.h>

void fl_walk(struct rte_graph *graph)
{
	rte_graph_walk_rtc(graph);
}
