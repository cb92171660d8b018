#include "elements/click/packet.h"

#include <string.h>

#include "core/library.h"

// It takes and frees buffers.
static uint16_t offload_complete(struct rte_mbuf *packet, struct rte_mbuf **out, uint16_t size)
{
	fl_library_enter();
	uint16_t count = fl_offload_complete(packet, out, size);
	fl_library_leave();
	return count;
}

// Cuts a large segment that begins with its Ethernet header; the IP header is offset bytes behind.
static uint16_t frame_cut(struct rte_mbuf *packet, struct rte_mbuf **out, uint16_t size, uint16_t offset)
{
	struct fl_packet whole = *fl_packet_get(packet);
	uint16_t count = offload_complete(packet, out, size);

	memset(&whole.vnet, 0, sizeof(whole.vnet));
	for (uint16_t i = 0; i < count; i++) {
		*fl_packet_get(out[i]) = whole;
		fl_click_network_set(out[i], offset);
	}
	return count;
}

// One that begins with its IP header gets an Ethernet header for the time being, and what was in its place back.
static uint16_t datagram_cut(struct rte_mbuf *packet, struct rte_mbuf **out, uint16_t size)
{
	struct rte_ether_hdr *ether = fl_click_push(packet, sizeof(*ether)), before;
	uint16_t count;

	if (ether == NULL)
		return 0;
	before = *ether;
	*ether = (struct rte_ether_hdr){.ether_type = RTE_BE16(RTE_ETHER_TYPE_IPV4)};
	count = frame_cut(packet, out, size, sizeof(*ether));
	if (count == 0) {
		*ether = before;
		fl_click_strip(packet, sizeof(*ether));
	}
	for (uint16_t i = 0; i < count; i++) {
		*rte_pktmbuf_mtod(out[i], struct rte_ether_hdr *) = before;
		fl_click_strip(out[i], sizeof(*ether));
	}
	return count;
}

uint16_t fl_click_offload_settle(struct rte_mbuf *packet, struct rte_mbuf **out, uint16_t size)
{
	struct fl_vnet *vnet = &fl_packet_get(packet)->vnet;

	// The header that the checksum is of was stripped: nobody will look at it.
	if (vnet->gso_type == FL_VNET_GSO_NONE && vnet->csum_start > rte_pktmbuf_pkt_len(packet))
		memset(vnet, 0, sizeof(*vnet));
	if (vnet->gso_type == FL_VNET_GSO_NONE)
		return offload_complete(packet, out, size);
	if (fl_click_ip(packet) == NULL)
		return 0;
	return fl_click_network_offset(packet) == 0 ? datagram_cut(packet, out, size)
						    : frame_cut(packet, out, size, fl_click_network_offset(packet));
}
