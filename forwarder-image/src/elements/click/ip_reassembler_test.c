// IPReassembler: whole datagrams out of fragments in any order, and what it refuses, holds and gives up.
#include <rte_cycles.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "elements/click/reassembly.h"
#include "elements/testing/click_lab.h"

enum {
	HEADER = 20,
	UDP_BYTES = 8 + FRAME_PAYLOAD, // of a whole datagram of lab_click_frame
	MORE = RTE_IPV4_HDR_MF_FLAG,
	DATAGRAMS_MAX = 64,
	FRAGMENTS_MAX = 128,
};

// in -> CheckIPHeader(14) -> x -> b, and x's output 1 -> c.
static void open_reassembler(struct lab *lab, const char *arguments)
{
	char text[512];

	snprintf(text, sizeof(text),
		"in = FromDevice; DEVNAME: a\nh = CheckIPHeader; OFFSET: 14\nx = IPReassembler%s\nb = ToDevice; "
		"DEVNAME: "
		"b\nc = ToDevice; DEVNAME: c\nin 0 > h 0\nh 0 > x 0\nx 0 > b 0\nx 1 > c 0",
		arguments);
	lab_click_open(lab, text);
}

// Bytes [first, end) of what is behind the IP header of a whole frame, in a frame of their own; end a multiple of 8, or the
// whole's.
static struct rte_mbuf *fragment_of(struct lab *lab, const struct rte_mbuf *whole, uint16_t first, uint16_t end)
{
	const uint16_t all = rte_be_to_cpu_16(frame_ip(whole)->total_length) - HEADER;
	struct rte_mbuf *fragment = rte_pktmbuf_copy(whole, lab->pool, 0, RTE_ETHER_HDR_LEN + HEADER);
	char bytes[UINT16_MAX];
	const void *payload = rte_pktmbuf_read(whole, RTE_ETHER_HDR_LEN + HEADER + first, end - first, bytes);

	memset(fl_packet_get(fragment), 0, sizeof(struct fl_packet));
	memcpy(rte_pktmbuf_append(fragment, end - first), payload, end - first);
	frame_ip(fragment)->total_length = rte_cpu_to_be_16(HEADER + end - first);
	frame_ip(fragment)->fragment_offset = rte_cpu_to_be_16(first / 8 | (end < all ? MORE : 0));
	frame_ip_finish(fragment);
	return fragment;
}

static void put_fragment(struct lab *lab, const struct rte_mbuf *whole, uint16_t first, uint16_t end)
{
	lab_put(lab, LAB_A, fragment_of(lab, whole, first, end));
}

static struct rte_mbuf *whole_with_id(struct lab *lab, uint16_t id)
{
	struct rte_mbuf *whole = lab_click_frame(lab);

	frame_ip(whole)->packet_id = rte_cpu_to_be_16(id);
	frame_ip_finish(whole);
	return whole;
}

// That the next frame that leaves by b is this one, byte for byte.
static void assert_comes_whole(struct lab *lab, const struct rte_mbuf *whole)
{
	static char expected[UINT16_MAX], got[UINT16_MAX];
	struct rte_mbuf *frame = lab_take(lab, LAB_B);

	assert_int_equal(rte_mbuf_check(frame, 1, &(const char *){NULL}), 0);
	assert_int_equal(frame->pkt_len, whole->pkt_len);
	assert_memory_equal(rte_pktmbuf_read(frame, 0, frame->pkt_len, got),
		rte_pktmbuf_read(whole, 0, whole->pkt_len, expected), whole->pkt_len);
	rte_pktmbuf_free(frame);
	lab_assert_silent(lab);
}

static void what_is_no_fragment_passes(void **state)
{
	struct rte_mbuf *whole;
	struct lab lab;

	(void)state;
	open_reassembler(&lab, "");
	whole = lab_click_frame(&lab);
	lab_put(&lab, LAB_A, rte_pktmbuf_copy(whole, lab.pool, 0, UINT32_MAX));
	assert_comes_whole(&lab, whole);
	rte_pktmbuf_free(whole);
	lab_click_close(&lab);
}

