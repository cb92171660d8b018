// What elements ask of a packet's size, with large segments in mind: a segment of 64 KB fits an MTU of 1500 when each of
// the packets that it will be cut into does.
#pragma once
#include <rte_mbuf.h>
#include <stdint.h>

#include "ports/offload.h"

// Bytes of the largest frame, from the Ethernet header on, that this packet is on the wire. A large segment whose
// headers are not what its offload header says counts whole.
static inline uint32_t fl_datagram_frame_length(const struct rte_mbuf *packet)
{
	const struct fl_vnet *vnet =
		&((const struct fl_packet *)rte_mbuf_to_priv((struct rte_mbuf *)(uintptr_t)packet))
			 ->vnet;
	uint32_t length = rte_pktmbuf_pkt_len(packet), headers;

	if (vnet->gso_type == FL_VNET_GSO_NONE)
		return length;
	headers = fl_offload_header_length(packet);
	return headers == 0 ? length : RTE_MIN(length, headers + vnet->gso_size);
}
