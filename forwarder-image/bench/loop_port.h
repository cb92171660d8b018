// A port whose far side is itself (loop_port.c).
#pragma once
#include "ports/port.h"

enum {
	BENCH_LOOP_PACKETS = 256, // on their way round by each port
	BENCH_RING_SIZE = 1024,   // what DPDK's --vdev=net_ring makes
};

// Sees each burst that a path receives, empty ones too. The receiving worker.
typedef void bench_loop_observer(struct rte_mbuf **mbufs, uint16_t count);

// Who sees the bursts of ports that are opened from now on; NULL: nobody. Control thread.
void bench_loop_observe(bench_loop_observer *observer);

// pool, ring, observer, ether: fixed. fresh_for: the worker's that receives.
struct bench_loop_port {
	struct fl_port port; // first: found from it
	struct rte_ring *ring;
	struct rte_mempool *pool;
	bench_loop_observer *observer;
	uint16_t ether;    // DPDK's port, of an ether device
	int64_t fresh_for; // packets that may still pass before they get fresh TTLs
};
