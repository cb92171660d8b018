// SetIPDSCP, SetIPChecksum, FixIPSrc, IPMirror, SetIPAddress, GetIPAddress: small changes to IP headers and what is noted of
// them.
#include <string.h>

#include "elements/click/instance.h"
#include "elements/click/packet.h"

struct dscp_config {
	uint64_t dscp;
};

struct address_config {
	uint32_t address;
};

struct offset_config {
	uint64_t offset;
};

enum { OFFSET_MAX = 1500 };

enum drop { DROP_REASON };

static const char *const dscp_drops[] = {"set_ip_dscp_no_header", NULL};
static const char *const checksum_drops[] = {"set_ip_checksum_no_header", NULL};
static const char *const fix_drops[] = {"fix_ip_src_no_header", NULL};
static const char *const mirror_drops[] = {"ip_mirror_no_header", NULL};
static const char *const get_drops[] = {"get_ip_address_too_short", NULL};

static rte_edge_t set_ip_dscp_verdict(struct fl_click_instance *instance, struct rte_mbuf *packet)
{
	uint8_t dscp = (uint8_t)((const struct dscp_config *)instance->config)->dscp;
	struct rte_ipv4_hdr *ip = fl_click_ip(packet);
	uint16_t before, after;

	if (unlikely(ip == NULL))
		return fl_click_drop(instance, packet, DROP_REASON);
	memcpy(&before, ip, sizeof(before));
	ip->type_of_service = (uint8_t)(dscp << 2 | (ip->type_of_service & 3));
	memcpy(&after, ip, sizeof(after));
	ip->hdr_checksum = fl_click_checksum_update(ip->hdr_checksum, before, after);
	return 0;
}

static rte_edge_t set_ip_checksum_verdict(struct fl_click_instance *instance, struct rte_mbuf *packet)
{
	struct rte_ipv4_hdr *ip = fl_click_ip(packet);

	if (unlikely(ip == NULL))
		return fl_click_drop(instance, packet, DROP_REASON);
	fl_click_ip_checksum_set(ip);
	return 0;
}

static rte_edge_t fix_ip_src_verdict(struct fl_click_instance *instance, struct rte_mbuf *packet)
{
	struct rte_ipv4_hdr *ip;

	if (likely(fl_annotations_of(packet)->fix_source == 0))
		return 0;
	ip = fl_click_ip(packet);
	if (unlikely(ip == NULL))
		return fl_click_drop(instance, packet, DROP_REASON);
	fl_annotations_of(packet)->fix_source = 0;
	ip->src_addr = rte_cpu_to_be_32(((const struct address_config *)instance->config)->address);
	fl_click_ip_checksum_set(ip);
	return 0;
}

// Swapped words leave every checksum as it was.
static rte_edge_t ip_mirror_verdict(struct fl_click_instance *instance, struct rte_mbuf *packet)
{
	struct rte_ipv4_hdr *ip = fl_click_ip(packet);
	struct rte_udp_hdr *ports;
	rte_be32_t source;
	rte_be16_t port;

	if (unlikely(ip == NULL))
		return fl_click_drop(instance, packet, DROP_REASON);
	source = ip->src_addr;
	ip->src_addr = ip->dst_addr;
	ip->dst_addr = source;
	fl_packet_get(packet)->next_hop = rte_be_to_cpu_32(source);
	if (ip->next_proto_id != IPPROTO_TCP && ip->next_proto_id != IPPROTO_UDP)
		return 0;
	ports = fl_click_transport(packet, ip, 2 * sizeof(port));
	if (ports == NULL)
		return 0;
	port = ports->src_port;
	ports->src_port = ports->dst_port;
	ports->dst_port = port;
	return 0;
}

static rte_edge_t set_ip_address_verdict(struct fl_click_instance *instance, struct rte_mbuf *packet)
{
	fl_packet_get(packet)->next_hop = ((const struct address_config *)instance->config)->address;
	return 0;
}

static rte_edge_t get_ip_address_verdict(struct fl_click_instance *instance, struct rte_mbuf *packet)
{
	uint32_t offset = (uint32_t)((const struct offset_config *)instance->config)->offset;
	rte_be32_t buffer;
	const void *address = rte_pktmbuf_read(packet, offset, sizeof(buffer), &buffer);

	if (unlikely(address == NULL))
		return fl_click_drop(instance, packet, DROP_REASON);
	memcpy(&buffer, address, sizeof(buffer));
	fl_packet_get(packet)->next_hop = rte_be_to_cpu_32(buffer);
	return 0;
}

