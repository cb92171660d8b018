// ToDevice: sends frames out by an interface, in order. Where it pulls from a queue, what the device does not take now
// waits in it, at most what one dispatch pulls, and until that is sent it pulls nothing.
#include <rte_cycles.h>
#include <string.h>

#include "elements/click/instance.h"
#include "elements/click/packet.h"
#include "elements/click/pull.h"

enum { RETRIES_PER_SECOND = 20000 };

struct config {
	uint32_t interface;
};

struct state {
	uint16_t held_count;
	struct rte_mbuf *held[FL_BURST_MAX]; // pulled and not yet sent, in order
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

static struct fl_port_tx *tx_of(const struct fl_click_instance *instance)
{
	return instance->path->outputs[((const struct config *)instance->config)->interface].tx;
}

static bool pulls(const struct fl_click_instance *instance)
{
	return instance->links != NULL && instance->links->tree != NULL;
}

// How many frames the device takes now; none while others wait.
static uint16_t frames_send(const struct fl_click_instance *instance, struct rte_mbuf **frames, uint16_t count)
{
	const struct state *state = instance->state;
	uint16_t sent = count > 0 && state->held_count == 0 ? fl_send(tx_of(instance), frames, count) : 0;

	fl_counter_add(&instance->path->counters.sent_packets, sent);
	return sent;
}

// Whether the frame waits for the device.
static bool is_held(const struct fl_click_instance *instance, struct rte_mbuf *frame)
{
	struct state *state = instance->state;

	if (!pulls(instance) || state->held_count == FL_BURST_MAX)
		return false;
	state->held[state->held_count++] = frame;
	return true;
}

static uint16_t to_device_process(struct rte_graph *graph, struct rte_node *node, void **objs, uint16_t count)
{
	struct fl_click_instance *instance = fl_click_instance_of(node);
	const uint16_t mtu = instance->path->outputs[((const struct config *)instance->config)->interface].mtu;
	struct rte_mbuf *good[FL_BURST_MAX];
	uint16_t done = 0;

	while (done < count) {
		uint16_t kept = 0, sent;

		for (; done < count && kept < FL_BURST_MAX; done++) {
			struct rte_mbuf *packet = objs[done];

			if (likely(frame_is_good(instance, packet, mtu)))
				good[kept++] = packet;
			else
				fl_enqueue_x1(graph, node, instance->outputs, packet);
		}
		sent = frames_send(instance, good, kept);
		for (uint16_t i = sent; i < kept; i++)
			if (!is_held(instance, good[i]))
				fl_enqueue_x1(graph, node, fl_click_drop(instance, good[i], DROP_FULL), good[i]);
	}
	return count;
}

// Sends what waits; false: some still does, and the path has to come back for it.
static bool held_send(struct fl_click_instance *instance)
{
	struct state *state = instance->state;
	const uint16_t sent = fl_send(tx_of(instance), state->held, state->held_count);

	fl_counter_add(&instance->path->counters.sent_packets, sent);
	state->held_count -= sent;
	memmove(state->held, &state->held[sent], state->held_count * sizeof(state->held[0]));
	if (state->held_count == 0)
		return true;
	fl_click_pull_later(instance, (double)rte_get_tsc_hz() / RETRIES_PER_SECOND);
	return false;
}

// The tree's end: what it pulls now.
static struct rte_mbuf *to_device_pull(struct fl_click_instance *instance, bool take)
{
	const struct state *state = instance->state;

	if (unlikely(state->held_count > 0) && !held_send(instance))
		return NULL;
	return fl_click_pull(instance, 0, take);
}

static void to_device_fini(struct fl_click_instance *instance)
{
	struct state *state = instance->state;

	fl_buffers_free(state->held, state->held_count);
}

// What it holds is of a pool that nobody uses any more.
static void to_device_abandon(struct fl_click_instance *instance)
{
	((struct state *)instance->state)->held_count = 0;
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
		  "header (with a VLAN tag, four bytes more) is dropped. So is one that the device does not take now, "
		  "where "
		  "packets are pushed to it: it has no queue of its own. Behind a Queue nothing is lost for that: what "
		  "it has "
		  "pulled and cannot send, a burst at most, waits in it, and until that is sent it pulls no more.\n\n"
		  "Large segments and partial checksums of a Kernel device leave as they came where their headers are "
		  "untouched.",
	.parameters = parameters,
	.drops = drops,
	.config_size = sizeof(struct config),
	.state_size = sizeof(struct state),
	.state_fini = to_device_fini,
	.state_abandon = to_device_abandon,
	.pull = to_device_pull,
};
