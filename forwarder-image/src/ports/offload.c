#include "ports/offload.h"

#include <rte_ether.h>
#include <rte_ip.h>
#include <rte_tcp.h>
#include <rte_udp.h>
#include <string.h>

// Where the headers of a large segment begin, counted from the Ethernet header.
struct layout {
	bool ipv6;
	bool udp;
	uint16_t l3, l4, payload;
};

static struct fl_vnet *vnet_of(struct rte_mbuf *packet)
{
	return &fl_packet_get(packet)->vnet;
}

// The end of the Ethernet header with its VLAN tags, and the type behind them. 0: it does not end in this buffer.
static uint16_t ethernet_length(const struct rte_mbuf *packet, uint16_t *type)
{
	uint16_t offset = offsetof(struct rte_ether_hdr, ether_type);

	for (;;) {
		if (packet->data_len < offset + sizeof(uint16_t))
			return 0;
		*type = rte_be_to_cpu_16(*rte_pktmbuf_mtod_offset(packet, const rte_be16_t *, offset));
		offset += sizeof(uint16_t);
		if (*type != RTE_ETHER_TYPE_VLAN && *type != RTE_ETHER_TYPE_QINQ)
			return offset;
		offset += sizeof(uint16_t);
	}
}

// Where the transport header begins. 0: this is not the IP version that the offload header speaks of.
static uint16_t network_end(const struct rte_mbuf *packet, const struct layout *layout)
{
	const struct rte_ipv4_hdr *ip;

	if (layout->ipv6) {
		// Extension headers are the sender's business: the checksum starts where the transport header does.
		uint16_t start = fl_packet_get((struct rte_mbuf *)(uintptr_t)packet)->vnet.csum_start;
		return start >= layout->l3 + sizeof(struct rte_ipv6_hdr) ? start : 0;
	}
	if (packet->data_len < layout->l3 + sizeof(*ip))
		return 0;
	ip = rte_pktmbuf_mtod_offset(packet, const struct rte_ipv4_hdr *, layout->l3);
	if (ip->version != 4 || rte_ipv4_hdr_len(ip) < sizeof(*ip))
		return 0;
	return layout->l3 + rte_ipv4_hdr_len(ip);
}

static bool layout_find(const struct rte_mbuf *packet, struct layout *layout)
{
	uint8_t gso = fl_packet_get((struct rte_mbuf *)(uintptr_t)packet)->vnet.gso_type & ~FL_VNET_GSO_ECN;
	const struct rte_tcp_hdr *tcp;
	uint16_t type, header;

	layout->l3 = ethernet_length(packet, &type);
	if (layout->l3 == 0 || (type != RTE_ETHER_TYPE_IPV4 && type != RTE_ETHER_TYPE_IPV6))
		return false;
	layout->ipv6 = type == RTE_ETHER_TYPE_IPV6;
	layout->udp = gso == FL_VNET_GSO_UDP_L4;
	if (!layout->udp && gso != (layout->ipv6 ? FL_VNET_GSO_TCPV6 : FL_VNET_GSO_TCPV4))
		return false;
	layout->l4 = network_end(packet, layout);
	header = layout->udp ? sizeof(struct rte_udp_hdr) : sizeof(struct rte_tcp_hdr);
	if (layout->l4 == 0 || packet->data_len < layout->l4 + header)
		return false;
	if (!layout->udp) {
		tcp = rte_pktmbuf_mtod_offset(packet, const struct rte_tcp_hdr *, layout->l4);
		header = (tcp->data_off >> 4) * 4;
		if (header < sizeof(*tcp) || packet->data_len < layout->l4 + header)
			return false;
	}
	layout->payload = layout->l4 + header;
	return true;
}

uint16_t fl_offload_header_length(const struct rte_mbuf *packet)
{
	struct layout layout;

	return layout_find(packet, &layout) ? layout.payload : 0;
}

