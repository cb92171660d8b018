#include "core/pool.h"

#include <inttypes.h>
#include <rte_errno.h>
#include <stdio.h>
#include <stdlib.h>

#include "core/packet.h"

struct fl_pool *fl_pool_create(uint32_t count, uint64_t serial)
{
	char name[24];
	struct fl_pool *pool = calloc(1, sizeof(*pool));

	if (pool == NULL) {
		rte_errno = ENOMEM;
		return NULL;
	}
	snprintf(name, sizeof(name), "p%" PRIu64, serial);
	pool->mempool = fl_packet_pool_create(name, count);
	if (pool->mempool == NULL) {
		free(pool);
		return NULL;
	}
	pool->count = count;
	pool->references = 1;
	return pool;
}

struct fl_pool *fl_pool_reference(struct fl_pool *pool)
{
	pool->references++;
	return pool;
}

void fl_pool_release(struct fl_pool *pool, struct fl_pool **waiting)
{
	if (pool == NULL || --pool->references > 0)
		return;
	pool->next = *waiting;
	*waiting = pool;
}

void fl_pools_reap(struct fl_pool **waiting)
{
	struct fl_pool **link = waiting;

	while (*link != NULL) {
		struct fl_pool *pool = *link;

		if (!rte_mempool_full(pool->mempool)) {
			link = &pool->next;
			continue;
		}
		*link = pool->next;
		rte_mempool_free(pool->mempool);
		free(pool);
	}
}
