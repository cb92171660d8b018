// Where the nodes are that a walk runs. In a graph's reel, offsets of the source nodes stand below its start, at negative
// indices from head on; those of the nodes that got something stand from index 0 to tail, and the reel goes round.
// rte_graph_walk_rtc walks the same way, but does not tell which node it is at.
#pragma once
#include <rte_common.h>
#include <rte_graph_worker.h>

static inline struct rte_node *fl_reel_node(struct rte_graph *graph, const rte_graph_off_t *reel, uint32_t position)
{
	return RTE_PTR_ADD(graph, reel[(int32_t)position]);
}

static inline uint32_t fl_reel_after(uint32_t position, uint32_t mask)
{
	int32_t next = (int32_t)position + 1;

	return next > 0 ? (uint32_t)next & mask : (uint32_t)next;
}
