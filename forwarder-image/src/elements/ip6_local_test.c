// What is addressed to the router itself, of IPv6.
#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

#include "elements/drops.h"
#include "elements/ip6.h"
#include "elements/testing/frames6.h"

static void answers_echo_from_the_address_that_was_asked_rfc4443_4_2(void **state)
{
	static const char *const own[] = {LAB6_LEFT_ROUTER, LAB6_RIGHT_ROUTER};
	struct lab *lab = *state;

	for (size_t i = 0; i < RTE_DIM(own); i++) {
		struct rte_mbuf *reply;

		lab_put(lab, 0, frame6_echo(lab, 0, LAB6_LEFT, own[i], 1400));
		reply = lab_take(lab, 0);
		frame6_assert_icmp(reply, 129, 0, own[i], LAB6_LEFT);
		assert_int_equal(frame6_ip(reply)->hop_limits, 64);
		assert_int_equal(frame6_icmp(reply)->word, RTE_BE32(0x00070009));
		for (int j = 0; j < 1400; j++)
			assert_int_equal(((const uint8_t *)(frame6_icmp(reply) + 1))[j], j & 0xff);
		assert_true(rte_is_same_ether_addr(&frame_ether(reply)->dst_addr, &lab_left_mac));
		rte_pktmbuf_free(reply);
	}
}

static void answers_echo_to_groups_and_anycast_addresses_from_its_own_rfc4443_4_2(void **state)
{
	static const char *const many[] = {"ff02::1", "ff02::2", "2001:db8:1::"};
	struct lab *lab = *state;

	for (size_t i = 0; i < RTE_DIM(many); i++) {
		struct rte_mbuf *reply;

		lab_put(lab, 0, frame6_echo(lab, 0, LAB6_LEFT, many[i], FRAME_PAYLOAD));
		reply = lab_take(lab, 0);
		frame6_assert_icmp(reply, 129, 0, LAB6_LEFT_ROUTER, LAB6_LEFT);
		rte_pktmbuf_free(reply);
	}
}

static void answers_echo_to_its_link_local_address(void **state)
{
	struct lab *lab = *state;
	const struct fl_ip6 own = lab6_link_local(lab, 0);
	struct rte_mbuf *frame = frame6_echo(lab, 0, "fe80::2", LAB6_LEFT_ROUTER, FRAME_PAYLOAD);

	lab_put(lab, 0,
		frame6_solicitation(lab, 0, "fe80::2", LAB6_LEFT_ROUTER, LAB6_LEFT_ROUTER, &lab_left_mac, true));
	lab_tick(lab, 5);
	lab_flush(lab);
	frame6_ip(frame)->dst_addr = fl_ip6_to_dpdk(&own);
	frame6_icmp_finish(frame);
	lab_put(lab, 0, frame);
	frame = lab_take(lab, 0);
	assert_int_equal(frame6_icmp(frame)->type, 129);
	assert_true(fl_ip6_equal(fl_ip6_source(frame6_ip(frame)), &own));
	assert_true(rte_is_same_ether_addr(&frame_ether(frame)->dst_addr, &lab_left_mac));
	rte_pktmbuf_free(frame);
	// Not by the other interface: an address of that link means nothing here.
	frame = frame6_echo(lab, 1, "fe80::2", LAB6_LEFT_ROUTER, FRAME_PAYLOAD);
	frame6_ip(frame)->dst_addr = fl_ip6_to_dpdk(&own);
	frame6_icmp_finish(frame);
	lab_put(lab, 1, frame);
	lab_assert_silent(lab);
	assert_int_equal(lab_drops(lab, FL_DROP_IP6_LOOKUP_LINK_LOCAL), 1);
}

static void answers_echo_with_hop_limit_1(void **state)
{
	struct lab *lab = *state;
	struct rte_mbuf *frame = frame6_echo(lab, 0, LAB6_LEFT, LAB6_LEFT_ROUTER, FRAME_PAYLOAD);

	frame6_ip(frame)->hop_limits = 1;
	lab_put(lab, 0, frame);
	frame = lab_take(lab, 0);
	frame6_assert_icmp(frame, 129, 0, LAB6_LEFT_ROUTER, LAB6_LEFT);
	rte_pktmbuf_free(frame);
}

static void drops_messages_with_a_bad_checksum_cut_short_or_from_nobody(void **state)
{
	struct lab *lab = *state;
	struct rte_mbuf *frame = frame6_echo(lab, 0, LAB6_LEFT, LAB6_LEFT_ROUTER, FRAME_PAYLOAD);

	frame6_icmp(frame)->checksum ^= 1;
	lab_put(lab, 0, frame);
	frame = frame6_echo(lab, 0, LAB6_LEFT, LAB6_LEFT_ROUTER, 0);
	frame6_ip(frame)->payload_len = RTE_BE16(7);
	lab_put(lab, 0, frame);
	lab_put(lab, 0, frame6_echo(lab, 0, "::", "ff02::1", 0));
	assert_int_equal(lab_drops(lab, FL_DROP_IP6_LOCAL_BAD_ICMP), 3);
	lab_assert_silent(lab);
}

