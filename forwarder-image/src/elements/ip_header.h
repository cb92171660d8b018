// What RFC 1812 says of IPv4 headers, for a header offset bytes behind the packet's start.
#pragma once
#include <rte_ip4.h>
#include <rte_mbuf.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

// In the order of the drop reasons of check_ip_header, elements/drops.h.
enum fl_ip_header_fault {
	FL_IP_HEADER_BAD_LENGTH, // the packet is shorter than a header or than the total length, or that than the header
	FL_IP_HEADER_BAD_CHECKSUM,
	FL_IP_HEADER_BAD_VERSION,
	FL_IP_HEADER_BAD_HEADER_LENGTH,
	FL_IP_HEADER_GOOD,
};

// The ones' complement sum of a header (RFC 1071), as rte_raw_cksum: 0xffff where the checksum is right. Nearly all headers
// have no options: two long words and a short one, summed without a loop.
static __rte_always_inline uint16_t fl_ip_header_sum(const struct rte_ipv4_hdr *ip, uint32_t header_length)
{
	uint64_t front, middle, sum;
	uint32_t back;

	if (unlikely(header_length != sizeof(*ip)))
		return rte_raw_cksum(ip, header_length);
	memcpy(&front, ip, sizeof(front));
	memcpy(&middle, &ip->time_to_live, sizeof(middle));
	memcpy(&back, &ip->dst_addr, sizeof(back));
	sum = front + middle;
	sum += sum < middle;
	sum += back;
	sum += sum < back;
	// A word and itself with its halves exchanged add up to the halves' sum, with the end-around carry, in the upper half.
	sum = (sum + (sum << 32 | sum >> 32)) >> 32;
	back = (uint32_t)sum;
	return (uint16_t)((back + (back << 16 | back >> 16)) >> 16);
}

// RFC 1812 5.2.2, (1) to (5), in its order; without checksum all but (2).
static __rte_always_inline enum fl_ip_header_fault fl_ip_header_check(
	const struct rte_mbuf *packet, uint32_t offset, bool checksum)
{
	const struct rte_ipv4_hdr *ip = rte_pktmbuf_mtod_offset(packet, const struct rte_ipv4_hdr *, offset);
	uint32_t length = rte_pktmbuf_pkt_len(packet) - offset;
	uint32_t header_length, total_length;

	if (unlikely(packet->data_len < offset + sizeof(*ip)))
		return FL_IP_HEADER_BAD_LENGTH;
	header_length = rte_ipv4_hdr_len(ip);
	if (unlikely(packet->data_len < offset + header_length))
		return FL_IP_HEADER_BAD_HEADER_LENGTH;
	if (checksum && unlikely(fl_ip_header_sum(ip, header_length) != 0xffff))
		return FL_IP_HEADER_BAD_CHECKSUM;
	if (unlikely(ip->version != 4))
		return FL_IP_HEADER_BAD_VERSION;
	if (unlikely(header_length < sizeof(*ip)))
		return FL_IP_HEADER_BAD_HEADER_LENGTH;
	total_length = rte_be_to_cpu_16(ip->total_length);
	if (unlikely(total_length < header_length || total_length > length))
		return FL_IP_HEADER_BAD_LENGTH;
	return FL_IP_HEADER_GOOD;
}

// Takes one from the TTL, which is more than 0, and brings the checksum up to date (RFC 1624) without summing again.
static __rte_always_inline void fl_ip_ttl_decrement(struct rte_ipv4_hdr *ip)
{
	uint32_t word; // TTL, protocol, checksum
	uint64_t sum;

	memcpy(&word, &ip->time_to_live, sizeof(word));
	// The header's sum goes down by the TTL's one, so its complement goes up, with an end-around carry. In one little-endian
	// word the TTL is the lowest byte and does not borrow, and the checksum's higher byte is bits 16 to 23.
	sum = (uint64_t)word + 0x10000 - 1;
	sum += (uint64_t)(sum >= UINT64_C(0xffff0000)) << 16;
	word = (uint32_t)sum;
	memcpy(&ip->time_to_live, &word, sizeof(word));
}
