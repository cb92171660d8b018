#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "elements/testing/click_lab.h"

static int lab_open_check(void **state)
{
	struct lab *lab = calloc(1, sizeof(*lab));

	lab_click_element_open(lab, "CheckIPHeader; OFFSET: 14; BADSRC: 10.9.9.9 a:ip", 1);
	*state = lab;
	return 0;
}

static int lab_close_check(void **state)
{
	lab_click_close(*state);
	free(*state);
	return 0;
}

static void passes_a_good_datagram(void **state)
{
	struct lab *lab = *state;

	lab_put(lab, LAB_A, lab_click_frame(lab));
	rte_pktmbuf_free(lab_take(lab, LAB_B));
}

static void drops_each_fault_of_rfc1812_5_2_2(void **state)
{
	struct lab *lab = *state;
	struct rte_mbuf *frame = lab_click_frame(lab);

	rte_pktmbuf_trim(frame, frame->pkt_len - 33);
	lab_click_assert_dropped(lab, frame, "check_ip_header_bad_length");
	frame = lab_click_frame(lab);
	frame_ip(frame)->time_to_live++;
	lab_click_assert_dropped(lab, frame, "check_ip_header_bad_checksum");
	frame = lab_click_frame(lab);
	frame_ip(frame)->version = 6;
	frame_ip_finish(frame);
	lab_click_assert_dropped(lab, frame, "check_ip_header_bad_version");
	frame = lab_click_frame(lab);
	frame_ip(frame)->ihl = 4;
	frame_ip(frame)->hdr_checksum = 0;
	frame_ip(frame)->hdr_checksum = (uint16_t)~rte_raw_cksum(frame_ip(frame), 16);
	lab_click_assert_dropped(lab, frame, "check_ip_header_bad_header_length");
	frame = lab_click_frame(lab);
	frame_ip(frame)->total_length = RTE_BE16(28 + FRAME_PAYLOAD + 1);
	frame_ip_finish(frame);
	lab_click_assert_dropped(lab, frame, "check_ip_header_bad_length");
}

static void drops_bad_sources_and_no_others(void **state)
{
	static const char *const bad[] = {"0.0.0.0", "255.255.255.255", "10.9.9.9", "10.1.0.1"};
	struct lab *lab = *state;

	for (size_t i = 0; i < RTE_DIM(bad); i++)
		lab_click_assert_dropped(
			lab, frame_udp(lab, LAB_A, bad[i], LAB_RIGHT, FRAME_PAYLOAD), "check_ip_header_bad_source");
}

static void cuts_off_what_is_behind_the_datagram(void **state)
{
	struct lab *lab = *state;
	struct rte_mbuf *frame = lab_click_frame(lab);

	memset(rte_pktmbuf_append(frame, 18), 0, 18);
	lab_put(lab, LAB_A, frame);
	frame = lab_take(lab, LAB_B);
	assert_int_equal(frame->pkt_len, 14 + 28 + FRAME_PAYLOAD);
	rte_pktmbuf_free(frame);
}

static void drops_a_partial_checksum_of_the_header(void **state)
{
	struct lab *lab = *state;
	struct rte_mbuf *frame = lab_click_frame(lab);

	fl_packet_get(frame)->vnet = (struct fl_vnet){.flags = FL_VNET_NEEDS_CSUM, .csum_start = 20, .csum_offset = 2};
	lab_click_assert_dropped(lab, frame, "check_ip_header_bad_offload");
}

static void sends_bad_packets_by_output_1_where_it_is_connected(void **state)
{
	struct rte_mbuf *frame;
	struct lab lab;

	(void)state;
	lab_click_element_open(&lab, "CheckIPHeader; OFFSET: 14; CHECKSUM: false", 2);
	frame = lab_click_frame(&lab);
	frame_ip(frame)->hdr_checksum++; // not looked at
	lab_put(&lab, LAB_A, frame);
	rte_pktmbuf_free(lab_take(&lab, LAB_B));
	frame = lab_click_frame(&lab);
	frame_ip(frame)->version = 5;
	lab_put(&lab, LAB_A, frame);
	rte_pktmbuf_free(lab_take(&lab, LAB_C));
	lab_assert_silent(&lab);
	lab_click_close(&lab);
}

