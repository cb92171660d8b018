// IPRewriter: what packets of a flow and of its answers become, which flows get mappings, and how long they have them.
#include <rte_tcp.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "elements/click/rewriter.h"
#include "elements/click/router.h"
#include "elements/testing/click_lab.h"

enum { HEADER = 20, TCP_PAYLOAD = 40 };

#define OUTSIDE "10.2.0.1"
#define NAT "INPUTSPEC[]: pattern 10.2.0.1 1024-65535 - - 0 1; INPUTSPEC[]: drop"

// Inside is a, outside b: both are checked and go through x; its output 0 is b, 1 is a.
static void open_rewriter(struct lab *lab, const char *arguments)
{
	char text[1024];

	snprintf(text, sizeof(text),
		"in = FromDevice; DEVNAME: a\nout = FromDevice; DEVNAME: b\nhi = CheckIPHeader; OFFSET: 14\n"
		"ho = CheckIPHeader; OFFSET: 14\nx = IPRewriter; %s\na = ToDevice; DEVNAME: a\nb = ToDevice; DEVNAME: "
		"b\n"
		"in 0 > hi 0\nhi 0 > x 0\nout 0 > ho 0\nho 0 > x 1\nx 0 > b 0\nx 1 > a 0",
		arguments);
	lab_click_open(lab, text);
}

// A flow, as it stands in a packet: "10.1.0.2:4000 10.2.0.2:5000".
static const char *flow_of(const struct rte_mbuf *frame)
{
	static char text[64];
	const struct rte_ipv4_hdr *ip = frame_ip(frame);
	const rte_be16_t *ports = (const rte_be16_t *)frame_udp_header(frame);
	const uint8_t *from = (const uint8_t *)&ip->src_addr, *to = (const uint8_t *)&ip->dst_addr;

	snprintf(text, sizeof(text), "%u.%u.%u.%u:%u %u.%u.%u.%u:%u", from[0], from[1], from[2], from[3],
		rte_be_to_cpu_16(ports[0]), to[0], to[1], to[2], to[3], rte_be_to_cpu_16(ports[1]));
	return text;
}

static void udp_sum(struct rte_mbuf *frame)
{
	frame_udp_header(frame)->dgram_cksum = 0;
	frame_udp_header(frame)->dgram_cksum =
		rte_ipv4_udptcp_cksum_mbuf(frame, frame_ip(frame), RTE_ETHER_HDR_LEN + HEADER);
}

static struct rte_mbuf *udp(struct lab *lab, uint32_t interface, const char *source, uint16_t source_port,
	const char *destination, uint16_t destination_port)
{
	struct rte_mbuf *frame = frame_udp(lab, interface, source, destination, FRAME_PAYLOAD);

	frame_udp_header(frame)->src_port = rte_cpu_to_be_16(source_port);
	frame_udp_header(frame)->dst_port = rte_cpu_to_be_16(destination_port);
	udp_sum(frame);
	return frame;
}

static struct rte_tcp_hdr *tcp_of(const struct rte_mbuf *frame)
{
	return (struct rte_tcp_hdr *)frame_udp_header(frame);
}

static struct rte_mbuf *tcp(struct lab *lab, uint32_t interface, const char *source, uint16_t source_port,
	const char *destination, uint16_t destination_port, uint8_t flags)
{
	struct rte_mbuf *frame = frame_udp(lab, interface, source, destination, TCP_PAYLOAD);

	frame_ip(frame)->next_proto_id = IPPROTO_TCP;
	frame_ip_finish(frame);
	*tcp_of(frame) = (struct rte_tcp_hdr){.src_port = rte_cpu_to_be_16(source_port),
		.dst_port = rte_cpu_to_be_16(destination_port),
		.data_off = sizeof(struct rte_tcp_hdr) << 2,
		.tcp_flags = flags};
	tcp_of(frame)->cksum = rte_ipv4_udptcp_cksum_mbuf(frame, frame_ip(frame), RTE_ETHER_HDR_LEN + HEADER);
	return frame;
}

