// Packets of one path that wait until the MAC of their next hop is known, in order of arrival for each neighbour.
// Used by the path's worker alone. Bounded: neighbours, packets of each (the oldest gives way, RFC 1122 2.3.2.2 and RFC 4861 7.2.2), and
// buffers of all.
#pragma once
#include <rte_mbuf.h>
#include <stdbool.h>
#include <stdint.h>

#include "elements/neighbour_key.h"

enum {
	FL_HOLD_NEIGHBOURS = 16,
	FL_HOLD_PACKETS = 16, // of one neighbour
};

struct fl_held {
	struct fl_neighbour_key next_hop;
	uint16_t interface; // of the router, that it is on
	uint16_t first, count;
	uint64_t since;                            // cycles, when the first packet came
	uint64_t told;                             // cycles, when the control thread was last told; 0: not yet
	struct rte_mbuf *packets[FL_HOLD_PACKETS]; // a ring
};

struct fl_hold_queue {
	uint16_t neighbour_count;
	uint32_t buffers, buffers_max;                 // mbuf segments
	struct fl_held neighbours[FL_HOLD_NEIGHBOURS]; // the first neighbour_count are in use
};

void fl_hold_queue_init(struct fl_hold_queue *queue, uint32_t buffers_max);
// Frees what is held.
void fl_hold_queue_fini(struct fl_hold_queue *queue);

// The neighbour that packets are held for, or NULL.
struct fl_held *fl_hold_queue_find(struct fl_hold_queue *queue, struct fl_neighbour_key next_hop);
// Begins to hold for a neighbour, without packets yet; NULL: too many of them.
struct fl_held *fl_hold_queue_begin(
	struct fl_hold_queue *queue, struct fl_neighbour_key next_hop, uint16_t interface, uint64_t now);
// Holds a packet. Returns the packet that is not held in exchange: NULL, the oldest of that neighbour, or this one.
struct rte_mbuf *fl_hold_queue_add(struct fl_hold_queue *queue, struct fl_held *held, struct rte_mbuf *packet);
// Takes the neighbour out: its packets, in order, at most FL_HOLD_PACKETS; returns how many. held, and what
// other places of the array hold, is another neighbour afterwards.
uint16_t fl_hold_queue_end(struct fl_hold_queue *queue, struct fl_held *held, struct rte_mbuf **packets);
