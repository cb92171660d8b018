// What arp_querier and arp_hold share.
#pragma once
#include "core/path.h"

// Writes the Ethernet header that takes a datagram from the path's output to a neighbour.
static inline void fl_arp_querier_address(
	const struct fl_path *path, struct rte_mbuf *packet, const struct rte_ether_addr *neighbour)
{
	struct rte_ether_hdr *ether = rte_pktmbuf_mtod(packet, struct rte_ether_hdr *);

	ether->dst_addr = *neighbour;
	ether->src_addr = path->outputs[fl_packet_get(packet)->output].mac;
	ether->ether_type = RTE_BE16(RTE_ETHER_TYPE_IPV4);
}