// That a packet comes out by the interface as that flow, with right checksums and all else as it was.
static void becomes(struct lab *lab, uint32_t in, struct rte_mbuf *frame, uint32_t out, const char *flow)
{
	struct rte_mbuf *whole = rte_pktmbuf_copy(frame, lab->pool, 0, UINT32_MAX), *got;
	const uint32_t behind = RTE_ETHER_HDR_LEN + HEADER + (frame_ip(frame)->next_proto_id == IPPROTO_UDP ? 8 : 18);

	lab_put(lab, in, frame);
	got = lab_take(lab, out);
	assert_string_equal(flow_of(got), flow);
	assert_int_equal(rte_raw_cksum(frame_ip(got), HEADER), 0xffff);
	assert_int_equal(rte_ipv4_udptcp_cksum_mbuf_verify(got, frame_ip(got), RTE_ETHER_HDR_LEN + HEADER), 0);
	assert_int_equal(got->pkt_len, whole->pkt_len);
	assert_memory_equal(rte_pktmbuf_mtod(got, char *), rte_pktmbuf_mtod(whole, char *), RTE_ETHER_HDR_LEN + 10);
	assert_memory_equal(rte_pktmbuf_mtod_offset(got, char *, behind),
		rte_pktmbuf_mtod_offset(whole, char *, behind), whole->pkt_len - behind);
	rte_pktmbuf_free(got);
	rte_pktmbuf_free(whole);
	lab_assert_silent(lab);
}

static void refused(struct lab *lab, uint32_t in, struct rte_mbuf *frame, const char *reason)
{
	const uint64_t before = lab_click_drops(lab, reason);

	lab_put(lab, in, frame);
	lab_assert_silent(lab);
	assert_int_equal(lab_click_drops(lab, reason), before + 1);
}

static void hides_flows_behind_an_address_and_brings_answers_back(void **state)
{
	struct lab lab;

	(void)state;
	open_rewriter(&lab, NAT);
	becomes(&lab, LAB_A, udp(&lab, LAB_A, LAB_LEFT, 4000, LAB_RIGHT, 53), LAB_B, "10.2.0.1:4000 10.2.0.2:53");
	becomes(&lab, LAB_B, udp(&lab, LAB_B, LAB_RIGHT, 53, OUTSIDE, 4000), LAB_A, "10.2.0.2:53 10.1.0.2:4000");
	becomes(&lab, LAB_A, tcp(&lab, LAB_A, LAB_LEFT, 4000, LAB_RIGHT, 80, RTE_TCP_SYN_FLAG), LAB_B,
		"10.2.0.1:4000 10.2.0.2:80");
	becomes(&lab, LAB_B, tcp(&lab, LAB_B, LAB_RIGHT, 80, OUTSIDE, 4000, RTE_TCP_SYN_FLAG | RTE_TCP_ACK_FLAG), LAB_A,
		"10.2.0.2:80 10.1.0.2:4000");
	assert_int_equal(lab_click_counter(&lab, "x", "mappings"), 2);
	assert_int_equal(lab_click_counter(&lab, "x", "made"), 2);
	lab_click_close(&lab);
}

static void takes_nothing_in_that_nobody_asked_for(void **state)
{
	struct lab lab;

	(void)state;
	open_rewriter(&lab, NAT);
	refused(&lab, LAB_B, udp(&lab, LAB_B, LAB_RIGHT, 53, OUTSIDE, 4000), "ip_rewriter_refused");
	becomes(&lab, LAB_A, udp(&lab, LAB_A, LAB_LEFT, 4000, LAB_RIGHT, 53), LAB_B, "10.2.0.1:4000 10.2.0.2:53");
	refused(&lab, LAB_B, udp(&lab, LAB_B, "10.2.0.3", 53, OUTSIDE, 4000), "ip_rewriter_refused");
	refused(&lab, LAB_B, tcp(&lab, LAB_B, LAB_RIGHT, 53, OUTSIDE, 4000, 0), "ip_rewriter_refused");
	lab_click_close(&lab);
}

