// Classifier, IPClassifier, IPFilter, IPLookup: where packets go.
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <rte_tcp.h>

#include "elements/testing/click_lab.h"

#define ARGUMENT(name, value) "forwarding.click.elements[1].arguments." name "[" #value "]: "

static void assert_leaves_by(struct lab *lab, struct rte_mbuf *frame, uint32_t interface)
{
	lab_put(lab, LAB_A, frame);
	rte_pktmbuf_free(lab_take(lab, interface));
	lab_assert_silent(lab);
}

static void classifier_goes_by_the_first_pattern_that_matches(void **state)
{
	struct rte_mbuf *frame;
	struct lab lab;

	(void)state;
	lab_click_element_open(
		&lab, "Classifier; PATTERN[]: 12/0806 20/0001; PATTERN[]: 12/0806; PATTERN[]: 12/0800 !23/01", 3);
	assert_leaves_by(&lab, frame_arp(&lab, 1, LAB_LEFT, &lab_left_mac, LAB_RIGHT), LAB_B);
	assert_leaves_by(&lab, frame_arp(&lab, 2, LAB_LEFT, &lab_left_mac, LAB_RIGHT), LAB_C);
	assert_leaves_by(&lab, lab_click_frame(&lab), LAB_D);
	lab_click_assert_dropped(&lab, frame_echo(&lab, LAB_A, LAB_LEFT, LAB_RIGHT, 10), "classifier_unmatched");
	frame = lab_click_frame(&lab);
	rte_pktmbuf_trim(frame, frame->pkt_len - 13); // shorter than the first clause
	lab_click_assert_dropped(&lab, frame, "classifier_unmatched");
	lab_click_close(&lab);
}

static void classifier_heeds_masks_and_wildcards(void **state)
{
	struct lab lab;

	(void)state;
	// Of the TTL the upper half, of the destination the third byte's lower half.
	lab_click_element_open(&lab, "Classifier; PATTERN[]: 22/50%f0; PATTERN[]: 22/4? 30/0a0200; PATTERN[]: -", 3);
	assert_leaves_by(&lab, lab_click_frame(&lab), LAB_C);
	assert_leaves_by(&lab, frame_udp(&lab, LAB_A, LAB_LEFT, "10.2.1.2", 10), LAB_D);
	lab_click_close(&lab);
}

static void classifier_says_what_is_no_pattern(void **state)
{
	static const char *const broken[] = {
		"12/080", "12", "x/0800", "12/08g0", "2048/00", "12/0800%ff", "/0800", "12/"};

	(void)state;
	for (size_t i = 0; i < RTE_DIM(broken); i++) {
		char element[128], expected[128];

		snprintf(element, sizeof(element), "Classifier; PATTERN[]: -; PATTERN[]: %s", broken[i]);
		snprintf(expected, sizeof(expected), ARGUMENT("PATTERN", 1) "\"%s\" is neither", broken[i]);
		assert_memory_equal(lab_click_element_refusal(element, 2), expected, strlen(expected));
	}
}

// in -> CheckIPHeader(14) -> x -> b, c, d
static void open_behind_check(struct lab *lab, const char *element, int outputs)
{
	static const char *const names[] = {"b", "c", "d"};
	char text[2048];
	int length = snprintf(text, sizeof(text),
		"in = FromDevice; DEVNAME: a\nh = CheckIPHeader; OFFSET: 14\nx = %s\nin 0 > h 0\nh 0 > x 0\n", element);

	for (int i = 0; i < outputs; i++)
		length += snprintf(text + length, sizeof(text) - (size_t)length,
			"out%d = ToDevice; DEVNAME: %s\nx %d > out%d 0\n", i, names[i], i, i);
	lab_click_open(lab, text);
}

struct expectation {
	const char *expression;
	bool matches;
};

