// What elements of Click graphs do to packets: bytes at the front, annotations, and where headers are. Unlike in ipRouter,
// a packet may begin with any header. The offload header (fl_packet.vnet) of a packet from a Kernel port counts from the
// packet's start, so whoever moves the start moves it along.
#pragma once
#include <rte_ether.h>
#include <rte_ip4.h>
#include <rte_tcp.h>
#include <rte_udp.h>

#include "core/packet.h"
#include "ports/offload.h"

static inline struct fl_annotations *fl_annotations_of(struct rte_mbuf *packet)
{
	return &fl_packet_get(packet)->annotations;
}

// bytes is negative where bytes are taken away. A checksum that starts before the packet is kept in mind modulo 2^16, so
// that Unstrip brings it back.
static inline void fl_click_vnet_shift(struct rte_mbuf *packet, int bytes)
{
	struct fl_vnet *vnet = &fl_packet_get(packet)->vnet;

	if (likely(!fl_offload_needed(packet)))
		return;
	vnet->csum_start = (uint16_t)(vnet->csum_start + bytes);
	vnet->hdr_len = (uint16_t)(vnet->hdr_len + bytes);
}

// Takes bytes from the front. False: the first buffer has fewer.
static inline bool fl_click_strip(struct rte_mbuf *packet, uint16_t bytes)
{
	if (unlikely(rte_pktmbuf_adj(packet, bytes) == NULL))
		return false;
	fl_click_vnet_shift(packet, -(int)bytes);
	return true;
}

// Makes room for bytes at the front: where they begin, or NULL: the buffer has no room.
static inline void *fl_click_push(struct rte_mbuf *packet, uint16_t bytes)
{
	void *start = rte_pktmbuf_prepend(packet, bytes);

	if (likely(start != NULL))
		fl_click_vnet_shift(packet, bytes);
	return start;
}

// The packet's first bytes, or NULL: its first buffer has fewer.
static inline void *fl_click_front(struct rte_mbuf *packet, uint16_t bytes)
{
	return likely(packet->data_len >= bytes) ? rte_pktmbuf_mtod(packet, void *) : NULL;
}

// Notes that the IP header is offset bytes behind the packet's start.
static inline void fl_click_network_set(struct rte_mbuf *packet, uint16_t offset)
{
	fl_annotations_of(packet)->network = packet->data_off + offset;
}

// Where the IP header is, counted from the packet's start. Only when fl_click_ip found one.
static inline uint16_t fl_click_network_offset(struct rte_mbuf *packet)
{
	return fl_annotations_of(packet)->network - packet->data_off;
}

// The IP header that CheckIPHeader or MarkIPHeader has noted, or NULL: none was noted, it was stripped, or it is not whole
// in the first buffer. An element before may have changed its bytes, so its length is looked at each time.
static inline struct rte_ipv4_hdr *fl_click_ip(struct rte_mbuf *packet)
{
	uint16_t network = fl_annotations_of(packet)->network;
	uint32_t end = (uint32_t)packet->data_off + packet->data_len;
	struct rte_ipv4_hdr *ip = (struct rte_ipv4_hdr *)((char *)packet->buf_addr + network);

	if (unlikely(network < packet->data_off || network + sizeof(*ip) > end))
		return NULL;
	if (unlikely(rte_ipv4_hdr_len(ip) < sizeof(*ip) || network + (uint32_t)rte_ipv4_hdr_len(ip) > end))
		return NULL;
	return ip;
}

// The first bytes behind the IP header, or NULL: the datagram's or the first buffer's end comes before, or this is not
// the datagram's beginning.
static inline void *fl_click_transport(struct rte_mbuf *packet, const struct rte_ipv4_hdr *ip, uint16_t bytes)
{
	uint32_t offset = (uint32_t)fl_click_network_offset(packet) + rte_ipv4_hdr_len(ip);

	if ((ip->fragment_offset & RTE_BE16(RTE_IPV4_HDR_OFFSET_MASK)) != 0 || offset + bytes > packet->data_len ||
		rte_ipv4_hdr_len(ip) + (uint32_t)bytes > rte_be_to_cpu_16(ip->total_length))
		return NULL;
	return rte_pktmbuf_mtod_offset(packet, void *, offset);
}

static inline void fl_click_ip_checksum_set(struct rte_ipv4_hdr *ip)
{
	ip->hdr_checksum = 0;
	ip->hdr_checksum = (uint16_t)~rte_raw_cksum(ip, rte_ipv4_hdr_len(ip));
}

// Brings an IP checksum (as it stands, network byte order) up to date after a 16-bit word that it covers changed, RFC 1624
// equation 3.
static inline uint16_t fl_click_checksum_update(uint16_t checksum, uint16_t before, uint16_t after)
{
	uint32_t sum = (uint16_t)~checksum + (uint32_t)(uint16_t)~before + after;

	sum = (sum & 0xffff) + (sum >> 16);
	sum = (sum & 0xffff) + (sum >> 16);
	return (uint16_t)~sum;
}

// Bytes of the longest packet, from this one's start on, that it is on the wire: of a large segment, its longest piece.
static inline uint32_t fl_click_wire_length(struct rte_mbuf *packet)
{
	const struct fl_vnet *vnet = &fl_packet_get(packet)->vnet;
	uint32_t length = rte_pktmbuf_pkt_len(packet), headers = vnet->csum_start;

	if (likely(vnet->gso_type == FL_VNET_GSO_NONE))
		return length;
	if (vnet->gso_type == FL_VNET_GSO_UDP_L4)
		headers += sizeof(struct rte_udp_hdr);
	else if (headers + sizeof(struct rte_tcp_hdr) <= packet->data_len)
		headers += (rte_pktmbuf_mtod_offset(packet, const struct rte_tcp_hdr *, headers)->data_off >> 4) * 4u;
	return RTE_MIN(length, headers + vnet->gso_size);
}

// Makes ordinary packets of one that may carry offloads, wherever it begins with an Ethernet or, as noted, with its IP
// header: complete checksums, large segments cut. Like fl_offload_complete, with annotations.
uint16_t fl_click_offload_settle(struct rte_mbuf *packet, struct rte_mbuf **out, uint16_t size);
