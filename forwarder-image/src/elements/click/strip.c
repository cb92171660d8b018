// Strip: takes bytes from the front. Unstrip: gives them back.
#include "elements/click/instance.h"
#include "elements/click/packet.h"

struct config {
	uint64_t length;
};

enum { LENGTH_MAX = 1500 };

enum drop { DROP_REASON };

static const char *const strip_drops[] = {"strip_too_short", NULL};
static const char *const unstrip_drops[] = {"unstrip_no_room", NULL};

static uint16_t length_of(const struct fl_click_instance *instance)
{
	return (uint16_t)((const struct config *)instance->config)->length;
}

static rte_edge_t strip_verdict(struct fl_click_instance *instance, struct rte_mbuf *packet)
{
	return likely(fl_click_strip(packet, length_of(instance))) ? 0 : fl_click_drop(instance, packet, DROP_REASON);
}

static rte_edge_t unstrip_verdict(struct fl_click_instance *instance, struct rte_mbuf *packet)
{
	return likely(fl_click_push(packet, length_of(instance)) != NULL)
		       ? 0
		       : fl_click_drop(instance, packet, DROP_REASON);
}

FL_CLICK_VERDICT_NODE(strip)
FL_CLICK_VERDICT_NODE(unstrip)

static const struct fl_click_parameter parameters[] = {
	{.name = "LENGTH",
		.type = FL_CLICK_WHOLE,
		.offset = offsetof(struct config, length),
		.required = true,
		.max = LENGTH_MAX,
		.unit = "bytes",
		.description = "how many"},
	{.name = NULL},
};

const struct fl_click_class fl_click_strip_class = {
	.name = "Strip",
	.node = "click_strip",
	.inputs = {1, 1},
	.outputs = {1, 1},
	.summary = "Takes LENGTH bytes from the front of each packet.",
	.manual = "`Strip(14)` takes away an Ethernet header. A packet with fewer bytes is dropped.",
	.parameters = parameters,
	.drops = strip_drops,
	.config_size = sizeof(struct config),
};

const struct fl_click_class fl_click_unstrip_class = {
	.name = "Unstrip",
	.node = "click_unstrip",
	.inputs = {1, 1},
	.outputs = {1, 1},
	.summary = "Gives each packet back LENGTH bytes that a Strip took from its front.",
	.manual = "What the bytes are is undefined unless a Strip took them and nothing was put in their place. A "
		  "packet whose "
		  "buffer has no room is dropped.",
	.parameters = parameters,
	.drops = unstrip_drops,
	.config_size = sizeof(struct config),
};
