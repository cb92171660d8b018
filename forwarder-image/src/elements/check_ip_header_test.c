// RFC 1812 5.2.2 and its rules about addresses, each broken by one packet and nothing else.
#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

#include "elements/drops.h"
#include "elements/testing/frames.h"

// A datagram that would be forwarded.
static struct rte_mbuf *good_frame(struct lab *lab)
{
	return frame_udp(lab, 0, LAB_LEFT, LAB_RIGHT, FRAME_PAYLOAD);
}

// Puts the frame in by interface 0 and expects that it is dropped for this reason, and nothing said about it.
static void assert_dropped(struct lab *lab, struct rte_mbuf *frame, enum fl_drop reason)
{
	uint64_t before = lab_drops(lab, reason);

	lab_put(lab, 0, frame);
	if (lab_drops(lab, reason) != before + 1)
		fail_msg("not dropped as %s", fl_drop_names[reason]);
	lab_assert_silent(lab);
}

static struct rte_mbuf *frame_between(struct lab *lab, const char *source, const char *destination)
{
	return frame_udp(lab, 0, source, destination, FRAME_PAYLOAD);
}

static void forwards_a_good_datagram(void **state)
{
	struct lab *lab = *state;
	struct rte_mbuf *frame;

	lab_put(lab, 0, good_frame(lab));
	frame = lab_take(lab, 1);
	assert_true(rte_is_same_ether_addr(&frame_ether(frame)->dst_addr, &lab_right_mac));
	assert_true(rte_is_same_ether_addr(&frame_ether(frame)->src_addr, &lab->ports[1]->mac));
	assert_int_equal(rte_raw_cksum(frame_ip(frame), sizeof(struct rte_ipv4_hdr)), 0xffff);
	rte_pktmbuf_free(frame);
}

static void drops_frames_shorter_than_a_header_rfc1812_5_2_2_1(void **state)
{
	struct rte_mbuf *frame = good_frame(*state);

	rte_pktmbuf_trim(frame, (uint16_t)(frame->pkt_len - RTE_ETHER_HDR_LEN - 19));
	assert_dropped(*state, frame, FL_DROP_CHECK_IP_HEADER_BAD_LENGTH);
}

static void drops_packets_with_a_bad_header_checksum_rfc1812_5_2_2_2(void **state)
{
	struct rte_mbuf *frame = good_frame(*state);

	frame_ip(frame)->hdr_checksum ^= RTE_BE16(0x0001);
	assert_dropped(*state, frame, FL_DROP_CHECK_IP_HEADER_BAD_CHECKSUM);
}

static void drops_other_versions_rfc1812_5_2_2_3(void **state)
{
	struct rte_mbuf *frame = good_frame(*state);

	frame_ip(frame)->version_ihl = 0x65;
	frame_ip_finish(frame);
	assert_dropped(*state, frame, FL_DROP_CHECK_IP_HEADER_BAD_VERSION);
}

static void drops_header_lengths_below_20_rfc1812_5_2_2_4(void **state)
{
	struct rte_mbuf *frame = good_frame(*state);

	frame_ip(frame)->version_ihl = 0x44;
	frame_ip_finish(frame);
	assert_dropped(*state, frame, FL_DROP_CHECK_IP_HEADER_BAD_HEADER_LENGTH);
}

static void drops_headers_longer_than_the_frame(void **state)
{
	struct rte_mbuf *frame = frame_udp(*state, 0, LAB_LEFT, LAB_RIGHT, 0);

	frame_ip(frame)->version_ihl = 0x4f;
	assert_dropped(*state, frame, FL_DROP_CHECK_IP_HEADER_BAD_HEADER_LENGTH);
}

static void drops_total_lengths_below_the_header_length_rfc1812_5_2_2_5(void **state)
{
	struct rte_mbuf *frame = good_frame(*state);

	frame_ip(frame)->total_length = RTE_BE16(19);
	frame_ip_finish(frame);
	assert_dropped(*state, frame, FL_DROP_CHECK_IP_HEADER_BAD_LENGTH);
}

static void drops_total_lengths_beyond_the_frame_rfc1812_5_2_2(void **state)
{
	struct rte_mbuf *frame = good_frame(*state);

	frame_ip(frame)->total_length = rte_cpu_to_be_16(rte_be_to_cpu_16(frame_ip(frame)->total_length) + 1);
	frame_ip_finish(frame);
	assert_dropped(*state, frame, FL_DROP_CHECK_IP_HEADER_BAD_LENGTH);
}

static void checks_in_the_order_of_rfc1812_5_2_2(void **state)
{
	struct rte_mbuf *frame = good_frame(*state);

	// Everything is wrong: the checksum is looked at first, then the version.
	frame_ip(frame)->version_ihl = 0x65;
	frame_ip(frame)->total_length = RTE_BE16(3);
	assert_dropped(*state, frame, FL_DROP_CHECK_IP_HEADER_BAD_CHECKSUM);
	frame = good_frame(*state);
	frame_ip(frame)->version_ihl = 0x64;
	frame_ip(frame)->total_length = RTE_BE16(3);
	frame_ip_finish(frame);
	assert_dropped(*state, frame, FL_DROP_CHECK_IP_HEADER_BAD_VERSION);
}