// Of a UDP datagram from 10.1.0.2 port 4000 to 10.2.0.2 port 5000, TTL 64, TOS 0, id 77, 128 bytes.
static const struct expectation udp_expectations[] = {
	{"-", true},
	{"none", false},
	{"udp", true},
	{"tcp", false},
	{"tcp or udp", true},
	{"ip proto udp", true},
	{"proto 17", true},
	{"not proto 17", false},
	{"src host 10.1.0.2", true},
	{"src 10.1.0.2", true},
	{"dst host 10.1.0.2", false},
	{"host 10.1.0.2", true},
	{"10.2.0.2", true},
	{"src and dst net 10.0.0.0/8", true},
	{"src and dst net 10.1.0.0/16", false},
	{"src or dst net 10.1.0.0/16", true},
	{"dst net b:ipnet", true},
	{"dst net a:ipnet", false},
	{"src net 0.0.0.0/0", true},
	{"src port 4000", true},
	{"dst port 4000", false},
	{"port 4000", true},
	{"udp port 5000", true},
	{"tcp port 5000", false},
	{"dst port 80 or 443 or 5000", true},
	{"dst port (80 or 443 or 5000)", true},
	{"tcp dst port (80 or 443 or 5000)", false},
	{"dst port (80 or 443)", false},
	{"dst port != 5000", false},
	{"dst port 4999-5001", true},
	{"dst port 5001-65535", false},
	{"dst port > 4999 and dst port < 5001", true},
	{"dst port >= 5001", false},
	{"dst port <= 5000", true},
	{"dst port > 65535", false},
	{"src 10.1.0.2 dst port 5000", true},
	{"src 10.1.0.3 dst port 5000", false},
	{"not (src 10.1.0.2 and dst port 5000)", false},
	{"! dst port 80 && ! dst port 443", true},
	{"src host 10.9.9.9 or 10.1.0.2", true},
	{"tcp opt syn", false},
	{"icmp type echo", false},
	{"ip vers 4", true},
	{"ip hl 5", true},
	{"ip id 77", true},
	{"ip tos 0", true},
	{"ip dscp 0", true},
	{"ip dscp > 0", false},
	{"ip ttl 64", true},
	{"ip ttl < 64", false},
	{"ip len 128", true},
	{"ip unfrag", true},
	{"ip frag", false},
};

static void ip_classifier_understands_the_language(void **state)
{
	(void)state;
	for (size_t i = 0; i < RTE_DIM(udp_expectations); i++) {
		const struct expectation *expectation = &udp_expectations[i];
		char element[256];
		struct rte_mbuf *frame;
		struct lab lab;

		snprintf(element, sizeof(element), "IPClassifier; PATTERN[]: %s; PATTERN[]: all",
			expectation->expression);
		open_behind_check(&lab, element, 2);
		lab_put(&lab, LAB_A, lab_click_frame(&lab));
		if (fl_port_ring_take(lab.ports[expectation->matches ? LAB_B : LAB_C], &frame, 1) == 0)
			fail_msg("%s: must %smatch", expectation->expression, expectation->matches ? "" : "not ");
		rte_pktmbuf_free(frame);
		lab_assert_silent(&lab);
		lab_click_close(&lab);
	}
}

static struct rte_mbuf *tcp_frame(struct lab *lab, uint8_t flags, uint16_t fragment_offset)
{
	struct rte_mbuf *frame = lab_click_frame(lab);
	struct rte_tcp_hdr *tcp = (struct rte_tcp_hdr *)(frame_ip(frame) + 1);

	frame_ip(frame)->next_proto_id = IPPROTO_TCP;
	frame_ip(frame)->fragment_offset = rte_cpu_to_be_16(fragment_offset);
	frame_ip_finish(frame);
	tcp->tcp_flags = flags;
	return frame;
}

static void ports_and_flags_are_those_of_first_fragments(void **state)
{
	struct lab lab;

	(void)state;
	open_behind_check(&lab, "IPClassifier; PATTERN[]: tcp opt syn; PATTERN[]: dst port 5000; PATTERN[]: -", 3);
	assert_leaves_by(&lab, tcp_frame(&lab, RTE_TCP_SYN_FLAG, 0), LAB_B);
	assert_leaves_by(&lab, tcp_frame(&lab, RTE_TCP_ACK_FLAG, 0), LAB_C);
	assert_leaves_by(&lab, tcp_frame(&lab, RTE_TCP_SYN_FLAG, 10), LAB_D);
	lab_click_close(&lab);
}

static void ip_filter_decides_by_the_first_rule(void **state)
{
	struct lab lab;

	(void)state;
	open_behind_check(&lab,
		"IPFilter; RULE[]: deny src host 10.1.0.9; RULE[]: allow dst port (80 or 5000); RULE[]: 1 icmp type "
		"echo; RULE[]: "
		"drop all",
		2);
	assert_leaves_by(&lab, lab_click_frame(&lab), LAB_B);
	assert_leaves_by(&lab, frame_echo(&lab, LAB_A, LAB_LEFT, LAB_RIGHT, 10), LAB_C);
	lab_click_assert_dropped(&lab, frame_udp(&lab, LAB_A, "10.1.0.9", LAB_RIGHT, 10), "ip_filter_denied");
	lab_click_close(&lab);
}

