// ToDevice: sends frames out by an interface, in order.
#include <string.h>

#include "elements/click/instance.h"
#include "elements/click/packet.h"

struct config {
	uint32_t interface;
};

enum drop { DROP_FULL, DROP_TOO_LONG, DROP_TOO_SHORT, DROP_BAD_OFFLOAD };

static const char *const drops[] = {
	[DROP_FULL] = "to_device_full",
	[DROP_TOO_LONG] = "to_device_too_long",
	[DROP_TOO_SHORT] = "to_device_too_short",
	[DROP_BAD_OFFLOAD] = "to_device_bad_offload",
	NULL,
};

// Whether the offload header still is of the frame, whose elements before may have changed anything.
static bool offload_is_good(struct rte_mbuf *packet)
{
	struct fl_vnet *vnet = &fl_packet_get(packet)->vnet;
	uint32_t length = rte_pktmbuf_pkt_len(packet);

	if (vnet->gso_type != FL_VNET_GSO_NONE) {
		uint16_t headers = fl_offload_header_length(packet);

		return headers > vnet->csum_start && vnet->csum_start > RTE_ETHER_HDR_LEN && headers < length;
	}
	if (vnet->csum_start > length)
		memset(vnet, 0, sizeof(*vnet)); // of a header that was stripped
	return vnet->flags == 0 || (vnet->csum_start >= RTE_ETHER_HDR_LEN &&
					   (uint32_t)vnet->csum_start + vnet->csum_offset + sizeof(uint16_t) <= length);
}

// Whether the frame may be sent; else its drop reason is set.
static bool frame_is_good(const struct fl_click_instance *instance, struct rte_mbuf *packet, uint16_t mtu)
{
	const struct rte_ether_hdr *ether = fl_click_front(packet, sizeof(*ether));
	uint32_t length = fl_click_wire_length(packet), most = (uint32_t)mtu + RTE_ETHER_HDR_LEN;
	uint16_t reason;

	if (unlikely(ether == NULL))
		reason = DROP_TOO_SHORT;
	else if (unlikely(fl_offload_needed(packet)) && !offload_is_good(packet))
		reason = DROP_BAD_OFFLOAD;
	else if (unlikely(length > most) &&
		 (ether->ether_type != RTE_BE16(RTE_ETHER_TYPE_VLAN) || length > most + RTE_VLAN_HLEN))
		reason = DROP_TOO_LONG;
	else
		return true;
	fl_click_drop(instance, packet, reason);
	return false;
}

static uint16_t to_device_process(struct rte_graph *graph, struct rte_node *node, void **objs, uint16_t count)
{
	struct fl_click_instance *instance = fl_click_instance_of(node);
	struct fl_path *path = instance->path;
	const struct fl_path_output *output = &path->outputs[((const struct config *)instance->config)->interface];
	struct rte_mbuf *good[FL_BURST_MAX];
	uint16_t done = 0;

	while (done < count) {
		uint16_t kept = 0, sent;

		for (; done < count && kept < FL_BURST_MAX; done++) {
			struct rte_mbuf *packet = objs[done];

			if (likely(frame_is_good(instance, packet, output->mtu)))
				good[kept++] = packet;
			else
				fl_enqueue_x1(graph, node, instance->outputs, packet);
		}
		sent = kept > 0 ? fl_send(output->tx, good, kept) : 0;
		fl_counter_add(&path->counters.sent_packets, sent);
		for (uint16_t i = sent; i < kept; i++)
			fl_enqueue_x1(graph, node, fl_click_drop(instance, good[i], DROP_FULL), good[i]);
	}
	return count;
}

FL_CLICK_NODE(to_device, 0)

static const struct fl_click_parameter parameters[] = {
	{.name = "DEVNAME",
		.type = FL_CLICK_INTERFACE,
		.offset = offsetof(struct config, interface),
		.required = true,
		.description = "the interface to send by"},
	{.name = NULL},
};

const struct fl_click_class fl_click_to_device = {
	.name = "ToDevice",
	.node = "click_to_device",
	.inputs = {1, 1},
	.summary = "Sends each frame out by an interface.",
	.manual = "Packets must begin with their Ethernet header. A frame longer than the interface's MTU and its "
		  "Ethernet "
		  "header (with a VLAN tag, four bytes more) is dropped, and so is one that the device does not take "
		  "now: it "
		  "has no queue of its own.\n\n"
		  "Large segments and partial checksums of a Kernel device leave as they came where their headers are "
		  "untouched.",
	.parameters = parameters,
	.drops = drops,
	.config_size = sizeof(struct config),
};
