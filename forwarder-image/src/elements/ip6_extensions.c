#include "elements/ip6_extensions.h"

#include <netinet/in.h>
#include <rte_ether.h>
#include <rte_ip6.h>

enum {
	OPTION_PAD1 = 0,
	OPTION_PADN = 1,
	OPTION_ROUTER_ALERT = 5, // RFC 2711: known, and meant for protocols that the router does not speak
	HEADER_UNIT = 8,         // bytes that lengths of extension headers count
};

// Copies bytes of the packet from an offset from the IPv6 header's start. False: it ends before.
static bool bytes_read(const struct rte_mbuf *packet, uint32_t offset, void *out, uint32_t length)
{
	const void *bytes = rte_pktmbuf_read(packet, RTE_ETHER_HDR_LEN + offset, length, out);

	if (bytes == NULL)
		return false;
	if (bytes != out)
		memcpy(out, bytes, length);
	return true;
}

// What the two highest bits of an unknown option's type say (4.2). FL_IP6_UPPER_LAYER: go on.
static enum fl_ip6_extensions_end option_meaning(uint8_t type)
{
	static const enum fl_ip6_extensions_end meanings[] = {FL_IP6_UPPER_LAYER, FL_IP6_UNKNOWN_OPTION,
		FL_IP6_UNKNOWN_OPTION_TELL, FL_IP6_UNKNOWN_OPTION_TELL_UNICAST};

	return meanings[type >> 6];
}

// The options of a hop-by-hop or destination header, from offset to end.
static enum fl_ip6_extensions_end options_read(
	const struct rte_mbuf *packet, uint32_t offset, uint32_t end, uint16_t *problem)
{
	uint8_t option[2];

	while (offset < end) {
		if (!bytes_read(packet, offset, option, 1))
			return FL_IP6_NOTHING;
		if (option[0] == OPTION_PAD1) {
			offset++;
			continue;
		}
		if (offset + sizeof(option) > end || !bytes_read(packet, offset, option, sizeof(option)))
			return FL_IP6_NOTHING;
		if (option[0] != OPTION_PADN && option[0] != OPTION_ROUTER_ALERT &&
			option_meaning(option[0]) != FL_IP6_UPPER_LAYER) {
			*problem = (uint16_t)offset;
			return option_meaning(option[0]);
		}
		offset += sizeof(option) + option[1];
	}
	return FL_IP6_UPPER_LAYER;
}

static enum fl_ip6_extensions_end fragment_read(
	const struct rte_mbuf *packet, struct fl_ip6_extensions *extensions, uint8_t *next)
{
	struct rte_ipv6_fragment_ext fragment;
	uint16_t data;

	if (!bytes_read(packet, extensions->offset, &fragment, sizeof(fragment)))
		return FL_IP6_NOTHING;
	data = rte_be_to_cpu_16(fragment.frag_data);
	extensions->has_fragment_header = true;
	*next = fragment.next_header;
	if ((data & RTE_IPV6_EHDR_FO_MASK) != 0)
		return FL_IP6_LATER_FRAGMENT;
	return (data & RTE_IPV6_EHDR_MF_MASK) != 0 ? FL_IP6_FRAGMENT : FL_IP6_UPPER_LAYER;
}

// One header that is at offset; length becomes its length, next what follows it.
static enum fl_ip6_extensions_end header_read(
	const struct rte_mbuf *packet, struct fl_ip6_extensions *extensions, uint32_t *length, uint8_t *next)
{
	uint8_t header[4];

	*length = HEADER_UNIT;
	if (extensions->protocol == IPPROTO_FRAGMENT)
		return fragment_read(packet, extensions, next);
	if (!bytes_read(packet, extensions->offset, header, sizeof(header)))
		return FL_IP6_NOTHING;
	*next = header[0];
	*length = (header[1] + 1u) * HEADER_UNIT;
	if (RTE_ETHER_HDR_LEN + extensions->offset + *length > packet->pkt_len)
		return FL_IP6_NOTHING;
	if (extensions->protocol != IPPROTO_ROUTING)
		return options_read(
			packet, extensions->offset + 2u, extensions->offset + *length, &extensions->problem);
	// 4.4: without segments left it is skipped, whatever its type.
	if (header[3] == 0)
		return FL_IP6_UPPER_LAYER;
	extensions->problem = (uint16_t)(extensions->offset + 2);
	return FL_IP6_ROUTED;
}

static bool is_extension(uint8_t protocol)
{
	return protocol == IPPROTO_HOPOPTS || protocol == IPPROTO_ROUTING || protocol == IPPROTO_FRAGMENT ||
	       protocol == IPPROTO_DSTOPTS;
}

struct fl_ip6_extensions fl_ip6_extensions_read(const struct rte_mbuf *packet)
{
	const struct rte_ipv6_hdr *ip = rte_pktmbuf_mtod_offset(packet, const struct rte_ipv6_hdr *, RTE_ETHER_HDR_LEN);
	struct fl_ip6_extensions extensions = {
		.protocol = ip->proto, .offset = sizeof(*ip), .next_field = offsetof(struct rte_ipv6_hdr, proto)};
	bool fragmented = false;

	while (is_extension(extensions.protocol)) {
		uint32_t length;
		uint8_t next;

		// 4.3: only directly behind the IPv6 header; elsewhere it is an unrecognised next header (4).
		if (extensions.protocol == IPPROTO_HOPOPTS && extensions.offset != sizeof(*ip)) {
			extensions.problem = extensions.next_field;
			extensions.end = FL_IP6_MISPLACED;
			return extensions;
		}
		extensions.end = header_read(packet, &extensions, &length, &next);
		fragmented = fragmented || extensions.end == FL_IP6_FRAGMENT;
		if (extensions.end != FL_IP6_UPPER_LAYER && extensions.end != FL_IP6_FRAGMENT &&
			extensions.end != FL_IP6_LATER_FRAGMENT)
			return extensions;
		extensions.next_field = extensions.offset;
		extensions.offset = (uint16_t)(extensions.offset + length);
		extensions.protocol = next;
		if (extensions.end == FL_IP6_LATER_FRAGMENT)
			return extensions;
	}
	extensions.end = fragmented ? FL_IP6_FRAGMENT : FL_IP6_UPPER_LAYER;
	if (extensions.protocol == IPPROTO_NONE)
		extensions.end = FL_IP6_NOTHING;
	return extensions;
}
