// HostEtherFilter: frames for a host, and those for others.
#include "elements/click/instance.h"
#include "elements/click/packet.h"

struct config {
	struct rte_ether_addr ether;
	bool drop_own;
};

enum drop { DROP_TOO_SHORT, DROP_OTHER_HOST };

static const char *const drops[] = {
	[DROP_TOO_SHORT] = "host_ether_filter_too_short",
	[DROP_OTHER_HOST] = "host_ether_filter_other_host",
	NULL,
};

static rte_edge_t host_ether_filter_verdict(struct fl_click_instance *instance, struct rte_mbuf *packet)
{
	const struct config *config = instance->config;
	const struct rte_ether_hdr *ether = fl_click_front(packet, sizeof(*ether));

	if (unlikely(ether == NULL))
		return fl_click_drop(instance, packet, DROP_TOO_SHORT);
	if (config->drop_own && rte_is_same_ether_addr(&ether->src_addr, &config->ether))
		return fl_click_refuse(instance, packet, 1, DROP_OTHER_HOST);
	if (rte_is_multicast_ether_addr(&ether->dst_addr) || rte_is_same_ether_addr(&ether->dst_addr, &config->ether))
		return 0;
	return fl_click_refuse(instance, packet, 1, DROP_OTHER_HOST);
}

FL_CLICK_VERDICT_NODE(host_ether_filter)

static const struct fl_click_parameter parameters[] = {
	{.name = "ETHER",
		.type = FL_CLICK_MAC,
		.offset = offsetof(struct config, ether),
		.required = true,
		.description = "the host's address"},
	{.name = "DROP_OWN",
		.type = FL_CLICK_TRUTH,
		.offset = offsetof(struct config, drop_own),
		.otherwise = "false",
		.description = "whether frames from this address are refused too"},
	{.name = NULL},
};

const struct fl_click_class fl_click_host_ether_filter = {
	.name = "HostEtherFilter",
	.node = "click_host_ether_filter",
	.inputs = {1, 1},
	.outputs = {1, 2},
	.summary = "Lets frames for a host through, and sends those for others out by output 1.",
	.manual = "Packets must begin with their Ethernet header. Broadcast and multicast frames are for the host "
		  "too. Without an output 1 frames for others are dropped.",
	.parameters = parameters,
	.drops = drops,
	.config_size = sizeof(struct config),
};
