#include "core/classifier.h"

#include <rte_prefetch.h>

#include "core/packet.h"
#include "ports/vlan_tag.h"

enum {
	// At most so many bursts a turn: arrivals of a round in which every path has its turn, several times over what the
	// paths can take, but no more time than a dear path's dispatch.
	BURSTS_PER_INTERFACE = 4,
	BURSTS_LEAST = 8,
	BURSTS_MOST = 64,
	// What a packet weighs when a turn's cycles are divided, in bytes that could be copied meanwhile: to read its header,
	// find its interface and give its buffer back; and to take a buffer for its copy, beside the copying, and queue it.
	PACKET_WEIGHT = 256,
	COPY_WEIGHT = 512,
	PACKET_BYTES_LEAST = sizeof(struct rte_ether_hdr),
	PREFETCH_AHEAD = 3,
};

static bool has_room(const struct fl_classifier *classifier, const struct fl_shared_port *port)
{
	uint32_t most = classifier->fifo ? FL_BURST_MAX : FL_SHARED_QUEUE_PACKETS;

	return rte_ring_count(port->queue) < most;
}

static bool any_has_room(const struct fl_classifier *classifier)
{
	for (uint32_t i = 0; i < classifier->table->count; i++)
		if (has_room(classifier, classifier->table->ports[i]))
			return true;
	return false;
}

// A copy of the packet in buffers of the router, as its interface should see it, or NULL.
static struct rte_mbuf *packet_copy(struct rte_mbuf *packet, const struct fl_shared_port *port, bool tagged)
{
	struct rte_mbuf *copy = rte_pktmbuf_copy(packet, port->pool, 0, UINT32_MAX);

	if (copy == NULL)
		return NULL;
	*fl_packet_get(copy) = *fl_packet_get(packet);
	if (tagged)
		fl_vlan_tag_strip(copy);
	return copy;
}

static void hand_on(struct fl_classifier *classifier, struct fl_shared_port *port, struct rte_mbuf *packet, bool tagged)
{
	struct rte_mbuf *copy = has_room(classifier, port) ? packet_copy(packet, port, tagged) : NULL;
	uint64_t weight = PACKET_WEIGHT + (copy != NULL ? COPY_WEIGHT + packet->pkt_len : 0);

	classifier->weight += weight;
	port->weight += weight;
	if (copy != NULL) {
		rte_ring_sp_enqueue(port->queue, copy);
		return;
	}
	port->missed_weight += weight;
	fl_counter_add(&port->sums.missed_packets, 1);
}

static void unmatched(struct fl_classifier *classifier)
{
	classifier->weight += PACKET_WEIGHT;
	fl_counter_add(&classifier->unmatched_packets, 1);
}

// To every interface of the VLAN.
static void hand_around(struct fl_classifier *classifier, struct rte_mbuf *packet, uint16_t vlan, bool tagged)
{
	bool found = false;

	for (uint32_t i = 0; i < classifier->table->count; i++) {
		struct fl_shared_port *port = classifier->table->ports[i];

		if (port->vlan != vlan)
			continue;
		hand_on(classifier, port, packet, tagged);
		found = true;
	}
	if (!found)
		unmatched(classifier);
}

// What a frame is to be told by. False: it is too short to be one.
static bool frame_read(
	const struct rte_mbuf *packet, const struct rte_ether_addr **destination, uint16_t *vlan, bool *tagged)
{
	const struct rte_ether_hdr *ether = rte_pktmbuf_mtod(packet, const struct rte_ether_hdr *);

	if (packet->data_len < PACKET_BYTES_LEAST)
		return false;
	*destination = &ether->dst_addr;
	*vlan = 0;
	*tagged = ether->ether_type == RTE_BE16(RTE_ETHER_TYPE_VLAN);
	if (!*tagged)
		return true;
	if (packet->data_len < PACKET_BYTES_LEAST + FL_VLAN_TAG_SIZE)
		return false;
	*vlan = rte_be_to_cpu_16(((const struct rte_vlan_hdr *)(ether + 1))->vlan_tci) & FL_VLAN_ID_MASK;
	return true;
}

