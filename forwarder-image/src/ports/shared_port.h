// One interface's side of a shared device, which serves the interfaces of several routers: a port whose receiving side is a
// queue that the device's classifier fills (core/classifier.h), and whose sending side is the device's own. What it sends
// bears the interface's VLAN tag; the classifier has taken it off what it receives.
#pragma once
#include <rte_ring.h>

#include "ports/port.h"

enum { FL_SHARED_QUEUE_PACKETS = 256 };

// What the classifier did for the interface. written: the classifier's worker; read: the path's worker, control (each is
// one aligned 64-bit word, monotonic, relaxed atomics).
struct fl_shared_port_sums {
	uint64_t missed_packets; // the queue was full, or the router had no buffers
	uint64_t cycles;         // spent on packets of this interface
	uint64_t wasted_cycles;  // of these: on packets that were missed
};

struct fl_shared_port {
	struct fl_port port;
	struct fl_port *device; // not owned; stays open longer than this
	uint16_t vlan;          // 1..4094, or 0: untagged frames
	struct rte_ring *queue; // one producer, the classifier; one consumer, the path
	// The router's, which the classifier copies into. Set by control before the classifier knows the port, and never again.
	struct rte_mempool *pool;
	struct fl_shared_port_sums sums;
	// The receiving worker's: what it has told its path of the sums.
	uint64_t missed_told, cycles_told;
	// The classifier's, of its turn under way (core/classifier.c).
	uint64_t weight, missed_weight;
};

// Opens the side of an interface with that MAC and VLAN. NULL and errno: ENOMEM. Control thread.
struct fl_shared_port *fl_shared_port_open(struct fl_port *device, const struct rte_ether_addr *mac, uint16_t vlan);
