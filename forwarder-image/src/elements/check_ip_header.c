// CheckIPHeader: the header checks of RFC 1812 5.2.2, in its order, then its rules about addresses that must not be seen.
// In: IPv4 frames. Out: the same, with Ethernet padding cut off. Partial TCP and UDP checksums are not looked at: the sender's
// kernel leaves them to a device that completes them; but where they are to be put is.
// Drops, in order: bad_length (the frame is shorter than a header or than the total length, or that is shorter than the header),
// bad_checksum, bad_version, bad_header_length; martian_source and martian_destination (RFC 1812 5.3.7: addresses of this network,
// loopback, reserved; a multicast source), own_source (our own address or a broadcast address of our subnets as source),
// multicast (not served), link_broadcast (5.3.4: sent to every host, but addressed to one), bad_offload (a partial checksum that is not of the payload).
// To icmp_error: source_route (unreachable, source route failed): source routing is switched off (5.2.4.1).
#include <rte_ether.h>
#include <rte_graph_worker.h>
#include <rte_ip4.h>

#include "elements/catalogue.h"
#include "elements/datagram.h"
#include "elements/ip_header.h"
#include "elements/ip_header_four.h"
#include "elements/ip_router.h"
#include "elements/split.h"

enum edges { EDGE_OUT, EDGE_ERROR, EDGE_DROP, EDGE_COUNT };

enum {
	OPTION_END = 0,
	OPTION_NOP = 1,
	OPTION_LOOSE_SOURCE_ROUTE = 131,
	OPTION_STRICT_SOURCE_ROUTE = 137,
	GOOD = -1,
};

// In host byte order, as unsigned constants.
#define THIS_NETWORK UINT32_C(0x00000000) // 0.0.0.0/8
#define LOOPBACK UINT32_C(0x7f000000)     // 127.0.0.0/8
#define MULTICAST UINT32_C(0xe0000000)    // 224.0.0.0/4
#define RESERVED UINT32_C(0xf0000000)     // 240.0.0.0/4

static __rte_always_inline bool address_is_in(rte_be32_t address, uint32_t network, uint8_t length)
{
	return ((address ^ rte_cpu_to_be_32(network)) & rte_cpu_to_be_32(UINT32_MAX << (32 - length))) == 0;
}

static __rte_always_inline bool address_is_martian(rte_be32_t address)
{
	return address_is_in(address, THIS_NETWORK, 8) || address_is_in(address, LOOPBACK, 8) ||
	       address_is_in(address, RESERVED, 4);
}

_Static_assert((int)FL_DROP_CHECK_IP_HEADER_BAD_HEADER_LENGTH - (int)FL_DROP_CHECK_IP_HEADER_BAD_LENGTH ==
		       (int)FL_IP_HEADER_BAD_HEADER_LENGTH,
	"the drop reasons are in the order of the faults");

// A drop reason, or GOOD.
static __rte_always_inline int header_check(const struct rte_mbuf *packet)
{
	enum fl_ip_header_fault fault = fl_ip_header_check(packet, RTE_ETHER_HDR_LEN, true);

	return likely(fault == FL_IP_HEADER_GOOD) ? GOOD : (int)FL_DROP_CHECK_IP_HEADER_BAD_LENGTH + (int)fault;
}

static __rte_noinline int addresses_check_each(const struct fl_path *path, const struct rte_mbuf *packet)
{
	const struct rte_ether_hdr *ether = rte_pktmbuf_mtod(packet, const struct rte_ether_hdr *);
	const struct rte_ipv4_hdr *ip = fl_datagram_ip(packet);
	bool limited_broadcast = ip->dst_addr == RTE_BE32(UINT32_MAX);

	if (unlikely(address_is_martian(ip->src_addr) || address_is_in(ip->src_addr, MULTICAST, 4)))
		return FL_DROP_CHECK_IP_HEADER_MARTIAN_SOURCE;
	if (unlikely(address_is_martian(ip->dst_addr) && !limited_broadcast))
		return FL_DROP_CHECK_IP_HEADER_MARTIAN_DESTINATION;
	if (unlikely(fl_address_set_has(&fl_ip_router_of(path)->no_sources, rte_be_to_cpu_32(ip->src_addr))))
		return FL_DROP_CHECK_IP_HEADER_OWN_SOURCE;
	if (unlikely(address_is_in(ip->dst_addr, MULTICAST, 4)))
		return FL_DROP_CHECK_IP_HEADER_MULTICAST;
	if (unlikely(rte_is_broadcast_ether_addr(&ether->dst_addr)) && !limited_broadcast &&
		!fl_address_set_has(&fl_ip_router_of(path)->broadcasts, rte_be_to_cpu_32(ip->dst_addr)))
		return FL_DROP_CHECK_IP_HEADER_LINK_BROADCAST;
	return GOOD;
}

