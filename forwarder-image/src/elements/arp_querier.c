// ARPQuerier: finds the MAC of each datagram's next hop and writes the Ethernet header.
// In: datagrams with next_hop and output set, a frame's room in front. Out: frames. A datagram whose next hop is not known
// yet waits in the path's hold queue (arp_hold.c) while the control thread asks (arp_resolver.c). Order is kept for each
// next hop: while one datagram to it waits, those behind wait too.
// To icmp_error: unreachable (host unreachable), the neighbour does not answer. Drops: hold_full, too much waits already.
#include <rte_cycles.h>
#include <rte_ether.h>
#include <rte_graph_worker.h>

#include "elements/arp_querier.h"
#include "elements/catalogue.h"
#include "elements/ip_router.h"

enum edges { EDGE_OUT, EDGE_ERROR, EDGE_DROP, EDGE_COUNT };

static void drop(struct rte_graph *graph, struct rte_node *node, struct rte_mbuf *packet)
{
	fl_packet_drop_reason_set(packet, FL_DROP_ARP_QUERIER_HOLD_FULL);
	rte_node_enqueue_x1(graph, node, EDGE_DROP, packet);
}

static void hold(struct rte_graph *graph, struct rte_node *node, struct fl_arp_held *held, struct rte_mbuf *packet)
{
	struct fl_arp_hold_queue *queue = &fl_ip_path_of(fl_path_of(node))->hold;
	struct rte_mbuf *displaced = fl_arp_hold_queue_add(queue, held, packet);

	if (displaced != NULL)
		drop(graph, node, displaced);
}

static void ask_and_hold(struct rte_graph *graph, struct rte_node *node, struct rte_mbuf *packet)
{
	struct fl_ip_path *path = fl_ip_path_of(fl_path_of(node));
	struct fl_packet *private = fl_packet_get(packet);
	struct fl_arp_event event = {.kind = FL_ARP_WANTED, .address = private->next_hop, .interface = private->output};
	uint64_t now = rte_rdtsc();
	struct fl_arp_held *held = fl_arp_hold_queue_begin(&path->hold, private->next_hop, private->output, now);
	bool told = fl_ip_path_tell(path, &event);

	if (held == NULL) {
		drop(graph, node, packet);
		return;
	}
	held->told = told ? now : 0;
	hold(graph, node, held, packet);
}

static void packet_process(struct rte_graph *graph, struct rte_node *node, struct rte_mbuf *packet)
{
	struct fl_path *path = fl_path_of(node);
	struct fl_arp_hold_queue *queue = &fl_ip_path_of(path)->hold;
	uint32_t next_hop = fl_packet_get(packet)->next_hop;
	struct fl_arp_held *held;
	struct fl_neighbour neighbour;

	if (unlikely(queue->neighbour_count > 0) && (held = fl_arp_hold_queue_find(queue, next_hop)) != NULL) {
		hold(graph, node, held, packet);
		return;
	}
	neighbour = fl_neighbours_find(fl_ip_router_of(path)->neighbours, next_hop);
	if (likely(neighbour.state == FL_NEIGHBOUR_REACHABLE)) {
		fl_arp_querier_address(path, packet, &neighbour.mac);
		rte_node_enqueue_x1(graph, node, EDGE_OUT, packet);
	} else if (neighbour.state == FL_NEIGHBOUR_FAILED) {
		fl_packet_drop_reason_set(packet, FL_DROP_ARP_QUERIER_UNREACHABLE);
		rte_node_enqueue_x1(graph, node, EDGE_ERROR, packet);
	} else {
		ask_and_hold(graph, node, packet);
	}
}

static uint16_t arp_querier_process(struct rte_graph *graph, struct rte_node *node, void **objs, uint16_t count)
{
	for (uint16_t i = 0; i < count; i++)
		packet_process(graph, node, objs[i]);
	return count;
}

static struct rte_node_register arp_querier_node = {
	.name = "arp_querier",
	.process = arp_querier_process,
	.init = fl_path_node_init,
	.nb_edges = EDGE_COUNT,
	.next_nodes = {[EDGE_OUT] = "to_device", [EDGE_ERROR] = "icmp_error", [EDGE_DROP] = "drop"},
};

RTE_NODE_REGISTER(arp_querier_node)

const struct fl_element fl_element_arp_querier = {
	.name = "ARPQuerier",
	.node = "arp_querier",
	.sharing = FL_ELEMENT_SHARED,
	.summary = "Finds the MAC address of each datagram's next hop and writes the Ethernet header.",
};
