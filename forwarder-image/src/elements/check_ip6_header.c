// CheckIP6Header: the header checks of RFC 8200 and the rules of RFC 4291 about addresses that must not be seen.
// In: IPv6 frames. Out: the same, with Ethernet padding cut off. Extension headers are not looked at. Partial TCP and UDP
// checksums are not either: the sender's kernel leaves them to a device that completes them; but where they are to be put is.
// Drops, in order: bad_length (the frame is shorter than the header or than the payload length says; jumbograms, RFC 2675, are
// not known), bad_version; martian_source and martian_destination (multicast as source; loopback, RFC 4291 2.5.3; unspecified,
// 2.5.2, but as source of what is sent to a multicast address; IPv4-mapped, RFC 6890), own_source (our own address as source),
// multicast (groups that the router is no member of: no multicast is forwarded), link_multicast (sent to a group on the link, but
// addressed to one), bad_offload (a partial checksum that is not of the payload).
#include <rte_graph_worker.h>

#include "elements/catalogue.h"
#include "elements/ip6.h"
#include "elements/ip_router.h"
#include "elements/split.h"

enum edges { EDGE_OUT, EDGE_DROP, EDGE_COUNT };

enum { GOOD = -1 };

static __rte_always_inline int header_check(const struct rte_mbuf *packet)
{
	const struct rte_ipv6_hdr *ip = fl_ip6_header(packet);
	uint32_t headers = RTE_ETHER_HDR_LEN + sizeof(*ip);

	if (unlikely(packet->data_len < headers))
		return FL_DROP_CHECK_IP6_HEADER_BAD_LENGTH;
	if (unlikely(rte_ipv6_check_version(ip) != 0))
		return FL_DROP_CHECK_IP6_HEADER_BAD_VERSION;
	if (unlikely(headers + rte_be_to_cpu_16(ip->payload_len) > rte_pktmbuf_pkt_len(packet)))
		return FL_DROP_CHECK_IP6_HEADER_BAD_LENGTH;
	if (unlikely(ip->payload_len == 0 && ip->proto == IPPROTO_HOPOPTS))
		return FL_DROP_CHECK_IP6_HEADER_BAD_LENGTH;
	return GOOD;
}

static __rte_always_inline bool is_own(const struct fl_path *path, const struct fl_ip6 *address)
{
	const struct fl_ip_router *router = fl_ip_router_of(path);

	if (unlikely(fl_ip6_is_link_local(address)))
		return fl_ip6_equal(address, &router->interfaces[path->interface].link_local);
	return fl_address6_set_has(&router->own6, address);
}

static __rte_always_inline int multicast_check(const struct fl_path *path, const struct fl_ip6 *group)
{
	const struct fl_ip_interface *interface = &fl_ip_router_of(path)->interfaces[path->interface];

	return fl_ip_interface_has_group(interface, group) ? GOOD : FL_DROP_CHECK_IP6_HEADER_MULTICAST;
}

static __rte_always_inline int addresses_check(const struct fl_path *path, const struct rte_mbuf *packet)
{
	const struct rte_ether_hdr *ether = rte_pktmbuf_mtod(packet, const struct rte_ether_hdr *);
	const struct rte_ipv6_hdr *ip = fl_ip6_header(packet);
	const struct fl_ip6 *source = fl_ip6_source(ip), *destination = fl_ip6_destination(ip);
	bool multicast = fl_ip6_is_multicast(destination);

	if (unlikely(fl_ip6_is_multicast(source) || fl_ip6_is_loopback(source) || fl_ip6_is_mapped(source) ||
		     (fl_ip6_is_unspecified(source) && !multicast)))
		return FL_DROP_CHECK_IP6_HEADER_MARTIAN_SOURCE;
	if (unlikely(fl_ip6_is_loopback(destination) || fl_ip6_is_unspecified(destination) ||
		     fl_ip6_is_mapped(destination)))
		return FL_DROP_CHECK_IP6_HEADER_MARTIAN_DESTINATION;
	if (unlikely(is_own(path, source)))
		return FL_DROP_CHECK_IP6_HEADER_OWN_SOURCE;
	if (unlikely(multicast))
		return multicast_check(path, destination);
	if (unlikely(rte_is_multicast_ether_addr(&ether->dst_addr)))
		return FL_DROP_CHECK_IP6_HEADER_LINK_MULTICAST;
	return GOOD;
}

// As in check_ip_header.c: a hostile sender could else have the header changed after it was checked.
static bool offload_is_behind_header(const struct rte_mbuf *packet)
{
	const struct fl_vnet *vnet = &fl_packet_get((struct rte_mbuf *)(uintptr_t)packet)->vnet;
	uint32_t field = (uint32_t)vnet->csum_start + vnet->csum_offset;

	return vnet->csum_start >= RTE_ETHER_HDR_LEN + sizeof(struct rte_ipv6_hdr) &&
	       field + sizeof(uint16_t) <= rte_pktmbuf_pkt_len(packet);
}

static __rte_always_inline rte_edge_t verdict(struct fl_path *path, struct rte_mbuf *packet)
{
	int reason = header_check(packet);
	uint32_t padding;

	if (likely(reason == GOOD))
		reason = addresses_check(path, packet);
	if (unlikely(reason != GOOD))
		return fl_verdict_drop(packet, (uint16_t)reason, EDGE_DROP);
	padding = rte_pktmbuf_pkt_len(packet) - RTE_ETHER_HDR_LEN - sizeof(struct rte_ipv6_hdr) -
		  rte_be_to_cpu_16(fl_ip6_header(packet)->payload_len);
	if (unlikely(padding > 0) && rte_pktmbuf_trim(packet, (uint16_t)padding) != 0)
		return fl_verdict_drop(packet, FL_DROP_CHECK_IP6_HEADER_BAD_LENGTH, EDGE_DROP);
	if ((fl_packet_get(packet)->vnet.flags & FL_VNET_NEEDS_CSUM) != 0 &&
		unlikely(!offload_is_behind_header(packet)))
		return fl_verdict_drop(packet, FL_DROP_CHECK_IP6_HEADER_BAD_OFFLOAD, EDGE_DROP);
	return EDGE_OUT;
}

static uint16_t check_ip6_header_process(struct rte_graph *graph, struct rte_node *node, void **objs, uint16_t count)
{
	return fl_split(graph, node, objs, count, verdict);
}

static struct rte_node_register check_ip6_header_node = {
	.name = "check_ip6_header",
	.process = check_ip6_header_process,
	.init = fl_path_node_init,
	.nb_edges = EDGE_COUNT,
	.next_nodes = {[EDGE_OUT] = "ip6_lookup", [EDGE_DROP] = "drop"},
};

RTE_NODE_REGISTER(check_ip6_header_node)

const struct fl_element fl_element_check_ip6_header = {
	.name = "CheckIP6Header",
	.node = "check_ip6_header",
	.sharing = FL_ELEMENT_PER_PATH,
	.summary = "Checks IPv6 headers and addresses as RFC 8200 and RFC 4291 say, and cuts off Ethernet padding.",
};
