// What of IPv6 is not let in.
#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

#include "elements/drops.h"
#include "elements/ip6.h"
#include "elements/testing/frames6.h"

static void assert_dropped(struct lab *lab, struct rte_mbuf *frame, enum fl_drop reason)
{
	uint64_t before = lab_drops(lab, reason);

	lab_put(lab, 0, frame);
	assert_int_equal(lab_drops(lab, reason), before + 1);
	lab_assert_silent(lab);
}

static void assert_refused(struct lab *lab, const char *source, const char *destination, enum fl_drop reason)
{
	assert_dropped(lab, frame6_udp(lab, 0, source, destination, 0), reason);
}

static void lets_a_good_packet_through(void **state)
{
	struct lab *lab = *state;
	struct rte_mbuf *frame;

	lab_put(lab, 0, frame6_udp(lab, 0, LAB6_LEFT, LAB6_RIGHT, FRAME_PAYLOAD));
	frame = lab_take(lab, 1);
	assert_true(rte_is_same_ether_addr(&frame_ether(frame)->dst_addr, &lab_right_mac));
	assert_true(rte_is_same_ether_addr(&frame_ether(frame)->src_addr, &lab->ports[1]->mac));
	rte_pktmbuf_free(frame);
}

static void drops_what_is_cut_short_or_says_so(void **state)
{
	struct lab *lab = *state;
	struct rte_mbuf *frame = frame6_udp(lab, 0, LAB6_LEFT, LAB6_RIGHT, 0);

	rte_pktmbuf_trim(frame, 1);
	assert_dropped(lab, frame, FL_DROP_CHECK_IP6_HEADER_BAD_LENGTH);
	frame = frame6_udp(lab, 0, LAB6_LEFT, LAB6_RIGHT, 0);
	rte_pktmbuf_trim(frame, 8 + 1);
	assert_dropped(lab, frame, FL_DROP_CHECK_IP6_HEADER_BAD_LENGTH);
	// A jumbogram (RFC 2675) has a payload length of 0 and a hop-by-hop header.
	frame = frame6_udp(lab, 0, LAB6_LEFT, LAB6_RIGHT, 100);
	frame6_ip(frame)->payload_len = 0;
	frame6_ip(frame)->proto = IPPROTO_HOPOPTS;
	assert_dropped(lab, frame, FL_DROP_CHECK_IP6_HEADER_BAD_LENGTH);
}

static void drops_other_versions(void **state)
{
	struct lab *lab = *state;
	struct rte_mbuf *frame = frame6_udp(lab, 0, LAB6_LEFT, LAB6_RIGHT, 0);

	frame6_ip(frame)->vtc_flow = RTE_BE32(UINT32_C(4) << 28);
	assert_dropped(lab, frame, FL_DROP_CHECK_IP6_HEADER_BAD_VERSION);
}

static void drops_martian_sources_rfc4291(void **state)
{
	static const char *const sources[] = {"::", "::1", "ff02::1", "ff0e::7", "::ffff:192.0.2.1"};
	struct lab *lab = *state;

	for (size_t i = 0; i < RTE_DIM(sources); i++)
		assert_refused(lab, sources[i], LAB6_RIGHT, FL_DROP_CHECK_IP6_HEADER_MARTIAN_SOURCE);
}

static void drops_martian_destinations_rfc4291(void **state)
{
	static const char *const destinations[] = {"::", "::1", "::ffff:192.0.2.1"};
	struct lab *lab = *state;

	for (size_t i = 0; i < RTE_DIM(destinations); i++)
		assert_refused(lab, LAB6_LEFT, destinations[i], FL_DROP_CHECK_IP6_HEADER_MARTIAN_DESTINATION);
}

static void drops_its_own_addresses_as_source(void **state)
{
	static const char *const sources[] = {LAB6_LEFT_ROUTER, LAB6_RIGHT_ROUTER};
	struct lab *lab = *state;
	struct rte_mbuf *frame = frame6_udp(lab, 0, LAB6_LEFT, LAB6_RIGHT, 0);
	const struct fl_ip6 link_local = lab6_link_local(lab, 0);

	for (size_t i = 0; i < RTE_DIM(sources); i++)
		assert_refused(lab, sources[i], LAB6_RIGHT, FL_DROP_CHECK_IP6_HEADER_OWN_SOURCE);
	frame6_ip(frame)->src_addr = fl_ip6_to_dpdk(&link_local);
	assert_dropped(lab, frame, FL_DROP_CHECK_IP6_HEADER_OWN_SOURCE);
}

