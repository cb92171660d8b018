// CheckLength: long packets elsewhere.
#include "elements/click/instance.h"
#include "elements/click/packet.h"

struct config {
	uint64_t length;
};

enum drop { DROP_TOO_LONG };

static const char *const drops[] = {[DROP_TOO_LONG] = "check_length_too_long", NULL};

static rte_edge_t check_length_verdict(struct fl_click_instance *instance, struct rte_mbuf *packet)
{
	if (likely(fl_click_wire_length(packet) <= ((const struct config *)instance->config)->length))
		return 0;
	return fl_click_refuse(instance, packet, 1, DROP_TOO_LONG);
}

FL_CLICK_VERDICT_NODE(check_length)

static const struct fl_click_parameter parameters[] = {
	{.name = "LENGTH",
		.type = FL_CLICK_WHOLE,
		.offset = offsetof(struct config, length),
		.required = true,
		.max = UINT16_MAX,
		.unit = "bytes",
		.description = "the longest that goes to output 0"},
	{.name = NULL},
};

const struct fl_click_class fl_click_check_length = {
	.name = "CheckLength",
	.node = "click_check_length",
	.inputs = {1, 1},
	.outputs = {1, 2},
	.summary = "Sends packets longer than LENGTH out by output 1.",
	.manual = "Without an output 1 they are dropped. The length is that of the packet as it stands, with the "
		  "headers that it "
		  "has; of a large segment, that of the packets that it becomes on the wire.",
	.parameters = parameters,
	.drops = drops,
	.config_size = sizeof(struct config),
};