static void ignores_other_icmp_types(void **state)
{
	static const uint8_t types[] = {1, 2, 3, 4, 100, 129, 131, 132, 143};
	struct lab *lab = *state;

	for (size_t i = 0; i < RTE_DIM(types); i++) {
		struct rte_mbuf *frame = frame6_echo(lab, 0, LAB6_LEFT, LAB6_LEFT_ROUTER, FRAME_PAYLOAD);

		frame6_icmp(frame)->type = types[i];
		frame6_icmp_finish(frame);
		lab_put(lab, 0, frame);
	}
	assert_int_equal(lab_drops(lab, FL_DROP_IP6_LOCAL_UNKNOWN_ICMP), RTE_DIM(types));
	lab_assert_silent(lab);
}

static void says_port_unreachable_for_udp_rfc4443_3_1(void **state)
{
	struct lab *lab = *state;
	struct rte_mbuf *message;

	// From the address that was asked, even by another interface's (RFC 4443 2.2).
	lab_put(lab, 0, frame6_udp(lab, 0, LAB6_LEFT, LAB6_RIGHT_ROUTER, FRAME_PAYLOAD));
	message = lab_take(lab, 0);
	frame6_assert_icmp(message, 1, 4, LAB6_RIGHT_ROUTER, LAB6_LEFT);
	rte_pktmbuf_free(message);
}

// The message about a packet with a parameter problem, which has to point to this place.
static void assert_problem(struct lab *lab, struct rte_mbuf *frame, uint8_t code, uint32_t pointer)
{
	struct rte_mbuf *message;

	lab_put(lab, 0, frame);
	message = lab_take(lab, 0);
	frame6_assert_icmp(message, 4, code, LAB6_LEFT_ROUTER, LAB6_LEFT);
	assert_int_equal(rte_be_to_cpu_32(frame6_icmp(message)->word), pointer);
	rte_pktmbuf_free(message);
}

static void says_where_the_unknown_next_header_is_rfc4443_3_4(void **state)
{
	static const uint8_t padding[8] = {0, 0, 1, 4};
	struct lab *lab = *state;
	struct rte_mbuf *frame = frame6_udp(lab, 0, LAB6_LEFT, LAB6_LEFT_ROUTER, 20);

	frame6_ip(frame)->proto = 200;
	assert_problem(lab, frame, 1, 6);
	frame = frame6_udp(lab, 0, LAB6_LEFT, LAB6_LEFT_ROUTER, 20);
	frame6_ip(frame)->proto = 200;
	frame6_extension_insert(frame, IPPROTO_DSTOPTS, padding, 8);
	assert_problem(lab, frame, 1, 40);
	// A hop-by-hop header that is not the first (RFC 8200 4.1).
	frame = frame6_udp(lab, 0, LAB6_LEFT, LAB6_LEFT_ROUTER, 20);
	frame6_extension_insert(frame, IPPROTO_HOPOPTS, padding, 8);
	frame6_extension_insert(frame, IPPROTO_DSTOPTS, padding, 8);
	assert_problem(lab, frame, 1, 40);
}

static void answers_echo_behind_extension_headers_without_them(void **state)
{
	static const uint8_t padding[16] = {0, 1, 1, 12}, alert[8] = {0, 0, 5, 2, 0, 0, 1, 0},
			     skipped[8] = {0, 0, 0x07, 4}, routed[8] = {0, 0, 77, 0}, atomic[8] = {0};
	static const struct {
		uint8_t protocol;
		const uint8_t *bytes;
		uint16_t length;
	} headers[] = {{IPPROTO_HOPOPTS, padding, 16}, {IPPROTO_HOPOPTS, alert, 8}, {IPPROTO_DSTOPTS, skipped, 8},
		{IPPROTO_ROUTING, routed, 8}, {IPPROTO_FRAGMENT, atomic, 8}};
	struct lab *lab = *state;

	for (size_t i = 0; i < RTE_DIM(headers); i++) {
		struct rte_mbuf *frame = frame6_echo(lab, 0, LAB6_LEFT, LAB6_LEFT_ROUTER, 50);

		frame6_extension_insert(frame, headers[i].protocol, headers[i].bytes, headers[i].length);
		lab_put(lab, 0, frame);
		frame = lab_take(lab, 0);
		frame6_assert_icmp(frame, 129, 0, LAB6_LEFT_ROUTER, LAB6_LEFT);
		assert_int_equal(frame->pkt_len, 14 + 40 + 8 + 50);
		rte_pktmbuf_free(frame);
	}
}