// Outside of every block that RFC 1812 5.3.7 speaks of: its first byte is neither 0 nor 127 nor 224 or more.
static __rte_always_inline bool address_is_plain(rte_be32_t address)
{
	uint32_t first = address & UINT8_MAX; // on a little-endian machine

	return first - 1 < 223 && first != 127;
}

// What nearly all packets are is told with few comparisons; the others are judged rule by rule.
static __rte_always_inline int addresses_check(const struct fl_path *path, const struct rte_mbuf *packet)
{
	const struct rte_ether_hdr *ether = rte_pktmbuf_mtod(packet, const struct rte_ether_hdr *);
	const struct rte_ipv4_hdr *ip = fl_datagram_ip(packet);
	const struct fl_ip_router *router = fl_ip_router_of(path);
	uint32_t source = rte_be_to_cpu_32(ip->src_addr);

	if (likely(address_is_plain(ip->src_addr) && address_is_plain(ip->dst_addr) &&
		    rte_is_unicast_ether_addr(&ether->dst_addr) && !fl_address_set_has(&router->no_sources, source)))
		return GOOD;
	return addresses_check_each(path, packet);
}

// The field that a device is to put a checksum in, and all that it sums, is behind the IP header: a hostile sender could
// else have the header changed after it was checked.
static bool offload_is_behind_header(const struct rte_mbuf *packet)
{
	const struct fl_vnet *vnet = &fl_packet_get((struct rte_mbuf *)(uintptr_t)packet)->vnet;
	uint32_t field = (uint32_t)vnet->csum_start + vnet->csum_offset;

	return vnet->csum_start >= RTE_ETHER_HDR_LEN + rte_ipv4_hdr_len(fl_datagram_ip(packet)) &&
	       field + sizeof(uint16_t) <= rte_pktmbuf_pkt_len(packet);
}

static bool has_source_route(const struct rte_ipv4_hdr *ip)
{
	const uint8_t *option = (const uint8_t *)(ip + 1);
	const uint8_t *end = (const uint8_t *)ip + rte_ipv4_hdr_len(ip);

	while (option < end && *option != OPTION_END) {
		if (*option == OPTION_LOOSE_SOURCE_ROUTE || *option == OPTION_STRICT_SOURCE_ROUTE)
			return true;
		if (*option == OPTION_NOP)
			option++;
		else if (option + 1 < end && option[1] >= 2)
			option += option[1];
		else
			return false; // malformed: options are the hosts' business
	}
	return false;
}

static __rte_always_inline rte_edge_t verdict(struct fl_path *path, struct rte_mbuf *packet)
{
	const struct rte_ipv4_hdr *ip = fl_datagram_ip(packet);
	int reason = header_check(packet);
	uint32_t padding;

	if (likely(reason == GOOD))
		reason = addresses_check(path, packet);
	if (unlikely(reason != GOOD))
		return fl_verdict_drop(packet, (uint16_t)reason, EDGE_DROP);
	padding = rte_pktmbuf_pkt_len(packet) - RTE_ETHER_HDR_LEN - rte_be_to_cpu_16(ip->total_length);
	if (unlikely(padding > 0) && rte_pktmbuf_trim(packet, (uint16_t)padding) != 0)
		return fl_verdict_drop(packet, FL_DROP_CHECK_IP_HEADER_BAD_LENGTH, EDGE_DROP);
	if ((fl_packet_get(packet)->vnet.flags & FL_VNET_NEEDS_CSUM) != 0 &&
		unlikely(!offload_is_behind_header(packet)))
		return fl_verdict_drop(packet, FL_DROP_CHECK_IP_HEADER_BAD_OFFLOAD, EDGE_DROP);
	if (unlikely(rte_ipv4_hdr_len(ip) > sizeof(*ip)) && has_source_route(ip))
		return fl_verdict_drop(packet, FL_DROP_CHECK_IP_HEADER_SOURCE_ROUTE, EDGE_ERROR);
	return EDGE_OUT;
}

static __rte_always_inline bool verdict_four(struct fl_path *path, struct rte_mbuf *const *packets)
{
	return fl_ip_header_four_check(packets, &fl_ip_router_of(path)->no_sources);
}

static uint16_t check_ip_header_process(struct rte_graph *graph, struct rte_node *node, void **objs, uint16_t count)
{
	return fl_split_fours(graph, node, objs, count, verdict_four, verdict);
}

static struct rte_node_register check_ip_header_node = {
	.name = "check_ip_header",
	.process = check_ip_header_process,
	.init = fl_path_node_init,
	.nb_edges = EDGE_COUNT,
	.next_nodes = {[EDGE_OUT] = "ip_lookup", [EDGE_ERROR] = "icmp_error", [EDGE_DROP] = "drop"},
};

RTE_NODE_REGISTER(check_ip_header_node)

const struct fl_element fl_element_check_ip_header = {
	.name = "CheckIPHeader",
	.node = "check_ip_header",
	.sharing = FL_ELEMENT_PER_PATH,
	.summary = "Checks IPv4 headers and addresses as RFC 1812 says, and cuts off Ethernet padding.",
};