// The checksum field holds the sum over the pseudo header already: the sum over everything from csum_start on,
// that field included, is the checksum.
static bool checksum_complete(struct rte_mbuf *packet)
{
	struct fl_vnet *vnet = vnet_of(packet);
	uint32_t field = (uint32_t)vnet->csum_start + vnet->csum_offset;
	uint16_t sum;

	if (field + sizeof(sum) > packet->data_len)
		return false;
	if (rte_raw_cksum_mbuf(packet, vnet->csum_start, packet->pkt_len - vnet->csum_start, &sum) != 0)
		return false;
	// 0 would mean "no checksum" in UDP; in TCP both forms of zero are the same to the receiver.
	sum = sum == 0xffff ? sum : (uint16_t)~sum;
	memcpy(rte_pktmbuf_mtod_offset(packet, void *, field), &sum, sizeof(sum));
	memset(vnet, 0, sizeof(*vnet));
	return true;
}

// A copy of the large segment's headers and of length bytes of its payload from offset on.
static struct rte_mbuf *piece_create(
	const struct rte_mbuf *packet, const struct layout *layout, uint32_t offset, uint32_t length)
{
	struct rte_mbuf *piece = rte_pktmbuf_alloc(packet->pool);
	struct rte_mbuf *tail = piece;
	uint32_t done = 0;

	if (piece == NULL)
		return NULL;
	memset(fl_packet_get(piece), 0, sizeof(struct fl_packet));
	memcpy(rte_pktmbuf_append(piece, layout->payload), rte_pktmbuf_mtod(packet, const void *), layout->payload);
	while (done < length) {
		uint32_t part = RTE_MIN(length - done, (uint32_t)rte_pktmbuf_tailroom(tail));
		const void *from;
		char *to;

		if (part == 0) {
			struct rte_mbuf *next = rte_pktmbuf_alloc(packet->pool);
			if (next == NULL || rte_pktmbuf_chain(piece, next) != 0) {
				rte_pktmbuf_free(next);
				rte_pktmbuf_free(piece);
				return NULL;
			}
			tail = next;
			continue;
		}
		to = rte_pktmbuf_append(piece, part);
		from = rte_pktmbuf_read(packet, offset + done, part, to);
		if (from != to)
			memcpy(to, from, part);
		done += part;
	}
	return piece;
}

static void piece_ip_fix(struct rte_mbuf *piece, const struct layout *layout, uint16_t index)
{
	if (layout->ipv6) {
		struct rte_ipv6_hdr *ip = rte_pktmbuf_mtod_offset(piece, struct rte_ipv6_hdr *, layout->l3);
		ip->payload_len = rte_cpu_to_be_16(piece->pkt_len - layout->l3 - sizeof(*ip));
	} else {
		struct rte_ipv4_hdr *ip = rte_pktmbuf_mtod_offset(piece, struct rte_ipv4_hdr *, layout->l3);
		ip->total_length = rte_cpu_to_be_16(piece->pkt_len - layout->l3);
		ip->packet_id = rte_cpu_to_be_16(rte_be_to_cpu_16(ip->packet_id) + index);
		ip->hdr_checksum = 0;
		ip->hdr_checksum = rte_ipv4_cksum(ip);
	}
}

// By hand, because rte_ipv6_udptcp_cksum_mbuf takes the packet for one without extension headers: the pseudo-header has the length
// of what is behind them, and the protocol that they lead to (RFC 8200 8.1).
static uint16_t transport_checksum6(const struct rte_mbuf *piece, const struct layout *layout)
{
	const struct rte_ipv6_hdr *ip = rte_pktmbuf_mtod_offset(piece, const struct rte_ipv6_hdr *, layout->l3);
	struct {
		rte_be32_t length, protocol;
	} pseudo = {
		.length = rte_cpu_to_be_32(piece->pkt_len - layout->l4),
		.protocol = layout->udp ? RTE_BE32(IPPROTO_UDP) : RTE_BE32(IPPROTO_TCP),
	};
	uint16_t behind;
	uint32_t sum;

	// It cannot fail: the piece has its headers.
	if (rte_raw_cksum_mbuf(piece, layout->l4, piece->pkt_len - layout->l4, &behind) != 0)
		return 0;
	sum = (uint32_t)behind + rte_raw_cksum(&ip->src_addr, 2 * sizeof(ip->src_addr)) +
	      rte_raw_cksum(&pseudo, sizeof(pseudo));
	sum = (sum >> 16) + (sum & 0xffff);
	sum = (sum >> 16) + (sum & 0xffff);
	return sum == 0xffff ? 0xffff : (uint16_t)~sum; // 0 means "no checksum" in UDP
}

