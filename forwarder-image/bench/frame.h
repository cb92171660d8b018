// The frame that every benchmark and experiment sends: UDP over IPv4, 64 bytes on the wire, addressed so that a router
// on a stick (bench_router_fill) forwards it out of the interface it came in by, back to itself.
#pragma once
#include <rte_ether.h>
#include <rte_ip4.h>
#include <rte_mbuf.h>
#include <rte_udp.h>
#include <stdint.h>

enum { BENCH_TTL = 255 };

struct bench_frame {
	struct rte_ether_hdr ether;
	struct rte_ipv4_hdr ip;
	struct rte_udp_hdr udp;
	uint32_t steps;  // of work that the element bench_burn does for this packet, a few cycles each
	uint32_t flow;   // whose it is
	uint64_t number; // sequence number or time stamp
	uint16_t unused; // 60 bytes, and the frame check sequence
} __attribute__((packed, aligned(2)));

static inline struct bench_frame *bench_frame_of(const struct rte_mbuf *mbuf)
{
	return rte_pktmbuf_mtod(mbuf, struct bench_frame *);
}

// Writes a whole frame into an empty mbuf, to the MAC mac of the router; number makes its addresses vary.
void bench_frame_write(
	struct rte_mbuf *mbuf, const struct rte_ether_addr *mac, uint32_t steps, uint32_t flow, uint64_t number);

// Makes the TTL, and the checksum over it, as they were when the frame was written.
static inline void bench_frame_refresh(struct rte_mbuf *mbuf)
{
	struct rte_ipv4_hdr *ip = &bench_frame_of(mbuf)->ip;

	ip->time_to_live = BENCH_TTL;
	ip->hdr_checksum = 0;
	ip->hdr_checksum = rte_ipv4_cksum(ip);
}
