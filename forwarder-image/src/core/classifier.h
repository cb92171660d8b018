// The classifier of a shared device: it receives what the device brings and puts each packet into the queue of the interface
// that it is for, so that the interfaces' paths can be scheduled apart. Without a hardware queue for each interface this is
// the second best (paper, section 2.1.3): the packets that a router cannot take must be received to be known, but that is all
// that is spent on them, and it is charged to that router.
//
// Unicast goes to the interface with the frame's destination MAC and VLAN, broadcast and multicast to every interface of
// that VLAN; the tag of an interface with a VLAN is taken off, and so is a priority tag (VLAN 0). Frames for nobody are freed.
// Each packet is copied into the pool of its router (docs/adr/0008-copy-what-a-shared-device-brings.md): so a router never has more buffers than its
// own, and those of the device never leave this file.
//
// Two ways to hand on:
//   Classifier  a packet whose queue is full is lost to its router alone.
//   Fifo        packets are handed on in the order of arrival: one whose queue (a burst, then) is full holds up all behind it,
//               as a single queue does. For experiments.
//
// Run by one worker at a time, between its dispatches: this is the forwarder's own code, which the watchdog does not watch.
#pragma once
#include <stdbool.h>
#include <stdint.h>

#include "core/classifier_table.h"
#include "core/path.h"

struct fl_classifier {
	// Fixed while a worker has it.
	struct fl_port *device;
	struct rte_mempool *pool; // what the device receives into
	bool attached;            // written: worker (release when it lets go), read: control and the next worker

	// The worker's own.
	const struct fl_classifier_table *table;
	bool fifo;
	struct rte_mbuf *waiting[FL_BURST_MAX]; // received and not handed on: [waiting_first, waiting_end)
	uint16_t waiting_first, waiting_end;
	uint64_t weight; // of the turn under way, unmatched packets included

	// written: worker, read: control (relaxed atomics, monotonic)
	uint64_t received_packets, unmatched_packets;
	uint64_t missed_packets;   // lost before they were received; of devices that know
	uint64_t cycles;           // spent on packets of some interface
	uint64_t unmatched_cycles; // and on those of none
};

// One turn: receives and hands on bursts while the device brings full ones and any queue has room, a few for each interface
// at most. Returns how many packets were dealt with, 0: there was nothing to do. Then fl_classifier_book must follow.
uint32_t fl_classifier_turn(struct fl_classifier *classifier);
// The turn took so many cycles: each interface gets its part, in proportion to its packets' fixed work and bytes to copy.
// Returns the sum of the interfaces' parts; the rest went into unmatched packets.
uint64_t fl_classifier_book(struct fl_classifier *classifier, uint64_t cycles);
// Frees what waits. No worker has the classifier.
void fl_classifier_fini(struct fl_classifier *classifier);