static void two_hosts_with_one_port_get_two(void **state)
{
	struct rte_mbuf *frame;
	struct lab lab;
	char flow[64];

	(void)state;
	open_rewriter(&lab, NAT);
	becomes(&lab, LAB_A, udp(&lab, LAB_A, LAB_LEFT, 4000, LAB_RIGHT, 53), LAB_B, "10.2.0.1:4000 10.2.0.2:53");
	lab_put(&lab, LAB_A, udp(&lab, LAB_A, "10.1.0.3", 4000, LAB_RIGHT, 53));
	frame = lab_take(&lab, LAB_B);
	const uint16_t port = rte_be_to_cpu_16(frame_udp_header(frame)->src_port);
	assert_int_not_equal(port, 4000);
	assert_in_range(port, 1024, 65535);
	rte_pktmbuf_free(frame);
	snprintf(flow, sizeof(flow), "10.2.0.1:%u 10.2.0.2:53", port); // and the next packet the same one
	becomes(&lab, LAB_A, udp(&lab, LAB_A, "10.1.0.3", 4000, LAB_RIGHT, 53), LAB_B, flow);
	becomes(&lab, LAB_B, udp(&lab, LAB_B, LAB_RIGHT, 53, OUTSIDE, port), LAB_A, "10.2.0.2:53 10.1.0.3:4000");
	becomes(&lab, LAB_B, udp(&lab, LAB_B, LAB_RIGHT, 53, OUTSIDE, 4000), LAB_A, "10.2.0.2:53 10.1.0.2:4000");
	// Another destination's answers are told apart by their source.
	becomes(&lab, LAB_A, udp(&lab, LAB_A, "10.1.0.3", 4000, "10.2.0.9", 53), LAB_B, "10.2.0.1:4000 10.2.0.9:53");
	lab_click_close(&lab);
}

static void a_range_is_used_up_and_in_turn_where_that_is_asked_for(void **state)
{
	struct lab lab;
	char flow[64];

	(void)state;
	open_rewriter(&lab, "INPUTSPEC[]: pattern 10.2.0.1 2000-2003# - - 0 1; INPUTSPEC[]: drop");
	for (uint16_t i = 0; i < 4; i++) {
		snprintf(flow, sizeof(flow), "10.2.0.1:%u 10.2.0.2:53", 2000 + i);
		becomes(&lab, LAB_A, udp(&lab, LAB_A, LAB_LEFT, 4000 + i, LAB_RIGHT, 53), LAB_B, flow);
	}
	refused(&lab, LAB_A, udp(&lab, LAB_A, LAB_LEFT, 4004, LAB_RIGHT, 53), "ip_rewriter_no_port");
	becomes(&lab, LAB_A, udp(&lab, LAB_A, LAB_LEFT, 4005, LAB_RIGHT, 54), LAB_B, "10.2.0.1:2000 10.2.0.2:54");
	lab_click_close(&lab);
}

static void a_port_at_random_is_in_the_range_and_nobody_elses(void **state)
{
	bool taken[256] = {false};
	struct lab lab;

	(void)state;
	open_rewriter(&lab, "INPUTSPEC[]: pattern 10.2.0.1 3000-3255? - - 0 1; INPUTSPEC[]: drop");
	for (uint16_t i = 0; i < 256; i++) {
		lab_put(&lab, LAB_A, udp(&lab, LAB_A, LAB_LEFT, 3000 + i, LAB_RIGHT, 53));
		struct rte_mbuf *frame = lab_take(&lab, LAB_B);
		const uint16_t port = rte_be_to_cpu_16(frame_udp_header(frame)->src_port);

		assert_in_range(port, 3000, 3255);
		assert_false(taken[port - 3000]);
		taken[port - 3000] = true;
		rte_pktmbuf_free(frame);
	}
	lab_click_close(&lab);
}

