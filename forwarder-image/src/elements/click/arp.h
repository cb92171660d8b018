// ARP frames (RFC 826) of IPv4 over Ethernet.
#pragma once
#include <rte_arp.h>

#include "elements/click/packet.h"

// The ARP header of a frame that asks or answers, whole in the first buffer, with a sender that is a single host; or NULL.
static inline struct rte_arp_hdr *fl_click_arp_of(struct rte_mbuf *packet)
{
	const struct rte_ether_hdr *ether = rte_pktmbuf_mtod(packet, const struct rte_ether_hdr *);
	struct rte_arp_hdr *arp = rte_pktmbuf_mtod_offset(packet, struct rte_arp_hdr *, sizeof(*ether));

	if (packet->data_len < sizeof(*ether) + sizeof(*arp) || ether->ether_type != RTE_BE16(RTE_ETHER_TYPE_ARP) ||
		arp->arp_hardware != RTE_BE16(RTE_ARP_HRD_ETHER) ||
		arp->arp_protocol != RTE_BE16(RTE_ETHER_TYPE_IPV4) || arp->arp_hlen != RTE_ETHER_ADDR_LEN ||
		arp->arp_plen != sizeof(rte_be32_t))
		return NULL;
	if (arp->arp_opcode != RTE_BE16(RTE_ARP_OP_REQUEST) && arp->arp_opcode != RTE_BE16(RTE_ARP_OP_REPLY))
		return NULL;
	return rte_is_valid_assigned_ether_addr(&arp->arp_data.arp_sha) ? arp : NULL;
}
