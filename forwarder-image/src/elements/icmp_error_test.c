// When the router complains by ICMP, how much it says, and when it keeps silent (RFC 1812 4.3.2).
#include <rte_cycles.h>
#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

#include "elements/drops.h"
#include "elements/icmp_limit.h"
#include "elements/testing/frames.h"

// A datagram that has expired, so that it is complained of unless something forbids it.
static struct rte_mbuf *expired(struct rte_mbuf *frame)
{
	frame_ip(frame)->time_to_live = 1;
	frame_ip_finish(frame);
	return frame;
}

static void assert_no_complaint(struct lab *lab, struct rte_mbuf *frame)
{
	uint64_t before = lab_drops(lab, FL_DROP_DEC_IP_TTL_EXPIRED);

	lab_put(lab, 0, expired(frame));
	assert_int_equal(lab_drops(lab, FL_DROP_DEC_IP_TTL_EXPIRED), before + 1);
	lab_assert_silent(lab);
}

static void quotes_as_much_as_fits_576_bytes_rfc1812_4_3_2_3(void **state)
{
	static const uint16_t payloads[] = {0, 1, 100, 519, 520, 521, 1400, 4000};
	struct lab *lab = *state;

	for (size_t i = 0; i < RTE_DIM(payloads); i++) {
		struct rte_mbuf *frame = expired(frame_udp(lab, 0, LAB_LEFT, LAB_RIGHT, payloads[i]));
		struct rte_mbuf *message;
		uint16_t quote = RTE_MIN(28 + payloads[i], 576 - 28);

		lab_put(lab, 0, frame);
		message = lab_take(lab, 0);
		frame_assert_icmp(message, 11, 0, "10.1.0.1", LAB_LEFT);
		assert_int_equal(message->pkt_len, 14 + 28 + quote);
		// The payload counts up: the quote's last byte shows that all of it is there.
		if (payloads[i] > 0)
			assert_int_equal(*rte_pktmbuf_mtod_offset(message, uint8_t *, message->pkt_len - 1),
				(uint8_t)(quote - 28 - 1));
		rte_pktmbuf_free(message);
	}
}

static void sends_with_precedence_6_rfc1812_4_3_2_5(void **state)
{
	struct lab *lab = *state;
	struct rte_mbuf *message;

	lab_put(lab, 0, expired(frame_udp(lab, 0, LAB_LEFT, LAB_RIGHT, 0)));
	message = lab_take(lab, 0);
	assert_int_equal(frame_ip(message)->type_of_service, 0xc0);
	rte_pktmbuf_free(message);
}

static void sends_messages_without_offloads(void **state)
{
	const struct fl_vnet none = {0};
	struct lab *lab = *state;
	struct rte_mbuf *frame = expired(frame_udp(lab, 0, LAB_LEFT, LAB_RIGHT, FRAME_PAYLOAD));

	fl_packet_get(frame)->vnet = (struct fl_vnet){.flags = FL_VNET_NEEDS_CSUM, .csum_start = 34, .csum_offset = 6};
	lab_put(lab, 0, frame);
	frame = lab_take(lab, 0);
	assert_memory_equal(&fl_packet_get(frame)->vnet, &none, sizeof(none));
	rte_pktmbuf_free(frame);
}

static void complains_of_echo_requests_but_not_of_icmp_errors_rfc1812_4_3_2_7(void **state)
{
	static const uint8_t silent[] = {3, 4, 5, 11, 12, 99};
	struct lab *lab = *state;
	struct rte_mbuf *frame;

	lab_put(lab, 0, expired(frame_echo(lab, 0, LAB_LEFT, LAB_RIGHT, 0)));
	frame = lab_take(lab, 0);
	frame_assert_icmp(frame, 11, 0, "10.1.0.1", LAB_LEFT);
	rte_pktmbuf_free(frame);
	for (size_t i = 0; i < RTE_DIM(silent); i++) {
		frame = frame_echo(lab, 0, LAB_LEFT, LAB_RIGHT, 0);
		frame_icmp(frame)->icmp_type = silent[i];
		assert_no_complaint(lab, frame);
	}
}

static void complains_of_first_fragments_only_rfc1812_4_3_2_7(void **state)
{
	struct lab *lab = *state;
	struct rte_mbuf *frame = frame_udp(lab, 0, LAB_LEFT, LAB_RIGHT, FRAME_PAYLOAD);

	frame_ip(frame)->fragment_offset = RTE_BE16(RTE_IPV4_HDR_MF_FLAG | 10);
	assert_no_complaint(lab, frame);
	frame = frame_udp(lab, 0, LAB_LEFT, LAB_RIGHT, FRAME_PAYLOAD);
	frame_ip(frame)->fragment_offset = RTE_BE16(RTE_IPV4_HDR_MF_FLAG);
	lab_put(lab, 0, expired(frame));
	rte_pktmbuf_free(lab_take(lab, 0));
}

static void limits_the_rate_rfc1812_4_3_2_8(void **state)
{
	struct lab *lab = *state;
	uint64_t start = rte_rdtsc(), messages = 0, most;
	struct rte_mbuf *message;

	for (int i = 0; i < 1000; i++) {
		lab_put(lab, 0, expired(frame_udp(lab, 0, LAB_LEFT, LAB_RIGHT, 0)));
		while (fl_port_ring_take(lab->ports[0], &message, 1) != 0) {
			messages++;
			rte_pktmbuf_free(message);
		}
	}
	most = FL_ICMP_LIMIT_BURST + 1 + (rte_rdtsc() - start) / (rte_get_tsc_hz() / FL_ICMP_LIMIT_PER_SECOND);
	assert_in_range(messages, FL_ICMP_LIMIT_BURST, most);
	assert_int_equal(lab_drops(lab, FL_DROP_DEC_IP_TTL_EXPIRED), 1000);
}

static void goes_back_by_the_routes_not_by_the_way_it_came(void **state)
{
	struct lab *lab = *state;
	struct rte_mbuf *message;

	// A sender of the right network whose datagram comes in on the left.
	lab_put(lab, 0, expired(frame_udp(lab, 0, LAB_RIGHT, "192.0.2.1", 0)));
	message = lab_take(lab, 1);
	frame_assert_icmp(message, 3, 0, "10.1.0.1", LAB_RIGHT);
	rte_pktmbuf_free(message);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		LAB_TEST(quotes_as_much_as_fits_576_bytes_rfc1812_4_3_2_3),
		LAB_TEST(sends_with_precedence_6_rfc1812_4_3_2_5),
		LAB_TEST(sends_messages_without_offloads),
		LAB_TEST(complains_of_echo_requests_but_not_of_icmp_errors_rfc1812_4_3_2_7),
		LAB_TEST(complains_of_first_fragments_only_rfc1812_4_3_2_7),
		LAB_TEST(limits_the_rate_rfc1812_4_3_2_8),
		LAB_TEST(goes_back_by_the_routes_not_by_the_way_it_came),
	};

	return cmocka_run_group_tests(tests, lab_group_setup, NULL);
}
