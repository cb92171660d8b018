#include "bench/frame.h"

#include <string.h>

#include "core/packet.h"

#define SOURCE UINT32_C(0x0a090001)      // 10.9.0.1
#define DESTINATION UINT32_C(0xc6120001) // 198.18.0.1, in the first of the prefixes that DPDK's l3fwd knows

enum { DESTINATIONS = 250, PORTS = 1000, PORT = 1024 };

void bench_frame_write(
	struct rte_mbuf *mbuf, const struct rte_ether_addr *mac, uint32_t steps, uint32_t flow, uint64_t number)
{
	struct bench_frame *frame = (struct bench_frame *)rte_pktmbuf_append(mbuf, sizeof(*frame));
	const uint16_t ip_bytes = sizeof(*frame) - sizeof(frame->ether);

	memset(frame, 0, sizeof(*frame));
	memset(fl_packet_get(mbuf), 0, sizeof(struct fl_packet));
	frame->ether.dst_addr = *mac;
	frame->ether.src_addr = *mac;
	frame->ether.ether_type = RTE_BE16(RTE_ETHER_TYPE_IPV4);
	frame->ip.version_ihl = RTE_IPV4_VHL_DEF;
	frame->ip.total_length = rte_cpu_to_be_16(ip_bytes);
	frame->ip.next_proto_id = IPPROTO_UDP;
	frame->ip.src_addr = rte_cpu_to_be_32(SOURCE);
	frame->ip.dst_addr = rte_cpu_to_be_32(DESTINATION + (uint32_t)(number % DESTINATIONS));
	frame->udp.src_port = rte_cpu_to_be_16((uint16_t)(PORT + number % PORTS));
	frame->udp.dst_port = RTE_BE16(PORT);
	frame->udp.dgram_len = rte_cpu_to_be_16((uint16_t)(ip_bytes - sizeof(frame->ip)));
	frame->steps = steps;
	frame->flow = flow;
	frame->number = number;
	bench_frame_refresh(mbuf);
}