static void fragments_become_the_datagram_in_whatever_order_they_come(void **state)
{
	static const uint16_t bounds[] = {0, 8, 48, 104, UDP_BYTES};
	struct rte_mbuf *whole;
	struct lab lab;
	uint64_t made = 0;

	(void)state;
	open_reassembler(&lab, "");
	whole = lab_click_frame(&lab);
	for (int order = 0; order < 256; order++) {
		const int places[] = {order & 3, order >> 2 & 3, order >> 4 & 3, order >> 6 & 3};

		if (((1 << places[0]) | (1 << places[1]) | (1 << places[2]) | (1 << places[3])) != 15)
			continue;
		for (int i = 0; i < 4; i++) {
			lab_assert_silent(&lab);
			put_fragment(&lab, whole, bounds[places[i]], bounds[places[i] + 1]);
		}
		assert_comes_whole(&lab, whole);
		assert_int_equal(lab_click_counter(&lab, "x", "datagrams"), ++made);
	}
	assert_int_equal(made, 24);
	assert_int_equal(lab_click_counter(&lab, "x", "waiting"), 0);
	rte_pktmbuf_free(whole);
	lab_click_close(&lab);
}

static void datagrams_that_come_interleaved_are_told_apart(void **state)
{
	struct rte_mbuf *wholes[4];
	struct lab lab;

	(void)state;
	open_reassembler(&lab, "");
	wholes[0] = whole_with_id(&lab, 1);
	wholes[1] = whole_with_id(&lab, 2);
	wholes[2] = frame_udp(&lab, LAB_A, "10.1.0.3", LAB_RIGHT, FRAME_PAYLOAD);
	frame_ip(wholes[2])->packet_id = RTE_BE16(1);
	frame_ip_finish(wholes[2]);
	wholes[3] = whole_with_id(&lab, 1);
	frame_ip(wholes[3])->next_proto_id = 254;
	frame_ip_finish(wholes[3]);
	for (int i = 0; i < 4; i++)
		put_fragment(&lab, wholes[i], 0, 56);
	assert_int_equal(lab_click_counter(&lab, "x", "waiting"), 4);
	for (int i = 3; i >= 0; i--) {
		put_fragment(&lab, wholes[i], 56, UDP_BYTES);
		assert_comes_whole(&lab, wholes[i]);
	}
	rte_pktmbuf_free_bulk(wholes, 4);
	lab_click_close(&lab);
}

static void what_a_fragmenter_cut_comes_whole(void **state)
{
	struct rte_mbuf *frame;
	struct lab lab;

	(void)state;
	lab_click_open(&lab, "in = FromDevice; DEVNAME: a\ns = Strip; LENGTH: 14\nh = CheckIPHeader\n"
			     "f = IPFragmenter; MTU: 68\nx = IPReassembler\n"
			     "e = EtherEncap; ETHERTYPE: 0x800; SRC: b:eth; DST: 02:00:00:00:00:99\n"
			     "out = ToDevice; DEVNAME: b\nin 0 > s 0\ns 0 > h 0\nh 0 > f 0\nf 0 > x 0\nx 0 > e 0\n"
			     "e 0 > out 0");
	for (uint16_t payload = 0; payload < 1472; payload += 23) {
		struct rte_mbuf *whole = frame_udp(&lab, LAB_A, LAB_LEFT, LAB_RIGHT, payload);

		lab_put(&lab, LAB_A, rte_pktmbuf_copy(whole, lab.pool, 0, UINT32_MAX));
		frame = lab_take(&lab, LAB_B);
		assert_int_equal(rte_pktmbuf_linearize(frame), 0);
		assert_int_equal(frame->pkt_len, whole->pkt_len);
		assert_memory_equal(frame_ip(frame), frame_ip(whole), whole->pkt_len - RTE_ETHER_HDR_LEN);
		rte_pktmbuf_free(frame);
		rte_pktmbuf_free(whole);
	}
	lab_click_close(&lab);
}

static void a_duplicate_is_dropped_alone(void **state)
{
	struct rte_mbuf *whole;
	struct lab lab;

	(void)state;
	open_reassembler(&lab, "");
	whole = lab_click_frame(&lab);
	put_fragment(&lab, whole, 0, 56);
	lab_click_assert_dropped(&lab, fragment_of(&lab, whole, 0, 56), "ip_reassembler_duplicate");
	put_fragment(&lab, whole, 56, UDP_BYTES);
	assert_comes_whole(&lab, whole);
	rte_pktmbuf_free(whole);
	lab_click_close(&lab);
}

