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

// A vector of one word four times over, out of a register or memory: the compiler would make it anew wherever it is used, by
// three instructions, if it knew what it is.
static __rte_always_inline __m128i fl_ip_header_four_each(uint32_t word)
{
	__m128i each = _mm_set1_epi32((int)word);

	__asm__("" : "+x"(each));
	return each;
}

// The 32-bit words of four headers, words[2] has the third of each; where each packet begins, and how long it and its first
// buffer are.
struct fl_ip_header_four {
	uint8_t *frames[4];
	__m128i words[5];
	__m128i lengths, first_lengths;
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

// The words of a header but for the last.
static __rte_always_inline __m128i fl_ip_header_four_front(const uint8_t *frame)
{
	return _mm_loadu_si128((const __m128i *)(const void *)(frame + RTE_ETHER_HDR_LEN));
}

static __rte_always_inline const uint8_t *fl_ip_header_four_destination(const uint8_t *frame)
{
	return frame + RTE_ETHER_HDR_LEN + offsetof(struct rte_ipv4_hdr, dst_addr);
}

_Static_assert(offsetof(struct rte_mbuf, data_len) == offsetof(struct rte_mbuf, pkt_len) + sizeof(uint32_t),
	"both are in one load");

static __rte_always_inline void fl_ip_header_four_lengths_read(
	struct fl_ip_header_four *four, struct rte_mbuf *const *packets)
{
	const __m128i ab = _mm_unpacklo_epi32(_mm_loadl_epi64((const __m128i *)(const void *)&packets[0]->pkt_len),
		_mm_loadl_epi64((const __m128i *)(const void *)&packets[1]->pkt_len));
	const __m128i cd = _mm_unpacklo_epi32(_mm_loadl_epi64((const __m128i *)(const void *)&packets[2]->pkt_len),
		_mm_loadl_epi64((const __m128i *)(const void *)&packets[3]->pkt_len));

