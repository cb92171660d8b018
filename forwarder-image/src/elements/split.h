// How most elements pass packets on: each packet gets a verdict, the edge it leaves by, and runs of equal verdicts move
// together; a burst that agrees moves as a whole, without copying.
#pragma once
#include <rte_graph_worker.h>

#include "core/library.h"
#include "core/path.h"

typedef rte_edge_t fl_verdict(struct fl_path *path, struct rte_mbuf *packet);

// The rest of a burst, whose packet at place `at` got a verdict already; those before it got verdict 0.
static __rte_always_inline uint16_t fl_split_rest(struct rte_graph *graph, struct rte_node *node, void **objs,
	uint16_t count, uint16_t at, rte_edge_t edge, fl_verdict *verdict)
{
	struct fl_path *path = fl_path_of(node);
	uint16_t start = at;

	if (at > 0)
		fl_enqueue(graph, node, 0, objs, at);
	for (uint16_t i = at + 1; i < count; i++) {
		rte_edge_t next = verdict(path, objs[i]);

		if (unlikely(next != edge)) {
			fl_enqueue(graph, node, edge, &objs[start], i - start);
			start = i;
			edge = next;
		}
	}
	if (likely(start == 0))
		fl_stream_move(graph, node, edge);
	else
		fl_enqueue(graph, node, edge, &objs[start], count - start);
	return count;
}

// The whole of a process function; verdict is inlined. Edge 0 is where nearly all packets go: a loop of its own finds out
// whether all do, with nothing in it but the verdict.
static __rte_always_inline uint16_t fl_split(
	struct rte_graph *graph, struct rte_node *node, void **objs, uint16_t count, fl_verdict *verdict)
{
	struct fl_path *path = fl_path_of(node);

	for (uint16_t i = 0; i < count; i++) {
		rte_edge_t edge = verdict(path, objs[i]);

		if (unlikely(edge != 0))
			return fl_split_rest(graph, node, objs, count, i, edge, verdict);
	}
	fl_stream_move(graph, node, 0);
	return count;
}

// Whether four packets get verdict 0; what the verdict does to a packet is then done to them, else nothing is.
typedef bool fl_verdict_four(struct fl_path *path, struct rte_mbuf *const *packets);

// The same as fl_split, of an element that can tell four packets together. A four that it cannot tell is judged one by one.
static __rte_always_inline uint16_t fl_split_fours(struct rte_graph *graph, struct rte_node *node, void **objs,
	uint16_t count, fl_verdict_four *four, fl_verdict *verdict)
{
	struct fl_path *path = fl_path_of(node);

	for (uint16_t i = 0; i < count;) {
		if (likely(i + 4 <= count && four(path, (struct rte_mbuf *const *)&objs[i]))) {
			i += 4;
			continue;
		}
		for (uint16_t end = RTE_MIN(count, (uint16_t)(i + 4)); i < end; i++) {
			rte_edge_t edge = verdict(path, objs[i]);

			if (unlikely(edge != 0))
				return fl_split_rest(graph, node, objs, count, i, edge, verdict);
		}
	}
	fl_stream_move(graph, node, 0);
	return count;
}

// For a verdict: the edge of packets that leave with a drop reason.
static inline rte_edge_t fl_verdict_drop(struct rte_mbuf *packet, uint16_t reason, rte_edge_t edge)
{
	fl_packet_drop_reason_set(packet, reason);
	return edge;
}
