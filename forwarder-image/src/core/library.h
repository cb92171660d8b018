// The calls by which elements touch what outlives their path: buffers, rings, ports, and the heap behind a graph's
// streams. Each is done or not begun when the watchdog takes the path off its worker (core/phase.h). Elements call
// nothing of the kind directly (test/check_wrappers.sh). Worker; on the control thread they are the plain calls.
#pragma once
#include <rte_graph_worker.h>
#include <rte_mbuf.h>
#include <rte_ring_elem.h>

#include "core/phase.h"
#include "ports/port.h"

// As rte_pktmbuf_alloc: a buffer, or NULL.
static inline struct rte_mbuf *fl_buffer_alloc(struct rte_mempool *pool)
{
	fl_library_enter();
	struct rte_mbuf *buffer = rte_pktmbuf_alloc(pool);
	fl_library_leave();
	return buffer;
}

// As rte_pktmbuf_copy: a copy of the packet in buffers of pool, from offset on and at most length bytes of it, or NULL.
static inline struct rte_mbuf *fl_buffer_copy(
	const struct rte_mbuf *packet, struct rte_mempool *pool, uint32_t offset, uint32_t length)
{
	fl_library_enter();
	struct rte_mbuf *copy = rte_pktmbuf_copy(packet, pool, offset, length);
	fl_library_leave();
	return copy;
}

static inline void fl_buffer_free(struct rte_mbuf *buffer)
{
	fl_library_enter();
	rte_pktmbuf_free(buffer);
	fl_library_leave();
}

static inline void fl_buffers_free(struct rte_mbuf **buffers, unsigned int count)
{
	fl_library_enter();
	rte_pktmbuf_free_bulk(buffers, count);
	fl_library_leave();
}

// As fl_port_ops.rx_burst and tx_burst.
static inline uint16_t fl_receive(
	struct fl_port *port, struct rte_mempool *pool, struct rte_mbuf **mbufs, uint16_t count)
{
	fl_library_enter();
	uint16_t received = port->ops->rx_burst(port, pool, mbufs, count);
	fl_library_leave();
	return received;
}

static inline uint16_t fl_send(struct fl_port_tx *tx, struct rte_mbuf **mbufs, uint16_t count)
{
	fl_library_enter();
	uint16_t sent = tx->port->ops->tx_burst(tx, mbufs, count);
	fl_library_leave();
	return sent;
}

// As rte_ring_sp_enqueue_elem: 0 or -ENOBUFS.
static inline int fl_ring_put(struct rte_ring *ring, void *element, unsigned int size)
{
	fl_library_enter();
	int result = rte_ring_sp_enqueue_elem(ring, element, size);
	fl_library_leave();
	return result;
}

// A stream belongs to the graph, but where it has no room it grows on DPDK's heap, under a lock that all share.
static inline bool fl_stream_has_room(const struct rte_node *node, rte_edge_t edge, uint16_t count)
{
	const struct rte_node *next = node->nodes[edge];

	return next->idx + count <= next->size;
}

// As rte_node_enqueue.
static inline void fl_enqueue(
	struct rte_graph *graph, struct rte_node *node, rte_edge_t edge, void **objs, uint16_t count)
{
	if (likely(fl_stream_has_room(node, edge, count))) {
		rte_node_enqueue(graph, node, edge, objs, count);
		return;
	}
	fl_library_enter();
	rte_node_enqueue(graph, node, edge, objs, count);
	fl_library_leave();
}

// As rte_node_enqueue_x1.
static inline void fl_enqueue_x1(struct rte_graph *graph, struct rte_node *node, rte_edge_t edge, void *object)
{
	if (likely(fl_stream_has_room(node, edge, 1))) {
		rte_node_enqueue_x1(graph, node, edge, object);
		return;
	}
	fl_library_enter();
	rte_node_enqueue_x1(graph, node, edge, object);
	fl_library_leave();
}

// As rte_node_next_stream_move.
static inline void fl_stream_move(struct rte_graph *graph, struct rte_node *node, rte_edge_t edge)
{
	if (likely(fl_stream_has_room(node, edge, node->idx))) {
		rte_node_next_stream_move(graph, node, edge);
		return;
	}
	fl_library_enter();
	rte_node_next_stream_move(graph, node, edge);
	fl_library_leave();
}
