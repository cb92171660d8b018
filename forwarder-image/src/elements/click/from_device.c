// FromDevice: brings what an interface receives into its path's graph. Of an interface that no FromDevice reads there is an
// instance too, without outputs: what comes in there is dropped.
#include <string.h>

#include "core/receive.h"
#include "elements/click/instance.h"
#include "elements/click/packet.h"

struct config {
	uint32_t interface; // first: router.c finds it there
};

enum drop { DROP_UNREAD };

static const char *const drops[] = {[DROP_UNREAD] = "from_device_unread", NULL};

static uint16_t from_device_process(struct rte_graph *graph, struct rte_node *node, void **objs, uint16_t count)
{
	struct fl_click_instance *instance = fl_click_instance_of(node);

	(void)objs;
	(void)count; // a source: nothing comes in
	struct rte_mbuf **mbufs = (struct rte_mbuf **)node->objs;
	uint16_t received = fl_path_receive(instance->path, mbufs);

	if (received == 0)
		return 0;
	for (uint16_t i = 0; i < received; i++) {
		memset(fl_annotations_of(mbufs[i]), 0, sizeof(struct fl_annotations));
		// The first bit of the destination, which a packet of no bytes does not have.
		fl_annotations_of(mbufs[i])->link_group =
			mbufs[i]->data_len > 0 && (*rte_pktmbuf_mtod(mbufs[i], const uint8_t *) & 1) != 0;
		fl_packet_get(mbufs[i])->next_hop = 0;
		fl_click_drop(instance, mbufs[i], DROP_UNREAD); // heeded only where there is no output
	}
	node->idx = received;
	fl_stream_move(graph, node, 0);
	return received;
}

FL_CLICK_NODE(from_device, RTE_NODE_SOURCE_F)

static const struct fl_click_parameter parameters[] = {
	{.name = "DEVNAME",
		.type = FL_CLICK_INTERFACE,
		.offset = offsetof(struct config, interface),
		.required = true,
		.description = "the interface to read"},
	{.name = NULL},
};

const struct fl_click_class fl_click_from_device = {
	.name = "FromDevice",
	.node = "click_from_device",
	.flow = FL_CLICK_PUSH,
	.outputs = {1, 1},
	.starts_path = true,
	.summary = "Brings the frames that an interface receives into the graph.",
	.manual = "Each FromDevice starts a path, which is scheduled by itself and runs everything behind it. An "
		  "interface is "
		  "read by one FromDevice at most. Frames come with their Ethernet header, whoever they are for: the "
		  "interface "
		  "is promiscuous.\n\n"
		  "From a Kernel device may come large segments (up to 64 KB, one packet here) and packets whose TCP "
		  "or UDP "
		  "checksum is not complete yet, as the kernel of an unmodified host hands them to its own devices.",
	.parameters = parameters,
	.drops = drops,
	.config_size = sizeof(struct config),
};
