// IPLocal: what is addressed to the router itself (RFC 1812 5.2.3). It answers ICMP echo (4.3.3.6) and offers no other service.
// In: datagrams for one of its addresses. Out, to ip_output: echo replies, in the request's own buffer.
// To icmp_error: unknown_port (UDP: port unreachable), unknown_protocol (protocol unreachable).
// Drops: fragment (not put together yet), bad_icmp (cut short or wrong checksum), unknown_icmp (other types: errors and
// replies answer nothing that the router asked).
#include <rte_graph_worker.h>
#include <rte_ip4.h>
#include <string.h>

#include "elements/catalogue.h"
#include "elements/datagram.h"
#include "elements/icmp.h"
#include "elements/split.h"

enum edges { EDGE_OUT, EDGE_ERROR, EDGE_DROP, EDGE_COUNT };

static uint32_t icmp_offset(const struct rte_mbuf *packet)
{
	return RTE_ETHER_HDR_LEN + rte_ipv4_hdr_len(fl_datagram_ip(packet));
}

static void echo_reply_write(struct rte_mbuf *packet)
{
	struct rte_ipv4_hdr *ip = fl_datagram_ip(packet);
	struct rte_icmp_hdr *icmp = rte_pktmbuf_mtod_offset(packet, struct rte_icmp_hdr *, icmp_offset(packet));
	rte_be32_t own = ip->dst_addr;
	uint32_t sum;

	memset(&fl_packet_get(packet)->vnet, 0, sizeof(struct fl_vnet));
	// RFC 1812 4.3.3.6: the reply comes from the address that was asked.
	ip->dst_addr = ip->src_addr;
	ip->src_addr = own;
	ip->time_to_live = FL_ICMP_TTL;
	ip->fragment_offset = 0;
	ip->hdr_checksum = 0;
	ip->hdr_checksum = (uint16_t)~rte_raw_cksum(ip, rte_ipv4_hdr_len(ip));
	icmp->icmp_type = RTE_ICMP_TYPE_ECHO_REPLY;
	sum = (uint32_t)icmp->icmp_cksum + RTE_BE16(RTE_ICMP_TYPE_ECHO_REQUEST << 8);
	icmp->icmp_cksum = (uint16_t)(sum + (sum >= 0xffff));
}

static rte_edge_t icmp_verdict(struct rte_mbuf *packet)
{
	const struct rte_icmp_hdr *icmp =
		rte_pktmbuf_mtod_offset(packet, const struct rte_icmp_hdr *, icmp_offset(packet));

	if (packet->data_len < icmp_offset(packet) + sizeof(*icmp) ||
		fl_icmp_checksum(packet, icmp_offset(packet)) != 0)
		return fl_verdict_drop(packet, FL_DROP_IP_LOCAL_BAD_ICMP, EDGE_DROP);
	if (icmp->icmp_type != RTE_ICMP_TYPE_ECHO_REQUEST || icmp->icmp_code != 0)
		return fl_verdict_drop(packet, FL_DROP_IP_LOCAL_UNKNOWN_ICMP, EDGE_DROP);
	echo_reply_write(packet);
	return EDGE_OUT;
}

static rte_edge_t verdict(struct fl_path *path, struct rte_mbuf *packet)
{
	const struct rte_ipv4_hdr *ip = fl_datagram_ip(packet);

	(void)path;
	if (fl_datagram_is_fragment(ip))
		return fl_verdict_drop(packet, FL_DROP_IP_LOCAL_FRAGMENT, EDGE_DROP);
	if (ip->next_proto_id == IPPROTO_ICMP)
		return icmp_verdict(packet);
	if (ip->next_proto_id == IPPROTO_UDP)
		return fl_verdict_drop(packet, FL_DROP_IP_LOCAL_UNKNOWN_PORT, EDGE_ERROR);
	return fl_verdict_drop(packet, FL_DROP_IP_LOCAL_UNKNOWN_PROTOCOL, EDGE_ERROR);
}

static uint16_t ip_local_process(struct rte_graph *graph, struct rte_node *node, void **objs, uint16_t count)
{
	return fl_split(graph, node, objs, count, verdict);
}

static struct rte_node_register ip_local_node = {
	.name = "ip_local",
	.process = ip_local_process,
	.init = fl_path_node_init,
	.nb_edges = EDGE_COUNT,
	.next_nodes = {[EDGE_OUT] = "ip_output", [EDGE_ERROR] = "icmp_error", [EDGE_DROP] = "drop"},
};

RTE_NODE_REGISTER(ip_local_node)

const struct fl_element fl_element_ip_local = {
	.name = "IPLocal",
	.node = "ip_local",
	.sharing = FL_ELEMENT_PER_PATH,
	.summary = "Answers ICMP echo to the router's own addresses and refuses everything else sent to them.",
};
