// CheckIP6MTU: packets longer than the MTU of their output are refused: a router never fragments IPv6 (RFC 8200 4.5).
// In: packets with output set. Out: those that fit (a large segment fits when what it will be cut into does).
// To icmp6_error: too_big (packet too big, with the MTU; RFC 4443 3.2).
#include <rte_graph_worker.h>

#include "elements/catalogue.h"
#include "elements/datagram.h"
#include "elements/split.h"

enum edges { EDGE_OUT, EDGE_ERROR, EDGE_COUNT };

static __rte_always_inline rte_edge_t verdict(struct fl_path *path, struct rte_mbuf *packet)
{
	uint32_t mtu = path->outputs[fl_packet_get(packet)->output].mtu;

	if (likely(fl_datagram_frame_length(packet) <= mtu + RTE_ETHER_HDR_LEN))
		return EDGE_OUT;
	return fl_verdict_drop(packet, FL_DROP_CHECK_IP6_MTU_TOO_BIG, EDGE_ERROR);
}

static uint16_t check_ip6_mtu_process(struct rte_graph *graph, struct rte_node *node, void **objs, uint16_t count)
{
	return fl_split(graph, node, objs, count, verdict);
}

static struct rte_node_register check_ip6_mtu_node = {
	.name = "check_ip6_mtu",
	.process = check_ip6_mtu_process,
	.init = fl_path_node_init,
	.nb_edges = EDGE_COUNT,
	.next_nodes = {[EDGE_OUT] = "nd_querier", [EDGE_ERROR] = "icmp6_error"},
};

RTE_NODE_REGISTER(check_ip6_mtu_node)

const struct fl_element fl_element_check_ip6_mtu = {
	.name = "CheckIP6MTU",
	.node = "check_ip6_mtu",
	.sharing = FL_ELEMENT_PER_PATH,
	.summary = "Refuses IPv6 packets longer than the output's MTU, and has their senders told.",
};
