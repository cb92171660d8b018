// DecIPTTL: takes one from the TTL of each datagram that is forwarded (RFC 1812 5.3.1), and brings the checksum up to date
// (RFC 1624) without summing again.
// In, out: datagrams. To icmp_error, as they came: expired (time exceeded), whose TTL was 1 or 0.
#include <rte_graph_worker.h>
#include <rte_ip4.h>

#include "elements/catalogue.h"
#include "elements/datagram.h"
#include "elements/ip_header.h"
#include "elements/ip_header_four.h"
#include "elements/split.h"

enum edges { EDGE_OUT, EDGE_ERROR, EDGE_COUNT };

static __rte_always_inline rte_edge_t verdict(struct fl_path *path, struct rte_mbuf *packet)
{
	struct rte_ipv4_hdr *ip = fl_datagram_ip(packet);

	(void)path;
	if (unlikely(ip->time_to_live <= 1))
		return fl_verdict_drop(packet, FL_DROP_DEC_IP_TTL_EXPIRED, EDGE_ERROR);
	fl_ip_ttl_decrement(ip);
	return EDGE_OUT;
}

static __rte_always_inline bool verdict_four(struct fl_path *path, struct rte_mbuf *const *packets)
{
	(void)path;
	return fl_ip_header_four_ttl_decrement(packets);
}

static uint16_t dec_ip_ttl_process(struct rte_graph *graph, struct rte_node *node, void **objs, uint16_t count)
{
	return fl_split_fours(graph, node, objs, count, verdict_four, verdict);
}

static struct rte_node_register dec_ip_ttl_node = {
	.name = "dec_ip_ttl",
	.process = dec_ip_ttl_process,
	.init = fl_path_node_init,
	.nb_edges = EDGE_COUNT,
	.next_nodes = {[EDGE_OUT] = "ip_fragmenter", [EDGE_ERROR] = "icmp_error"},
};

RTE_NODE_REGISTER(dec_ip_ttl_node)

const struct fl_element fl_element_dec_ip_ttl = {
	.name = "DecIPTTL",
	.node = "dec_ip_ttl",
	.sharing = FL_ELEMENT_PER_PATH,
	.summary = "Takes one from the TTL of each forwarded datagram and refuses those that have expired.",
};