static uint16_t transport_checksum(struct rte_mbuf *piece, const struct layout *layout)
{
	const void *ip = rte_pktmbuf_mtod_offset(piece, const void *, layout->l3);

	return layout->ipv6 ? transport_checksum6(piece, layout) : rte_ipv4_udptcp_cksum_mbuf(piece, ip, layout->l4);
}

static void piece_transport_fix(
	struct rte_mbuf *piece, const struct layout *layout, uint32_t offset, bool first, bool last)
{
	if (layout->udp) {
		struct rte_udp_hdr *udp = rte_pktmbuf_mtod_offset(piece, struct rte_udp_hdr *, layout->l4);
		udp->dgram_len = rte_cpu_to_be_16(piece->pkt_len - layout->l4);
		udp->dgram_cksum = 0;
		udp->dgram_cksum = transport_checksum(piece, layout);
	} else {
		struct rte_tcp_hdr *tcp = rte_pktmbuf_mtod_offset(piece, struct rte_tcp_hdr *, layout->l4);
		tcp->sent_seq = rte_cpu_to_be_32(rte_be_to_cpu_32(tcp->sent_seq) + offset);
		if (!first)
			tcp->tcp_flags &= ~RTE_TCP_CWR_FLAG;
		if (!last)
			tcp->tcp_flags &= ~(RTE_TCP_FIN_FLAG | RTE_TCP_PSH_FLAG);
		tcp->cksum = 0;
		tcp->cksum = transport_checksum(piece, layout);
	}
}

static uint16_t segment_cut(struct rte_mbuf *packet, struct rte_mbuf **out, uint16_t size)
{
	uint16_t payload = vnet_of(packet)->gso_size;
	struct layout layout;
	uint16_t count = 0;
	uint32_t total;

	if (payload == 0 || !layout_find(packet, &layout))
		return 0;
	// What came in may fill the headroom too; a piece has to take all the headers in its first buffer.
	if (layout.payload > rte_pktmbuf_data_room_size(packet->pool) - RTE_PKTMBUF_HEADROOM)
		return 0;
	total = packet->pkt_len - layout.payload;
	if ((total + payload - 1) / payload > size)
		return 0;
	for (uint32_t offset = 0; offset < total; offset += payload) {
		uint32_t length = RTE_MIN(payload, total - offset);
		struct rte_mbuf *piece = piece_create(packet, &layout, layout.payload + offset, length);

		if (piece == NULL) {
			rte_pktmbuf_free_bulk(out, count);
			return 0;
		}
		piece_ip_fix(piece, &layout, count);
		piece_transport_fix(piece, &layout, offset, offset == 0, offset + length == total);
		out[count++] = piece;
	}
	if (count > 0)
		rte_pktmbuf_free(packet);
	return count;
}

uint16_t fl_offload_complete(struct rte_mbuf *packet, struct rte_mbuf **out, uint16_t size)
{
	const struct fl_vnet *vnet = vnet_of(packet);

	if (vnet->gso_type != FL_VNET_GSO_NONE)
		return segment_cut(packet, out, size);
	if (size == 0 || ((vnet->flags & FL_VNET_NEEDS_CSUM) != 0 && !checksum_complete(packet)))
		return 0;
	out[0] = packet;
	return 1;
}
