// What an element's process function does with its instance: its state, and how packets leave it.
#pragma once
#include "core/library.h"
#include "elements/click/class.h"

static inline struct fl_click_instance *fl_click_instance_of(const struct rte_node *node)
{
	return (struct fl_click_instance *)node->ctx_ptr;
}

// The input port that the node stands for.
static inline uint16_t fl_click_port_of(const struct rte_node *node)
{
	return (uint16_t)(uintptr_t)node->ctx_ptr2;
}

// The edge by which a packet leaves to be dropped for the class's reason of this index.
static inline rte_edge_t fl_click_drop(
	const struct fl_click_instance *instance, struct rte_mbuf *packet, uint16_t reason)
{
	fl_packet_drop_reason_set(packet, instance->drop_base + reason);
	return instance->outputs;
}

// The edge of a packet that leaves by a port if it is connected, else is dropped.
static inline rte_edge_t fl_click_refuse(
	const struct fl_click_instance *instance, struct rte_mbuf *packet, uint16_t port, uint16_t reason)
{
	return port < instance->outputs ? port : fl_click_drop(instance, packet, reason);
}

typedef rte_edge_t fl_click_verdict(struct fl_click_instance *instance, struct rte_mbuf *packet);

// The whole of a process function that decides packet by packet; verdict is inlined. Runs of equal verdicts move together.
static __rte_always_inline uint16_t fl_click_split(
	struct rte_graph *graph, struct rte_node *node, void **objs, uint16_t count, fl_click_verdict *verdict)
{
	struct fl_click_instance *instance = fl_click_instance_of(node);
	rte_edge_t edge = verdict(instance, objs[0]);
	uint16_t start = 0;

	for (uint16_t i = 1; i < count; i++) {
		rte_edge_t next = verdict(instance, objs[i]);

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

// A process function made of the function SYMBOL_verdict.
#define FL_CLICK_VERDICT_NODE(symbol)                                                                                  \
	static uint16_t symbol##_process(struct rte_graph *graph, struct rte_node *node, void **objs, uint16_t count)  \
	{                                                                                                              \
		return fl_click_split(graph, node, objs, count, symbol##_verdict);                                     \
	}                                                                                                              \
	FL_CLICK_NODE(symbol, 0)