static void mark_ip_header_marks_without_a_check(void **state)
{
	struct rte_mbuf *frame;
	struct lab lab;

	(void)state;
	lab_click_open(&lab, "in = FromDevice; DEVNAME: a\nm = MarkIPHeader; OFFSET: 14\nt = DecIPTTL\n"
			     "out = ToDevice; DEVNAME: b\nin 0 > m 0\nm 0 > t 0\nt 0 > out 0");
	frame = lab_click_frame(&lab);
	frame_ip(frame)->version = 5;
	frame_ip_finish(frame);
	lab_put(&lab, LAB_A, frame);
	frame = lab_take(&lab, LAB_B);
	assert_int_equal(frame_ip(frame)->time_to_live, 63);
	rte_pktmbuf_free(frame);
	frame = lab_click_frame(&lab);
	rte_pktmbuf_trim(frame, frame->pkt_len - 33);
	lab_click_assert_dropped(&lab, frame, "mark_ip_header_too_short");
	lab_click_close(&lab);
}

static void dec_ip_ttl_counts_down_with_a_right_checksum(void **state)
{
	struct rte_mbuf *frame;
	struct lab lab;

	(void)state;
	lab_click_open(&lab, "in = FromDevice; DEVNAME: a\nm = CheckIPHeader; OFFSET: 14\nt = DecIPTTL\n"
			     "out = ToDevice; DEVNAME: b\nexpired = ToDevice; DEVNAME: c\n"
			     "in 0 > m 0\nm 0 > t 0\nt 0 > out 0\nt 1 > expired 0");
	for (int ttl = 2; ttl < 256; ttl++) {
		frame = lab_click_frame(&lab);
		frame_ip(frame)->time_to_live = (uint8_t)ttl;
		frame_ip_finish(frame);
		lab_put(&lab, LAB_A, frame);
		frame = lab_take(&lab, LAB_B);
		assert_int_equal(frame_ip(frame)->time_to_live, ttl - 1);
		assert_int_equal(rte_raw_cksum(frame_ip(frame), 20), 0xffff);
		rte_pktmbuf_free(frame);
	}
	for (int ttl = 0; ttl < 2; ttl++) {
		frame = lab_click_frame(&lab);
		frame_ip(frame)->time_to_live = (uint8_t)ttl;
		frame_ip_finish(frame);
		lab_put(&lab, LAB_A, frame);
		frame = lab_take(&lab, LAB_C);
		assert_int_equal(frame_ip(frame)->time_to_live, ttl);
		rte_pktmbuf_free(frame);
	}
	lab_click_close(&lab);
}

static void an_element_that_needs_a_header_drops_packets_that_none_was_noted_of(void **state)
{
	struct lab lab;

	(void)state;
	lab_click_element_open(&lab, "DecIPTTL", 1);
	lab_click_assert_dropped(&lab, lab_click_frame(&lab), "dec_ip_ttl_no_header");
	lab_click_close(&lab);
}

#define CHECK_TEST(name) cmocka_unit_test_setup_teardown(name, lab_open_check, lab_close_check)

int main(void)
{
	const struct CMUnitTest tests[] = {
		CHECK_TEST(passes_a_good_datagram),
		CHECK_TEST(drops_each_fault_of_rfc1812_5_2_2),
		CHECK_TEST(drops_bad_sources_and_no_others),
		CHECK_TEST(cuts_off_what_is_behind_the_datagram),
		CHECK_TEST(drops_a_partial_checksum_of_the_header),
		cmocka_unit_test(sends_bad_packets_by_output_1_where_it_is_connected),
		cmocka_unit_test(mark_ip_header_marks_without_a_check),
		cmocka_unit_test(dec_ip_ttl_counts_down_with_a_right_checksum),
		cmocka_unit_test(an_element_that_needs_a_header_drops_packets_that_none_was_noted_of),
	};

	return cmocka_run_group_tests(tests, lab_group_setup, NULL);
}
