// The packet buffers of a router, kept over its generations, and after its end until every packet has come back.
// Control thread.
#pragma once
#include <rte_mempool.h>
#include <stdbool.h>
#include <stdint.h>

#include "core/config.h"
#include "core/device.h"

// What a port was given from the pool: to be waited for, up to a position of what it was given.
struct fl_pool_debt {
	struct fl_device *device; // watched by the pool
	uint64_t position;
};

struct fl_pool {
	struct rte_mempool *mempool;
	uint32_t count;
	uint32_t references;
	// A quarantined path left packets in it that never come back. Then it is not full any more, but done with when
	// no port has any of its packets.
	bool abandoned;
	uint32_t debt_count;
	struct fl_pool_debt debts[FL_INTERFACES_MAX];
	struct fl_pool *next; // in a list of pools that wait for packets
};

// serial makes the name, unique in the process. NULL and rte_errno on failure; one reference is the caller's.
struct fl_pool *fl_pool_create(uint32_t count, uint64_t serial);
struct fl_pool *fl_pool_reference(struct fl_pool *pool);
// Gives a reference back; after the last one the pool waits in the list until fl_pools_reap finds it full.
void fl_pool_release(struct fl_pool *pool, struct fl_pool **waiting);
// The device may still hold packets of an abandoned pool. Once for each device of its last router, after every worker
// has let go of that router's paths.
void fl_pool_debt_add(struct fl_pool *pool, struct fl_device *device);
// How many packets the pools of the list are waiting for, with those that never come back.
uint32_t fl_pools_stranded(const struct fl_pool *waiting);
// Frees the pools of the list that have all their packets, or all those that can still come back.
void fl_pools_reap(struct fl_pool **waiting);
