// GREEncap, GREDecap: a GRE header (RFC 2784, with the key and sequence number of RFC 2890) in front, and away.
#include <string.h>

#include "elements/click/encapsulate.h"
#include "elements/click/packet.h"
#include "elements/click/setup.h"

// The header's first two bytes, host byte order.
enum {
	GRE_CHECKSUM = 0x8000,
	GRE_KEY = 0x2000,
	GRE_SEQUENCE = 0x1000,
	GRE_UNKNOWN = 0x4fff, // routing, reserved bits and the version: RFC 2784 2.3 has them 0
};

struct gre {
	rte_be16_t flags, protocol;
};

struct config {
	uint64_t protocol, key;
	bool keyed;
};

enum encap_drop { DROP_NO_ROOM, DROP_BAD_OFFLOAD };
enum decap_drop { DROP_BAD_HEADER, DROP_BAD_CHECKSUM, DROP_OTHER };

static const char *const encap_drops[] = {
	[DROP_NO_ROOM] = "gre_encap_no_room", [DROP_BAD_OFFLOAD] = "gre_encap_bad_offload", NULL};
static const char *const decap_drops[] = {
	[DROP_BAD_HEADER] = "gre_decap_bad_header",
	[DROP_BAD_CHECKSUM] = "gre_decap_bad_checksum",
	[DROP_OTHER] = "gre_decap_other",
	NULL,
};

static rte_edge_t encapsulate(struct fl_click_instance *instance, struct rte_mbuf *packet)
{
	const struct config *config = instance->config;
	const uint16_t length = (uint16_t)(sizeof(struct gre) + (config->keyed ? sizeof(rte_be32_t) : 0));
	struct gre *header = fl_click_push(packet, length);

	if (unlikely(header == NULL))
		return fl_click_drop(instance, packet, DROP_NO_ROOM);
	header->flags = rte_cpu_to_be_16(config->keyed ? GRE_KEY : 0);
	header->protocol = rte_cpu_to_be_16((uint16_t)config->protocol);
	if (config->keyed) {
		const rte_be32_t key = rte_cpu_to_be_32((uint32_t)config->key);

		memcpy(header + 1, &key, sizeof(key));
	}
	return 0;
}

static uint16_t gre_encap_process(struct rte_graph *graph, struct rte_node *node, void **objs, uint16_t count)
{
	return fl_click_encapsulate(graph, node, objs, count, encapsulate, DROP_BAD_OFFLOAD);
}

FL_CLICK_NODE(gre_encap, 0)

// Bytes of the header with these flags.
static uint16_t header_length(uint16_t flags)
{
	uint16_t length = sizeof(struct gre);

	length = (uint16_t)(length + ((flags & GRE_CHECKSUM) != 0 ? 4 : 0));
	length = (uint16_t)(length + ((flags & GRE_KEY) != 0 ? 4 : 0));
	return (uint16_t)(length + ((flags & GRE_SEQUENCE) != 0 ? 4 : 0));
}

// RFC 2784 2.5: over the header and all behind it.
static bool checksum_is_good(const struct rte_mbuf *packet)
{
	uint16_t sum;

	return rte_raw_cksum_mbuf(packet, 0, rte_pktmbuf_pkt_len(packet), &sum) == 0 && sum == 0xffff;
}

static bool is_meant(const struct config *config, const struct gre *header, uint16_t flags)
{
	const char *key = (const char *)(header + 1) + ((flags & GRE_CHECKSUM) != 0 ? 4 : 0);
	rte_be32_t value = 0;

	if (header->protocol != rte_cpu_to_be_16((uint16_t)config->protocol) ||
		((flags & GRE_KEY) != 0) != config->keyed)
		return false;
	if (config->keyed)
		memcpy(&value, key, sizeof(value));
	return value == rte_cpu_to_be_32((uint32_t)config->key);
}

static rte_edge_t gre_decap_verdict(struct fl_click_instance *instance, struct rte_mbuf *packet)
{
	const struct gre *header = fl_click_front(packet, sizeof(*header));
	const uint16_t flags = header != NULL ? rte_be_to_cpu_16(header->flags) : GRE_UNKNOWN;

	if (unlikely((flags & GRE_UNKNOWN) != 0 || packet->data_len < header_length(flags)))
		return fl_click_drop(instance, packet, DROP_BAD_HEADER);
	if (unlikely((flags & GRE_CHECKSUM) != 0 && !checksum_is_good(packet)))
		return fl_click_drop(instance, packet, DROP_BAD_CHECKSUM);
	if (unlikely(!is_meant(instance->config, header, flags)))
		return fl_click_refuse(instance, packet, 1, DROP_OTHER);
	fl_click_strip(packet, header_length(flags));
	return 0;
}

FL_CLICK_VERDICT_NODE(gre_decap)

static const struct fl_click_parameter parameters[] = {
	{.name = "PROTOCOL",
		.type = FL_CLICK_WHOLE,
		.offset = offsetof(struct config, protocol),
		.otherwise = "2048",
		.max = UINT16_MAX,
		.description =
			"the EtherType of what is inside: 2048 (0x800) is IPv4, 25944 (0x6558) an Ethernet frame"},
	{.name = "KEYED",
		.type = FL_CLICK_TRUTH,
		.offset = offsetof(struct config, keyed),
		.otherwise = "false",
		.description = "whether there is a key"},
	{.name = "KEY",
		.type = FL_CLICK_WHOLE,
		.offset = offsetof(struct config, key),
		.otherwise = "0",
		.max = UINT32_MAX,
		.description = "the key, with KEYED"},
	{.name = NULL},
};

static bool gre_configure(struct fl_click_setup *setup, void *place)
{
	const struct config *config = place;

	if (!config->keyed && config->key != 0)
		return fl_click_problem(
			setup, "KEY", -1, "%llu is a key, but KEYED is false", (unsigned long long)config->key);
	return true;
}

const struct fl_click_class fl_click_gre_encap = {
	.name = "GREEncap",
	.node = "click_gre_encap",
	.flow = FL_CLICK_PUSH,
	.inputs = {1, 1},
	.outputs = {1, 1},
	.summary = "Puts a GRE header in front of each packet.",
	.manual = "RFC 2784, with a key (RFC 2890) if KEYED. The IPv4 header before it is `IPEncap(gre, SRC, DST)`. "
		  "Large "
		  "segments are cut and checksums completed before: nobody could later.",
	.parameters = parameters,
	.drops = encap_drops,
	.config_size = sizeof(struct config),
	.configure = gre_configure,
};

const struct fl_click_class fl_click_gre_decap = {
	.name = "GREDecap",
	.node = "click_gre_decap",
	.inputs = {1, 1},
	.outputs = {1, 2},
	.summary = "Takes the GRE header from the front of each packet.",
	.manual =
		"The packet begins with it, as StripIPHeader leaves it. A checksum is checked, a sequence number "
		"passed over. "
		"A packet of another PROTOCOL, or another key, or with one where KEYED is false, leaves as it came by "
		"output 1, or is dropped.",
	.parameters = parameters,
	.drops = decap_drops,
	.config_size = sizeof(struct config),
	.configure = gre_configure,
};
