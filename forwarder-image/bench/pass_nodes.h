// What the cheap elements do to a packet, for their nodes (pass_nodes.c, kinds.c) and for the fused function.
#pragma once
#include <rte_ether.h>
#include <stdbool.h>

#include "core/packet.h"

static inline bool pass_length_good(const struct rte_mbuf *packet)
{
	return packet->pkt_len >= RTE_ETHER_MIN_LEN - RTE_ETHER_CRC_LEN && packet->pkt_len <= RTE_ETHER_MAX_LEN;
}

static inline void pass_paint(struct rte_mbuf *packet)
{
	fl_packet_get(packet)->next_hop = 1;
}

static inline void pass_swap(struct rte_mbuf *packet, uint16_t output)
{
	struct rte_ether_hdr *ether = rte_pktmbuf_mtod(packet, struct rte_ether_hdr *);
	struct rte_ether_addr destination = ether->dst_addr;

	ether->dst_addr = ether->src_addr;
	ether->src_addr = destination;
	fl_packet_get(packet)->output = output;
}