static void forwards_a_port_to_a_host_inside(void **state)
{
	struct lab lab;

	(void)state;
	open_rewriter(&lab, "INPUTSPEC[]: drop; INPUTSPEC[]: pattern - - 10.1.0.9 8080 1 0");
	becomes(&lab, LAB_B, tcp(&lab, LAB_B, LAB_RIGHT, 4000, OUTSIDE, 80, RTE_TCP_SYN_FLAG), LAB_A,
		"10.2.0.2:4000 10.1.0.9:8080");
	becomes(&lab, LAB_A, tcp(&lab, LAB_A, "10.1.0.9", 8080, LAB_RIGHT, 4000, RTE_TCP_ACK_FLAG), LAB_B,
		"10.2.0.1:80 10.2.0.2:4000");
	// Port 81 would become the same flow: its answers could not be told apart.
	refused(&lab, LAB_B, tcp(&lab, LAB_B, LAB_RIGHT, 4000, OUTSIDE, 81, RTE_TCP_SYN_FLAG), "ip_rewriter_no_port");
	lab_click_close(&lab);
}

static void keep_lets_answers_in_and_changes_nothing(void **state)
{
	struct lab lab;

	(void)state;
	open_rewriter(&lab, "INPUTSPEC[]: keep 0 1; INPUTSPEC[]: drop");
	refused(&lab, LAB_B, udp(&lab, LAB_B, LAB_RIGHT, 53, LAB_LEFT, 4000), "ip_rewriter_refused");
	becomes(&lab, LAB_A, udp(&lab, LAB_A, LAB_LEFT, 4000, LAB_RIGHT, 53), LAB_B, "10.1.0.2:4000 10.2.0.2:53");
	becomes(&lab, LAB_B, udp(&lab, LAB_B, LAB_RIGHT, 53, LAB_LEFT, 4000), LAB_A, "10.2.0.2:53 10.1.0.2:4000");
	lab_click_close(&lab);
}

static void pass_makes_no_mapping_and_takes_all(void **state)
{
	struct rte_mbuf *frame;
	struct lab lab;

	(void)state;
	open_rewriter(&lab, "INPUTSPEC[]: pass 0; INPUTSPEC[]: nochange 1");
	becomes(&lab, LAB_A, udp(&lab, LAB_A, LAB_LEFT, 4000, LAB_RIGHT, 53), LAB_B, "10.1.0.2:4000 10.2.0.2:53");
	lab_put(&lab, LAB_A, frame_echo(&lab, LAB_A, LAB_LEFT, LAB_RIGHT, FRAME_PAYLOAD));
	rte_pktmbuf_free(lab_take(&lab, LAB_B));
	frame = lab_click_frame(&lab);
	frame_ip(frame)->fragment_offset = RTE_BE16(5);
	frame_ip_finish(frame);
	lab_put(&lab, LAB_A, frame);
	rte_pktmbuf_free(lab_take(&lab, LAB_B));
	assert_int_equal(lab_click_counter(&lab, "x", "mappings"), 0);
	lab_click_close(&lab);
}

static void drops_what_has_no_flow(void **state)
{
	struct rte_mbuf *frame;
	struct lab lab;

	(void)state;
	open_rewriter(&lab, NAT);
	refused(&lab, LAB_A, frame_echo(&lab, LAB_A, LAB_LEFT, LAB_RIGHT, FRAME_PAYLOAD), "ip_rewriter_no_flow");
	frame = lab_click_frame(&lab);
	frame_ip(frame)->fragment_offset = RTE_BE16(5);
	frame_ip_finish(frame);
	refused(&lab, LAB_A, frame, "ip_rewriter_no_flow");
	frame = frame_udp(&lab, LAB_A, LAB_LEFT, LAB_RIGHT, 0);
	frame_ip(frame)->total_length = RTE_BE16(HEADER + 7); // its checksum is not whole
	frame_ip_finish(frame);
	refused(&lab, LAB_A, frame, "ip_rewriter_no_flow");
	lab_click_close(&lab);
	lab_click_element_open(&lab, "IPRewriter; INPUTSPEC[]: pass 0", 1);
	lab_click_assert_dropped(&lab, lab_click_frame(&lab), "ip_rewriter_no_header");
	lab_click_close(&lab);
}

