// Discard: drops what comes in.
#include "elements/click/instance.h"

enum drop { DROP_DISCARDED };

static const char *const drops[] = {[DROP_DISCARDED] = "discard", NULL};

static rte_edge_t discard_verdict(struct fl_click_instance *instance, struct rte_mbuf *packet)
{
	return fl_click_drop(instance, packet, DROP_DISCARDED);
}

FL_CLICK_VERDICT_NODE(discard)

const struct fl_click_class fl_click_discard = {
	.name = "Discard",
	.node = "click_discard",
	.inputs = {1, 1},
	.summary = "Drops each packet.",
	.manual = "They are counted as dropped, under the reason `discard`.",
	.drops = drops,
};
