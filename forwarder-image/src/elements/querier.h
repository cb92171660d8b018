// What the queriers of both IP versions (arp_querier, nd_querier) and neighbour_hold have in common: from the key of a packet's
// next hop to its Ethernet header, or to the path's hold queue while the control thread asks (resolver.c). Order is kept for
// each next hop: while one packet to it waits, those behind wait too.
#pragma once
#include <rte_cycles.h>
#include <rte_ether.h>
#include <rte_graph_worker.h>

#include "core/library.h"
#include "elements/drops.h"
#include "elements/ip_router.h"

enum fl_querier_edges { FL_QUERIER_OUT, FL_QUERIER_ERROR, FL_QUERIER_DROP, FL_QUERIER_EDGE_COUNT };

// What differs between the versions.
struct fl_querier {
	rte_be16_t ether_type;
	enum fl_drop unreachable, hold_full;
	bool route_tells; // packets with the same fl_packet.route have the same next hop
};

static const struct fl_querier fl_querier_ip4 = {.ether_type = RTE_BE16(RTE_ETHER_TYPE_IPV4),
	.unreachable = FL_DROP_ARP_QUERIER_UNREACHABLE,
	.hold_full = FL_DROP_ARP_QUERIER_HOLD_FULL,
	.route_tells = true};

static const struct fl_querier fl_querier_ip6 = {.ether_type = RTE_BE16(RTE_ETHER_TYPE_IPV6),
	.unreachable = FL_DROP_ND_QUERIER_UNREACHABLE,
	.hold_full = FL_DROP_ND_QUERIER_HOLD_FULL};

// The Ethernet header that takes packets from an output of the path to a neighbour.
static inline struct rte_ether_hdr fl_querier_header(const struct fl_querier *querier, const struct fl_path *path,
	uint16_t output, const struct rte_ether_addr *neighbour)
{
	return (struct rte_ether_hdr){
		.dst_addr = *neighbour, .src_addr = path->outputs[output].mac, .ether_type = querier->ether_type};
}

// Writes it in front of a packet whose output is set.
static inline void fl_querier_address(const struct fl_querier *querier, const struct fl_path *path,
	struct rte_mbuf *packet, const struct rte_ether_addr *neighbour)
{
	*rte_pktmbuf_mtod(packet, struct rte_ether_hdr *) =
		fl_querier_header(querier, path, fl_packet_get(packet)->output, neighbour);
}

static inline void fl_querier_drop(
	const struct fl_querier *querier, struct rte_graph *graph, struct rte_node *node, struct rte_mbuf *packet)
{
	fl_packet_drop_reason_set(packet, querier->hold_full);
	fl_enqueue_x1(graph, node, FL_QUERIER_DROP, packet);
}

static inline void fl_querier_hold(const struct fl_querier *querier, struct rte_graph *graph, struct rte_node *node,
	struct fl_held *held, struct rte_mbuf *packet)
{
	struct fl_hold_queue *queue = &fl_ip_path_of(fl_path_of(node))->hold;
	struct rte_mbuf *displaced = fl_hold_queue_add(queue, held, packet);

	if (displaced != NULL)
		fl_querier_drop(querier, graph, node, displaced);
}

static inline void fl_querier_ask_and_hold(const struct fl_querier *querier, struct rte_graph *graph,
	struct rte_node *node, struct rte_mbuf *packet, struct fl_neighbour_key next_hop)
{
	struct fl_ip_path *path = fl_ip_path_of(fl_path_of(node));
	uint16_t output = fl_packet_get(packet)->output;
	struct fl_neighbour_event event = {.kind = FL_NEIGHBOUR_WANTED, .key = next_hop, .interface = output};
	uint64_t now = rte_rdtsc();
	struct fl_held *held = fl_hold_queue_begin(&path->hold, next_hop, output, now);
	bool told = fl_ip_path_tell(path, &event);

