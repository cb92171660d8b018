#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "elements/testing/click_lab.h"

static void strip_takes_bytes_from_the_front_and_no_others(void **state)
{
	char rest[100];
	struct rte_mbuf *frame;
	struct lab lab;

	(void)state;
	lab_click_element_open(&lab, "Strip; LENGTH: 14", 1);
	frame = lab_click_frame(&lab);
	memcpy(rest, rte_pktmbuf_mtod_offset(frame, char *, 14), sizeof(rest));
	lab_put(&lab, LAB_A, frame);
	frame = lab_take(&lab, LAB_B);
	assert_int_equal(frame->pkt_len, 28 + FRAME_PAYLOAD);
	assert_memory_equal(rte_pktmbuf_mtod(frame, char *), rest, sizeof(rest));
	rte_pktmbuf_free(frame);
	lab_click_close(&lab);
}

static void strip_drops_what_is_shorter(void **state)
{
	struct rte_mbuf *frame;
	struct lab lab;

	(void)state;
	lab_click_element_open(&lab, "Strip; LENGTH: 143", 1);
	frame = lab_click_frame(&lab);
	assert_int_equal(frame->pkt_len, 142);
	lab_click_assert_dropped(&lab, frame, "strip_too_short");
	lab_click_close(&lab);
}

static void unstrip_gives_back_what_strip_took(void **state)
{
	struct rte_mbuf *frame;
	char whole[142];
	struct lab lab;

	(void)state;
	lab_click_open(&lab, "in = FromDevice; DEVNAME: a\ns = Strip; LENGTH: 0x22\nu = Unstrip; LENGTH: 34\n"
			     "out = ToDevice; DEVNAME: b\nin 0 > s 0\ns 0 > u 0\nu 0 > out 0");
	frame = lab_click_frame(&lab);
	memcpy(whole, rte_pktmbuf_mtod(frame, char *), sizeof(whole));
	fl_packet_get(frame)->vnet = (struct fl_vnet){.flags = FL_VNET_NEEDS_CSUM, .csum_start = 34, .csum_offset = 6};
	lab_put(&lab, LAB_A, frame);
	frame = lab_take(&lab, LAB_B);
	assert_int_equal(frame->pkt_len, sizeof(whole));
	assert_memory_equal(rte_pktmbuf_mtod(frame, char *), whole, sizeof(whole));
	assert_int_equal(fl_packet_get(frame)->vnet.csum_start, 34);
	rte_pktmbuf_free(frame);
	lab_click_close(&lab);
}

static void unstrip_drops_where_the_buffer_has_no_room(void **state)
{
	struct lab lab;

	(void)state;
	lab_click_element_open(&lab, "Unstrip; LENGTH: 129", 1);
	lab_click_assert_dropped(&lab, lab_click_frame(&lab), "unstrip_no_room");
	lab_click_close(&lab);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(strip_takes_bytes_from_the_front_and_no_others),
		cmocka_unit_test(strip_drops_what_is_shorter),
		cmocka_unit_test(unstrip_gives_back_what_strip_took),
		cmocka_unit_test(unstrip_drops_where_the_buffer_has_no_room),
	};

	return cmocka_run_group_tests(tests, lab_group_setup, NULL);
}
