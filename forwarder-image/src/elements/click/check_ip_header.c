// CheckIPHeader: the header checks of RFC 1812 5.2.2. MarkIPHeader: says where a header is that nobody checks.
#include "elements/click/instance.h"
#include "elements/click/packet.h"
#include "elements/click/setup.h"
#include "elements/ip_header.h"

enum { OFFSET_MAX = 256, BAD_SOURCES_MAX = 64, WORD_SIZE = 64 };

struct config {
	uint64_t offset;
	bool checksum;
	const char *bad_source_text;
	uint32_t bad_source_count;
	rte_be32_t bad_sources[BAD_SOURCES_MAX];
};

enum drop {
	DROP_BAD_LENGTH, // in the order of enum fl_ip_header_fault
	DROP_BAD_CHECKSUM,
	DROP_BAD_VERSION,
	DROP_BAD_HEADER_LENGTH,
	DROP_BAD_SOURCE,
	DROP_BAD_OFFLOAD,
};

static const char *const drops[] = {
	[DROP_BAD_LENGTH] = "check_ip_header_bad_length",
	[DROP_BAD_CHECKSUM] = "check_ip_header_bad_checksum",
	[DROP_BAD_VERSION] = "check_ip_header_bad_version",
	[DROP_BAD_HEADER_LENGTH] = "check_ip_header_bad_header_length",
	[DROP_BAD_SOURCE] = "check_ip_header_bad_source",
	[DROP_BAD_OFFLOAD] = "check_ip_header_bad_offload",
	NULL,
};

enum mark_drop { DROP_TOO_SHORT };

static const char *const mark_drops[] = {[DROP_TOO_SHORT] = "mark_ip_header_too_short", NULL};

static bool source_is_bad(const struct config *config, rte_be32_t source)
{
	if (unlikely(source == 0 || source == RTE_BE32(UINT32_MAX)))
		return true;
	for (uint32_t i = 0; i < config->bad_source_count; i++)
		if (config->bad_sources[i] == source)
			return true;
	return false;
}

// What a device is to sum, and where it puts the sum, is behind the IP header.
static bool offload_is_behind(struct rte_mbuf *packet, uint32_t end)
{
	const struct fl_vnet *vnet = &fl_packet_get(packet)->vnet;

	return vnet->csum_start >= end &&
	       (uint32_t)vnet->csum_start + vnet->csum_offset + sizeof(uint16_t) <= rte_pktmbuf_pkt_len(packet);
}

static rte_edge_t check_ip_header_verdict(struct fl_click_instance *instance, struct rte_mbuf *packet)
{
	const struct config *config = instance->config;
	uint16_t offset = (uint16_t)config->offset;
	const struct rte_ipv4_hdr *ip = rte_pktmbuf_mtod_offset(packet, const struct rte_ipv4_hdr *, offset);
	enum fl_ip_header_fault fault = fl_ip_header_check(packet, offset, config->checksum);
	uint32_t padding;

	if (unlikely(fault != FL_IP_HEADER_GOOD))
		return fl_click_refuse(instance, packet, 1, (uint16_t)fault);
	if (unlikely(source_is_bad(config, ip->src_addr)))
		return fl_click_refuse(instance, packet, 1, DROP_BAD_SOURCE);
	padding = rte_pktmbuf_pkt_len(packet) - offset - rte_be_to_cpu_16(ip->total_length);
	if (unlikely(padding > 0) && rte_pktmbuf_trim(packet, (uint16_t)padding) != 0)
		return fl_click_refuse(instance, packet, 1, DROP_BAD_LENGTH);
	if ((fl_packet_get(packet)->vnet.flags & FL_VNET_NEEDS_CSUM) != 0 &&
		unlikely(!offload_is_behind(packet, offset + (uint32_t)rte_ipv4_hdr_len(ip))))
		return fl_click_refuse(instance, packet, 1, DROP_BAD_OFFLOAD);
	fl_click_network_set(packet, offset);
	fl_packet_get(packet)->next_hop = rte_be_to_cpu_32(ip->dst_addr);
	return 0;
}