static void obeys_what_unknown_options_ask_for_rfc8200_4_2(void **state)
{
	static const uint8_t discard[8] = {0, 0, 0x47, 4}, tell[8] = {0, 0, 0x87, 4},
			     tell_unicast[8] = {0, 0, 1, 0, 0xc7, 2};
	struct lab *lab = *state;
	struct rte_mbuf *frame = frame6_echo(lab, 0, LAB6_LEFT, LAB6_LEFT_ROUTER, 0);

	frame6_extension_insert(frame, IPPROTO_DSTOPTS, discard, 8);
	lab_put(lab, 0, frame);
	lab_assert_silent(lab);
	assert_int_equal(lab_drops(lab, FL_DROP_IP6_LOCAL_BAD_EXTENSIONS), 1);
	frame = frame6_echo(lab, 0, LAB6_LEFT, LAB6_LEFT_ROUTER, 0);
	frame6_extension_insert(frame, IPPROTO_HOPOPTS, tell, 8);
	assert_problem(lab, frame, 2, 42);
	frame = frame6_echo(lab, 0, LAB6_LEFT, LAB6_LEFT_ROUTER, 0);
	frame6_extension_insert(frame, IPPROTO_DSTOPTS, tell_unicast, 8);
	assert_problem(lab, frame, 2, 44);
	// Sent to many: the one asks for a message still, the other does not.
	frame = frame6_echo(lab, 0, LAB6_LEFT, "ff02::1", 0);
	frame6_extension_insert(frame, IPPROTO_DSTOPTS, tell, 8);
	assert_problem(lab, frame, 2, 42);
	frame = frame6_echo(lab, 0, LAB6_LEFT, "ff02::1", 0);
	frame6_extension_insert(frame, IPPROTO_DSTOPTS, tell_unicast, 8);
	lab_put(lab, 0, frame);
	lab_assert_silent(lab);
}

static void refuses_to_be_a_hop_of_a_source_route_rfc8200_4_4(void **state)
{
	static const uint8_t routing[8] = {0, 0, 0, 1};
	struct lab *lab = *state;
	struct rte_mbuf *frame = frame6_echo(lab, 0, LAB6_LEFT, LAB6_LEFT_ROUTER, 0);

	frame6_extension_insert(frame, IPPROTO_ROUTING, routing, 8);
	assert_problem(lab, frame, 0, 42);
	assert_int_equal(lab_drops(lab, FL_DROP_IP6_LOCAL_SOURCE_ROUTE), 1);
}

static void drops_fragments_and_headers_without_end(void **state)
{
	static const uint8_t first[8] = {0, 0, 0, 1}, later[8] = {0, 0, 0, 8}, endless[8] = {0, 200, 1, 4},
			     broken[8] = {0, 0, 1, 9};
	struct lab *lab = *state;
	struct rte_mbuf *frame;

	for (int i = 0; i < 2; i++) {
		frame = frame6_echo(lab, 0, LAB6_LEFT, LAB6_LEFT_ROUTER, 64);
		frame6_extension_insert(frame, IPPROTO_FRAGMENT, i == 0 ? first : later, 8);
		lab_put(lab, 0, frame);
	}
	assert_int_equal(lab_drops(lab, FL_DROP_IP6_LOCAL_FRAGMENT), 2);
	frame = frame6_echo(lab, 0, LAB6_LEFT, LAB6_LEFT_ROUTER, 64);
	frame6_extension_insert(frame, IPPROTO_DSTOPTS, endless, 8);
	lab_put(lab, 0, frame);
	assert_int_equal(lab_drops(lab, FL_DROP_IP6_LOCAL_BAD_EXTENSIONS), 1);
	frame = frame6_echo(lab, 0, LAB6_LEFT, LAB6_LEFT_ROUTER, 0);
	frame6_ip(frame)->proto = IPPROTO_NONE;
	lab_put(lab, 0, frame);
	assert_int_equal(lab_drops(lab, FL_DROP_IP6_LOCAL_BAD_EXTENSIONS), 2);
	lab_assert_silent(lab);
	// An option that reaches beyond its header is the sender's mistake alone: padding is padding.
	frame = frame6_echo(lab, 0, LAB6_LEFT, LAB6_LEFT_ROUTER, 64);
	frame6_extension_insert(frame, IPPROTO_DSTOPTS, broken, 8);
	lab_put(lab, 0, frame);
	rte_pktmbuf_free(lab_take(lab, 0));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		LAB6_TEST(answers_echo_from_the_address_that_was_asked_rfc4443_4_2),
		LAB6_TEST(answers_echo_to_groups_and_anycast_addresses_from_its_own_rfc4443_4_2),
		LAB6_TEST(answers_echo_to_its_link_local_address),
		LAB6_TEST(answers_echo_with_hop_limit_1),
		LAB6_TEST(drops_messages_with_a_bad_checksum_cut_short_or_from_nobody),
		LAB6_TEST(ignores_other_icmp_types),
		LAB6_TEST(says_port_unreachable_for_udp_rfc4443_3_1),
		LAB6_TEST(says_where_the_unknown_next_header_is_rfc4443_3_4),
		LAB6_TEST(answers_echo_behind_extension_headers_without_them),
		LAB6_TEST(obeys_what_unknown_options_ask_for_rfc8200_4_2),
		LAB6_TEST(refuses_to_be_a_hop_of_a_source_route_rfc8200_4_4),
		LAB6_TEST(drops_fragments_and_headers_without_end),
	};

	return cmocka_run_group_tests(tests, lab_group_setup, NULL);
}
