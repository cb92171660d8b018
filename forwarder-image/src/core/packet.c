#include "core/packet.h"

#include <rte_mempool.h>

// No cache for each core: a pool serves one router, whose packets are allocated and freed in bursts, and a buffer in
// a cache would be neither in use nor there for another worker.
struct rte_mempool *fl_packet_pool_create(const char *name, uint32_t count)
{
	return rte_pktmbuf_pool_create_by_ops(
		name, count, 0, FL_PACKET_PRIVATE_SIZE, RTE_MBUF_DEFAULT_BUF_SIZE, SOCKET_ID_ANY, "ring_mp_mc");
}
