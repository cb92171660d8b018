#include "elements/hold_queue.h"

#include <string.h>

#include "core/library.h"

void fl_hold_queue_init(struct fl_hold_queue *queue, uint32_t buffers_max)
{
	memset(queue, 0, sizeof(*queue));
	queue->buffers_max = buffers_max;
}

void fl_hold_queue_fini(struct fl_hold_queue *queue)
{
	struct rte_mbuf *packets[FL_HOLD_PACKETS];

	while (queue->neighbour_count > 0)
		fl_buffers_free(packets, fl_hold_queue_end(queue, &queue->neighbours[0], packets));
}

struct fl_held *fl_hold_queue_find(struct fl_hold_queue *queue, struct fl_neighbour_key next_hop)
{
	for (uint16_t i = 0; i < queue->neighbour_count; i++)
		if (fl_neighbour_key_equal(queue->neighbours[i].next_hop, next_hop))
			return &queue->neighbours[i];
	return NULL;
}

struct fl_held *fl_hold_queue_begin(
	struct fl_hold_queue *queue, struct fl_neighbour_key next_hop, uint16_t interface, uint64_t now)
{
	struct fl_held *held = &queue->neighbours[queue->neighbour_count];

	if (queue->neighbour_count == FL_HOLD_NEIGHBOURS)
		return NULL;
	queue->neighbour_count++;
	*held = (struct fl_held){.next_hop = next_hop, .interface = interface, .since = now};
	return held;
}

static struct rte_mbuf *oldest_take(struct fl_hold_queue *queue, struct fl_held *held)
{
	struct rte_mbuf *packet = held->packets[held->first];

	held->first = (held->first + 1) % FL_HOLD_PACKETS;
	held->count--;
	queue->buffers -= packet->nb_segs;
	return packet;
}

struct rte_mbuf *fl_hold_queue_add(struct fl_hold_queue *queue, struct fl_held *held, struct rte_mbuf *packet)
{
	bool full = held->count == FL_HOLD_PACKETS;
	uint32_t freed = full ? held->packets[held->first]->nb_segs : 0;
	struct rte_mbuf *displaced;

	if (queue->buffers - freed + packet->nb_segs > queue->buffers_max)
		return packet;
	displaced = full ? oldest_take(queue, held) : NULL;
	held->packets[(held->first + held->count) % FL_HOLD_PACKETS] = packet;
	held->count++;
	queue->buffers += packet->nb_segs;
	return displaced;
}

uint16_t fl_hold_queue_end(struct fl_hold_queue *queue, struct fl_held *held, struct rte_mbuf **packets)
{
	uint16_t count = 0;

	while (held->count > 0)
		packets[count++] = oldest_take(queue, held);
	*held = queue->neighbours[--queue->neighbour_count];
	return count;
}
