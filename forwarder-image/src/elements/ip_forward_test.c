// The way of a forwarded datagram: ip_lookup, dec_ip_ttl.
#include <rte_arp.h>
#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

#include "elements/drops.h"
#include "elements/testing/frames.h"

static void takes_one_from_the_ttl_and_keeps_the_checksum_right(void **state)
{
	struct lab *lab = *state;

	// Over all identifications, so that every carry of the incremental checksum is seen.
	for (uint32_t id = 0; id <= UINT16_MAX; id += 13) {
		struct rte_mbuf *frame = frame_udp(lab, 0, LAB_LEFT, LAB_RIGHT, 4);

		frame_ip(frame)->packet_id = rte_cpu_to_be_16((uint16_t)id);
		frame_ip(frame)->time_to_live = (uint8_t)(2 + id % 250);
		frame_ip_finish(frame);
		lab_put(lab, 0, frame);
		frame = lab_take(lab, 1);
		assert_int_equal(frame_ip(frame)->time_to_live, 1 + id % 250);
		assert_int_equal(rte_raw_cksum(frame_ip(frame), sizeof(struct rte_ipv4_hdr)), 0xffff);
		rte_pktmbuf_free(frame);
	}
}

static void leaves_type_of_service_and_reserved_bits_alone_rfc1812_5_3_2(void **state)
{
	enum { RESERVED = 0x8000 };
	struct lab *lab = *state;

	for (uint16_t tos = 0; tos <= UINT8_MAX; tos++) {
		struct rte_mbuf *frame = frame_udp(lab, 0, LAB_LEFT, LAB_RIGHT, 4);

		frame_ip(frame)->type_of_service = (uint8_t)tos;
		frame_ip(frame)->fragment_offset = tos % 2 == 0 ? RTE_BE16(RESERVED) : RTE_BE16(RTE_IPV4_HDR_DF_FLAG);
		frame_ip_finish(frame);
		lab_put(lab, 0, frame);
		frame = lab_take(lab, 1);
		assert_int_equal(frame_ip(frame)->type_of_service, tos);
		assert_int_equal(frame_ip(frame)->fragment_offset,
			tos % 2 == 0 ? RTE_BE16(RESERVED) : RTE_BE16(RTE_IPV4_HDR_DF_FLAG));
		rte_pktmbuf_free(frame);
	}
}

static void sends_back_by_the_interface_it_came_from_and_redirects_nobody(void **state)
{
	static const struct rte_ether_addr other_mac = {{0x02, 0, 0, 0, 0x01, 0x09}};
	struct lab *lab = *state;
	struct rte_mbuf *frame;

	lab_put(lab, 0, frame_arp(lab, RTE_ARP_OP_REQUEST, "10.1.0.9", &other_mac, "10.1.0.1"));
	lab_tick(lab, 10);
	lab_flush(lab);
	lab_put(lab, 0, frame_udp(lab, 0, LAB_LEFT, "10.1.0.9", FRAME_PAYLOAD));
	frame = lab_take(lab, 0);
	assert_int_equal(frame_ip(frame)->next_proto_id, IPPROTO_UDP);
	assert_true(rte_is_same_ether_addr(&frame_ether(frame)->dst_addr, &other_mac));
	rte_pktmbuf_free(frame);
	lab_assert_silent(lab);
}

static void says_time_exceeded_from_the_input_interface_rfc1812_5_3_1(void **state)
{
	struct lab *lab = *state;

	for (uint8_t ttl = 0; ttl <= 1; ttl++) {
		struct rte_mbuf *frame = frame_udp(lab, 0, LAB_LEFT, LAB_RIGHT, FRAME_PAYLOAD), *message;
		struct rte_ipv4_hdr sent;

		frame_ip(frame)->time_to_live = ttl;
		frame_ip_finish(frame);
		sent = *frame_ip(frame);
		lab_put(lab, 0, frame);
		message = lab_take(lab, 0);
		frame_assert_icmp(message, 11, 0, "10.1.0.1", LAB_LEFT);
		assert_memory_equal(frame_icmp(message) + 1, &sent, sizeof(sent)); // as it came
		rte_pktmbuf_free(message);
	}
	assert_int_equal(lab_drops(lab, FL_DROP_DEC_IP_TTL_EXPIRED), 2);
	lab_assert_silent(lab);
}