	if (held == NULL) {
		fl_querier_drop(querier, graph, node, packet);
		return;
	}
	held->told = told ? now : 0;
	fl_querier_hold(querier, graph, node, held, packet);
}

// One packet whose next hop has that key; uses it up.
static inline void fl_querier_one(const struct fl_querier *querier, struct rte_graph *graph, struct rte_node *node,
	struct rte_mbuf *packet, struct fl_neighbour_key next_hop)
{
	struct fl_path *path = fl_path_of(node);
	struct fl_hold_queue *queue = &fl_ip_path_of(path)->hold;
	struct fl_held *held;
	struct fl_neighbour neighbour;

	if (unlikely(queue->neighbour_count > 0) && (held = fl_hold_queue_find(queue, next_hop)) != NULL) {
		fl_querier_hold(querier, graph, node, held, packet);
		return;
	}
	neighbour = fl_neighbours_find(fl_ip_router_of(path)->neighbours, next_hop);
	if (likely(neighbour.state == FL_NEIGHBOUR_REACHABLE)) {
		fl_querier_address(querier, path, packet, &neighbour.mac);
		fl_enqueue_x1(graph, node, FL_QUERIER_OUT, packet);
	} else if (neighbour.state == FL_NEIGHBOUR_FAILED) {
		fl_packet_drop_reason_set(packet, querier->unreachable);
		fl_enqueue_x1(graph, node, FL_QUERIER_ERROR, packet);
	} else {
		fl_querier_ask_and_hold(querier, graph, node, packet, next_hop);
	}
}

typedef struct fl_neighbour_key fl_querier_key(const struct fl_ip_router *router, struct rte_mbuf *packet);

// Addresses packets from the front of a burst as long as each one's neighbour is reachable and nobody waits; returns how
// many. The packets of a burst mostly have one next hop and one output: their header is made once.
static __rte_always_inline uint16_t fl_querier_known(const struct fl_querier *querier, const struct fl_path *path,
	void **objs, uint16_t count, fl_querier_key *key_of)
{
	const struct fl_ip_router *router = fl_ip_router_of(path);

	if (unlikely(fl_ip_path_of(path)->hold.neighbour_count > 0))
		return 0;
	for (uint16_t i = 0; i < count;) {
		const uint64_t route = fl_packet_get(objs[i])->route;
		struct fl_neighbour_key key = key_of(router, objs[i]);
		uint16_t output = fl_packet_get(objs[i])->output;
		struct fl_neighbour neighbour = fl_neighbours_find(router->neighbours, key);

		if (unlikely(neighbour.state != FL_NEIGHBOUR_REACHABLE))
			return i;
		const struct rte_ether_hdr header = fl_querier_header(querier, path, output, &neighbour.mac);
		do {
			*rte_pktmbuf_mtod((struct rte_mbuf *)objs[i], struct rte_ether_hdr *) = header;
			i++;
		} while (i < count && fl_packet_get(objs[i])->route == route &&
			 (querier->route_tells || fl_neighbour_key_equal(key_of(router, objs[i]), key)));
	}
	return count;
}

// The whole of a querier's process function; key_of is inlined.
static __rte_always_inline uint16_t fl_querier_process(const struct fl_querier *querier, struct rte_graph *graph,
	struct rte_node *node, void **objs, uint16_t count, fl_querier_key *key_of)
{
	const struct fl_path *path = fl_path_of(node);
	uint16_t known = fl_querier_known(querier, path, objs, count, key_of);

	if (likely(known == count)) {
		fl_stream_move(graph, node, FL_QUERIER_OUT);
		return count;
	}
	if (known > 0)
		fl_enqueue(graph, node, FL_QUERIER_OUT, objs, known);
	for (uint16_t i = known; i < count; i++)
		fl_querier_one(querier, graph, node, objs[i], key_of(fl_ip_router_of(path), objs[i]));
	return count;
}
