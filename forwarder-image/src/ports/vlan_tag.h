// The IEEE 802.1Q tag of a frame, put in and taken out with what an offload header says of places behind it.
#pragma once
#include <rte_ether.h>
#include <rte_mbuf.h>
#include <stdbool.h>
#include <string.h>

#include "core/packet.h"

enum {
	FL_VLAN_TAG_SIZE = 4,
	FL_VLAN_ID_MASK = 0x0fff,
};

// Puts the tag (as on the wire: TPID, then TCI) behind the MACs, which stand in the first buffer. False, and the packet is
// as it was: there is no headroom.
static inline bool fl_vlan_tag_push(struct rte_mbuf *packet, const uint8_t tag[FL_VLAN_TAG_SIZE])
{
	struct fl_vnet *vnet = &fl_packet_get(packet)->vnet;
	char *start = rte_pktmbuf_prepend(packet, FL_VLAN_TAG_SIZE);

	if (start == NULL)
		return false;
	memmove(start, start + FL_VLAN_TAG_SIZE, 2 * RTE_ETHER_ADDR_LEN);
	memcpy(start + 2 * RTE_ETHER_ADDR_LEN, tag, FL_VLAN_TAG_SIZE);
	if ((vnet->flags & FL_VNET_NEEDS_CSUM) != 0)
		vnet->csum_start += FL_VLAN_TAG_SIZE;
	if (vnet->gso_type != FL_VNET_GSO_NONE)
		vnet->hdr_len += FL_VLAN_TAG_SIZE;
	return true;
}

// Takes the tag behind the MACs out of a frame that has one, whole in its first buffer.
static inline void fl_vlan_tag_strip(struct rte_mbuf *packet)
{
	struct fl_vnet *vnet = &fl_packet_get(packet)->vnet;
	char *start = rte_pktmbuf_mtod(packet, char *);

	memmove(start + FL_VLAN_TAG_SIZE, start, 2 * RTE_ETHER_ADDR_LEN);
	rte_pktmbuf_adj(packet, FL_VLAN_TAG_SIZE);
	if ((vnet->flags & FL_VNET_NEEDS_CSUM) != 0)
		vnet->csum_start -= FL_VLAN_TAG_SIZE;
	if (vnet->gso_type != FL_VNET_GSO_NONE)
		vnet->hdr_len -= FL_VLAN_TAG_SIZE;
}
