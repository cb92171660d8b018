// What is addressed to the router itself.
#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

#include "elements/drops.h"
#include "elements/testing/frames.h"

static void answers_echo_from_the_address_that_was_asked_rfc1812_4_3_3_6(void **state)
{
	static const char *const own[] = {"10.1.0.1", "10.2.0.1"};
	struct lab *lab = *state;

	for (size_t i = 0; i < RTE_DIM(own); i++) {
		struct rte_mbuf *request = frame_echo(lab, 0, LAB_LEFT, own[i], 1400), *reply;

		lab_put(lab, 0, request);
		reply = lab_take(lab, 0);
		frame_assert_icmp(reply, 0, 0, own[i], LAB_LEFT);
		assert_int_equal(frame_ip(reply)->time_to_live, 64);
		assert_int_equal(frame_icmp(reply)->icmp_ident, RTE_BE16(7));
		assert_int_equal(frame_icmp(reply)->icmp_seq_nb, RTE_BE16(9));
		for (int j = 0; j < 1400; j++)
			assert_int_equal(((const uint8_t *)(frame_icmp(reply) + 1))[j], j & 0xff);
		assert_true(rte_is_same_ether_addr(&frame_ether(reply)->dst_addr, &lab_left_mac));
		rte_pktmbuf_free(reply);
	}
}

static void answers_echo_with_ttl_1(void **state)
{
	struct lab *lab = *state;
	struct rte_mbuf *frame = frame_echo(lab, 0, LAB_LEFT, "10.1.0.1", FRAME_PAYLOAD);

	frame_ip(frame)->time_to_live = 1;
	frame_ip_finish(frame);
	lab_put(lab, 0, frame);
	frame = lab_take(lab, 0);
	frame_assert_icmp(frame, 0, 0, "10.1.0.1", LAB_LEFT);
	rte_pktmbuf_free(frame);
}

static void drops_echo_with_a_bad_checksum_or_cut_short(void **state)
{
	struct lab *lab = *state;
	struct rte_mbuf *frame = frame_echo(lab, 0, LAB_LEFT, "10.1.0.1", FRAME_PAYLOAD);

	frame_icmp(frame)->icmp_cksum ^= 1;
	lab_put(lab, 0, frame);
	frame = frame_echo(lab, 0, LAB_LEFT, "10.1.0.1", 0);
	frame_ip(frame)->total_length = RTE_BE16(27);
	frame_ip_finish(frame);
	lab_put(lab, 0, frame);
	assert_int_equal(lab_drops(lab, FL_DROP_IP_LOCAL_BAD_ICMP), 2);
	lab_assert_silent(lab);
}

static void ignores_other_icmp_types(void **state)
{
	static const uint8_t types[] = {0, 3, 5, 11, 13, 200};
	struct lab *lab = *state;

	for (size_t i = 0; i < RTE_DIM(types); i++) {
		struct rte_mbuf *frame = frame_echo(lab, 0, LAB_LEFT, "10.1.0.1", FRAME_PAYLOAD);
		uint32_t sum = frame_icmp(frame)->icmp_cksum + RTE_BE16(8 << 8) +
			       (uint16_t)~rte_cpu_to_be_16((uint16_t)(types[i] << 8));

		frame_icmp(frame)->icmp_type = types[i];
		sum = (sum & 0xffff) + (sum >> 16);
		frame_icmp(frame)->icmp_cksum = (uint16_t)(sum + (sum >> 16));
		lab_put(lab, 0, frame);
		assert_int_equal(lab_drops(lab, FL_DROP_IP_LOCAL_UNKNOWN_ICMP), i + 1);
	}
	lab_assert_silent(lab);
}

static void refuses_udp_with_port_unreachable(void **state)
{
	struct lab *lab = *state;
	struct rte_mbuf *message;

	lab_put(lab, 0, frame_udp(lab, 0, LAB_LEFT, "10.2.0.1", FRAME_PAYLOAD));
	message = lab_take(lab, 0);
	frame_assert_icmp(message, 3, 3, "10.1.0.1", LAB_LEFT);
	rte_pktmbuf_free(message);
	assert_int_equal(lab_drops(lab, FL_DROP_IP_LOCAL_UNKNOWN_PORT), 1);
}

static void refuses_other_protocols_with_protocol_unreachable(void **state)
{
	struct lab *lab = *state;
	struct rte_mbuf *frame = frame_udp(lab, 0, LAB_LEFT, "10.1.0.1", FRAME_PAYLOAD);

	frame_ip(frame)->next_proto_id = IPPROTO_TCP;
	frame_ip_finish(frame);
	lab_put(lab, 0, frame);
	frame = lab_take(lab, 0);
	frame_assert_icmp(frame, 3, 2, "10.1.0.1", LAB_LEFT);
	rte_pktmbuf_free(frame);
}

static void drops_fragments_for_itself(void **state)
{
	static const uint16_t flags[] = {RTE_IPV4_HDR_MF_FLAG, 100};
	struct lab *lab = *state;

	for (size_t i = 0; i < RTE_DIM(flags); i++) {
		struct rte_mbuf *frame = frame_echo(lab, 0, LAB_LEFT, "10.1.0.1", FRAME_PAYLOAD);

		frame_ip(frame)->fragment_offset = rte_cpu_to_be_16(flags[i]);
		frame_ip_finish(frame);
		lab_put(lab, 0, frame);
		assert_int_equal(lab_drops(lab, FL_DROP_IP_LOCAL_FRAGMENT), i + 1);
	}
	lab_assert_silent(lab);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		LAB_TEST(answers_echo_from_the_address_that_was_asked_rfc1812_4_3_3_6),
		LAB_TEST(answers_echo_with_ttl_1),
		LAB_TEST(drops_echo_with_a_bad_checksum_or_cut_short),
		LAB_TEST(ignores_other_icmp_types),
		LAB_TEST(refuses_udp_with_port_unreachable),
		LAB_TEST(refuses_other_protocols_with_protocol_unreachable),
		LAB_TEST(drops_fragments_for_itself),
	};

	return cmocka_run_group_tests(tests, lab_group_setup, NULL);
}