static void what_overlaps_is_refused_with_all_that_is_to_come_rfc5722(void **state)
{
	// Into the one before, into the one behind, around it, and inside it.
	static const uint16_t overlaps[][2] = {{40, 64}, {0, 56}, {40, 104}, {56, 72}};
	struct rte_mbuf *whole;
	struct lab lab;

	(void)state;
	open_reassembler(&lab, "");
	for (uint16_t i = 0; i < RTE_DIM(overlaps); i++) {
		const uint64_t before = lab_click_drops(&lab, "ip_reassembler_overlap");

		whole = whole_with_id(&lab, i);
		put_fragment(&lab, whole, 48, 96);
		put_fragment(&lab, whole, overlaps[i][0], overlaps[i][1]);
		assert_int_equal(lab_click_drops(&lab, "ip_reassembler_overlap"), before + 2);
		put_fragment(&lab, whole, 0, 48);
		put_fragment(&lab, whole, 48, 96);
		put_fragment(&lab, whole, 96, UDP_BYTES);
		assert_int_equal(lab_click_drops(&lab, "ip_reassembler_overlap"), before + 5);
		lab_assert_silent(&lab);
		rte_pktmbuf_free(whole);
	}
	lab_click_close(&lab);
}

static void a_second_end_and_bytes_behind_the_end_are_refused(void **state)
{
	struct rte_mbuf *whole, *fragment;
	struct lab lab;

	(void)state;
	open_reassembler(&lab, "");
	for (uint16_t i = 0; i < 3; i++) {
		whole = whole_with_id(&lab, i);
		put_fragment(&lab, whole, 96, UDP_BYTES);
		if (i == 0) { // an end before
			fragment = fragment_of(&lab, whole, 40, 48);
			frame_ip(fragment)->fragment_offset = RTE_BE16(40 / 8);
		} else { // bytes behind, that go on or end there
			fragment = fragment_of(&lab, whole, 40, 56);
			frame_ip(fragment)->fragment_offset = rte_cpu_to_be_16(112 / 8 | (i == 1 ? MORE : 0));
		}
		frame_ip_finish(fragment);
		lab_put(&lab, LAB_A, fragment);
		assert_int_equal(lab_click_drops(&lab, "ip_reassembler_overlap"), 2 * (i + 1));
		rte_pktmbuf_free(whole);
	}
	whole = whole_with_id(&lab, 9); // the end comes behind what is behind it
	put_fragment(&lab, whole, 48, 96);
	fragment = fragment_of(&lab, whole, 40, 48);
	frame_ip(fragment)->fragment_offset = RTE_BE16(40 / 8);
	frame_ip_finish(fragment);
	lab_put(&lab, LAB_A, fragment);
	assert_int_equal(lab_click_drops(&lab, "ip_reassembler_overlap"), 8);
	rte_pktmbuf_free(whole);
	lab_click_close(&lab);
}

static void fragments_that_no_datagram_has_are_dropped(void **state)
{
	struct rte_mbuf *whole, *fragment;
	struct lab lab;

	(void)state;
	open_reassembler(&lab, "");
	whole = lab_click_frame(&lab);
	fragment = fragment_of(&lab, whole, 0, 52); // it goes on, but ends within eight bytes
	lab_click_assert_dropped(&lab, fragment, "ip_reassembler_bad_fragment");
	fragment = fragment_of(&lab, whole, 0, 56); // without a byte
	rte_pktmbuf_trim(fragment, 56);
	frame_ip(fragment)->total_length = RTE_BE16(HEADER);
	frame_ip_finish(fragment);
	lab_click_assert_dropped(&lab, fragment, "ip_reassembler_bad_fragment");
	fragment = fragment_of(&lab, whole, 0, 56); // beyond 65,535 bytes
	frame_ip(fragment)->fragment_offset = RTE_BE16(8191);
	frame_ip_finish(fragment);
	lab_click_assert_dropped(&lab, fragment, "ip_reassembler_bad_fragment");
	fragment = fragment_of(&lab, whole, 0, 56);
	fl_packet_get(fragment)->vnet =
		(struct fl_vnet){.flags = FL_VNET_NEEDS_CSUM, .csum_start = 34, .csum_offset = 6};
	lab_click_assert_dropped(&lab, fragment, "ip_reassembler_bad_offload");
	rte_pktmbuf_free(whole);
	lab_click_close(&lab);
	lab_click_element_open(&lab, "IPReassembler", 1);
	lab_click_assert_dropped(&lab, lab_click_frame(&lab), "ip_reassembler_no_header");
	lab_click_close(&lab);
}

