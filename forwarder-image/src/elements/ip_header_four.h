// Four IPv4 headers at once, with one vector instruction where elements that go packet by packet need four. Each answers only
// whether four packets are as nearly all are; it has done nothing when they are not, or on a machine without these
// instructions (SSE4.1): then the packets are judged one by one. In mbufs that start with their Ethernet header. Any worker.
#pragma once
#include <rte_branch_prediction.h>
#include <rte_ether.h>
#include <rte_ip4.h>
#include <rte_mbuf.h>
#include <rte_vect.h>
#include <stdbool.h>

#include "core/packet.h"
#include "elements/address_set.h"
#include "elements/datagram.h"

#ifdef __SSE4_1__

// The 32-bit words of four headers: words[2] has the third of each.
struct fl_ip_header_four {
	__m128i words[5];
};

// Four words from four places.
static __rte_always_inline __m128i fl_ip_header_four_gather(const void *a, const void *b, const void *c, const void *d)
{
	uint32_t words[4];

	memcpy(&words[0], a, sizeof(words[0]));
	memcpy(&words[1], b, sizeof(words[1]));
	memcpy(&words[2], c, sizeof(words[2]));
	memcpy(&words[3], d, sizeof(words[3]));
	return _mm_setr_epi32((int)words[0], (int)words[1], (int)words[2], (int)words[3]);
}

static __rte_always_inline __m128i fl_ip_header_four_front(const struct rte_ipv4_hdr *ip)
{
	__m128i front;

	memcpy(&front, ip, sizeof(front));
	return front;
}

static __rte_always_inline struct fl_ip_header_four fl_ip_header_four_read(struct rte_mbuf *const *packets)
{
	const struct rte_ipv4_hdr *a = fl_datagram_ip(packets[0]), *b = fl_datagram_ip(packets[1]);
	const struct rte_ipv4_hdr *c = fl_datagram_ip(packets[2]), *d = fl_datagram_ip(packets[3]);
	const __m128i front_a = fl_ip_header_four_front(a), front_b = fl_ip_header_four_front(b);
	const __m128i front_c = fl_ip_header_four_front(c), front_d = fl_ip_header_four_front(d);
	const __m128i low_ab = _mm_unpacklo_epi32(front_a, front_b), low_cd = _mm_unpacklo_epi32(front_c, front_d);
	const __m128i high_ab = _mm_unpackhi_epi32(front_a, front_b), high_cd = _mm_unpackhi_epi32(front_c, front_d);

	return (struct fl_ip_header_four){
		.words = {
			_mm_unpacklo_epi64(low_ab, low_cd),
			_mm_unpackhi_epi64(low_ab, low_cd),
			_mm_unpacklo_epi64(high_ab, high_cd),
			_mm_unpackhi_epi64(high_ab, high_cd),
			fl_ip_header_four_gather(&a->dst_addr, &b->dst_addr, &c->dst_addr, &d->dst_addr),
		}};
}

// Whose ones' complement sum (RFC 1071) is 0xffff: all bits of its word.
static __rte_always_inline __m128i fl_ip_header_four_sum_good(const struct fl_ip_header_four *four)
{
	const __m128i low = _mm_set1_epi32(UINT16_MAX);
	__m128i sum = _mm_setzero_si128();

	for (int i = 0; i < 5; i++) {
		sum = _mm_add_epi32(sum, _mm_and_si128(four->words[i], low));
		sum = _mm_add_epi32(sum, _mm_srli_epi32(four->words[i], 16));
	}
	// Ten halves carry at most 9, so that folding once is enough to tell 0xffff.
	sum = _mm_add_epi32(_mm_and_si128(sum, low), _mm_srli_epi32(sum, 16));
	return _mm_cmpeq_epi32(sum, low);
}

// Which have no options, and a total length that is all of the packet behind its Ethernet header.
static __rte_always_inline __m128i fl_ip_header_four_length_good(
	const struct fl_ip_header_four *four, struct rte_mbuf *const *packets)
{
	const __m128i total_length = _mm_setr_epi8(3, 2, -1, -1, 7, 6, -1, -1, 11, 10, -1, -1, 15, 14, -1, -1);
	const __m128i length = fl_ip_header_four_gather(
		&packets[0]->pkt_len, &packets[1]->pkt_len, &packets[2]->pkt_len, &packets[3]->pkt_len);
	const __m128i total = _mm_shuffle_epi8(four->words[0], total_length);
	const __m128i first = _mm_and_si128(four->words[0], _mm_set1_epi32(UINT8_MAX));

	return _mm_and_si128(_mm_cmpeq_epi32(first, _mm_set1_epi32(RTE_IPV4_VHL_DEF)),
		_mm_cmpeq_epi32(_mm_add_epi32(total, _mm_set1_epi32(RTE_ETHER_HDR_LEN)), length));
}

// Whose addresses are outside of every block that RFC 1812 5.3.7 speaks of: the first bytes are neither 0 nor 127 nor 224 or
// more.
static __rte_always_inline __m128i fl_ip_header_four_addresses_good(const struct fl_ip_header_four *four)
{
	const __m128i both = _mm_blend_epi16(four->words[3], _mm_slli_epi32(four->words[4], 16), 0xaa);
	const __m128i first = _mm_and_si128(both, _mm_set1_epi16(UINT8_MAX));
	const __m128i inside =
		_mm_and_si128(_mm_cmpgt_epi16(first, _mm_setzero_si128()), _mm_cmpgt_epi16(_mm_set1_epi16(224), first));

	return _mm_andnot_si128(_mm_cmpeq_epi16(first, _mm_set1_epi16(127)), inside);
}

