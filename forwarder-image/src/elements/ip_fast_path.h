// IPv4 packets as nearly all are, from the input to the output in one step: what ether_input, check_ip_header, ip_lookup, dec_ip_ttl,
// ip_fragmenter and arp_querier do to a packet that none of them drops, holds, answers or cuts. Each of them reads a packet's
// header anew, and the way of a packet through them costs more than what they do to it. Worker of the path.
#pragma once
#include "elements/ip_header.h"
#include "elements/ip_header_four.h"
#include "elements/ip_ranges.h"
#include "elements/querier.h"

#ifdef __SSE4_1__

// How packets to some addresses leave. It holds for one burst: routes and neighbours are looked at anew for the next one.
struct fl_ip_hop {
	uint32_t first, last; // the addresses, host byte order
	uint32_t longest;     // bytes of a frame that leaves as it is; 0: these packets are not for the fast path
	uint64_t route;       // fl_packet.route
	uint64_t front, back; // of the new Ethernet header: its first 8 bytes, and its last 8
};

// Looks a destination up.
static __rte_noinline struct fl_ip_hop fl_ip_hop_find(const struct fl_path *path, uint32_t destination)
{
	const struct fl_ip_router *router = fl_ip_router_of(path);
	const struct fl_ip_range range = fl_ip_ranges_range(router->routes, destination);
	struct fl_ip_hop hop = {.first = range.first, .last = range.last, .route = range.word};
	const struct fl_route route = fl_route_unpack(range.word);

	if (route.kind < FL_ROUTE_CONNECTED)
		return hop;
	if (route.kind == FL_ROUTE_CONNECTED) {
		hop.first = hop.last = destination;
		hop.route |= destination;
	}
	const struct fl_neighbour neighbour =
		fl_neighbours_find(router->neighbours, fl_neighbour_key_of_ip4((uint32_t)hop.route));

	if (neighbour.state != FL_NEIGHBOUR_REACHABLE)
		return hop;
	const struct rte_ether_hdr header = fl_querier_header(&fl_querier_ip4, path, route.interface, &neighbour.mac);

	memcpy(&hop.front, &header, sizeof(hop.front));
	memcpy(&hop.back, (const uint8_t *)&header + sizeof(header) - sizeof(hop.back), sizeof(hop.back));
	hop.longest = path->outputs[route.interface].mtu + (uint32_t)RTE_ETHER_HDR_LEN;
	return hop;
}

static __rte_always_inline void fl_ip_hop_take(const struct fl_ip_hop *hop, struct rte_mbuf *packet, uint8_t *frame)
{
	fl_packet_get(packet)->route = hop->route;
	memcpy(frame, &hop->front, sizeof(hop->front));
	memcpy(frame + RTE_ETHER_HDR_LEN - sizeof(hop->back), &hop->back, sizeof(hop->back));
}

// How many packets from the front went on, and where the last one that was looked at goes.
struct fl_ip_fast_path_some {
	uint32_t count;
	struct fl_ip_hop hop;
};

// Good packets one by one, each to where it goes. hop: that of any.
static __rte_noinline struct fl_ip_fast_path_some fl_ip_fast_path_each(
	const struct fl_path *path, struct rte_mbuf *const *packets, uint32_t count, struct fl_ip_hop hop)
{
	for (uint32_t i = 0; i < count; i++) {
		struct rte_ipv4_hdr *ip = fl_datagram_ip(packets[i]);
		const uint32_t destination = rte_be_to_cpu_32(ip->dst_addr);

		if (destination - hop.first > hop.last - hop.first)
			hop = fl_ip_hop_find(path, destination);
		if (rte_pktmbuf_pkt_len(packets[i]) > hop.longest)
			return (struct fl_ip_fast_path_some){i, hop};
		fl_ip_ttl_decrement(ip);
		fl_ip_hop_take(&hop, packets[i], rte_pktmbuf_mtod(packets[i], uint8_t *));
	}
	return (struct fl_ip_fast_path_some){count, hop};
}

// Whether all four are of the kind that goes on, but for where to. checked: else only their TTLs are looked at.
static __rte_always_inline bool fl_ip_fast_path_good(
	const struct fl_path *path, struct rte_mbuf *const *packets, const struct fl_ip_header_four *four, bool checked)
{
	const __m128i alive = fl_ip_header_four_alive(four->words[2]);

	if (!checked)
		return fl_ip_header_four_all(alive);
	return likely(fl_ip_header_four_all(_mm_and_si128(alive, fl_ip_header_four_good(four)))) &&
	       likely(fl_ether_four_agree(
		       four->frames, &path->outputs[path->interface].mac, RTE_BE16(RTE_ETHER_TYPE_IPV4))) &&
	       likely(fl_ip_header_four_plain(packets)) &&
	       likely(fl_ip_header_four_sources_free(four, &fl_ip_router_of(path)->no_sources));
}

// The four packets at the front of count, the last of which stands for those that are missing: it is looked at more than once,
// and gets the same more than once.
static __rte_always_inline struct rte_mbuf *const *fl_ip_fast_path_four(
	struct rte_mbuf *const *packets, uint32_t count, struct rte_mbuf *filled[4])
{
	if (likely(count >= 4))
		return packets;
	for (uint32_t i = 0; i < 4; i++)
		filled[i] = packets[RTE_MIN(i, count - 1)];
	return filled;
}

// Carries packets from the front of a burst as long as they are as nearly all are; returns how many. The others are as they came.
// checked: without it Ethernet and IP headers are taken for good, but for the TTL.
static __rte_always_inline uint16_t fl_ip_fast_path(
	const struct fl_path *path, struct rte_mbuf *const *packets, uint16_t count, bool checked)
{
	struct fl_ip_header_four_bounds bounds = fl_ip_header_four_bounds_of(0, 0, 0);
	struct fl_ip_hop hop = {.longest = 0};

	if (unlikely(fl_ip_path_of(path)->hold.neighbour_count > 0))
		return 0;
	for (uint32_t i = 0; i < count; i += 4) {
		struct rte_mbuf *filled[4];
		struct rte_mbuf *const *four = fl_ip_fast_path_four(&packets[i], count - i, filled);
		const struct fl_ip_header_four headers = fl_ip_header_four_read(four);

		if (unlikely(!fl_ip_fast_path_good(path, four, &headers, checked)))
			return (uint16_t)i;
		if (unlikely(!fl_ip_header_four_are_within(&headers, &bounds))) {
			hop = fl_ip_hop_find(path, rte_be_to_cpu_32(fl_datagram_ip(four[0])->dst_addr));
			bounds = fl_ip_header_four_bounds_of(hop.first, hop.last, hop.longest);
		}
		if (likely(fl_ip_header_four_are_within(&headers, &bounds))) {
			fl_ip_header_four_age(headers.frames, headers.words[2]);
			for (int j = 0; j < 4; j++)
				fl_ip_hop_take(&hop, four[j], headers.frames[j]);
			continue;
		}
		const uint32_t each = RTE_MIN(4u, count - i);
		const struct fl_ip_fast_path_some some = fl_ip_fast_path_each(path, four, each, hop);

		if (unlikely(some.count < each))
			return (uint16_t)(i + some.count);
		hop = some.hop;
		bounds = fl_ip_header_four_bounds_of(hop.first, hop.last, hop.longest);
	}
	return count;
}

#else

static inline uint16_t fl_ip_fast_path(
	const struct fl_path *path, struct rte_mbuf *const *packets, uint16_t count, bool checked)
{
	(void)path;
	(void)packets;
	(void)count;
	(void)checked;
	return 0;
}

#endif
