// DropBroadcasts: RFC 1812 5.3.4.
#include "elements/click/instance.h"
#include "elements/click/packet.h"

enum drop { DROP_BROADCAST };

static const char *const drops[] = {[DROP_BROADCAST] = "drop_broadcasts", NULL};

static rte_edge_t drop_broadcasts_verdict(struct fl_click_instance *instance, struct rte_mbuf *packet)
{
	return likely(!fl_annotations_of(packet)->link_group) ? 0
							      : fl_click_refuse(instance, packet, 1, DROP_BROADCAST);
}

FL_CLICK_VERDICT_NODE(drop_broadcasts)

const struct fl_click_class fl_click_drop_broadcasts = {
	.name = "DropBroadcasts",
	.node = "click_drop_broadcasts",
	.inputs = {1, 1},
	.outputs = {1, 2},
	.summary = "Drops packets whose frame was sent to more than one host.",
	.manual = "Broadcast and multicast frames, by the Ethernet destination that they came in with, leave by output "
		  "1, or are "
		  "dropped: a router forwards none of them (RFC 1812 5.3.4).",
	.drops = drops,
};