static void cuts_off_ethernet_padding(void **state)
{
	struct lab *lab = *state;
	struct rte_mbuf *frame = frame_udp(lab, 0, LAB_LEFT, LAB_RIGHT, 2);
	uint32_t length = frame->pkt_len;

	memset(rte_pktmbuf_append(frame, 60 - length), 0x55, 60 - length);
	lab_put(lab, 0, frame);
	frame = lab_take(lab, 1);
	assert_int_equal(frame->pkt_len, length);
	rte_pktmbuf_free(frame);
}

static void drops_martian_sources_rfc1812_5_3_7(void **state)
{
	static const char *const martians[] = {
		"0.0.0.0", "0.1.2.3", "127.0.0.1", "224.0.0.1", "239.1.2.3", "240.0.0.1", "255.255.255.255"};

	for (size_t i = 0; i < RTE_DIM(martians); i++)
		assert_dropped(
			*state, frame_between(*state, martians[i], LAB_RIGHT), FL_DROP_CHECK_IP_HEADER_MARTIAN_SOURCE);
}

static void drops_martian_destinations_rfc1812_5_3_7(void **state)
{
	static const char *const martians[] = {"0.0.0.0", "127.0.0.1", "240.0.0.1"};

	for (size_t i = 0; i < RTE_DIM(martians); i++)
		assert_dropped(*state, frame_between(*state, LAB_LEFT, martians[i]),
			FL_DROP_CHECK_IP_HEADER_MARTIAN_DESTINATION);
}

static void drops_own_and_broadcast_sources(void **state)
{
	static const char *const own[] = {"10.1.0.1", "10.2.0.1", "10.1.0.255", "10.2.0.255", "10.1.0.0"};

	for (size_t i = 0; i < RTE_DIM(own); i++)
		assert_dropped(*state, frame_between(*state, own[i], LAB_RIGHT), FL_DROP_CHECK_IP_HEADER_OWN_SOURCE);
}

static void drops_multicast(void **state)
{
	assert_dropped(*state, frame_between(*state, LAB_LEFT, "224.0.0.5"), FL_DROP_CHECK_IP_HEADER_MULTICAST);
}

static void drops_broadcasts_and_forwards_none_rfc2644(void **state)
{
	static const char *const broadcasts[] = {"255.255.255.255", "10.1.0.255", "10.2.0.255", "10.2.0.0"};

	for (size_t i = 0; i < RTE_DIM(broadcasts); i++)
		assert_dropped(*state, frame_between(*state, LAB_LEFT, broadcasts[i]), FL_DROP_IP_LOOKUP_BROADCAST);
}

static void drops_link_broadcasts_for_one_host_rfc1812_5_3_4(void **state)
{
	struct rte_mbuf *frame = good_frame(*state);

	memset(&frame_ether(frame)->dst_addr, 0xff, RTE_ETHER_ADDR_LEN);
	assert_dropped(*state, frame, FL_DROP_CHECK_IP_HEADER_LINK_BROADCAST);
}

static void drops_frames_for_other_hosts_and_of_other_protocols(void **state)
{
	struct rte_mbuf *frame = good_frame(*state);

	frame_ether(frame)->dst_addr.addr_bytes[5] ^= 1;
	assert_dropped(*state, frame, FL_DROP_ETHER_INPUT_OTHER_HOST);
	frame = good_frame(*state);
	frame_ether(frame)->dst_addr = (struct rte_ether_addr){{0x01, 0, 0x5e, 0, 0, 5}};
	assert_dropped(*state, frame, FL_DROP_ETHER_INPUT_OTHER_HOST);
	frame = good_frame(*state);
	frame_ether(frame)->ether_type = RTE_BE16(RTE_ETHER_TYPE_IPV6);
	assert_dropped(*state, frame, FL_DROP_ETHER_INPUT_UNKNOWN_PROTOCOL);
}

// Opens a gap of length bytes behind the IP header for options.
static struct rte_mbuf *frame_with_options(struct lab *lab, const uint8_t *options, uint16_t length)
{
	struct rte_mbuf *frame = good_frame(lab);
	uint16_t total = rte_be_to_cpu_16(frame_ip(frame)->total_length);
	char *old = rte_pktmbuf_mtod(frame, char *);
	char *start = rte_pktmbuf_prepend(frame, length);

	memmove(start, old, RTE_ETHER_HDR_LEN + sizeof(struct rte_ipv4_hdr));
	memcpy(start + RTE_ETHER_HDR_LEN + sizeof(struct rte_ipv4_hdr), options, length);
	frame_ip(frame)->version_ihl = (uint8_t)(0x45 + length / 4);
	frame_ip(frame)->total_length = rte_cpu_to_be_16(total + length);
	frame_ip_finish(frame);
	return frame;
}

