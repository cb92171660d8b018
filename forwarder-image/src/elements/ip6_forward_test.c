// The way of a forwarded IPv6 packet: ip6_lookup, dec_ip6_hlim, check_ip6_mtu.
#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

#include "elements/drops.h"
#include "elements/ip6.h"
#include "elements/testing/frames6.h"
#include "ports/offload.h"

static void takes_one_from_the_hop_limit_and_leaves_the_rest_alone_rfc8200_3(void **state)
{
	struct lab *lab = *state;
	struct rte_mbuf *frame = frame6_udp(lab, 0, LAB6_LEFT, LAB6_RIGHT, FRAME_PAYLOAD);
	struct rte_ipv6_hdr expected;

	frame6_ip(frame)->vtc_flow = RTE_BE32(UINT32_C(0x6b812345)); // traffic class and flow label
	expected = *frame6_ip(frame);
	expected.hop_limits--;
	lab_put(lab, 0, frame);
	frame = lab_take(lab, 1);
	assert_memory_equal(frame6_ip(frame), &expected, sizeof(expected));
	assert_int_equal(frame->pkt_len, 14 + 40 + 8 + FRAME_PAYLOAD);
	rte_pktmbuf_free(frame);
}

static void says_time_exceeded_from_the_input_interface_rfc4443_3_3(void **state)
{
	struct lab *lab = *state;

	for (uint8_t hop_limit = 0; hop_limit <= 1; hop_limit++) {
		struct rte_mbuf *frame = frame6_udp(lab, 0, LAB6_LEFT, LAB6_RIGHT, FRAME_PAYLOAD), *message;
		struct rte_ipv6_hdr sent;

		frame6_ip(frame)->hop_limits = hop_limit;
		sent = *frame6_ip(frame);
		lab_put(lab, 0, frame);
		message = lab_take(lab, 0);
		frame6_assert_icmp(message, 3, 0, LAB6_LEFT_ROUTER, LAB6_LEFT);
		assert_memory_equal(frame6_icmp(message) + 1, &sent, sizeof(sent)); // as it came
		rte_pktmbuf_free(message);
	}
	assert_int_equal(lab_drops(lab, FL_DROP_DEC_IP6_HLIM_EXPIRED), 2);
	lab_assert_silent(lab);
}

static void says_no_route_rfc4443_3_1(void **state)
{
	struct lab *lab = *state;
	struct rte_mbuf *message;

	lab_put(lab, 0, frame6_udp(lab, 0, LAB6_LEFT, "2001:db8:9::1", FRAME_PAYLOAD));
	message = lab_take(lab, 0);
	frame6_assert_icmp(message, 1, 0, LAB6_LEFT_ROUTER, LAB6_LEFT);
	rte_pktmbuf_free(message);
	assert_int_equal(lab_drops(lab, FL_DROP_IP6_LOOKUP_NO_ROUTE), 1);
}

static void forwards_to_the_longest_prefix_by_a_gateway(void **state)
{
	struct lab *lab = *state;
	struct fl_config_router config = lab->config;
	struct fl_config_route6 routes[] = {
		{.to = {lab6_address("::"), 0}, .via = lab6_address(LAB6_LEFT)},
		{.to = {lab6_address("2001:db8:8000::"), 33}, .via = lab6_address(LAB6_RIGHT)},
	};
	struct rte_mbuf *frame;

	config.routes6 = routes;
	config.route6_count = RTE_DIM(routes);
	lab_replace(lab, &config);
	lab_flush(lab);
	lab_put(lab, 0, frame6_udp(lab, 0, LAB6_LEFT, "2001:db8:9000::1", 0));
	frame = lab_take(lab, 1);
	assert_true(rte_is_same_ether_addr(&frame_ether(frame)->dst_addr, &lab_right_mac));
	rte_pktmbuf_free(frame);
	lab_put(lab, 1, frame6_udp(lab, 1, LAB6_RIGHT, "2a00::1", 0));
	frame = lab_take(lab, 0);
	assert_true(rte_is_same_ether_addr(&frame_ether(frame)->dst_addr, &lab_left_mac));
	rte_pktmbuf_free(frame);
}

