// When the router complains by ICMPv6, how much it says, and when it keeps silent (RFC 4443 2.4).
#include <rte_cycles.h>
#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

#include "elements/drops.h"
#include "elements/icmp_limit.h"
#include "elements/ip6.h"
#include "elements/testing/frames6.h"

// A packet that has expired, so that it is complained of unless something forbids it.
static struct rte_mbuf *expired(struct rte_mbuf *frame)
{
	frame6_ip(frame)->hop_limits = 1;
	return frame;
}

static void assert_complaint(struct lab *lab, struct rte_mbuf *frame, bool expected)
{
	uint64_t before = lab_drops(lab, FL_DROP_DEC_IP6_HLIM_EXPIRED);

	lab_put(lab, 0, expired(frame));
	assert_int_equal(lab_drops(lab, FL_DROP_DEC_IP6_HLIM_EXPIRED), before + 1);
	if (expected) {
		struct rte_mbuf *message = lab_take(lab, 0);

		frame6_assert_icmp(message, 3, 0, LAB6_LEFT_ROUTER, LAB6_LEFT);
		rte_pktmbuf_free(message);
	}
	lab_assert_silent(lab);
}

static void quotes_as_much_as_fits_1280_bytes_rfc4443_2_4_c(void **state)
{
	static const uint16_t payloads[] = {0, 1000, 1232 - 48, 1400};
	struct lab *lab = *state;

	for (size_t i = 0; i < RTE_DIM(payloads); i++) {
		uint32_t quote = RTE_MIN(48u + payloads[i], 1232u);
		struct rte_mbuf *message;

		lab_put(lab, 0, expired(frame6_udp(lab, 0, LAB6_LEFT, LAB6_RIGHT, payloads[i])));
		message = lab_take(lab, 0);
		frame6_assert_icmp(message, 3, 0, LAB6_LEFT_ROUTER, LAB6_LEFT);
		assert_int_equal(message->pkt_len, 14 + 48 + quote);
		// The payload counts up: the quote's last byte shows that all of it is there.
		if (payloads[i] > 0)
			assert_int_equal(*rte_pktmbuf_mtod_offset(message, uint8_t *, message->pkt_len - 1),
				(uint8_t)(quote - 48 - 1));
		rte_pktmbuf_free(message);
	}
}

static void sends_messages_without_offloads(void **state)
{
	const struct fl_vnet none = {0};
	struct lab *lab = *state;
	struct rte_mbuf *frame = expired(frame6_udp(lab, 0, LAB6_LEFT, LAB6_RIGHT, FRAME_PAYLOAD));

	fl_packet_get(frame)->vnet = (struct fl_vnet){.flags = FL_VNET_NEEDS_CSUM, .csum_start = 54, .csum_offset = 6};
	lab_put(lab, 0, frame);
	frame = lab_take(lab, 0);
	assert_memory_equal(&fl_packet_get(frame)->vnet, &none, sizeof(none));
	rte_pktmbuf_free(frame);
}

static void complains_of_informational_messages_but_not_of_errors_and_redirects_rfc4443_2_4_e(void **state)
{
	static const struct {
		uint8_t type;
		bool complaint;
	} messages[] = {{1, false}, {2, false}, {3, false}, {4, false}, {127, false}, {137, false}, {128, true},
		{129, true}, {200, true}};
	static const uint8_t padding[8] = {0, 0, 1, 4};
	struct lab *lab = *state;

	for (size_t i = 0; i < RTE_DIM(messages); i++)
		for (int behind = 0; behind < 2; behind++) {
			struct rte_mbuf *frame = frame6_echo(lab, 0, LAB6_LEFT, LAB6_RIGHT, 0);

			frame6_icmp(frame)->type = messages[i].type;
			if (behind == 1) // an extension header
				frame6_extension_insert(frame, IPPROTO_DSTOPTS, padding, 8);
			assert_complaint(lab, frame, messages[i].complaint);
		}
}

static void complains_not_of_fragments_that_may_be_of_an_error(void **state)
{
	static const uint8_t first[8] = {0, 0, 0, 1}, later[8] = {0, 0, 0, 8};
	struct lab *lab = *state;
	struct rte_mbuf *frame = frame6_echo(lab, 0, LAB6_LEFT, LAB6_RIGHT, 64);

	frame6_extension_insert(frame, IPPROTO_FRAGMENT, later, 8);
	assert_complaint(lab, frame, false);
	frame = frame6_echo(lab, 0, LAB6_LEFT, LAB6_RIGHT, 64);
	frame6_extension_insert(frame, IPPROTO_FRAGMENT, first, 8);
	assert_complaint(lab, frame, true);
	frame = frame6_udp(lab, 0, LAB6_LEFT, LAB6_RIGHT, 64);
	frame6_extension_insert(frame, IPPROTO_FRAGMENT, later, 8);
	assert_complaint(lab, frame, true);
}

static void complains_not_of_what_was_sent_to_many_rfc4443_2_4_e(void **state)
{
	struct lab *lab = *state;

	lab_put(lab, 0, frame6_udp(lab, 0, LAB6_LEFT, "ff02::1", 0));
	assert_int_equal(lab_drops(lab, FL_DROP_IP6_LOCAL_UNKNOWN_PORT), 1);
	lab_assert_silent(lab);
}

static void complains_not_to_nobody_rfc4443_2_4_e(void **state)
{
	static const uint8_t tell[8] = {0, 0, 0x87, 4};
	struct lab *lab = *state;
	struct rte_mbuf *frame = frame6_udp(lab, 0, "::", "ff02::1", 0);

	// Even where the packet asks for a message.
	frame6_extension_insert(frame, IPPROTO_DSTOPTS, tell, 8);
	lab_put(lab, 0, frame);
	assert_int_equal(lab_drops(lab, FL_DROP_IP6_LOCAL_UNKNOWN_OPTION), 1);
	lab_assert_silent(lab);
}

static void limits_the_rate_rfc4443_2_4_f(void **state)
{
	struct lab *lab = *state;
	uint64_t start = rte_rdtsc(), messages = 0, most;
	struct rte_mbuf *message;

	for (int i = 0; i < 1000; i++) {
		lab_put(lab, 0, expired(frame6_udp(lab, 0, LAB6_LEFT, LAB6_RIGHT, 0)));
		while (fl_port_ring_take(lab->ports[0], &message, 1) != 0) {
			messages++;
			rte_pktmbuf_free(message);
		}
	}
	most = FL_ICMP_LIMIT_BURST + 1 + (rte_rdtsc() - start) / (rte_get_tsc_hz() / FL_ICMP_LIMIT_PER_SECOND);
	assert_in_range(messages, FL_ICMP_LIMIT_BURST, most);
	assert_int_equal(lab_drops(lab, FL_DROP_DEC_IP6_HLIM_EXPIRED), 1000);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		LAB6_TEST(quotes_as_much_as_fits_1280_bytes_rfc4443_2_4_c),
		LAB6_TEST(sends_messages_without_offloads),
		LAB6_TEST(complains_of_informational_messages_but_not_of_errors_and_redirects_rfc4443_2_4_e),
		LAB6_TEST(complains_not_of_fragments_that_may_be_of_an_error),
		LAB6_TEST(complains_not_of_what_was_sent_to_many_rfc4443_2_4_e),
		LAB6_TEST(complains_not_to_nobody_rfc4443_2_4_e),
		LAB6_TEST(limits_the_rate_rfc4443_2_4_f),
	};

	return cmocka_run_group_tests(tests, lab_group_setup, NULL);
}
