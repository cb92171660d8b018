// The packet buffers of a router, kept over its generations, and after its end until every packet has come back.
// Control thread.
#pragma once
#include <rte_mempool.h>
#include <stdint.h>

struct fl_pool {
	struct rte_mempool *mempool;
	uint32_t count;
	uint32_t references;
	struct fl_pool *next; // in a list of pools that wait for packets
};

// serial makes the name, unique in the process. NULL and rte_errno on failure; one reference is the caller's.
struct fl_pool *fl_pool_create(uint32_t count, uint64_t serial);
struct fl_pool *fl_pool_reference(struct fl_pool *pool);
// Gives a reference back; after the last one the pool waits in the list until fl_pools_reap finds it full.
void fl_pool_release(struct fl_pool *pool, struct fl_pool **waiting);
// Frees the pools of the list that have all their packets.
void fl_pools_reap(struct fl_pool **waiting);