static void ip_filter_says_what_it_does_not_understand(void **state)
{
	static const struct {
		const char *rule, *complaint;
	} broken[] = {
		{"permit all", "\"permit\" is no action: allow, deny, drop and the number of an output are"},
		{"1 all", "sends packets to output 1, which is not connected"},
		{"allow", "a value is missing at the end"},
		{"allow dst port", "a value is missing at the end"},
		{"allow dst port 65536",
			"\"65536\" is no port: a number up to 65535, a range LOW-HIGH or a name like www"},
		{"allow dst port nothing",
			"\"nothing\" is no port: a number up to 65535, a range LOW-HIGH or a name like www"},
		{"allow src host 10.0.0", "\"10.0.0\" is no IPv4 address or prefix"},
		{"allow (udp", "a ) is missing before \"\""},
		{"allow udp )", "\")\" is not expected here"},
		{"allow foo", "\"foo\" is no word of the language: is it a port, a proto, a host?"},
		{"allow tcp opt fly", "\"fly\" is no TCP flag: fin, syn, rst, psh, ack and urg are"},
		{"allow src host < 10.0.0.1", "addresses are not compared by size, as before \"10.0.0.1\""},
	};

	(void)state;
	for (size_t i = 0; i < RTE_DIM(broken); i++) {
		char element[256], expected[256];

		snprintf(element, sizeof(element), "IPFilter; RULE[]: %s", broken[i].rule);
		snprintf(expected, sizeof(expected), ARGUMENT("RULE", 0) "%s", broken[i].complaint);
		assert_string_equal(lab_click_element_refusal(element, 1), expected);
	}
}

static void ip_filter_survives_parentheses_without_end(void **state)
{
	char element[4096] = "IPFilter; RULE[]: allow ";

	(void)state;
	memset(element + strlen(element), '(', 1000);
	assert_string_equal(lab_click_element_refusal(element, 1),
		ARGUMENT("RULE", 0) "parentheses and nots stand in each other more than 64 deep");
}

static void ip_lookup_goes_by_the_longest_prefix(void **state)
{
	static const char *const names[] = {
		"IPLookup", "StaticIPLookup", "LinearIPLookup", "RadixIPLookup", "DirectIPLookup"};

	(void)state;
	for (size_t i = 0; i < RTE_DIM(names); i++) {
		char element[256];
		struct lab lab;

		snprintf(element, sizeof(element),
			"%s; ROUTE[]: 10.0.0.0/8 0; ROUTE[]: 10.2.0.9/24 10.1.0.9 1; ROUTE[]: 10.2.0.5 - 2", names[i]);
		open_behind_check(&lab, element, 3);
		assert_leaves_by(&lab, lab_click_frame(&lab), LAB_C);
		assert_leaves_by(&lab, frame_udp(&lab, LAB_A, LAB_LEFT, "10.3.0.1", 10), LAB_B);
		assert_leaves_by(&lab, frame_udp(&lab, LAB_A, LAB_LEFT, "10.2.0.5", 10), LAB_D);
		lab_click_assert_dropped(&lab, frame_udp(&lab, LAB_A, LAB_LEFT, "11.0.0.1", 10), "ip_lookup_no_route");
		lab_click_close(&lab);
	}
}

static void ip_lookup_says_what_is_no_route(void **state)
{
	(void)state;
	assert_string_equal(lab_click_element_refusal("IPLookup; ROUTE[]: 10.0.0.0/8", 1),
		ARGUMENT("ROUTE", 0) "must be PREFIX [GATEWAY] OUTPUT, like 10.0.0.0/8 192.0.2.9 1");
	assert_string_equal(lab_click_element_refusal("IPLookup; ROUTE[]: 10.0.0.0/33 0", 1),
		ARGUMENT("ROUTE", 0) "\"10.0.0.0/33\" is no IPv4 prefix like 10.0.0.0/8");
	assert_string_equal(lab_click_element_refusal("IPLookup; ROUTE[]: 10.0.0.0/8 1", 1),
		ARGUMENT("ROUTE", 0) "\"1\" is no connected output: 0 to 0 are");
	assert_string_equal(lab_click_element_refusal("IPLookup; ROUTE[]: 10.0.0.0/8 gateway 0", 1),
		ARGUMENT("ROUTE", 0) "\"gateway\" is no gateway: an IPv4 address, or -");
}

// in -> MarkIPHeader -> a chain of route tables -> out
static void chain_of_tables(char *text, size_t size, int tables)
{
	size_t length = (size_t)snprintf(text, size,
		"in = FromDevice; DEVNAME: a\nout = ToDevice; DEVNAME: b\n"
		"r0 = MarkIPHeader; OFFSET: 14\nin 0 > r0 0\n");

	for (int i = 1; i <= tables; i++)
		length += (size_t)snprintf(text + length, size - length,
			"r%d = IPLookup; ROUTE[]: 0.0.0.0/0 0\nr%d 0 > r%d 0\n", i, i - 1, i);
	snprintf(text + length, size - length, "r%d 0 > out 0\n", tables);
}