static void never_forwards_to_link_local_addresses_rfc4291_2_5_6(void **state)
{
	struct lab *lab = *state;

	lab_put(lab, 0, frame6_udp(lab, 0, LAB6_LEFT, "fe80::1234", 0));
	lab_put(lab, 0, frame6_udp(lab, 0, "fe80::2", "fe80::1234", 0));
	assert_int_equal(lab_drops(lab, FL_DROP_IP6_LOOKUP_LINK_LOCAL), 2);
	lab_assert_silent(lab);
}

static void says_beyond_scope_to_link_local_sources_rfc4443_3_1(void **state)
{
	struct lab *lab = *state;
	const struct fl_ip6 link_local = lab6_link_local(lab, 0);
	struct rte_mbuf *message;
	struct fl_ip6 source;

	lab_put(lab, 0,
		frame6_solicitation(lab, 0, "fe80::2", LAB6_LEFT_ROUTER, LAB6_LEFT_ROUTER, &lab_left_mac, true));
	lab_tick(lab, 5);
	lab_flush(lab);
	lab_put(lab, 0, frame6_udp(lab, 0, "fe80::2", LAB6_RIGHT, 0));
	message = lab_take(lab, 0);
	source = *fl_ip6_source(frame6_ip(message));
	assert_true(fl_ip6_equal(&source, &link_local)); // of the destination's scope
	assert_int_equal(frame6_icmp(message)->type, 1);
	assert_int_equal(frame6_icmp(message)->code, 2);
	rte_pktmbuf_free(message);
	assert_int_equal(lab_drops(lab, FL_DROP_IP6_LOOKUP_BEYOND_SCOPE), 1);
}

static void says_packet_too_big_and_never_fragments_rfc4443_3_2(void **state)
{
	struct lab *lab = *state;
	struct fl_config_router config = lab->config;
	struct rte_mbuf *message;

	config.interfaces[1].mtu = 1400;
	lab_replace(lab, &config);
	lab_flush(lab);
	lab_put(lab, 0, frame6_udp(lab, 0, LAB6_LEFT, LAB6_RIGHT, 1400 - 48));
	rte_pktmbuf_free(lab_take(lab, 1));
	lab_put(lab, 0, frame6_udp(lab, 0, LAB6_LEFT, LAB6_RIGHT, 1401 - 48));
	message = lab_take(lab, 0);
	frame6_assert_icmp(message, 2, 0, LAB6_LEFT_ROUTER, LAB6_LEFT);
	assert_int_equal(rte_be_to_cpu_32(frame6_icmp(message)->word), 1400);
	rte_pktmbuf_free(message);
	assert_int_equal(lab_drops(lab, FL_DROP_CHECK_IP6_MTU_TOO_BIG), 1);
	lab_assert_silent(lab);
}

static void a_large_segment_fits_when_its_pieces_do(void **state)
{
	struct lab *lab = *state;

	for (uint16_t size = 1452; size <= 1453; size++) {
		struct rte_mbuf *frame = frame6_udp(lab, 0, LAB6_LEFT, LAB6_RIGHT, 20000);

		fl_packet_get(frame)->vnet = (struct fl_vnet){.flags = FL_VNET_NEEDS_CSUM,
			.gso_type = FL_VNET_GSO_UDP_L4,
			.gso_size = size,
			.csum_start = 54,
			.csum_offset = 6};
		lab_put(lab, 0, frame);
		if (size == 1452)
			rte_pktmbuf_free(lab_take(lab, 1));
	}
	assert_int_equal(lab_drops(lab, FL_DROP_CHECK_IP6_MTU_TOO_BIG), 1);
}

