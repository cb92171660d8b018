#include "elements/nd.h"

#include <netinet/in.h>
#include <string.h>

#include "core/library.h"
#include "elements/icmp6.h"
#include "elements/ip6.h"

struct rte_mbuf *fl_nd_frame_create(struct rte_mempool *pool, const struct fl_nd_frame *frame)
{
	struct rte_mbuf *packet = fl_buffer_alloc(pool);
	struct rte_ether_hdr *ether;
	struct rte_ipv6_hdr *ip;
	struct fl_nd *nd;
	struct fl_nd_link_address *option;

	if (packet == NULL)
		return NULL;
	memset(fl_packet_get(packet), 0, sizeof(struct fl_packet));
	ether = (struct rte_ether_hdr *)rte_pktmbuf_append(
		packet, sizeof(*ether) + sizeof(*ip) + sizeof(*nd) + sizeof(*option));
	ip = (struct rte_ipv6_hdr *)(ether + 1);
	nd = (struct fl_nd *)(ip + 1);
	option = (struct fl_nd_link_address *)(nd + 1);
	*ether = (struct rte_ether_hdr){
		.dst_addr = frame->to, .src_addr = frame->from, .ether_type = RTE_BE16(RTE_ETHER_TYPE_IPV6)};
	*ip = (struct rte_ipv6_hdr){
		.vtc_flow = RTE_BE32(UINT32_C(6) << 28),
		.payload_len = RTE_BE16(sizeof(*nd) + sizeof(*option)),
		.proto = IPPROTO_ICMPV6,
		.hop_limits = FL_ND_HOP_LIMIT,
		.src_addr = fl_ip6_to_dpdk(&frame->source),
		.dst_addr = fl_ip6_to_dpdk(&frame->destination),
	};
	*nd = (struct fl_nd){.type = frame->type, .flags = rte_cpu_to_be_32(frame->flags), .target = frame->target};
	*option = (struct fl_nd_link_address){
		.type = frame->type == FL_ICMP6_NEIGHBOUR_SOLICITATION ? FL_ND_SOURCE_LINK_ADDRESS
								       : FL_ND_TARGET_LINK_ADDRESS,
		.length = sizeof(*option) / FL_ND_OPTION_UNIT,
		.mac = frame->from,
	};
	nd->checksum = fl_icmp6_checksum(packet, ip, RTE_ETHER_HDR_LEN + sizeof(*ip));
	return packet;
}
