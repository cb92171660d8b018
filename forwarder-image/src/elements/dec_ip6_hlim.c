// DecIP6HLIM: takes one from the hop limit of each packet that is forwarded (RFC 8200 3).
// In, out: packets. To icmp6_error, as they came: expired (time exceeded, RFC 4443 3.3), whose hop limit was 1 or 0.
#include <rte_graph_worker.h>

#include "elements/catalogue.h"
#include "elements/ip6.h"
#include "elements/split.h"

enum edges { EDGE_OUT, EDGE_ERROR, EDGE_COUNT };

static __rte_always_inline rte_edge_t verdict(struct fl_path *path, struct rte_mbuf *packet)
{
	struct rte_ipv6_hdr *ip = fl_ip6_header(packet);

	(void)path;
	if (unlikely(ip->hop_limits <= 1))
		return fl_verdict_drop(packet, FL_DROP_DEC_IP6_HLIM_EXPIRED, EDGE_ERROR);
	ip->hop_limits--;
	return EDGE_OUT;
}

static uint16_t dec_ip6_hlim_process(struct rte_graph *graph, struct rte_node *node, void **objs, uint16_t count)
{
	return fl_split(graph, node, objs, count, verdict);
}

static struct rte_node_register dec_ip6_hlim_node = {
	.name = "dec_ip6_hlim",
	.process = dec_ip6_hlim_process,
	.init = fl_path_node_init,
	.nb_edges = EDGE_COUNT,
	.next_nodes = {[EDGE_OUT] = "check_ip6_mtu", [EDGE_ERROR] = "icmp6_error"},
};

RTE_NODE_REGISTER(dec_ip6_hlim_node)

const struct fl_element fl_element_dec_ip6_hlim = {
	.name = "DecIP6HLIM",
	.node = "dec_ip6_hlim",
	.sharing = FL_ELEMENT_PER_PATH,
	.summary = "Takes one from the hop limit of each forwarded IPv6 packet and refuses those that have expired.",
};