static void forwards_options_unchanged(void **state)
{
	static const uint8_t record_route[] = {7, 7, 4, 0, 0, 0, 0, 0};
	struct lab *lab = *state;
	struct rte_mbuf *frame;

	lab_put(lab, 0, frame_with_options(lab, record_route, sizeof(record_route)));
	frame = lab_take(lab, 1);
	assert_memory_equal(frame_ip(frame) + 1, record_route, sizeof(record_route));
	assert_int_equal(rte_raw_cksum(frame_ip(frame), 28), 0xffff);
	rte_pktmbuf_free(frame);
}

static void refuses_source_routes_with_icmp_rfc1812_5_2_4_1(void **state)
{
	static const uint8_t loose[] = {1, 131, 7, 4, 10, 2, 0, 9};
	struct lab *lab = *state;
	struct rte_mbuf *message;

	lab_put(lab, 0, frame_with_options(lab, loose, sizeof(loose)));
	message = lab_take(lab, 0);
	frame_assert_icmp(message, 3, 5, "10.1.0.1", LAB_LEFT);
	assert_int_equal(lab_drops(lab, FL_DROP_CHECK_IP_HEADER_SOURCE_ROUTE), 1);
	rte_pktmbuf_free(message);
}

static void does_not_complain_of_source_routes_to_everybody_rfc1812_4_3_2_7(void **state)
{
	static const uint8_t loose[] = {1, 131, 7, 4, 10, 2, 0, 9};
	static const char *const destinations[] = {"255.255.255.255", "10.2.0.255"};
	struct lab *lab = *state;

	for (size_t i = 0; i < RTE_DIM(destinations); i++) {
		struct rte_mbuf *frame = frame_with_options(lab, loose, sizeof(loose));

		frame_ip(frame)->dst_addr = rte_cpu_to_be_32(lab_address(destinations[i]));
		frame_ip_finish(frame);
		assert_dropped(lab, frame, FL_DROP_CHECK_IP_HEADER_SOURCE_ROUTE);
	}
}

static void drops_partial_checksums_outside_the_payload(void **state)
{
	// Of the IP header's version, of its last byte, and of what is behind the packet.
	static const uint16_t starts[] = {0, 33, 34}, offsets[] = {14, 2, 8 + FRAME_PAYLOAD - 1};
	struct lab *lab = *state;

	for (size_t i = 0; i < RTE_DIM(starts); i++) {
		struct rte_mbuf *frame = good_frame(lab);

		fl_packet_get(frame)->vnet = (struct fl_vnet){
			.flags = FL_VNET_NEEDS_CSUM, .csum_start = starts[i], .csum_offset = offsets[i]};
		assert_dropped(lab, frame, FL_DROP_CHECK_IP_HEADER_BAD_OFFLOAD);
	}
}

static void survives_malformed_options(void **state)
{
	static const uint8_t endless[] = {7, 0, 1, 1}, truncated[] = {1, 1, 1, 7};
	struct lab *lab = *state;

	lab_put(lab, 0, frame_with_options(lab, endless, sizeof(endless)));
	lab_put(lab, 0, frame_with_options(lab, truncated, sizeof(truncated)));
	rte_pktmbuf_free(lab_take(lab, 1));
	rte_pktmbuf_free(lab_take(lab, 1));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		LAB_TEST(forwards_a_good_datagram),
		LAB_TEST(drops_frames_shorter_than_a_header_rfc1812_5_2_2_1),
		LAB_TEST(drops_packets_with_a_bad_header_checksum_rfc1812_5_2_2_2),
		LAB_TEST(drops_other_versions_rfc1812_5_2_2_3),
		LAB_TEST(drops_header_lengths_below_20_rfc1812_5_2_2_4),
		LAB_TEST(drops_headers_longer_than_the_frame),
		LAB_TEST(drops_total_lengths_below_the_header_length_rfc1812_5_2_2_5),
		LAB_TEST(drops_total_lengths_beyond_the_frame_rfc1812_5_2_2),
		LAB_TEST(checks_in_the_order_of_rfc1812_5_2_2),
		LAB_TEST(cuts_off_ethernet_padding),
		LAB_TEST(drops_martian_sources_rfc1812_5_3_7),
		LAB_TEST(drops_martian_destinations_rfc1812_5_3_7),
		LAB_TEST(drops_own_and_broadcast_sources),
		LAB_TEST(drops_multicast),
		LAB_TEST(drops_broadcasts_and_forwards_none_rfc2644),
		LAB_TEST(drops_link_broadcasts_for_one_host_rfc1812_5_3_4),
		LAB_TEST(drops_frames_for_other_hosts_and_of_other_protocols),
		LAB_TEST(forwards_options_unchanged),
		LAB_TEST(refuses_source_routes_with_icmp_rfc1812_5_2_4_1),
		LAB_TEST(does_not_complain_of_source_routes_to_everybody_rfc1812_4_3_2_7),
		LAB_TEST(drops_partial_checksums_outside_the_payload),
		LAB_TEST(survives_malformed_options),
	};

	return cmocka_run_group_tests(tests, lab_group_setup, NULL);
}
