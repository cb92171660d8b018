#include "core/packet.h"

#include <rte_mempool.h>
#include <string.h>

// No cache for each core: a pool serves one router, whose packets are allocated and freed in bursts, and a buffer in
// a cache would be neither in use nor there for another worker.
struct rte_mempool *fl_packet_pool_create(const char *name, uint32_t count)
{
	return rte_pktmbuf_pool_create_by_ops(
		name, count, 0, FL_PACKET_PRIVATE_SIZE, RTE_MBUF_DEFAULT_BUF_SIZE, SOCKET_ID_ANY, "ring_mp_mc");
}

void fl_packet_head_copy(struct fl_packet_head *head, const struct rte_mbuf *mbuf)
{
	uint16_t offset = mbuf->data_off, length = RTE_MIN(mbuf->data_len, (uint16_t)FL_PACKET_HEAD_BYTES);

	if (offset + length > mbuf->buf_len)
		length = 0;
	head->length = (uint8_t)length;
	memcpy(head->bytes, (const uint8_t *)mbuf->buf_addr + offset, length);
}
