// rte_graph's own statistics read the clock twice a node, which costs more than many elements do; the dispatch's one
// time stamp is enough for the path's cost. The switch is in the build's rte_config.h, so it is undone here, before
// anything includes the walk.
#undef RTE_LIBRTE_GRAPH_STATS
#include "core/walk.h"

#include <rte_cycles.h>
#include <rte_graph_worker.h>

#include "core/phase.h"
#include "core/reel.h"

static inline void node_run(struct rte_graph *graph, struct rte_node *node)
{
	fl_phase_node_set(node, node->objs);
	__rte_node_process(graph, node);
}

void fl_walk(struct rte_graph *graph)
{
	const rte_graph_off_t *reel = graph->cir_start; // fixed, which the compiler cannot know
	const uint32_t mask = graph->cir_mask;

	for (uint32_t position = graph->head; position != graph->tail; position = fl_reel_after(position, mask))
		node_run(graph, fl_reel_node(graph, reel, position));
	graph->tail = 0;
}

void fl_walk_timed(struct rte_graph *graph, struct fl_dearest *dearest)
{
	uint64_t before = rte_rdtsc();

	*dearest = (struct fl_dearest){0};
	for (uint32_t position = graph->head; position != graph->tail;
		position = fl_reel_after(position, graph->cir_mask)) {
		struct rte_node *node = fl_reel_node(graph, graph->cir_start, position);

		node_run(graph, node);
		uint64_t now = rte_rdtsc();
		if (now - before >= dearest->cycles)
			*dearest = (struct fl_dearest){.node = node, .cycles = now - before};
		before = now;
	}
	graph->tail = 0;
}
