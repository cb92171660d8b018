#include "elements/icmp.h"

#include <rte_ip4.h>

uint16_t fl_icmp_checksum(const struct rte_mbuf *packet, uint32_t offset)
{
	uint16_t sum;

	// It cannot fail: callers know that the packet is longer than offset.
	if (rte_raw_cksum_mbuf(packet, offset, packet->pkt_len - offset, &sum) != 0)
		return UINT16_MAX;
	return (uint16_t)~sum;
}