static void a_udp_packet_without_a_checksum_gets_none(void **state)
{
	struct rte_mbuf *frame;
	struct lab lab;

	(void)state;
	open_rewriter(&lab, NAT);
	frame = lab_click_frame(&lab);
	frame_udp_header(frame)->dgram_cksum = 0;
	lab_put(&lab, LAB_A, frame);
	frame = lab_take(&lab, LAB_B);
	assert_int_equal(frame_udp_header(frame)->dgram_cksum, 0);
	assert_string_equal(flow_of(frame), "10.2.0.1:4000 10.2.0.2:5000");
	rte_pktmbuf_free(frame);
	lab_click_close(&lab);
}

// Payloads that make a checksum run through all its values near both zeros.
static void checksums_are_right_for_every_value_and_never_none(void **state)
{
	struct rte_mbuf *frame;
	struct lab lab;

	(void)state;
	open_rewriter(&lab, NAT);
	for (uint32_t i = 0; i <= UINT16_MAX; i += i < 0xff00 ? 251 : 1) {
		frame = udp(&lab, LAB_A, LAB_LEFT, 4000, LAB_RIGHT, 53);
		*(uint16_t *)(frame_udp_header(frame) + 1) = (uint16_t)i;
		udp_sum(frame);
		lab_put(&lab, LAB_A, frame);
		frame = lab_take(&lab, LAB_B);
		assert_int_not_equal(frame_udp_header(frame)->dgram_cksum, 0);
		const uint16_t updated = frame_udp_header(frame)->dgram_cksum;
		udp_sum(frame);
		assert_int_equal(updated, frame_udp_header(frame)->dgram_cksum);
		rte_pktmbuf_free(frame);
	}
	lab_click_close(&lab);
}

static void a_checksum_that_a_device_completes_stays_one(void **state)
{
	struct rte_mbuf *frame;
	struct lab lab;

	(void)state;
	open_rewriter(&lab, NAT);
	for (int is_tcp = 0; is_tcp < 2; is_tcp++) {
		frame = is_tcp ? tcp(&lab, LAB_A, LAB_LEFT, 4000, LAB_RIGHT, 80, RTE_TCP_SYN_FLAG)
			       : udp(&lab, LAB_A, LAB_LEFT, 4000, LAB_RIGHT, 53);
		uint16_t *field = is_tcp ? &tcp_of(frame)->cksum : &frame_udp_header(frame)->dgram_cksum;
		*field = rte_ipv4_phdr_cksum(frame_ip(frame), 0);
		fl_packet_get(frame)->vnet =
			(struct fl_vnet){.flags = FL_VNET_NEEDS_CSUM, .csum_start = 34, .csum_offset = is_tcp ? 16 : 6};
		lab_put(&lab, LAB_A, frame);
		frame = lab_take(&lab, LAB_B);
		const uint16_t got = is_tcp ? tcp_of(frame)->cksum : frame_udp_header(frame)->dgram_cksum;
		assert_int_equal(got, rte_ipv4_phdr_cksum(frame_ip(frame), 0));
		rte_pktmbuf_free(frame);
	}
	lab_click_close(&lab);
}

static void the_next_hop_is_the_new_destination(void **state)
{
	struct rte_mbuf *frame;
	struct lab lab;

	(void)state;
	lab_click_open(&lab, "in = FromDevice; DEVNAME: a\nh = CheckIPHeader; OFFSET: 14\n"
			     "x = IPRewriter; INPUTSPEC[]: pattern - - 10.2.0.77 - 0 0\n"
			     "r = IPLookup; ROUTE[]: 10.2.0.77/32 1; ROUTE[]: 0.0.0.0/0 0\nb = ToDevice; DEVNAME: b\n"
			     "c = ToDevice; DEVNAME: c\nin 0 > h 0\nh 0 > x 0\nx 0 > r 0\nr 0 > b 0\nr 1 > c 0");
	lab_put(&lab, LAB_A, lab_click_frame(&lab));
	frame = lab_take(&lab, LAB_C);
	rte_pktmbuf_free(frame);
	lab_click_close(&lab);
}