static void congestion_of_a_fragment_is_the_datagrams_rfc3168_5_3(void **state)
{
	// ECN of two fragments, and of the datagram; -1: there is none.
	static const int bits[][3] = {{0, 0, 0}, {2, 2, 2}, {1, 3, 3}, {3, 2, 3}, {3, 3, 3}, {0, 3, -1}, {3, 0, -1}};
	struct lab lab;

	(void)state;
	open_reassembler(&lab, "");
	for (uint16_t i = 0; i < RTE_DIM(bits); i++) {
		struct rte_mbuf *whole = whole_with_id(&lab, i);

		for (int j = 0; j < 2; j++) {
			struct rte_mbuf *fragment = fragment_of(&lab, whole, j == 0 ? 0 : 56, j == 0 ? 56 : UDP_BYTES);

			frame_ip(fragment)->type_of_service = (uint8_t)bits[i][j];
			frame_ip_finish(fragment);
			lab_put(&lab, LAB_A, fragment);
		}
		frame_ip(whole)->type_of_service = (uint8_t)bits[i][2];
		frame_ip_finish(whole);
		if (bits[i][2] >= 0)
			assert_comes_whole(&lab, whole);
		rte_pktmbuf_free(whole);
	}
	lab_assert_silent(&lab);
	assert_int_equal(lab_click_drops(&lab, "ip_reassembler_mixed_ecn"), 2);
	lab_click_close(&lab);
}

// Dispatches until nothing waits any more, for 10 s.
static void await_nothing_waits(struct lab *lab)
{
	const uint64_t start = rte_rdtsc();

	while (lab_click_counter(lab, "x", "waiting") > 0 && rte_rdtsc() - start < 10 * rte_get_tsc_hz())
		lab_dispatch(lab);
	assert_int_equal(lab_click_counter(lab, "x", "waiting"), 0);
}

static void the_first_fragment_leaves_by_output_1_when_the_time_is_over(void **state)
{
	struct rte_mbuf *whole, *first, *frame;
	struct lab lab;

	(void)state;
	open_reassembler(&lab, "; TIMEOUT: 20");
	whole = lab_click_frame(&lab);
	first = fragment_of(&lab, whole, 0, 48);
	const uint64_t start = rte_rdtsc();
	put_fragment(&lab, whole, 48, 96);
	put_fragment(&lab, whole, 0, 48);
	await_nothing_waits(&lab);
	assert_true(rte_rdtsc() - start > rte_get_tsc_hz() / 50);
	frame = lab_take(&lab, LAB_C);
	assert_int_equal(frame->pkt_len, first->pkt_len);
	assert_memory_equal(frame_ether(frame), frame_ether(first), first->pkt_len);
	assert_int_equal(lab_click_drops(&lab, "ip_reassembler_timeout"), 1);
	put_fragment(&lab, whole, 96, UDP_BYTES); // it begins anew, and its first one never comes
	await_nothing_waits(&lab);
	lab_assert_silent(&lab);
	assert_int_equal(lab_click_drops(&lab, "ip_reassembler_timeout"), 2);
	rte_pktmbuf_free(frame);
	rte_pktmbuf_free(first);
	rte_pktmbuf_free(whole);
	lab_click_close(&lab);
}