	four->lengths = _mm_unpacklo_epi64(ab, cd);
	four->first_lengths = _mm_and_si128(_mm_unpackhi_epi64(ab, cd), fl_ip_header_four_each(UINT16_MAX));
}

// Reads as if each packet had a whole header: a buffer has room for one behind the place where ports receive.
static __rte_always_inline struct fl_ip_header_four fl_ip_header_four_read(struct rte_mbuf *const *packets)
{
	struct fl_ip_header_four four;

	for (int i = 0; i < 4; i++)
		four.frames[i] = rte_pktmbuf_mtod(packets[i], uint8_t *);
	const __m128i a = fl_ip_header_four_front(four.frames[0]), b = fl_ip_header_four_front(four.frames[1]);
	const __m128i c = fl_ip_header_four_front(four.frames[2]), d = fl_ip_header_four_front(four.frames[3]);
	const __m128i low_ab = _mm_unpacklo_epi32(a, b), low_cd = _mm_unpacklo_epi32(c, d);
	const __m128i high_ab = _mm_unpackhi_epi32(a, b), high_cd = _mm_unpackhi_epi32(c, d);

	four.words[0] = _mm_unpacklo_epi64(low_ab, low_cd);
	four.words[1] = _mm_unpackhi_epi64(low_ab, low_cd);
	four.words[2] = _mm_unpacklo_epi64(high_ab, high_cd);
	four.words[3] = _mm_unpackhi_epi64(high_ab, high_cd);
	four.words[4] = fl_ip_header_four_gather(fl_ip_header_four_destination(four.frames[0]),
		fl_ip_header_four_destination(four.frames[1]), fl_ip_header_four_destination(four.frames[2]),
		fl_ip_header_four_destination(four.frames[3]));
	fl_ip_header_four_lengths_read(&four, packets);
	return four;
}

static __rte_always_inline bool fl_ip_header_four_all(__m128i each)
{
	return _mm_movemask_epi8(each) == UINT16_MAX;
}

static __rte_always_inline __m128i fl_ip_header_four_to_host(__m128i word)
{
	return _mm_shuffle_epi8(word, _mm_setr_epi8(3, 2, 1, 0, 7, 6, 5, 4, 11, 10, 9, 8, 15, 14, 13, 12));
}

// Whose ones' complement sum (RFC 1071) is 0xffff: all bits of its word.
static __rte_always_inline __m128i fl_ip_header_four_sum_good(const struct fl_ip_header_four *four)
{
	const __m128i low = fl_ip_header_four_each(UINT16_MAX), half = fl_ip_header_four_each(UINT32_C(0x80008000)),
		      one = fl_ip_header_four_each(UINT32_C(0x00010001));
	__m128i sum = fl_ip_header_four_each(5 * 2 * 0x8000);

	// Halves are added as signed numbers, each less by 0x8000 than it is, which the sum has from the start.
	for (int i = 0; i < 5; i++)
		sum = _mm_add_epi32(sum, _mm_madd_epi16(_mm_xor_si128(four->words[i], half), one));
	// Ten halves carry at most 9, so that folding once is enough to tell 0xffff.
	sum = _mm_add_epi32(_mm_and_si128(sum, low), _mm_srli_epi32(sum, 16));
	return _mm_cmpeq_epi32(sum, low);
}

// Which have no options, a total length that is all of the packet behind its Ethernet header, and the header in the first buffer.
static __rte_always_inline __m128i fl_ip_header_four_length_good(const struct fl_ip_header_four *four)
{
	const __m128i total_length = _mm_setr_epi8(3, 2, -1, -1, 7, 6, -1, -1, 11, 10, -1, -1, 15, 14, -1, -1);
	const __m128i total = _mm_shuffle_epi8(four->words[0], total_length);
	const __m128i first = _mm_and_si128(four->words[0], fl_ip_header_four_each(UINT8_MAX));

	const __m128i behind = _mm_cmpgt_epi32(
		four->first_lengths, fl_ip_header_four_each(RTE_ETHER_HDR_LEN + sizeof(struct rte_ipv4_hdr) - 1));

	return _mm_and_si128(_mm_and_si128(behind, _mm_cmpeq_epi32(first, fl_ip_header_four_each(RTE_IPV4_VHL_DEF))),
		_mm_cmpeq_epi32(_mm_add_epi32(total, fl_ip_header_four_each(RTE_ETHER_HDR_LEN)), four->lengths));
}

// Whose addresses are outside of every block that RFC 1812 5.3.7 speaks of: the first bytes are neither 0 nor 127 nor 224 or
// more.
static __rte_always_inline __m128i fl_ip_header_four_addresses_good(const struct fl_ip_header_four *four)
{
	const __m128i both = _mm_blend_epi16(four->words[3], _mm_slli_epi32(four->words[4], 16), 0xaa);
	const __m128i first = _mm_and_si128(both, fl_ip_header_four_each(UINT32_C(0x00ff00ff)));
	const __m128i inside = _mm_and_si128(_mm_cmpgt_epi16(first, _mm_setzero_si128()),
		_mm_cmpgt_epi16(fl_ip_header_four_each(UINT32_C(0x00e000e0)), first));

	return _mm_andnot_si128(_mm_cmpeq_epi16(first, fl_ip_header_four_each(UINT32_C(0x007f007f))), inside);
}

// Whether the slots of the set in which the four sources would be looked for first are free: none is a member.
static __rte_always_inline bool fl_ip_header_four_sources_free(
	const struct fl_ip_header_four *four, const struct fl_address_set *set)
{
	const __m128i host = fl_ip_header_four_to_host(four->words[3]);
	const __m128i slot = _mm_srli_epi32(
		_mm_mullo_epi32(host, fl_ip_header_four_each(FL_ADDRESS_SET_FACTOR)), 32 - FL_ADDRESS_SET_SLOT_BITS);
	const uint64_t slots_ab = (uint64_t)_mm_extract_epi64(slot, 0), slots_cd = (uint64_t)_mm_extract_epi64(slot, 1);

	return (set->slots[(uint32_t)slots_ab] | set->slots[slots_ab >> 32] | set->slots[(uint32_t)slots_cd] |
		       set->slots[slots_cd >> 32]) == 0;
}

// Which headers are as check_ip_header lets most go on, but for the source: without options or padding, and with ordinary
// addresses.
static __rte_always_inline __m128i fl_ip_header_four_good(const struct fl_ip_header_four *four)
{
	return _mm_and_si128(fl_ip_header_four_addresses_good(four),
		_mm_and_si128(fl_ip_header_four_sum_good(four), fl_ip_header_four_length_good(four)));
}

// Whether check_ip_header lets all four go on as they are, by what most packets have in common: a good header, a unicast frame, no
// partial checksum.
static __rte_always_inline bool fl_ip_header_four_check(
	struct rte_mbuf *const *packets, const struct fl_address_set *no_sources)
{
	const struct fl_ip_header_four four = fl_ip_header_four_read(packets);
	uint32_t ether = 0, flags = 0;

