// NDQuerier: finds the MAC of each IPv6 packet's next hop and writes the Ethernet header (RFC 4861 7.2).
// In: packets with next_hop and output set, a frame's room in front. Out: frames. A packet whose next hop is not known yet waits in
// the path's hold queue (neighbour_hold.c) while the control thread solicits it (resolver.c).
// To icmp6_error: unreachable (address unreachable), the neighbour does not answer. Drops: hold_full, too much waits already.
#include "elements/catalogue.h"
#include "elements/querier.h"

static __rte_always_inline struct fl_neighbour_key key_of(const struct fl_ip_router *router, struct rte_mbuf *packet)
{
	return fl_neighbour_key_of_ip6(fl_ip6_next_hop(router, packet), fl_packet_get(packet)->output);
}

static uint16_t nd_querier_process(struct rte_graph *graph, struct rte_node *node, void **objs, uint16_t count)
{
	return fl_querier_process(&fl_querier_ip6, graph, node, objs, count, key_of);
}

static struct rte_node_register nd_querier_node = {
	.name = "nd_querier",
	.process = nd_querier_process,
	.init = fl_path_node_init,
	.nb_edges = FL_QUERIER_EDGE_COUNT,
	.next_nodes = {[FL_QUERIER_OUT] = "to_device", [FL_QUERIER_ERROR] = "icmp6_error", [FL_QUERIER_DROP] = "drop"},
};

RTE_NODE_REGISTER(nd_querier_node)

const struct fl_element fl_element_nd_querier = {
	.name = "NDQuerier",
	.node = "nd_querier",
	.sharing = FL_ELEMENT_SHARED,
	.summary = "Finds the MAC address of each IPv6 packet's next hop and writes the Ethernet header.",
};
