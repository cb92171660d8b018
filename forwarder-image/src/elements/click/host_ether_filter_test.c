// HostEtherFilter: whose frames go where.
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "elements/testing/click_lab.h"

static const struct rte_ether_addr host = {{2, 0, 0, 0, 0, 7}}, other = {{2, 0, 0, 0, 0, 8}},
				   group = {{1, 0, 0x5e, 0, 0, 1}}, all = {{255, 255, 255, 255, 255, 255}};

static struct rte_mbuf *frame_between(
	struct lab *lab, const struct rte_ether_addr *from, const struct rte_ether_addr *to)
{
	struct rte_mbuf *frame = lab_click_frame(lab);
	struct rte_ether_hdr *ether = rte_pktmbuf_mtod(frame, struct rte_ether_hdr *);

	ether->src_addr = *from;
	ether->dst_addr = *to;
	return frame;
}

static void leaves_by(struct lab *lab, struct rte_mbuf *frame, uint32_t interface)
{
	lab_put(lab, LAB_A, frame);
	rte_pktmbuf_free(lab_take(lab, interface));
	lab_assert_silent(lab);
}

static void frames_for_the_host_and_for_groups_pass_and_others_leave_by_output_1(void **state)
{
	struct lab lab;

	(void)state;
	lab_click_element_open(&lab, "HostEtherFilter; ETHER: 02:00:00:00:00:07", 2);
	leaves_by(&lab, frame_between(&lab, &other, &host), LAB_B);
	leaves_by(&lab, frame_between(&lab, &other, &group), LAB_B);
	leaves_by(&lab, frame_between(&lab, &host, &all), LAB_B);
	leaves_by(&lab, frame_between(&lab, &host, &other), LAB_C);
	lab_click_close(&lab);
}

static void what_the_host_itself_sent_is_refused_with_drop_own(void **state)
{
	struct lab lab;

	(void)state;
	lab_click_element_open(&lab, "HostEtherFilter; ETHER: 02:00:00:00:00:07; DROP_OWN: true", 2);
	leaves_by(&lab, frame_between(&lab, &host, &all), LAB_C);
	leaves_by(&lab, frame_between(&lab, &other, &all), LAB_B);
	lab_click_close(&lab);
}

static void without_an_output_1_others_are_dropped(void **state)
{
	struct rte_mbuf *frame;
	struct lab lab;

	(void)state;
	lab_click_element_open(&lab, "HostEtherFilter; ETHER: 02:00:00:00:00:07", 1);
	lab_click_assert_dropped(&lab, frame_between(&lab, &host, &other), "host_ether_filter_other_host");
	lab_click_close(&lab);
	// Too short for an Ethernet header: what a Strip left.
	lab_click_open(&lab, "in = FromDevice; DEVNAME: a\ns = Strip; LENGTH: 130\nh = HostEtherFilter; ETHER: b:eth\n"
			     "out = ToDevice; DEVNAME: b\nin 0 > s 0\ns 0 > h 0\nh 0 > out 0");
	frame = lab_click_frame(&lab);
	lab_click_assert_dropped(&lab, frame, "host_ether_filter_too_short");
	lab_click_close(&lab);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(frames_for_the_host_and_for_groups_pass_and_others_leave_by_output_1),
		cmocka_unit_test(what_the_host_itself_sent_is_refused_with_drop_own),
		cmocka_unit_test(without_an_output_1_others_are_dropped),
	};

	return cmocka_run_group_tests(tests, lab_group_setup, NULL);
}