	for (int i = 0; i < 4; i++) {
		ether |= *four.frames[i];
		flags |= fl_packet_get(packets[i])->vnet.flags;
	}
	return ((ether & RTE_ETHER_GROUP_ADDR) | (flags & FL_VNET_NEEDS_CSUM)) == 0 &&
	       fl_ip_header_four_all(fl_ip_header_four_good(&four)) &&
	       fl_ip_header_four_sources_free(&four, no_sources);
}

_Static_assert(offsetof(struct fl_vnet, gso_type) == offsetof(struct fl_vnet, flags) + 1, "both are in one load");

// Whether none of them has a partial checksum or is a large segment.
static __rte_always_inline bool fl_ip_header_four_plain(struct rte_mbuf *const *packets)
{
	uint16_t offloads = 0;

	for (int i = 0; i < 4; i++) {
		uint16_t offload;

		memcpy(&offload, &fl_packet_get(packets[i])->vnet.flags, sizeof(offload));
		offloads |= offload;
	}
	return offloads == 0;
}

// Addresses from first to first + span (host byte order), and frames of at most longest bytes: four times each.
struct fl_ip_header_four_bounds {
	__m128i first, span, longest;
};

static __rte_always_inline struct fl_ip_header_four_bounds fl_ip_header_four_bounds_of(
	uint32_t first, uint32_t last, uint32_t longest)
{
	return (struct fl_ip_header_four_bounds){
		_mm_set1_epi32((int)first), _mm_set1_epi32((int)(last - first)), _mm_set1_epi32((int)longest)};
}

// Whether all four are to such addresses and such frames.
static __rte_always_inline bool fl_ip_header_four_are_within(
	const struct fl_ip_header_four *four, const struct fl_ip_header_four_bounds *bounds)
{
	const __m128i place = _mm_sub_epi32(fl_ip_header_four_to_host(four->words[4]), bounds->first);
	const __m128i inside = _mm_cmpeq_epi32(_mm_min_epu32(place, bounds->span), place);
	const __m128i fits = _mm_cmpeq_epi32(_mm_min_epu32(four->lengths, bounds->longest), four->lengths);

	return fl_ip_header_four_all(_mm_and_si128(inside, fits));
}

// Whose TTL is more than 1; each word is the third of a header: TTL, protocol, checksum.
static __rte_always_inline __m128i fl_ip_header_four_alive(__m128i words)
{
	const __m128i ttl = _mm_and_si128(words, fl_ip_header_four_each(UINT8_MAX));

	return _mm_cmpgt_epi32(ttl, fl_ip_header_four_each(1));
}

static __rte_always_inline uint8_t *fl_ip_header_four_ttl(uint8_t *frame)
{
	return frame + RTE_ETHER_HDR_LEN + offsetof(struct rte_ipv4_hdr, time_to_live);
}

// Does to these words what fl_ip_ttl_decrement does, and writes them back into the packets.
static __rte_always_inline void fl_ip_header_four_age(uint8_t *const *frames, __m128i words)
{
	// Where adding one to the checksum carries out of it, or leaves the other zero.
	const __m128i carries = _mm_cmpgt_epi32(_mm_srli_epi32(words, 16), fl_ip_header_four_each(UINT16_MAX - 2));
	uint32_t aged[4];

	words = _mm_add_epi32(words, fl_ip_header_four_each(0x10000 - 1));
	words = _mm_add_epi32(words, _mm_and_si128(carries, fl_ip_header_four_each(0x10000)));
	memcpy(aged, &words, sizeof(aged));
	for (int i = 0; i < 4; i++)
		memcpy(fl_ip_header_four_ttl(frames[i]), &aged[i], sizeof(aged[i]));
}

// Does what fl_ip_ttl_decrement does to all four, if all have more than 1.
static __rte_always_inline bool fl_ip_header_four_ttl_decrement(struct rte_mbuf *const *packets)
{
	uint8_t *const frames[] = {rte_pktmbuf_mtod(packets[0], uint8_t *), rte_pktmbuf_mtod(packets[1], uint8_t *),
		rte_pktmbuf_mtod(packets[2], uint8_t *), rte_pktmbuf_mtod(packets[3], uint8_t *)};
	const __m128i words = fl_ip_header_four_gather(fl_ip_header_four_ttl(frames[0]),
		fl_ip_header_four_ttl(frames[1]), fl_ip_header_four_ttl(frames[2]), fl_ip_header_four_ttl(frames[3]));

	if (unlikely(!fl_ip_header_four_all(fl_ip_header_four_alive(words))))
		return false;
	fl_ip_header_four_age(frames, words);
	return true;
}

// Whether all four frames are to that MAC and of that type, given that they are long enough. mac: two bytes behind it can be read.
static __rte_always_inline bool fl_ether_four_agree(
	uint8_t *const *frames, const struct rte_ether_addr *mac, rte_be16_t ether_type)
{
	const __m128i looked_at = _mm_setr_epi16(-1, -1, -1, 0, 0, 0, -1, 0);
	const __m128i wanted =
		_mm_insert_epi16(_mm_loadl_epi64((const __m128i *)(const void *)mac), (int16_t)ether_type, 6);
	__m128i different = _mm_setzero_si128();

	for (int i = 0; i < 4; i++)
		different = _mm_or_si128(
			different, _mm_xor_si128(_mm_loadu_si128((const __m128i *)(const void *)frames[i]), wanted));
	return _mm_testz_si128(different, looked_at) != 0;
}

// Whether all four frames are to that MAC and of that type.
static __rte_always_inline bool fl_ether_four_are(
	struct rte_mbuf *const *packets, const struct rte_ether_addr *mac, rte_be16_t ether_type)
{
	uint8_t *frames[4];

	for (int i = 0; i < 4; i++) {
		if (unlikely(packets[i]->data_len < sizeof(__m128i)))
			return false;
		frames[i] = rte_pktmbuf_mtod(packets[i], uint8_t *);
	}
	return fl_ether_four_agree(frames, mac, ether_type);
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