// Its buffer stays the caller's. False: it has to wait, and those behind it.
static bool packet_classify(struct fl_classifier *classifier, struct rte_mbuf *packet)
{
	const struct rte_ether_addr *destination;
	uint16_t vlan;
	bool tagged;

	if (!frame_read(packet, &destination, &vlan, &tagged)) {
		unmatched(classifier);
	} else if (rte_is_multicast_ether_addr(destination)) {
		hand_around(classifier, packet, vlan, tagged);
	} else {
		struct fl_shared_port *port = fl_classifier_table_find(classifier->table, destination, vlan);

		if (port != NULL && classifier->fifo && !has_room(classifier, port))
			return false;
		if (port != NULL)
			hand_on(classifier, port, packet, tagged);
		else
			unmatched(classifier);
	}
	return true;
}

// Hands on what waits, as far as it goes; returns how many. Buffers are given back together: one by one, each would fetch the
// device's ring of free buffers from whoever fills it.
static uint32_t waiting_classify(struct fl_classifier *classifier)
{
	struct rte_mbuf **first = &classifier->waiting[classifier->waiting_first];
	uint32_t count = (uint32_t)classifier->waiting_end - classifier->waiting_first, done = 0;

	for (; done < count; done++) {
		if (done + PREFETCH_AHEAD < count)
			rte_prefetch0(rte_pktmbuf_mtod(first[done + PREFETCH_AHEAD], void *));
		if (!packet_classify(classifier, first[done]))
			break;
	}
	if (done > 0)
		rte_pktmbuf_free_bulk(first, done);
	classifier->waiting_first += done;
	return done;
}

static void burst_receive(struct fl_classifier *classifier)
{
	struct fl_port *device = classifier->device;

	classifier->waiting_first = 0;
	classifier->waiting_end = device->ops->rx_burst(device, classifier->pool, classifier->waiting, FL_BURST_MAX);
	fl_counter_add(&classifier->received_packets, classifier->waiting_end);
	if (device->missed_packets > 0)
		fl_counter_add(&classifier->missed_packets, device->missed_packets);
}

uint32_t fl_classifier_turn(struct fl_classifier *classifier)
{
	uint32_t most = RTE_MIN(BURSTS_PER_INTERFACE * classifier->table->count, (uint32_t)BURSTS_MOST);
	uint32_t packets = waiting_classify(classifier);

	for (uint32_t bursts = RTE_MAX(most, (uint32_t)BURSTS_LEAST); bursts > 0; bursts--) {
		if (classifier->waiting_first < classifier->waiting_end || !any_has_room(classifier))
			break;
		burst_receive(classifier);
		packets += waiting_classify(classifier);
		if (classifier->waiting_end < FL_BURST_MAX)
			break;
	}
	return packets;
}

// The part of cycles that weight is of the turn's.
static uint64_t part_of(const struct fl_classifier *classifier, uint64_t cycles, uint64_t weight)
{
	return (uint64_t)((unsigned __int128)cycles * weight / classifier->weight);
}

uint64_t fl_classifier_book(struct fl_classifier *classifier, uint64_t cycles)
{
	uint64_t booked = 0;

	for (uint32_t i = 0; i < classifier->table->count; i++) {
		struct fl_shared_port *port = classifier->table->ports[i];

		if (port->weight == 0)
			continue;
		uint64_t part = part_of(classifier, cycles, port->weight);
		booked += part;
		fl_counter_add(&port->sums.cycles, part);
		if (port->missed_weight > 0)
			fl_counter_add(&port->sums.wasted_cycles, part_of(classifier, cycles, port->missed_weight));
		port->weight = port->missed_weight = 0;
	}
	classifier->weight = 0;
	fl_counter_add(&classifier->cycles, booked);
	fl_counter_add(&classifier->unmatched_cycles, cycles - booked);
	return booked;
}

void fl_classifier_fini(struct fl_classifier *classifier)
{
	for (uint16_t i = classifier->waiting_first; i < classifier->waiting_end; i++)
		rte_pktmbuf_free(classifier->waiting[i]);
	classifier->waiting_first = classifier->waiting_end = 0;
}