static void a_graph_has_sixteen_route_tables_and_no_more(void **state)
{
	char text[4096];
	struct lab lab;

	(void)state;
	chain_of_tables(text, sizeof(text), 16);
	lab_click_open(&lab, text);
	assert_leaves_by(&lab, lab_click_frame(&lab), LAB_B);
	lab_click_close(&lab);
	chain_of_tables(text, sizeof(text), 17);
	assert_string_equal(
		lab_click_refusal(text), "forwarding.click.elements[3].arguments: a graph has at most 16 route tables");
}

static void paint_goes_with_the_packet(void **state)
{
	struct lab lab;

	(void)state;
	lab_click_open(&lab,
		"in = FromDevice; DEVNAME: a\nc = Classifier; PATTERN[]: 23/01; PATTERN[]: -\n"
		"p = Paint; COLOR: 1\nq = CheckPaint; COLOR: 1\ns = PaintSwitch\n"
		"b = ToDevice; DEVNAME: b\nc1 = ToDevice; DEVNAME: c\n"
		"in 0 > c 0\nc 0 > p 0\np 0 > q 0\nc 1 > q 0\nq 0 > s 0\nq 1 > b 0\ns 0 > b 0\ns 1 > c1 0");
	assert_leaves_by(&lab, frame_echo(&lab, LAB_A, LAB_LEFT, LAB_RIGHT, 10), LAB_C);
	assert_leaves_by(&lab, lab_click_frame(&lab), LAB_B);
	lab_click_close(&lab);
}

static void what_has_no_output_of_its_color_is_dropped(void **state)
{
	struct lab lab;

	(void)state;
	lab_click_open(&lab,
		"in = FromDevice; DEVNAME: a\np = Paint; COLOR: 7\ns = PaintSwitch\nout = ToDevice; DEVNAME: b\n"
		"in 0 > p 0\np 0 > s 0\ns 0 > out 0");
	lab_click_assert_dropped(&lab, lab_click_frame(&lab), "paint_switch_no_output");
	lab_click_close(&lab);
	lab_click_element_open(&lab, "CheckPaint; COLOR: 7", 1);
	lab_click_assert_dropped(&lab, lab_click_frame(&lab), "check_paint_other_color");
	lab_click_close(&lab);
}

static void paint_tee_copies_what_has_its_color_and_passes_all(void **state)
{
	struct lab lab;

	(void)state;
	lab_click_open(&lab,
		"in = FromDevice; DEVNAME: a\nin2 = FromDevice; DEVNAME: c\np = Paint; COLOR: 3\nn = Null\n"
		"t = PaintTee; COLOR: 3\nout = ToDevice; DEVNAME: b\ncopies = ToDevice; DEVNAME: d\n"
		"in 0 > p 0\np 0 > t 0\nin2 0 > n 0\nn 0 > t 0\nt 0 > out 0\nt 1 > copies 0");
	lab_put(&lab, LAB_A, lab_click_frame(&lab));
	struct rte_mbuf *frame = lab_take(&lab, LAB_B), *copy = lab_take(&lab, LAB_D);
	assert_ptr_not_equal(frame->buf_addr, copy->buf_addr);
	assert_int_equal(copy->pkt_len, frame->pkt_len);
	assert_memory_equal(
		rte_pktmbuf_mtod(copy, const char *), rte_pktmbuf_mtod(frame, const char *), frame->pkt_len);
	rte_pktmbuf_free(frame);
	rte_pktmbuf_free(copy);
	lab_put(&lab, LAB_C, lab_click_frame(&lab)); // of color 0
	rte_pktmbuf_free(lab_take(&lab, LAB_B));
	lab_assert_silent(&lab);
	lab_click_close(&lab);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(classifier_goes_by_the_first_pattern_that_matches),
		cmocka_unit_test(classifier_heeds_masks_and_wildcards),
		cmocka_unit_test(classifier_says_what_is_no_pattern),
		cmocka_unit_test(ip_classifier_understands_the_language),
		cmocka_unit_test(ports_and_flags_are_those_of_first_fragments),
		cmocka_unit_test(ip_filter_decides_by_the_first_rule),
		cmocka_unit_test(ip_filter_says_what_it_does_not_understand),
		cmocka_unit_test(ip_filter_survives_parentheses_without_end),
		cmocka_unit_test(ip_lookup_goes_by_the_longest_prefix),
		cmocka_unit_test(ip_lookup_says_what_is_no_route),
		cmocka_unit_test(a_graph_has_sixteen_route_tables_and_no_more),
		cmocka_unit_test(paint_goes_with_the_packet),
		cmocka_unit_test(what_has_no_output_of_its_color_is_dropped),
		cmocka_unit_test(paint_tee_copies_what_has_its_color_and_passes_all),
	};

	return cmocka_run_group_tests(tests, lab_group_setup, NULL);
}
