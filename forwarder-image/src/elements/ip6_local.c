// IP6Local: what is addressed to the router itself. It answers ICMPv6 echo (RFC 4443 4.2) and offers no other service.
// In: packets for one of its addresses or groups. Out, to ip6_output: echo replies, in the request's own buffer, without its
// extension headers. To nd_responder: messages of neighbour discovery. To mld_responder: multicast listener queries.
// To icmp6_error: unknown_port (UDP: port unreachable, RFC 4443 3.1), unknown_protocol (parameter problem, 3.4), unknown_option
// (RFC 8200 4.2, where the option asks for it; unknown_unicast_option where it asks unless the packet was multicast), source_route (4.4:
// segments left of a routing header; none is served).
// Drops: fragment (not put together yet), bad_icmp (cut short or wrong checksum, or an echo request from nobody), unknown_icmp (other
// types: errors and replies answer nothing that the router asked), bad_extensions (unknown options that ask for silence; headers that
// do not end; no next header).
#include <netinet/in.h>
#include <rte_graph_worker.h>
#include <string.h>

#include "elements/catalogue.h"
#include "elements/icmp6.h"
#include "elements/ip6.h"
#include "elements/ip6_extensions.h"
#include "elements/ip_router.h"
#include "elements/split.h"

enum edges { EDGE_OUT, EDGE_ND, EDGE_MLD, EDGE_ERROR, EDGE_DROP, EDGE_COUNT };

// For a verdict: offset is where a parameter problem points to.
static rte_edge_t error(struct rte_mbuf *packet, uint16_t reason, uint16_t offset)
{
	fl_packet_get(packet)->error_offset = offset;
	return fl_verdict_drop(packet, reason, EDGE_ERROR);
}

// Takes the extension headers out. The first buffer goes on behind them.
static void extensions_remove(struct rte_mbuf *packet, uint16_t offset)
{
	uint16_t length = offset - (uint16_t)sizeof(struct rte_ipv6_hdr);
	char *start = rte_pktmbuf_mtod(packet, char *);

	if (length == 0)
		return;
	memmove(start + length, start, RTE_ETHER_HDR_LEN + sizeof(struct rte_ipv6_hdr));
	rte_pktmbuf_adj(packet, length);
}

static void echo_reply_write(const struct fl_path *path, struct rte_mbuf *packet, uint16_t offset)
{
	const struct fl_ip_router *router = fl_ip_router_of(path);
	const struct fl_ip_interface *interface = &router->interfaces[path->interface];
	struct rte_ipv6_hdr *ip;
	struct fl_icmp6 *icmp;
	struct fl_ip6 asked;

	extensions_remove(packet, offset);
	memset(&fl_packet_get(packet)->vnet, 0, sizeof(struct fl_vnet));
	ip = fl_ip6_header(packet);
	icmp = (struct fl_icmp6 *)(ip + 1);
	asked = *fl_ip6_destination(ip);
	ip->dst_addr = ip->src_addr;
	// RFC 4443 4.2: the reply comes from the address that was asked, unless that is a group's or an anycast address.
	if (!fl_ip_interface_has6(interface, &asked) && !fl_address6_set_has(&router->own6, &asked))
		asked = *fl_ip_interface_source6(interface, fl_ip6_destination(ip));
	ip->src_addr = fl_ip6_to_dpdk(&asked);
	ip->vtc_flow = RTE_BE32(UINT32_C(6) << 28);
	ip->payload_len = rte_cpu_to_be_16(packet->pkt_len - RTE_ETHER_HDR_LEN - sizeof(*ip));
	ip->proto = IPPROTO_ICMPV6;
	ip->hop_limits = FL_IP6_HOP_LIMIT;
	icmp->type = FL_ICMP6_ECHO_REPLY;
	icmp->checksum = 0;
	icmp->checksum = fl_icmp6_checksum(packet, ip, RTE_ETHER_HDR_LEN + sizeof(*ip));
}

