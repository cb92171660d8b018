// What a device with offloads would do, in software: completes the partial checksum and cuts the large segment
// that a packet from a Kernel port may carry (fl_packet.vnet), where it leaves by a device without such a header or has
// to be fragmented. Packets without offloads (vnet all zero) need none of this.
// Any thread that owns the packet.
#pragma once
#include <rte_mbuf.h>
#include <stdbool.h>
#include <stdint.h>

#include "core/packet.h"

enum {
	// The most packets that one large segment is cut into; a segment that would give more is refused.
	FL_OFFLOAD_SEGMENTS_MAX = 1024,

	FL_VNET_GSO_TCPV4 = 1, // values of fl_vnet.gso_type, as in virtio_net.h
	FL_VNET_GSO_TCPV6 = 4,
	FL_VNET_GSO_UDP_L4 = 5,
	FL_VNET_GSO_ECN = 0x80, // a flag beside the type
};

static inline bool fl_offload_needed(const struct rte_mbuf *packet)
{
	const struct fl_vnet *vnet =
		&((const struct fl_packet *)rte_mbuf_to_priv((struct rte_mbuf *)(uintptr_t)packet))->vnet;

	return (vnet->flags & FL_VNET_NEEDS_CSUM) != 0 || vnet->gso_type != FL_VNET_GSO_NONE;
}

// Makes ordinary packets (complete checksums, vnet all zero) of an Ethernet frame.
// Returns how many were put in out, in order: 1 and the packet itself when it was no large segment; else its pieces,
// new packets of the same pool, and packet is freed. 0: it cannot be done (the headers contradict the offload header,
// more than size pieces, no buffers left), and packet stays the caller's, with nothing promised about its checksum.
uint16_t fl_offload_complete(struct rte_mbuf *packet, struct rte_mbuf **out, uint16_t size);

// Bytes from the start of the Ethernet frame to the payload of the large segment: what each piece begins with.
// 0 when the headers are not those that the offload header speaks of. Only for packets with a gso_type.
uint16_t fl_offload_header_length(const struct rte_mbuf *packet);
