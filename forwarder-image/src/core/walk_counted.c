// The walk with rte_graph's own statistics, which read the clock twice a node: for sampled dispatches only. The switch is in
// the build's rte_config.h; elsewhere it is undone (walk.c).
#include "core/walk.h"

#include <rte_graph_worker.h>

#include "core/phase.h"
#include "core/reel.h"

#ifndef RTE_LIBRTE_GRAPH_STATS
#error "this DPDK was built without the statistics of rte_graph"
#endif

void fl_walk_counted(struct rte_graph *graph)
{
	for (uint32_t position = graph->head; position != graph->tail;
		position = fl_reel_after(position, graph->cir_mask)) {
		struct rte_node *node = fl_reel_node(graph, graph->cir_start, position);

		if ((int32_t)position < 0) { // a source: it may have run in walks that brought nothing
			node->total_calls = 0;
			node->total_objs = 0;
			node->total_cycles = 0;
		}
		fl_phase_node_set(node, node->objs);
		__rte_node_process(graph, node);
	}
	graph->tail = 0;
}
