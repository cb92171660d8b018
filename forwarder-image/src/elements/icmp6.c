#include "elements/icmp6.h"

#include <netinet/in.h>

uint16_t fl_icmp6_checksum(const struct rte_mbuf *packet, const struct rte_ipv6_hdr *ip, uint32_t offset)
{
	struct {
		rte_be32_t length, protocol;
	} pseudo = {
		.length = rte_cpu_to_be_32(packet->pkt_len - offset),
		.protocol = RTE_BE32(IPPROTO_ICMPV6),
	};
	uint16_t payload;
	uint32_t sum;

	// It cannot fail: callers know that the packet is longer than offset.
	if (rte_raw_cksum_mbuf(packet, offset, packet->pkt_len - offset, &payload) != 0)
		return UINT16_MAX;
	sum = payload;
	sum += rte_raw_cksum(&ip->src_addr, 2 * sizeof(ip->src_addr));
	sum += rte_raw_cksum(&pseudo, sizeof(pseudo));
	sum = (sum >> 16) + (sum & 0xffff);
	sum = (sum >> 16) + (sum & 0xffff);
	return (uint16_t)~sum;
}
