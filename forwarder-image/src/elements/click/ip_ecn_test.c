// SetIPECN, MarkIPCE: what becomes of each of the four values of ECN, whatever the DSCP is.
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "elements/testing/click_lab.h"

enum { TRAFFIC_CLASSES = 256, ECN_MASK = 3, CONGESTION = 3 };

// a -> CheckIPHeader -> the element -> b, and its output 1 -> c.
static void open_behind_check(struct lab *lab, const char *element, bool second_output)
{
	char text[512];

	snprintf(text, sizeof(text),
		"in = FromDevice; DEVNAME: a\nh = CheckIPHeader; OFFSET: 14\nx = %s\nb = ToDevice; DEVNAME: b\n%s"
		"in 0 > h 0\nh 0 > x 0\nx 0 > b 0%s",
		element, second_output ? "c = ToDevice; DEVNAME: c\n" : "", second_output ? "\nx 1 > c 0" : "");
	lab_click_open(lab, text);
}

static struct rte_mbuf *datagram(struct lab *lab, int traffic_class)
{
	struct rte_mbuf *frame = lab_click_frame(lab);

	frame_ip(frame)->type_of_service = (uint8_t)traffic_class;
	frame_ip_finish(frame);
	return frame;
}

static void comes_out_with(struct lab *lab, int traffic_class, uint32_t interface, int expected)
{
	struct rte_mbuf *frame;

	lab_put(lab, LAB_A, datagram(lab, traffic_class));
	frame = lab_take(lab, interface);
	assert_int_equal(frame_ip(frame)->type_of_service, expected);
	assert_int_equal(rte_raw_cksum(frame_ip(frame), 20), 0xffff);
	rte_pktmbuf_free(frame);
}

static void set_ip_ecn_keeps_the_dscp_and_a_right_checksum(void **state)
{
	struct lab lab;

	(void)state;
	for (int ecn = 0; ecn <= CONGESTION; ecn++) {
		char element[32];

		snprintf(element, sizeof(element), "SetIPECN; ECN: %d", ecn);
		open_behind_check(&lab, element, false);
		for (int i = 0; i < TRAFFIC_CLASSES; i++)
			comes_out_with(&lab, i, LAB_B, (i & ~ECN_MASK) | ecn);
		lab_click_close(&lab);
	}
}

static void mark_ip_ce_marks_those_who_know_ecn_and_sends_others_by_output_1(void **state)
{
	struct lab lab;

	(void)state;
	open_behind_check(&lab, "MarkIPCE", true);
	for (int i = 0; i < TRAFFIC_CLASSES; i++)
		if ((i & ECN_MASK) == 0)
			comes_out_with(&lab, i, LAB_C, i);
		else
			comes_out_with(&lab, i, LAB_B, i | CONGESTION);
	lab_click_close(&lab);
}

static void mark_ip_ce_marks_all_by_force_and_else_drops_without_an_output_1(void **state)
{
	struct lab lab;

	(void)state;
	open_behind_check(&lab, "MarkIPCE; FORCE: true", false);
	comes_out_with(&lab, 0, LAB_B, CONGESTION);
	lab_click_close(&lab);
	open_behind_check(&lab, "MarkIPCE", false);
	lab_click_assert_dropped(&lab, datagram(&lab, 0), "mark_ip_ce_not_capable");
	lab_click_close(&lab);
}

static void what_has_no_ip_header_is_dropped(void **state)
{
	struct lab lab;

	(void)state;
	lab_click_element_open(&lab, "MarkIPCE; FORCE: true", 1);
	lab_click_assert_dropped(&lab, lab_click_frame(&lab), "mark_ip_ce_no_header");
	lab_click_close(&lab);
	lab_click_element_open(&lab, "SetIPECN; ECN: 1", 1);
	lab_click_assert_dropped(&lab, lab_click_frame(&lab), "set_ip_ecn_no_header");
	lab_click_close(&lab);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(set_ip_ecn_keeps_the_dscp_and_a_right_checksum),
		cmocka_unit_test(mark_ip_ce_marks_those_who_know_ecn_and_sends_others_by_output_1),
		cmocka_unit_test(mark_ip_ce_marks_all_by_force_and_else_drops_without_an_output_1),
		cmocka_unit_test(what_has_no_ip_header_is_dropped),
	};

	return cmocka_run_group_tests(tests, lab_group_setup, NULL);
}
