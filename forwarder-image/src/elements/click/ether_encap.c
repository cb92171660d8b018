// EtherEncap: puts an Ethernet header in front. EtherRewrite: writes addresses into the one that is there.
// EtherMirror: sends back where it came from.
#include "elements/click/instance.h"
#include "elements/click/packet.h"

struct config {
	uint64_t type;
	struct rte_ether_addr source, destination;
};

enum drop { DROP_REASON };

static const char *const encap_drops[] = {"ether_encap_no_room", NULL};
static const char *const rewrite_drops[] = {"ether_rewrite_too_short", NULL};
static const char *const mirror_drops[] = {"ether_mirror_too_short", NULL};

static rte_edge_t ether_encap_verdict(struct fl_click_instance *instance, struct rte_mbuf *packet)
{
	const struct config *config = instance->config;
	struct rte_ether_hdr *ether = fl_click_push(packet, sizeof(*ether));

	if (unlikely(ether == NULL))
		return fl_click_drop(instance, packet, DROP_REASON);
	ether->dst_addr = config->destination;
	ether->src_addr = config->source;
	ether->ether_type = rte_cpu_to_be_16((uint16_t)config->type);
	return 0;
}

static rte_edge_t ether_rewrite_verdict(struct fl_click_instance *instance, struct rte_mbuf *packet)
{
	const struct config *config = instance->config;
	struct rte_ether_hdr *ether = fl_click_front(packet, sizeof(*ether));

	if (unlikely(ether == NULL))
		return fl_click_drop(instance, packet, DROP_REASON);
	ether->dst_addr = config->destination;
	ether->src_addr = config->source;
	return 0;
}

static rte_edge_t ether_mirror_verdict(struct fl_click_instance *instance, struct rte_mbuf *packet)
{
	struct rte_ether_hdr *ether = fl_click_front(packet, sizeof(*ether));
	struct rte_ether_addr source;

	if (unlikely(ether == NULL))
		return fl_click_drop(instance, packet, DROP_REASON);
	source = ether->src_addr;
	ether->src_addr = ether->dst_addr;
	ether->dst_addr = source;
	return 0;
}

FL_CLICK_VERDICT_NODE(ether_encap)
FL_CLICK_VERDICT_NODE(ether_rewrite)
FL_CLICK_VERDICT_NODE(ether_mirror)

#define SOURCE                                                                                                         \
	{.name = "SRC",                                                                                                \
		.type = FL_CLICK_MAC,                                                                                  \
		.offset = offsetof(struct config, source),                                                             \
		.required = true,                                                                                      \
		.description = "the source address"}
#define DESTINATION                                                                                                    \
	{.name = "DST",                                                                                                \
		.type = FL_CLICK_MAC,                                                                                  \
		.offset = offsetof(struct config, destination),                                                        \
		.required = true,                                                                                      \
		.description = "the destination address"}

static const struct fl_click_parameter encap_parameters[] = {
	{.name = "ETHERTYPE",
		.type = FL_CLICK_WHOLE,
		.offset = offsetof(struct config, type),
		.required = true,
		.max = UINT16_MAX,
		.description = "the EtherType: 0x0800 for IPv4"},
	SOURCE,
	DESTINATION,
	{.name = NULL},
};

static const struct fl_click_parameter rewrite_parameters[] = {SOURCE, DESTINATION, {.name = NULL}};

const struct fl_click_class fl_click_ether_encap = {
	.name = "EtherEncap",
	.node = "click_ether_encap",
	.inputs = {1, 1},
	.outputs = {1, 1},
	.summary = "Puts an Ethernet header in front of each packet.",
	.manual = "`EtherEncap(0x0800, wan:eth, 02:00:00:00:00:01)` makes a frame of a datagram. A packet whose buffer "
		  "has no "
		  "room is dropped.",
	.parameters = encap_parameters,
	.drops = encap_drops,
	.config_size = sizeof(struct config),
};

const struct fl_click_class fl_click_ether_rewrite = {
	.name = "EtherRewrite",
	.node = "click_ether_rewrite",
	.inputs = {1, 1},
	.outputs = {1, 1},
	.summary = "Writes source and destination into each frame's Ethernet header.",
	.manual = "The EtherType stays. What is shorter than an Ethernet header is dropped.",
	.parameters = rewrite_parameters,
	.drops = rewrite_drops,
	.config_size = sizeof(struct config),
};

const struct fl_click_class fl_click_ether_mirror = {
	.name = "EtherMirror",
	.node = "click_ether_mirror",
	.inputs = {1, 1},
	.outputs = {1, 1},
	.summary = "Swaps source and destination of each frame's Ethernet header.",
	.manual = "What is shorter than an Ethernet header is dropped.",
	.drops = mirror_drops,
};
