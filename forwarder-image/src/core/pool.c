#include "core/pool.h"

#include <inttypes.h>
#include <rte_errno.h>
#include <stdio.h>
#include <stdlib.h>

#include "core/packet.h"
#include "core/shared_device.h"

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

void fl_pool_debt_add(struct fl_pool *pool, struct fl_device *device)
{
	if (device->shared != NULL)
		device = device->shared->device;
	const struct fl_port_ops *ops = device->port->ops;

	if (ops->tx_position == NULL)
		return; // holds no packet when it is not being called
	pool->debts[pool->debt_count++] =
		(struct fl_pool_debt){.device = fl_device_watch(device), .position = ops->tx_position(device->port)};
}

// Forgets the debts that are paid. Whether all are.
static bool debts_settle(struct fl_pool *pool)
{
	for (uint32_t i = 0; i < pool->debt_count;) {
		struct fl_pool_debt *debt = &pool->debts[i];
		struct fl_port *port = debt->device->port; // NULL: closed, and has given back all it had

		if (port != NULL && !port->ops->tx_returned(port, debt->position)) {
			i++;
			continue;
		}
		fl_device_unwatch(debt->device);
		*debt = pool->debts[--pool->debt_count];
	}
	return pool->debt_count == 0;
}

static bool done_with(struct fl_pool *pool)
{
	bool settled = debts_settle(pool);

	return settled && (pool->abandoned || rte_mempool_full(pool->mempool));
}

uint32_t fl_pools_stranded(const struct fl_pool *waiting)
{
	uint32_t count = 0;

	for (; waiting != NULL; waiting = waiting->next)
		count += rte_mempool_in_use_count(waiting->mempool);
	return count;
}

void fl_pools_reap(struct fl_pool **waiting)
{
	struct fl_pool **link = waiting;

	while (*link != NULL) {
		struct fl_pool *pool = *link;

		if (!done_with(pool)) {
			link = &pool->next;
			continue;
		}
		*link = pool->next;
		rte_mempool_free(pool->mempool);
		free(pool);
	}
}