FL_CLICK_VERDICT_NODE(set_ip_dscp)
FL_CLICK_VERDICT_NODE(set_ip_checksum)
FL_CLICK_VERDICT_NODE(fix_ip_src)
FL_CLICK_VERDICT_NODE(ip_mirror)
FL_CLICK_VERDICT_NODE(set_ip_address)
FL_CLICK_VERDICT_NODE(get_ip_address)

static const struct fl_click_parameter dscp_parameters[] = {
	{.name = "DSCP",
		.type = FL_CLICK_WHOLE,
		.offset = offsetof(struct dscp_config, dscp),
		.required = true,
		.max = 63,
		.description = "the differentiated services code point"},
	{.name = NULL},
};

static const struct fl_click_parameter fix_parameters[] = {
	{.name = "IPADDR",
		.type = FL_CLICK_IP4,
		.offset = offsetof(struct address_config, address),
		.required = true,
		.description = "the router's own address there"},
	{.name = NULL},
};

static const struct fl_click_parameter set_parameters[] = {
	{.name = "IP",
		.type = FL_CLICK_IP4,
		.offset = offsetof(struct address_config, address),
		.required = true,
		.description = "the next hop"},
	{.name = NULL},
};

static const struct fl_click_parameter get_parameters[] = {
	{.name = "OFFSET",
		.type = FL_CLICK_WHOLE,
		.offset = offsetof(struct offset_config, offset),
		.required = true,
		.max = OFFSET_MAX,
		.unit = "bytes",
		.description = "where the address stands"},
	{.name = NULL},
};

const struct fl_click_class fl_click_set_ip_dscp = {
	.name = "SetIPDSCP",
	.node = "click_set_ip_dscp",
	.inputs = {1, 1},
	.outputs = {1, 1},
	.summary = "Writes a DSCP into each packet's IP header.",
	.manual = "The two bits of ECN stay, and the checksum is brought up to date.",
	.parameters = dscp_parameters,
	.drops = dscp_drops,
	.config_size = sizeof(struct dscp_config),
};

const struct fl_click_class fl_click_set_ip_checksum = {
	.name = "SetIPChecksum",
	.node = "click_set_ip_checksum",
	.inputs = {1, 1},
	.outputs = {1, 1},
	.summary = "Makes the checksum of each packet's IP header right.",
	.manual = "It is summed anew, whatever it was.",
	.drops = checksum_drops,
};

const struct fl_click_class fl_click_fix_ip_src = {
	.name = "FixIPSrc",
	.node = "click_fix_ip_src",
	.inputs = {1, 1},
	.outputs = {1, 1},
	.summary = "Gives ICMP errors the source address of the interface that they leave by.",
	.manual = "Only packets that an ICMPError made are changed, and only once; all others pass.",
	.parameters = fix_parameters,
	.drops = fix_drops,
	.config_size = sizeof(struct address_config),
};

const struct fl_click_class fl_click_ip_mirror = {
	.name = "IPMirror",
	.node = "click_ip_mirror",
	.inputs = {1, 1},
	.outputs = {1, 1},
	.summary = "Swaps each packet's addresses, and of TCP and UDP its ports.",
	.manual = "The new destination becomes the packet's next hop. Ports are those of first fragments only: others "
		  "do not have "
		  "them.",
	.drops = mirror_drops,
};

const struct fl_click_class fl_click_set_ip_address = {
	.name = "SetIPAddress",
	.node = "click_set_ip_address",
	.inputs = {1, 1},
	.outputs = {1, 1},
	.summary = "Makes an address each packet's next hop.",
	.manual = "IPLookup and ARPQuerier go by it. The packet's bytes stay as they are.",
	.parameters = set_parameters,
	.config_size = sizeof(struct address_config),
};

const struct fl_click_class fl_click_get_ip_address = {
	.name = "GetIPAddress",
	.node = "click_get_ip_address",
	.inputs = {1, 1},
	.outputs = {1, 1},
	.summary = "Makes the address that stands OFFSET bytes behind each packet's start its next hop.",
	.manual = "`GetIPAddress(16)` takes the destination of a packet that begins with its IP header. A packet that "
		  "ends before "
		  "is dropped.",
	.parameters = get_parameters,
	.drops = get_drops,
	.config_size = sizeof(struct offset_config),
};