// Whether the slots of the set in which the four sources would be looked for first are free: none is a member.
static __rte_always_inline bool fl_ip_header_four_sources_free(
	const struct fl_ip_header_four *four, const struct fl_address_set *set)
{
	const __m128i to_host = _mm_setr_epi8(3, 2, 1, 0, 7, 6, 5, 4, 11, 10, 9, 8, 15, 14, 13, 12);
	const __m128i host = _mm_shuffle_epi8(four->words[3], to_host);
	const __m128i slot = _mm_srli_epi32(
		_mm_mullo_epi32(host, _mm_set1_epi32((int)FL_ADDRESS_SET_FACTOR)), 32 - FL_ADDRESS_SET_SLOT_BITS);
	const uint64_t slots_ab = (uint64_t)_mm_extract_epi64(slot, 0), slots_cd = (uint64_t)_mm_extract_epi64(slot, 1);

	return (set->slots[(uint32_t)slots_ab] | set->slots[slots_ab >> 32] | set->slots[(uint32_t)slots_cd] |
		       set->slots[slots_cd >> 32]) == 0;
}

// Whether check_ip_header lets all four go on as they are, by what most packets have in common: a right header without options
// or padding, ordinary addresses, a source that is not in no_sources, a unicast frame, no partial checksum.
static __rte_always_inline bool fl_ip_header_four_check(
	struct rte_mbuf *const *packets, const struct fl_address_set *no_sources)
{
	uint32_t ether = 0, flags = 0;

	for (int i = 0; i < 4; i++) {
		if (unlikely(packets[i]->data_len < RTE_ETHER_HDR_LEN + sizeof(struct rte_ipv4_hdr)))
			return false;
		ether |= *rte_pktmbuf_mtod(packets[i], const uint8_t *);
		flags |= fl_packet_get(packets[i])->vnet.flags;
	}
	const struct fl_ip_header_four four = fl_ip_header_four_read(packets);
	const __m128i good = _mm_and_si128(fl_ip_header_four_addresses_good(&four),
		_mm_and_si128(fl_ip_header_four_sum_good(&four), fl_ip_header_four_length_good(&four, packets)));

	return ((ether & RTE_ETHER_GROUP_ADDR) | (flags & FL_VNET_NEEDS_CSUM)) == 0 &&
	       _mm_movemask_epi8(good) == UINT16_MAX && fl_ip_header_four_sources_free(&four, no_sources);
}

// Does what fl_ip_ttl_decrement does to all four, if all have more than 1.
static __rte_always_inline bool fl_ip_header_four_ttl_decrement(struct rte_mbuf *const *packets)
{
	uint8_t *const places[] = {&fl_datagram_ip(packets[0])->time_to_live, &fl_datagram_ip(packets[1])->time_to_live,
		&fl_datagram_ip(packets[2])->time_to_live, &fl_datagram_ip(packets[3])->time_to_live};
	__m128i word = fl_ip_header_four_gather(places[0], places[1], places[2], places[3]);
	const __m128i ttl = _mm_and_si128(word, _mm_set1_epi32(UINT8_MAX));
	// Where adding one to the checksum carries out of it, or leaves the other zero.
	const __m128i carries = _mm_cmpgt_epi32(_mm_srli_epi32(word, 16), _mm_set1_epi32(UINT16_MAX - 2));
	uint32_t words[4];

	if (unlikely(_mm_movemask_epi8(_mm_cmpgt_epi32(ttl, _mm_set1_epi32(1))) != UINT16_MAX))
		return false;
	word = _mm_add_epi32(word, _mm_set1_epi32(0x10000 - 1));
	word = _mm_add_epi32(word, _mm_and_si128(carries, _mm_set1_epi32(0x10000)));
	memcpy(words, &word, sizeof(words));
	for (int i = 0; i < 4; i++)
		memcpy(places[i], &words[i], sizeof(words[i]));
	return true;
}

// Whether all four frames are to that MAC and of that type. mac: two bytes behind it can be read.
static __rte_always_inline bool fl_ether_four_are(
	struct rte_mbuf *const *packets, const struct rte_ether_addr *mac, rte_be16_t ether_type)
{
	const __m128i looked_at = _mm_setr_epi16(-1, -1, -1, 0, 0, 0, -1, 0);
	__m128i different = _mm_setzero_si128(), wanted, header;

	wanted = _mm_insert_epi16(_mm_loadl_epi64((const void *)mac), (int16_t)ether_type, 6);
	for (int i = 0; i < 4; i++) {
		if (unlikely(packets[i]->data_len < sizeof(header)))
			return false;
		memcpy(&header, rte_pktmbuf_mtod(packets[i], const void *), sizeof(header));
		different = _mm_or_si128(different, _mm_xor_si128(header, wanted));
	}
	return _mm_testz_si128(different, looked_at) != 0;
}

#else

static inline bool fl_ip_header_four_check(struct rte_mbuf *const *packets, const struct fl_address_set *no_sources)
{
	(void)packets;
	(void)no_sources;
	return false;
}

static inline bool fl_ip_header_four_ttl_decrement(struct rte_mbuf *const *packets)
{
	(void)packets;
	return false;
}

static inline bool fl_ether_four_are(
	struct rte_mbuf *const *packets, const struct rte_ether_addr *mac, rte_be16_t ether_type)
{
	(void)packets;
	(void)mac;
	(void)ether_type;
	return false;
}

#endif