static void drops_groups_it_is_no_member_of(void **state)
{
	static const char *const groups[] = {"ff02::9", "ff02::1:ff00:77", "ff05::2", "ff0e::1"};
	struct lab *lab = *state;

	for (size_t i = 0; i < RTE_DIM(groups); i++)
		assert_refused(lab, LAB6_LEFT, groups[i], FL_DROP_CHECK_IP6_HEADER_MULTICAST);
}

static void drops_what_was_sent_to_many_but_is_addressed_to_one(void **state)
{
	static const struct rte_ether_addr many = {{0x33, 0x33, 0, 0, 0, 1}};
	struct lab *lab = *state;
	struct rte_mbuf *frame = frame6_udp(lab, 0, LAB6_LEFT, LAB6_RIGHT, 0);

	frame_ether(frame)->dst_addr = many;
	assert_dropped(lab, frame, FL_DROP_CHECK_IP6_HEADER_LINK_MULTICAST);
}

static void drops_partial_checksums_that_are_not_of_the_payload(void **state)
{
	static const struct fl_vnet bad[] = {
		{.flags = FL_VNET_NEEDS_CSUM, .csum_start = 14, .csum_offset = 4},
		{.flags = FL_VNET_NEEDS_CSUM, .csum_start = 53, .csum_offset = 6},
		{.flags = FL_VNET_NEEDS_CSUM, .csum_start = 54, .csum_offset = 1000},
	};
	struct lab *lab = *state;

	for (size_t i = 0; i < RTE_DIM(bad); i++) {
		struct rte_mbuf *frame = frame6_udp(lab, 0, LAB6_LEFT, LAB6_RIGHT, 0);

		fl_packet_get(frame)->vnet = bad[i];
		assert_dropped(lab, frame, FL_DROP_CHECK_IP6_HEADER_BAD_OFFLOAD);
	}
}

static void cuts_off_ethernet_padding(void **state)
{
	struct lab *lab = *state;
	struct rte_mbuf *frame = frame6_udp(lab, 0, LAB6_LEFT, LAB6_RIGHT, 0);

	rte_pktmbuf_append(frame, 10);
	lab_put(lab, 0, frame);
	frame = lab_take(lab, 1);
	assert_int_equal(frame->pkt_len, 14 + 40 + 8);
	rte_pktmbuf_free(frame);
}

static void an_interface_without_ipv6_addresses_speaks_no_ipv6(void **state)
{
	struct lab *lab = *state;
	struct fl_config_router config = lab->config;

	config.interfaces[0].address6_count = 0;
	lab_replace(lab, &config);
	lab_flush(lab);
	assert_refused(lab, LAB6_LEFT, LAB6_RIGHT, FL_DROP_ETHER_INPUT_UNKNOWN_PROTOCOL);
}

static void frames_to_other_hosts_are_none_of_its_business(void **state)
{
	struct lab *lab = *state;
	struct rte_mbuf *frame = frame6_udp(lab, 0, LAB6_LEFT, LAB6_RIGHT, 0);

	frame_ether(frame)->dst_addr = lab_right_mac;
	assert_dropped(lab, frame, FL_DROP_ETHER_INPUT_OTHER_HOST);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		LAB6_TEST(lets_a_good_packet_through),
		LAB6_TEST(drops_what_is_cut_short_or_says_so),
		LAB6_TEST(drops_other_versions),
		LAB6_TEST(drops_martian_sources_rfc4291),
		LAB6_TEST(drops_martian_destinations_rfc4291),
		LAB6_TEST(drops_its_own_addresses_as_source),
		LAB6_TEST(drops_groups_it_is_no_member_of),
		LAB6_TEST(drops_what_was_sent_to_many_but_is_addressed_to_one),
		LAB6_TEST(drops_partial_checksums_that_are_not_of_the_payload),
		LAB6_TEST(cuts_off_ethernet_padding),
		LAB6_TEST(an_interface_without_ipv6_addresses_speaks_no_ipv6),
		LAB6_TEST(frames_to_other_hosts_are_none_of_its_business),
	};

	return cmocka_run_group_tests(tests, lab_group_setup, NULL);
}
