// CheckIP6Header, DecIP6HLIM: IPv6 headers as RFC 8200 has them.
#include "elements/click/instance.h"
#include "elements/click/ip6_packet.h"
#include "elements/click/setup.h"

enum { OFFSET_MAX = 256 };

struct config {
	uint64_t offset;
};

enum check_drop { DROP_BAD_LENGTH, DROP_BAD_VERSION, DROP_BAD_ADDRESS };
enum hop_drop { DROP_EXPIRED, DROP_NO_HEADER };

static const char *const check_drops[] = {
	[DROP_BAD_LENGTH] = "check_ip6_header_bad_length",
	[DROP_BAD_VERSION] = "check_ip6_header_bad_version",
	[DROP_BAD_ADDRESS] = "check_ip6_header_bad_address",
	NULL,
};
static const char *const hop_drops[] = {
	[DROP_EXPIRED] = "dec_ip6_hlim_expired", [DROP_NO_HEADER] = "dec_ip6_hlim_no_header", NULL};

// RFC 4291 2.7, 2.5.2, 2.5.3; RFC 6890 for mapped addresses. An unspecified source asks its own link alone, so it goes on
// only to a group.
static bool addresses_are_good(const struct rte_ipv6_hdr *ip)
{
	const struct fl_ip6 *source = fl_ip6_source(ip), *destination = fl_ip6_destination(ip);

	if (fl_ip6_is_multicast(source) || fl_ip6_is_loopback(source) || fl_ip6_is_mapped(source))
		return false;
	if (fl_ip6_is_loopback(destination) || fl_ip6_is_unspecified(destination) || fl_ip6_is_mapped(destination))
		return false;
	return !fl_ip6_is_unspecified(source) || fl_ip6_is_multicast(destination);
}

// What is wrong with the header at offset, or -1; padding: bytes behind the datagram.
static int header_check(const struct rte_mbuf *packet, uint16_t offset, uint32_t *padding)
{
	const struct rte_ipv6_hdr *ip = rte_pktmbuf_mtod_offset(packet, const struct rte_ipv6_hdr *, offset);
	uint32_t end = offset + (uint32_t)sizeof(*ip);

	if (packet->data_len < end)
		return DROP_BAD_LENGTH;
	if (rte_ipv6_check_version(ip) != 0)
		return DROP_BAD_VERSION;
	end += rte_be_to_cpu_16(ip->payload_len);
	if (end > rte_pktmbuf_pkt_len(packet) || (ip->payload_len == 0 && ip->proto == IPPROTO_HOPOPTS))
		return DROP_BAD_LENGTH;
	*padding = rte_pktmbuf_pkt_len(packet) - end;
	return addresses_are_good(ip) ? -1 : DROP_BAD_ADDRESS;
}

static rte_edge_t check_ip6_header_verdict(struct fl_click_instance *instance, struct rte_mbuf *packet)
{
	const uint16_t offset = (uint16_t)((const struct config *)instance->config)->offset;
	uint32_t padding = 0;
	int wrong = header_check(packet, offset, &padding);

	if (likely(wrong < 0) && unlikely(padding > 0) && rte_pktmbuf_trim(packet, (uint16_t)padding) != 0)
		wrong = DROP_BAD_LENGTH;
	if (unlikely(wrong >= 0))
		return fl_click_refuse(instance, packet, 1, (uint16_t)wrong);
	fl_click_network_set(packet, offset);
	return 0;
}

static rte_edge_t dec_ip6_hlim_verdict(struct fl_click_instance *instance, struct rte_mbuf *packet)
{
	struct rte_ipv6_hdr *ip = fl_click_ip6(packet);

	if (unlikely(ip == NULL))
		return fl_click_drop(instance, packet, DROP_NO_HEADER);
	if (unlikely(ip->hop_limits <= 1))
		return fl_click_refuse(instance, packet, 1, DROP_EXPIRED);
	ip->hop_limits--;
	return 0;
}

FL_CLICK_VERDICT_NODE(check_ip6_header)
FL_CLICK_VERDICT_NODE(dec_ip6_hlim)

static const struct fl_click_parameter parameters[] = {
	{.name = "OFFSET",
		.type = FL_CLICK_WHOLE,
		.offset = offsetof(struct config, offset),
		.otherwise = "0",
		.max = OFFSET_MAX,
		.unit = "bytes",
		.description = "where the header is"},
	{.name = NULL},
};

const struct fl_click_class fl_click_check_ip6_header = {
	.name = "CheckIP6Header",
	.node = "click_check_ip6_header",
	.inputs = {1, 1},
	.outputs = {1, 2},
	.summary = "Checks IPv6 headers, and notes where they are.",
	.manual = "The length, the version, and addresses that must not be seen on the wire (RFC 8200, RFC 4291): a "
		  "group, "
		  "loopback or IPv4-mapped address as source, a loopback, unspecified or mapped one as destination, an "
		  "unspecified source but to a group. Bytes behind the datagram are cut off. Extension headers are not "
		  "looked at. What is wrong leaves by output 1, or is dropped.",
	.parameters = parameters,
	.drops = check_drops,
	.config_size = sizeof(struct config),
};

const struct fl_click_class fl_click_dec_ip6_hlim = {
	.name = "DecIP6HLIM",
	.node = "click_dec_ip6_hlim",
	.inputs = {1, 1},
	.outputs = {1, 2},
	.summary = "Takes one from each IPv6 packet's hop limit, and sends those that have expired out by output 1.",
	.manual = "A packet whose hop limit is 1 or 0 leaves as it came by output 1, or is dropped. CheckIP6Header is "
		  "before it.",
	.drops = hop_drops,
};