static void says_network_unreachable_without_a_route(void **state)
{
	struct lab *lab = *state;
	struct rte_mbuf *message;

	lab_put(lab, 0, frame_udp(lab, 0, LAB_LEFT, "192.0.2.1", FRAME_PAYLOAD));
	message = lab_take(lab, 0);
	frame_assert_icmp(message, 3, 0, "10.1.0.1", LAB_LEFT);
	rte_pktmbuf_free(message);
	assert_int_equal(lab_drops(lab, FL_DROP_IP_LOOKUP_NO_ROUTE), 1);
}

// Where a datagram to destination goes: '0' or '1', the interface, or '-'.
static char way_of(struct lab *lab, const char *destination)
{
	struct rte_mbuf *frame;
	char way = '-';

	lab_put(lab, 0, frame_udp(lab, 0, LAB_LEFT, destination, 0));
	for (uint32_t i = 0; i < 2; i++)
		while (fl_port_ring_take(lab->ports[i], &frame, 1) != 0) {
			if (frame_ip(frame)->next_proto_id == IPPROTO_UDP)
				way = (char)('0' + i);
			rte_pktmbuf_free(frame);
		}
	return way;
}

static void forwards_to_the_longest_prefix(void **state)
{
	struct lab *lab = *state;
	struct fl_config_router config = lab->config;
	struct fl_config_route routes[] = {
		{.to = {lab_address("0.0.0.0"), 0}, .via = lab_address(LAB_RIGHT)},
		{.to = {lab_address("172.16.0.0"), 12}, .via = lab_address(LAB_LEFT)},
		{.to = {lab_address("172.16.5.0"), 24}, .via = lab_address(LAB_RIGHT)},
		{.to = {lab_address("172.16.5.7"), 32}, .via = lab_address(LAB_LEFT)},
	};

	config.routes = routes;
	config.route_count = RTE_DIM(routes);
	lab_replace(lab, &config);
	lab_flush(lab);
	assert_int_equal(way_of(lab, "192.0.2.1"), '1');
	assert_int_equal(way_of(lab, "172.31.255.254"), '0'); // out by where it came in: a router on a stick
	assert_int_equal(way_of(lab, "172.16.5.8"), '1');
	assert_int_equal(way_of(lab, "172.16.5.7"), '0');
	assert_int_equal(way_of(lab, "172.32.0.1"), '1');
}

static void keeps_the_offload_header_of_what_it_forwards(void **state)
{
	const struct fl_vnet vnet = {.flags = FL_VNET_NEEDS_CSUM, .csum_start = 34, .csum_offset = 6};
	struct lab *lab = *state;
	struct rte_mbuf *frame = frame_udp(lab, 0, LAB_LEFT, LAB_RIGHT, FRAME_PAYLOAD);

	fl_packet_get(frame)->vnet = vnet;
	lab_put(lab, 0, frame);
	frame = lab_take(lab, 1);
	assert_memory_equal(&fl_packet_get(frame)->vnet, &vnet, sizeof(vnet));
	rte_pktmbuf_free(frame);
}

static void counts_what_it_receives_sends_and_drops(void **state)
{
	struct lab *lab = *state;
	const struct fl_path_counters before = lab->paths[0].counters;
	const struct fl_path_counters *after = &lab->paths[0].counters;
	struct rte_mbuf *frame = frame_udp(lab, 0, LAB_LEFT, LAB_RIGHT, FRAME_PAYLOAD);

	frame_ip(frame)->hdr_checksum ^= 1;
	lab_put(lab, 0, frame);
	for (int i = 0; i < 3; i++)
		lab_put(lab, 0, frame_udp(lab, 0, LAB_LEFT, LAB_RIGHT, FRAME_PAYLOAD));
	assert_int_equal(after->received_packets - before.received_packets, 4);
	assert_int_equal(after->sent_packets - before.sent_packets, 3);
	assert_int_equal(after->dropped_packets - before.dropped_packets, 1);
	lab_flush(lab);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		LAB_TEST(takes_one_from_the_ttl_and_keeps_the_checksum_right),
		LAB_TEST(leaves_type_of_service_and_reserved_bits_alone_rfc1812_5_3_2),
		LAB_TEST(sends_back_by_the_interface_it_came_from_and_redirects_nobody),
		LAB_TEST(says_time_exceeded_from_the_input_interface_rfc1812_5_3_1),
		LAB_TEST(says_network_unreachable_without_a_route),
		LAB_TEST(forwards_to_the_longest_prefix),
		LAB_TEST(keeps_the_offload_header_of_what_it_forwards),
		LAB_TEST(counts_what_it_receives_sends_and_drops),
	};

	return cmocka_run_group_tests(tests, lab_group_setup, NULL);
}