static rte_edge_t mark_ip_header_verdict(struct fl_click_instance *instance, struct rte_mbuf *packet)
{
	const struct config *config = instance->config;
	uint16_t offset = (uint16_t)config->offset;

	if (unlikely(packet->data_len < offset + sizeof(struct rte_ipv4_hdr)))
		return fl_click_drop(instance, packet, DROP_TOO_SHORT);
	fl_click_network_set(packet, offset);
	fl_packet_get(packet)->next_hop =
		rte_be_to_cpu_32(rte_pktmbuf_mtod_offset(packet, const struct rte_ipv4_hdr *, offset)->dst_addr);
	return 0;
}

FL_CLICK_VERDICT_NODE(check_ip_header)
FL_CLICK_VERDICT_NODE(mark_ip_header)

static bool check_configure(struct fl_click_setup *setup, void *place)
{
	struct config *config = place;
	const char *text = config->bad_source_text;
	char word[WORD_SIZE];
	uint32_t address;

	while (text != NULL && (fl_click_word_take(&text, word, sizeof(word)) || word[0] != '\0')) {
		if (!fl_click_ip4_read(setup, word, &address))
			return fl_click_problem(setup, "BADSRC", -1, "\"%.40s\" is no IPv4 address", word);
		if (config->bad_source_count == BAD_SOURCES_MAX)
			return fl_click_problem(setup, "BADSRC", -1, "has more than %d addresses", BAD_SOURCES_MAX);
		config->bad_sources[config->bad_source_count++] = rte_cpu_to_be_32(address);
	}
	return true;
}

#define OFFSET                                                                                                         \
	{.name = "OFFSET",                                                                                             \
		.type = FL_CLICK_WHOLE,                                                                                \
		.offset = offsetof(struct config, offset),                                                             \
		.otherwise = "0",                                                                                      \
		.max = OFFSET_MAX,                                                                                     \
		.unit = "bytes",                                                                                       \
		.description = "where the header begins"}

static const struct fl_click_parameter check_parameters[] = {
	OFFSET,
	{.name = "CHECKSUM",
		.type = FL_CLICK_TRUTH,
		.offset = offsetof(struct config, checksum),
		.otherwise = "true",
		.description = "whether the header's checksum is checked"},
	{.name = "BADSRC",
		.type = FL_CLICK_TEXT,
		.offset = offsetof(struct config, bad_source_text),
		.description = "addresses that no packet may come from, parted by blanks"},
	{.name = NULL},
};

static const struct fl_click_parameter mark_parameters[] = {OFFSET, {.name = NULL}};

const struct fl_click_class fl_click_check_ip_header = {
	.name = "CheckIPHeader",
	.node = "click_check_ip_header",
	.inputs = {1, 1},
	.outputs = {1, 2},
	.summary = "Checks each packet's IPv4 header, and notes where it is.",
	.manual = "The checks are those of RFC 1812 5.2.2, in its order, then the source: 0.0.0.0, 255.255.255.255 and "
		  "those "
		  "of BADSRC are bad. Bytes behind the datagram (Ethernet padding) are cut off. The destination "
		  "becomes the "
		  "packet's next hop, which IPLookup and ARPQuerier go by.\n\n"
		  "Bad packets leave by output 1, or are dropped. The elements that change or look at IP headers need "
		  "this or "
		  "MarkIPHeader before them.",
	.parameters = check_parameters,
	.drops = drops,
	.config_size = sizeof(struct config),
	.configure = check_configure,
};

const struct fl_click_class fl_click_mark_ip_header = {
	.name = "MarkIPHeader",
	.node = "click_mark_ip_header",
	.inputs = {1, 1},
	.outputs = {1, 1},
	.summary = "Notes that each packet's IPv4 header begins at OFFSET, unchecked.",
	.manual = "The destination becomes the packet's next hop. A packet that has no 20 bytes there is dropped.",
	.parameters = mark_parameters,
	.drops = mark_drops,
	.config_size = sizeof(struct config),
};
