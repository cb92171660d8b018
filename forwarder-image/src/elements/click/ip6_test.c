// IPv6 in Click graphs: header checks, hops, routes.
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "elements/testing/click_lab.h"
#include "elements/testing/frames6.h"

static struct rte_mbuf *datagram(struct lab *lab)
{
	return frame6_udp(lab, LAB_A, LAB6_LEFT, LAB6_RIGHT, FRAME_PAYLOAD);
}

static void an_ip6_router_of_elements_takes_a_hop_and_finds_the_way(void **state)
{
	struct rte_mbuf *frame;
	struct lab lab;

	(void)state;
	lab_click_open(&lab, "in = FromDevice; DEVNAME: a\nh = CheckIP6Header; OFFSET: 14\nd = DecIP6HLIM\n"
			     "r = LookupIP6Route; ROUTE[]: ::/0 1; ROUTE[]: 2001:db8:2::/48 0\n"
			     "b = ToDevice; DEVNAME: b\nc = ToDevice; DEVNAME: c\n"
			     "in 0 > h 0\nh 0 > d 0\nd 0 > r 0\nr 0 > b 0\nr 1 > c 0");
	lab_put(&lab, LAB_A, datagram(&lab));
	frame = lab_take(&lab, LAB_B);
	assert_int_equal(frame6_ip(frame)->hop_limits, 63);
	rte_pktmbuf_free(frame);
	lab_put(&lab, LAB_A, frame6_udp(&lab, LAB_A, LAB6_LEFT, "2001:db8:3::1", FRAME_PAYLOAD));
	rte_pktmbuf_free(lab_take(&lab, LAB_C));
	lab_click_close(&lab);
}

static void a_packet_without_a_route_is_dropped(void **state)
{
	struct lab lab;

	(void)state;
	lab_click_open(&lab, "in = FromDevice; DEVNAME: a\nh = CheckIP6Header; OFFSET: 14\n"
			     "r = LookupIP6Route; ROUTE[]: 2001:db8:3::/48 0\nb = ToDevice; DEVNAME: b\n"
			     "in 0 > h 0\nh 0 > r 0\nr 0 > b 0");
	lab_click_assert_dropped(&lab, datagram(&lab), "lookup_ip6_route_no_route");
	lab_click_close(&lab);
	lab_click_element_open(&lab, "LookupIP6Route; ROUTE[]: ::/0 0", 1);
	lab_click_assert_dropped(&lab, datagram(&lab), "lookup_ip6_route_no_header");
	lab_click_close(&lab);
}

static void routes_say_what_is_wrong_with_them(void **state)
{
	static const struct {
		const char *element, *refusal;
	} broken[] = {
		{"LookupIP6Route; ROUTE[]: ::/129 0", "[0]: must be PREFIX OUTPUT, like 2001:db8::/32 1"},
		{"LookupIP6Route; ROUTE[]: ::/0 0; ROUTE[]: 10.0.0.0/8 0",
			"[1]: must be PREFIX OUTPUT, like 2001:db8::/32 1"},
		{"LookupIP6Route; ROUTE[]: ::/0", "[0]: must be PREFIX OUTPUT, like 2001:db8::/32 1"},
		{"LookupIP6Route; ROUTE[]: ::/0 0 0", "[0]: must be PREFIX OUTPUT, like 2001:db8::/32 1"},
		{"LookupIP6Route; ROUTE[]: ::/0 1", "[0]: \"1\" is no connected output: 0 to 0 are"},
	};
	char expected[160];

	(void)state;
	for (size_t i = 0; i < RTE_DIM(broken); i++) {
		snprintf(expected, sizeof(expected), "forwarding.click.elements[1].arguments.ROUTE%s",
			broken[i].refusal);
		assert_string_equal(lab_click_element_refusal(broken[i].element, 1), expected);
	}
}

static void an_expired_packet_leaves_as_it_came_by_output_1(void **state)
{
	struct rte_mbuf *frame;
	struct lab lab;

	(void)state;
	lab_click_open(&lab, "in = FromDevice; DEVNAME: a\nh = CheckIP6Header; OFFSET: 14\nd = DecIP6HLIM\n"
			     "b = ToDevice; DEVNAME: b\nc = ToDevice; DEVNAME: c\n"
			     "in 0 > h 0\nh 0 > d 0\nd 0 > b 0\nd 1 > c 0");
	frame = datagram(&lab);
	frame6_ip(frame)->hop_limits = 1;
	lab_put(&lab, LAB_A, frame);
	frame = lab_take(&lab, LAB_C);
	assert_int_equal(frame6_ip(frame)->hop_limits, 1);
	rte_pktmbuf_free(frame);
	lab_click_close(&lab);
}

static void check_ip6_header_drops_what_rfc_8200_and_4291_forbid(void **state)
{
	struct rte_mbuf *frame;
	struct lab lab;

	(void)state;
	lab_click_element_open(&lab, "CheckIP6Header; OFFSET: 14", 1);
	frame = datagram(&lab);
	frame6_ip(frame)->payload_len = rte_cpu_to_be_16(2000);
	lab_click_assert_dropped(&lab, frame, "check_ip6_header_bad_length");
	frame = datagram(&lab);
	rte_pktmbuf_trim(frame, (uint16_t)(rte_pktmbuf_pkt_len(frame) - 14 - 39));
	lab_click_assert_dropped(&lab, frame, "check_ip6_header_bad_length");
	frame = datagram(&lab);
	frame6_ip(frame)->vtc_flow = rte_cpu_to_be_32(4u << 28);
	lab_click_assert_dropped(&lab, frame, "check_ip6_header_bad_version");
	static const char *const sources[] = {"ff02::1", "::1", "::ffff:10.0.0.1", "::"};
	for (size_t i = 0; i < RTE_DIM(sources); i++)
		lab_click_assert_dropped(&lab, frame6_udp(&lab, LAB_A, sources[i], LAB6_RIGHT, FRAME_PAYLOAD),
			"check_ip6_header_bad_address");
	static const char *const destinations[] = {"::1", "::ffff:10.0.0.1", "::"};
	for (size_t i = 0; i < RTE_DIM(destinations); i++)
		lab_click_assert_dropped(&lab, frame6_udp(&lab, LAB_A, LAB6_LEFT, destinations[i], FRAME_PAYLOAD),
			"check_ip6_header_bad_address");
	lab_click_close(&lab);
}

static void check_ip6_header_cuts_padding_off(void **state)
{
	struct rte_mbuf *frame;
	struct lab lab;

	(void)state;
	lab_click_element_open(&lab, "CheckIP6Header; OFFSET: 14", 1);
	frame = datagram(&lab);
	const uint32_t length = rte_pktmbuf_pkt_len(frame);
	memset(rte_pktmbuf_append(frame, 6), 0, 6);
	lab_put(&lab, LAB_A, frame);
	frame = lab_take(&lab, LAB_B);
	assert_int_equal(rte_pktmbuf_pkt_len(frame), length);
	rte_pktmbuf_free(frame);
	lab_click_close(&lab);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_ip6_router_of_elements_takes_a_hop_and_finds_the_way),
		cmocka_unit_test(a_packet_without_a_route_is_dropped),
		cmocka_unit_test(routes_say_what_is_wrong_with_them),
		cmocka_unit_test(an_expired_packet_leaves_as_it_came_by_output_1),
		cmocka_unit_test(check_ip6_header_drops_what_rfc_8200_and_4291_forbid),
		cmocka_unit_test(check_ip6_header_cuts_padding_off),
	};

	return cmocka_run_group_tests(tests, lab_group_setup, NULL);
}