// The kind of the one mapping there is.
static enum fl_flow_kind kind_of(const struct lab *lab)
{
	const struct fl_click_router *router = lab->state;

	for (uint16_t i = 0; i < router->element_count; i++)
		if (strcmp(router->elements[i].name, "x") == 0) {
			const struct fl_rewriter *rewriter =
				fl_click_path_instance(router->paths[LAB_A], i)->state; // its state begins with it

			assert_int_equal(rewriter->table.count, 1);
			for (int kind = 0; kind < FL_FLOW_KINDS; kind++)
				if (rewriter->table.ends[kind].oldest != UINT32_MAX)
					return kind;
		}
	fail_msg("no mapping");
	return FL_FLOW_KINDS;
}

static void out(struct lab *lab, uint8_t flags)
{
	lab_put(lab, LAB_A, tcp(lab, LAB_A, LAB_LEFT, 4000, LAB_RIGHT, 80, flags));
	lab_flush(lab);
}

static void back(struct lab *lab, uint8_t flags)
{
	lab_put(lab, LAB_B, tcp(lab, LAB_B, LAB_RIGHT, 80, OUTSIDE, 4000, flags));
	lab_flush(lab);
}

static void a_tcp_mappings_time_is_that_of_its_connection_rfc5382_5(void **state)
{
	struct lab lab;

	(void)state;
	open_rewriter(&lab, NAT);
	out(&lab, RTE_TCP_SYN_FLAG);
	out(&lab, RTE_TCP_SYN_FLAG);
	assert_int_equal(kind_of(&lab), FL_FLOW_OPENING);
	back(&lab, RTE_TCP_SYN_FLAG | RTE_TCP_ACK_FLAG);
	assert_int_equal(kind_of(&lab), FL_FLOW_OPEN);
	back(&lab, RTE_TCP_FIN_FLAG | RTE_TCP_ACK_FLAG);
	back(&lab, RTE_TCP_FIN_FLAG | RTE_TCP_ACK_FLAG);
	out(&lab, RTE_TCP_ACK_FLAG);
	assert_int_equal(kind_of(&lab), FL_FLOW_OPEN); // one end is not done
	out(&lab, RTE_TCP_FIN_FLAG | RTE_TCP_ACK_FLAG);
	assert_int_equal(kind_of(&lab), FL_FLOW_DONE);
	back(&lab, RTE_TCP_ACK_FLAG);
	assert_int_equal(kind_of(&lab), FL_FLOW_DONE);
	out(&lab, RTE_TCP_SYN_FLAG); // the same ports again
	assert_int_equal(kind_of(&lab), FL_FLOW_OPENING);
	back(&lab, RTE_TCP_ACK_FLAG);
	assert_int_equal(kind_of(&lab), FL_FLOW_OPEN);
	out(&lab, RTE_TCP_RST_FLAG);
	assert_int_equal(kind_of(&lab), FL_FLOW_DONE);
	lab_click_close(&lab);
}

static void mappings_stay_within_their_capacity(void **state)
{
	struct lab lab;

	(void)state;
	open_rewriter(&lab, NAT "; MAPPING_CAPACITY: 2");
	for (uint16_t i = 0; i < 3; i++) {
		lab_put(&lab, LAB_A, udp(&lab, LAB_A, LAB_LEFT, 4000 + i, LAB_RIGHT, 53));
		lab_flush(&lab);
	}
	assert_int_equal(lab_click_counter(&lab, "x", "mappings"), 2);
	refused(&lab, LAB_B, udp(&lab, LAB_B, LAB_RIGHT, 53, OUTSIDE, 4000), "ip_rewriter_refused");
	becomes(&lab, LAB_B, udp(&lab, LAB_B, LAB_RIGHT, 53, OUTSIDE, 4002), LAB_A, "10.2.0.2:53 10.1.0.2:4002");
	lab_click_close(&lab);
}

