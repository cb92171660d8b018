// What elements of the IP router assume of a packet: it starts with its Ethernet header, of fl_datagram_offset bytes and
// without VLAN tag, from input to output, and its IP header is in the first buffer. check_ip_header makes sure of it.
#pragma once
#include <rte_ether.h>
#include <rte_ip4.h>
#include <rte_mbuf.h>
#include <stdint.h>

#include "ports/offload.h"

static inline struct rte_ipv4_hdr *fl_datagram_ip(const struct rte_mbuf *packet)
{
	return rte_pktmbuf_mtod_offset(packet, struct rte_ipv4_hdr *, RTE_ETHER_HDR_LEN);
}

static inline bool fl_datagram_is_fragment(const struct rte_ipv4_hdr *ip)
{
	return (ip->fragment_offset & RTE_BE16(RTE_IPV4_HDR_MF_FLAG | RTE_IPV4_HDR_OFFSET_MASK)) != 0;
}

// Bytes of the largest frame, from the Ethernet header on, that this packet is on the wire: a segment of 64 KB fits an MTU
// of 1500 when each of the packets that it will be cut into does. A large segment whose headers are not what its
// offload header says counts whole.
static inline uint32_t fl_datagram_frame_length(struct rte_mbuf *packet)
{
	const struct fl_vnet *vnet = &fl_packet_get(packet)->vnet;
	uint32_t length = rte_pktmbuf_pkt_len(packet), headers;

	if (likely(vnet->gso_type == FL_VNET_GSO_NONE))
		return length;
	headers = fl_offload_header_length(packet);
	return headers == 0 ? length : RTE_MIN(length, headers + vnet->gso_size);
}
