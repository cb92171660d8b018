#include "core/testing/traffic.h"

#include <rte_mbuf.h>
#include <sched.h>
#include <string.h>

#include "core/clock.h"
#include "core/packet.h"

enum { BURST = 32, WINDOW = 512 }; // a ring has room for a window

static void put(struct traffic *traffic, uint16_t burst, uint8_t mark)
{
	struct rte_mbuf *mbufs[BURST];

	if (traffic->put + burst > traffic->taken + WINDOW)
		return;
	if (rte_pktmbuf_alloc_bulk(traffic->pool, mbufs, burst) != 0)
		return; // all of them are under way
	for (uint16_t i = 0; i < burst; i++) {
		uint64_t sequence = traffic->put + i;
		char *data = rte_pktmbuf_append(mbufs[i], TRAFFIC_FRAME_BYTES);

		memset(data, 0, TRAFFIC_FRAME_BYTES);
		memcpy(data + 14, &sequence, sizeof(sequence));
		data[TRAFFIC_MARK] = (char)mark;
		memset(fl_packet_get(mbufs[i]), 0, sizeof(struct fl_packet));
	}
	uint16_t count = fl_port_ring_put(traffic->in, mbufs, burst);
	traffic->put += count;
	rte_pktmbuf_free_bulk(&mbufs[count], (unsigned int)(burst - count));
}

void traffic_put(struct traffic *traffic, uint16_t burst)
{
	put(traffic, burst, 0);
}

void traffic_put_marked(struct traffic *traffic, uint8_t mark)
{
	put(traffic, 1, mark);
}

uint16_t traffic_take(struct traffic *traffic)
{
	struct rte_mbuf *mbufs[BURST];
	uint16_t count = fl_port_ring_take(traffic->out, mbufs, BURST);

	for (uint16_t i = 0; i < count; i++) {
		uint64_t sequence;

		memcpy(&sequence, rte_pktmbuf_mtod_offset(mbufs[i], char *, 14), sizeof(sequence));
		if (sequence < traffic->taken)
			traffic->reordered++;
		else
			traffic->missing += sequence - traffic->taken;
		if (sequence >= traffic->taken)
			traffic->taken = sequence + 1;
	}
	if (count > 0)
		rte_pktmbuf_free_bulk(mbufs, count);
	return count;
}

double traffic_now(void)
{
	return (double)fl_clock_nanos(CLOCK_MONOTONIC) / FL_NANOS_PER_SECOND;
}

bool traffic_drain(struct traffic *traffic)
{
	double deadline = traffic_now() + TRAFFIC_DEADLINE_SECONDS;

	while (traffic->taken < traffic->put) {
		if (traffic_take(traffic) > 0)
			continue;
		if (traffic_now() > deadline)
			return false;
		sched_yield();
	}
	return true;
}
