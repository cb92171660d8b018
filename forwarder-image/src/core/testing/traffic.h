// Packets for tests over ring ports: each carries a sequence number.
#pragma once
#include <rte_mempool.h>
#include <stdbool.h>
#include <stdint.h>

#include "ports/port.h"

enum {
	TRAFFIC_FRAME_BYTES = 60,
	TRAFFIC_MARK = 22, // a byte of the frame, 0 where there is no mark
	TRAFFIC_DEADLINE_SECONDS = 20,
};

// A stream into one ring port and out of another.
struct traffic {
	struct rte_mempool *pool;
	struct fl_port *in, *out;
	uint64_t put, taken; // sequence numbers: the next to put, the next to be expected
	uint64_t missing, reordered;
};

// Puts up to burst packets (32 at most) with the next sequence numbers, but for those that do not fit, and none while
// so many are under way that the way out might be full.
void traffic_put(struct traffic *traffic, uint16_t burst);
// Puts one packet whose byte TRAFFIC_MARK is the mark, or none, as above.
void traffic_put_marked(struct traffic *traffic, uint8_t mark);
// Takes what has come out and compares the numbers with the expected ones. Returns how many.
uint16_t traffic_take(struct traffic *traffic);
// Takes until everything that was put has come out; false after the deadline.
bool traffic_drain(struct traffic *traffic);
// Seconds of the monotonic clock.
double traffic_now(void);