static void says_what_is_wrong_with_an_inputspec(void **state)
{
	static const struct {
		const char *text, *complaint;
	} broken[] = {
		{"deny", "must be drop, pass OUTPUT, keep FOUTPUT ROUTPUT or a pattern, not deny"},
		{"pass", "must be drop, pass OUTPUT, keep FOUTPUT ROUTPUT or a pattern, not pass"},
		{"pass 2", "\"2\" is no output that is connected: the highest is 1"},
		{"keep 0 -1", "\"-1\" is no output that is connected: the highest is 1"},
		{"pattern 192.0.2.1 80 - 0 1", "must be pattern SADDR SPORT DADDR DPORT FOUTPUT ROUTPUT, like pattern "
					       "192.0.2.1 1024-65535 - - 0 "
					       "1"},
		{"pattern c:ip - - - 0 1", "\"c:ip\" is no IPv4 address, and no -"},
		{"pattern - - 10.0.0 - 0 1", "\"10.0.0\" is no IPv4 address, and no -"},
		{"pattern - 9-8 - - 0 1",
			"\"9-8\" is no port like 80, or range like 1024-65535, and no -: ports are 1 to 65535"},
		{"pattern - 80# - - 0 1",
			"\"80#\" is no port like 80, or range like 1024-65535, and no -: ports are 1 to 65535"},
		{"pattern - 0 - - 0 1",
			"\"0\" is no port like 80, or range like 1024-65535, and no -: ports are 1 to 65535"},
		{"pattern - - - 65536 0 1", "\"65536\" is no port like 80, and no -: ports are 1 to 65535"},
		{"a b c d e f g h i", "is longer than any of drop, pass OUTPUT, keep FOUTPUT ROUTPUT and pattern"},
	};

	(void)state;
	for (size_t i = 0; i < RTE_DIM(broken); i++) {
		char element[128], expected[256];

		snprintf(element, sizeof(element), "IPRewriter; INPUTSPEC[]: %s", broken[i].text);
		snprintf(expected, sizeof(expected), "forwarding.click.elements[1].arguments.INPUTSPEC[0]: %s",
			broken[i].complaint);
		assert_string_equal(lab_click_element_refusal(element, 2), expected);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(hides_flows_behind_an_address_and_brings_answers_back),
		cmocka_unit_test(takes_nothing_in_that_nobody_asked_for),
		cmocka_unit_test(two_hosts_with_one_port_get_two),
		cmocka_unit_test(a_range_is_used_up_and_in_turn_where_that_is_asked_for),
		cmocka_unit_test(a_port_at_random_is_in_the_range_and_nobody_elses),
		cmocka_unit_test(forwards_a_port_to_a_host_inside),
		cmocka_unit_test(keep_lets_answers_in_and_changes_nothing),
		cmocka_unit_test(pass_makes_no_mapping_and_takes_all),
		cmocka_unit_test(drops_what_has_no_flow),
		cmocka_unit_test(a_udp_packet_without_a_checksum_gets_none),
		cmocka_unit_test(checksums_are_right_for_every_value_and_never_none),
		cmocka_unit_test(a_checksum_that_a_device_completes_stays_one),
		cmocka_unit_test(the_next_hop_is_the_new_destination),
		cmocka_unit_test(a_tcp_mappings_time_is_that_of_its_connection_rfc5382_5),
		cmocka_unit_test(mappings_stay_within_their_capacity),
		cmocka_unit_test(says_what_is_wrong_with_an_inputspec),
	};

	return cmocka_run_group_tests(tests, lab_group_setup, NULL);
}