static void passes_extension_headers_on_unread_rfc8200_4(void **state)
{
	// Hop-by-hop and destination headers with an option that asks its reader to drop the packet, and a routing header.
	static const uint8_t options[8] = {0, 0, 0xc7, 4}, routing[8] = {0, 0, 0, 1};
	static const struct {
		uint8_t protocol;
		const uint8_t *bytes;
	} headers[] = {
		{IPPROTO_HOPOPTS, options}, {IPPROTO_DSTOPTS, options}, {IPPROTO_ROUTING, routing}, {200, options}};
	struct lab *lab = *state;

	for (size_t i = 0; i < RTE_DIM(headers); i++) {
		struct rte_mbuf *frame = frame6_udp(lab, 0, LAB6_LEFT, LAB6_RIGHT, 4);

		frame6_extension_insert(frame, headers[i].protocol, headers[i].bytes, 8);
		lab_put(lab, 0, frame);
		frame = lab_take(lab, 1);
		assert_int_equal(frame6_ip(frame)->proto, headers[i].protocol);
		assert_int_equal(frame->pkt_len, 14 + 40 + 8 + 8 + 4);
		rte_pktmbuf_free(frame);
	}
}

static void keeps_the_offload_header_of_what_it_forwards(void **state)
{
	const struct fl_vnet vnet = {.flags = FL_VNET_NEEDS_CSUM, .csum_start = 54, .csum_offset = 6};
	struct lab *lab = *state;
	struct rte_mbuf *frame = frame6_udp(lab, 0, LAB6_LEFT, LAB6_RIGHT, FRAME_PAYLOAD);

	fl_packet_get(frame)->vnet = vnet;
	lab_put(lab, 0, frame);
	frame = lab_take(lab, 1);
	assert_memory_equal(&fl_packet_get(frame)->vnet, &vnet, sizeof(vnet));
	rte_pktmbuf_free(frame);
}

static void forwards_ipv4_beside_it(void **state)
{
	struct lab *lab = *state;

	lab_put(lab, 0, frame_udp(lab, 0, LAB_LEFT, LAB_RIGHT, FRAME_PAYLOAD));
	rte_pktmbuf_free(lab_take(lab, 1));
}

static void a_router_of_ipv6_alone_forwards_no_ipv4_and_complains_of_none(void **state)
{
	struct lab *lab = *state;
	struct fl_config_router config = lab->config;

	config.interfaces[0].address_count = config.interfaces[1].address_count = 0;
	lab_replace(lab, &config);
	lab_flush(lab);
	lab_put(lab, 0, frame_udp(lab, 0, LAB_LEFT, LAB_RIGHT, FRAME_PAYLOAD));
	lab_assert_silent(lab); // it has no address for the message to come from
	assert_int_equal(lab_drops(lab, FL_DROP_IP_LOOKUP_NO_ROUTE), 1);
	lab_put(lab, 0, frame6_udp(lab, 0, LAB6_LEFT, LAB6_RIGHT, FRAME_PAYLOAD));
	rte_pktmbuf_free(lab_take(lab, 1));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		LAB6_TEST(takes_one_from_the_hop_limit_and_leaves_the_rest_alone_rfc8200_3),
		LAB6_TEST(says_time_exceeded_from_the_input_interface_rfc4443_3_3),
		LAB6_TEST(says_no_route_rfc4443_3_1),
		LAB6_TEST(forwards_to_the_longest_prefix_by_a_gateway),
		LAB6_TEST(never_forwards_to_link_local_addresses_rfc4291_2_5_6),
		LAB6_TEST(says_beyond_scope_to_link_local_sources_rfc4443_3_1),
		LAB6_TEST(says_packet_too_big_and_never_fragments_rfc4443_3_2),
		LAB6_TEST(a_large_segment_fits_when_its_pieces_do),
		LAB6_TEST(passes_extension_headers_on_unread_rfc8200_4),
		LAB6_TEST(keeps_the_offload_header_of_what_it_forwards),
		LAB6_TEST(forwards_ipv4_beside_it),
		LAB6_TEST(a_router_of_ipv6_alone_forwards_no_ipv4_and_complains_of_none),
	};

	return cmocka_run_group_tests(tests, lab_group_setup, NULL);
}