static rte_edge_t icmp_verdict(const struct fl_path *path, struct rte_mbuf *packet, uint16_t offset)
{
	const struct rte_ipv6_hdr *ip = fl_ip6_header(packet);
	uint32_t start = RTE_ETHER_HDR_LEN + (uint32_t)offset;
	const struct fl_icmp6 *icmp = rte_pktmbuf_mtod_offset(packet, const struct fl_icmp6 *, start);

	if (packet->data_len < start + sizeof(*icmp) || fl_icmp6_checksum(packet, ip, start) != 0)
		return fl_verdict_drop(packet, FL_DROP_IP6_LOCAL_BAD_ICMP, EDGE_DROP);
	if (icmp->type >= FL_ICMP6_ROUTER_SOLICITATION && icmp->type <= FL_ICMP6_REDIRECT)
		return EDGE_ND;
	if (icmp->type == FL_ICMP6_MLD_QUERY)
		return EDGE_MLD;
	if (icmp->type != FL_ICMP6_ECHO_REQUEST || icmp->code != 0)
		return fl_verdict_drop(packet, FL_DROP_IP6_LOCAL_UNKNOWN_ICMP, EDGE_DROP);
	if (fl_ip6_is_unspecified(fl_ip6_source(ip)))
		return fl_verdict_drop(packet, FL_DROP_IP6_LOCAL_BAD_ICMP, EDGE_DROP);
	echo_reply_write(path, packet, offset);
	return EDGE_OUT;
}

static rte_edge_t upper_layer_verdict(
	const struct fl_path *path, struct rte_mbuf *packet, const struct fl_ip6_extensions *extensions)
{
	if (extensions->protocol == IPPROTO_ICMPV6)
		return icmp_verdict(path, packet, extensions->offset);
	if (extensions->protocol == IPPROTO_UDP)
		return error(packet, FL_DROP_IP6_LOCAL_UNKNOWN_PORT, 0);
	return error(packet, FL_DROP_IP6_LOCAL_UNKNOWN_PROTOCOL, extensions->next_field);
}

static rte_edge_t verdict(struct fl_path *path, struct rte_mbuf *packet)
{
	const struct fl_ip6_extensions extensions = fl_ip6_extensions_read(packet);

	switch (extensions.end) {
	case FL_IP6_UPPER_LAYER:
		return upper_layer_verdict(path, packet, &extensions);
	case FL_IP6_FRAGMENT:
	case FL_IP6_LATER_FRAGMENT:
		return fl_verdict_drop(packet, FL_DROP_IP6_LOCAL_FRAGMENT, EDGE_DROP);
	case FL_IP6_ROUTED:
		return error(packet, FL_DROP_IP6_LOCAL_SOURCE_ROUTE, extensions.problem);
	case FL_IP6_UNKNOWN_OPTION_TELL:
		return error(packet, FL_DROP_IP6_LOCAL_UNKNOWN_OPTION, extensions.problem);
	case FL_IP6_UNKNOWN_OPTION_TELL_UNICAST:
		return error(packet, FL_DROP_IP6_LOCAL_UNKNOWN_UNICAST_OPTION, extensions.problem);
	case FL_IP6_MISPLACED:
		return error(packet, FL_DROP_IP6_LOCAL_UNKNOWN_PROTOCOL, extensions.problem);
	default:
		return fl_verdict_drop(packet, FL_DROP_IP6_LOCAL_BAD_EXTENSIONS, EDGE_DROP);
	}
}

static uint16_t ip6_local_process(struct rte_graph *graph, struct rte_node *node, void **objs, uint16_t count)
{
	return fl_split(graph, node, objs, count, verdict);
}

static struct rte_node_register ip6_local_node = {
	.name = "ip6_local",
	.process = ip6_local_process,
	.init = fl_path_node_init,
	.nb_edges = EDGE_COUNT,
	.next_nodes = {[EDGE_OUT] = "ip6_output",
		[EDGE_ND] = "nd_responder",
		[EDGE_MLD] = "mld_responder",
		[EDGE_ERROR] = "icmp6_error",
		[EDGE_DROP] = "drop"},
};

RTE_NODE_REGISTER(ip6_local_node)

const struct fl_element fl_element_ip6_local = {
	.name = "IP6Local",
	.node = "ip6_local",
	.sharing = FL_ELEMENT_PER_PATH,
	.summary = "Answers ICMPv6 echo to the router's own addresses and refuses everything else sent to them.",
};
