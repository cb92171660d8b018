// ARPQuerier: finds the MAC of each datagram's next hop and writes the Ethernet header.
// In: datagrams with next_hop and output set, a frame's room in front. Out: frames. A datagram whose next hop is not known
// yet waits in the path's hold queue (neighbour_hold.c) while the control thread asks (resolver.c).
// To icmp_error: unreachable (host unreachable), the neighbour does not answer. Drops: hold_full, too much waits already.
#include "elements/catalogue.h"
#include "elements/querier.h"

static __rte_always_inline struct fl_neighbour_key key_of(const struct fl_ip_router *router, struct rte_mbuf *packet)
{
	(void)router;
	return fl_neighbour_key_of_ip4(fl_packet_get(packet)->next_hop);
}

static uint16_t arp_querier_process(struct rte_graph *graph, struct rte_node *node, void **objs, uint16_t count)
{
	return fl_querier_process(&fl_querier_ip4, graph, node, objs, count, key_of);
}

static struct rte_node_register arp_querier_node = {
	.name = "arp_querier",
	.process = arp_querier_process,
	.init = fl_path_node_init,
	.nb_edges = FL_QUERIER_EDGE_COUNT,
	.next_nodes = {[FL_QUERIER_OUT] = "to_device", [FL_QUERIER_ERROR] = "icmp_error", [FL_QUERIER_DROP] = "drop"},
};

RTE_NODE_REGISTER(arp_querier_node)

const struct fl_element fl_element_arp_querier = {
	.name = "ARPQuerier",
	.node = "arp_querier",
	.sharing = FL_ELEMENT_SHARED,
	.summary = "Finds the MAC address of each datagram's next hop and writes the Ethernet header.",
};