static void the_oldest_datagram_gives_way(void **state)
{
	struct rte_mbuf *wholes[DATAGRAMS_MAX + 1];
	struct lab lab;

	(void)state;
	// A part of the lab's buffers for four interfaces: 1024 / 4 / 4.
	open_reassembler(&lab, "; HIMEM: 1073741824");
	for (uint16_t i = 0; i <= DATAGRAMS_MAX; i++) {
		wholes[i] = whole_with_id(&lab, i);
		put_fragment(&lab, wholes[i], 0, 56);
	}
	assert_int_equal(lab_click_drops(&lab, "ip_reassembler_no_room"), 1);
	assert_int_equal(lab_click_counter(&lab, "x", "waiting"), DATAGRAMS_MAX);
	put_fragment(&lab, wholes[40], 56, UDP_BYTES); // there is no room for its buffer either: number 1 goes
	assert_int_equal(lab_click_drops(&lab, "ip_reassembler_no_room"), 2);
	assert_comes_whole(&lab, wholes[40]);
	assert_int_equal(lab_click_counter(&lab, "x", "waiting"), DATAGRAMS_MAX - 2);
	put_fragment(&lab, wholes[1], 56, UDP_BYTES); // it begins anew
	lab_assert_silent(&lab);
	rte_pktmbuf_free_bulk(wholes, DATAGRAMS_MAX + 1);
	lab_click_close(&lab);
}

static void more_fragments_than_128_are_too_many(void **state)
{
	const struct fl_reassembly_key key = {1, 2};
	struct rte_mbuf *packets[FRAGMENTS_MAX];
	struct fl_reassembly table;
	struct lab lab;

	(void)state;
	open_reassembler(&lab, "");
	struct rte_mbuf *packet = lab_click_frame(&lab);
	assert_int_equal(fl_reassembly_init(&table, 2 * FRAGMENTS_MAX), 0);
	struct fl_reassembly_datagram *datagram = fl_reassembly_begin(&table, &key, 0);
	for (uint32_t i = 0; i <= FRAGMENTS_MAX; i++)
		assert_int_equal(fl_reassembly_add(&table, datagram,
					 &(struct fl_fragment){.packet = packet, .first = i * 16, .end = i * 16 + 8}),
			i < FRAGMENTS_MAX ? FL_REASSEMBLY_HELD : FL_REASSEMBLY_TOO_MANY);
	assert_int_equal(fl_reassembly_take(&table, datagram, packets), FRAGMENTS_MAX);
	assert_int_equal(table.buffers, 0);
	fl_reassembly_fini(&table);
	rte_pktmbuf_free(packet);
	lab_click_close(&lab);
}

static void what_is_held_stays_within_himem(void **state)
{
	struct rte_mbuf *whole;
	struct lab lab;

	(void)state;
	open_reassembler(&lab, "; HIMEM: 8192");
	const uint64_t room = 8192 / rte_pktmbuf_data_room_size(lab.pool);
	whole = lab_click_frame(&lab);
	for (uint16_t i = 0; i <= room; i++)
		put_fragment(&lab, whole, i * 8, i * 8 + 8);
	assert_int_equal(lab_click_drops(&lab, "ip_reassembler_no_room"), room);
	rte_pktmbuf_free(whole);
	lab_click_close(&lab);
}

static void what_still_waits_is_freed_with_the_router(void **state)
{
	struct rte_mbuf *whole;
	struct lab lab;

	(void)state;
	open_reassembler(&lab, "");
	whole = lab_click_frame(&lab);
	put_fragment(&lab, whole, 0, 48);
	put_fragment(&lab, whole, 48, 96);
	rte_pktmbuf_free(whole);
	lab_click_close(&lab); // it fails unless every buffer came back
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_no_fragment_passes),
		cmocka_unit_test(fragments_become_the_datagram_in_whatever_order_they_come),
		cmocka_unit_test(datagrams_that_come_interleaved_are_told_apart),
		cmocka_unit_test(what_a_fragmenter_cut_comes_whole),
		cmocka_unit_test(a_duplicate_is_dropped_alone),
		cmocka_unit_test(what_overlaps_is_refused_with_all_that_is_to_come_rfc5722),
		cmocka_unit_test(a_second_end_and_bytes_behind_the_end_are_refused),
		cmocka_unit_test(fragments_that_no_datagram_has_are_dropped),
		cmocka_unit_test(congestion_of_a_fragment_is_the_datagrams_rfc3168_5_3),
		cmocka_unit_test(the_first_fragment_leaves_by_output_1_when_the_time_is_over),
		cmocka_unit_test(the_oldest_datagram_gives_way),
		cmocka_unit_test(more_fragments_than_128_are_too_many),
		cmocka_unit_test(what_is_held_stays_within_himem),
		cmocka_unit_test(what_still_waits_is_freed_with_the_router),
	};

	return cmocka_run_group_tests(tests, lab_group_setup, NULL);
}
