// Schedulers: which of two queues the packets that leave first are from.
#include <rte_cycles.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "elements/testing/click_lab.h"

#define IN "in = FromDevice; DEVNAME: a\n"
#define OUT "out = ToDevice; DEVNAME: b\n"
#define ELEMENT(index) "forwarding.click.elements[" #index "]"

enum { DEADLINE_SECONDS = 20 };

// A packet that says in its length which it is.
static struct rte_mbuf *numbered(struct lab *lab, uint32_t number)
{
	return frame_udp(lab, LAB_A, LAB_LEFT, LAB_RIGHT, (uint16_t)(FRAME_PAYLOAD + number));
}

static uint32_t length_of_number(struct lab *lab, uint32_t number)
{
	struct rte_mbuf *frame = numbered(lab, number);
	uint32_t length = rte_pktmbuf_pkt_len(frame);

	rte_pktmbuf_free(frame);
	return length;
}

// Puts packets in without a dispatch between them.
static void offer(struct lab *lab, uint32_t interface, uint32_t first, uint32_t count)
{
	for (uint32_t i = 0; i < count; i++) {
		struct rte_mbuf *frame = numbered(lab, first + i);

		assert_int_equal(fl_port_ring_put(lab->ports[interface], &frame, 1), 1);
	}
}

// Two queues, filled from a and c, behind a scheduler, and a way out that is slower than they fill.
#define TWO_QUEUES                                                                                                     \
	IN OUT "in2 = FromDevice; DEVNAME: c\nq0 = Queue\nq1 = Queue\nw = Shaper; RATE: 2000; BURST: 1\n"              \
	       "in 0 > q0 0\nin2 0 > q1 0\nq0 0 > s 0\nq1 0 > s 1\ns 0 > w 0\nw 0 > out 0\n"

// Short packets wait in queue 0 and long ones in queue 1; counts which of them are among the first to leave.
static void contest(const char *scheduler, uint32_t first, uint32_t counts[2])
{
	const uint64_t end = rte_rdtsc() + DEADLINE_SECONDS * rte_get_tsc_hz();
	char text[512];
	struct lab lab;

	snprintf(text, sizeof(text), "s = %s\n" TWO_QUEUES, scheduler);
	lab_click_open(&lab, text);
	for (uint32_t i = 0; i < 128; i++) {
		offer(&lab, LAB_A, 0, 1);
		offer(&lab, LAB_C, 900, 1);
	}
	memset(counts, 0, 2 * sizeof(*counts));
	while (counts[0] + counts[1] < first) {
		struct rte_mbuf *frame;

		assert_true(rte_rdtsc() < end);
		lab_dispatch(&lab);
		while (fl_port_ring_take(lab.ports[LAB_B], &frame, 1) == 1) {
			counts[rte_pktmbuf_pkt_len(frame) > 500]++;
			rte_pktmbuf_free(frame);
		}
	}
	lab_click_close(&lab);
}

static void round_robin_sched_takes_as_many_packets_of_each(void **state)
{
	uint32_t counts[2];

	(void)state;
	contest("RoundRobinSched", 40, counts);
	assert_int_equal(counts[0], 20);
	assert_int_equal(counts[1], 20);
}

static void prio_sched_takes_from_its_first_input_first(void **state)
{
	uint32_t counts[2];

	(void)state;
	contest("PrioSched", 40, counts);
	assert_int_equal(counts[0], 40);
	assert_int_equal(counts[1], 0);
}

static void drr_sched_takes_as_many_bytes_of_each(void **state)
{
	uint32_t counts[2], long_bytes, short_bytes;
	struct lab lab;

	(void)state;
	lab_click_open(&lab, IN OUT "in 0 > out 0");
	short_bytes = length_of_number(&lab, 0);
	long_bytes = length_of_number(&lab, 900);
	lab_click_close(&lab);
	contest("DRRSched", 64, counts);
	// A quantum and a packet more or less, either way.
	assert_in_range(counts[0] * short_bytes + 500 + long_bytes, counts[1] * long_bytes,
		counts[1] * long_bytes + 2 * (500 + long_bytes));
	assert_true(counts[1] > 0);
}

static void stride_sched_takes_packets_in_proportion_to_tickets(void **state)
{
	uint32_t counts[2];

	(void)state;
	contest("StrideSched; TICKETS[]: 3; TICKETS[]: 1", 40, counts);
	assert_int_equal(counts[0], 30);
	assert_int_equal(counts[1], 10);
	contest("StrideSched; TICKETS[]: 1; TICKETS[]: 32768", 40, counts);
	assert_in_range(counts[0], 0, 1);
}

// Takes what was sent by b, and counts it by length.
static void sent_count(struct lab *lab, uint32_t counts[2])
{
	struct rte_mbuf *frame;

	memset(counts, 0, 2 * sizeof(*counts));
	while (fl_port_ring_take(lab->ports[LAB_B], &frame, 1) == 1) {
		counts[rte_pktmbuf_pkt_len(frame) > 500]++;
		rte_pktmbuf_free(frame);
	}
}

#define UNSHAPED                                                                                                       \
	IN OUT "in2 = FromDevice; DEVNAME: c\nq0 = Queue\nq1 = Queue\nin 0 > q0 0\nin2 0 > q1 0\n"                     \
	       "q0 0 > s 0\nq1 0 > s 1\ns 0 > out 0\n"

static void stride_sched_owes_nothing_to_an_input_that_had_nothing(void **state)
{
	uint32_t counts[2];
	struct lab lab;

	(void)state;
	lab_click_open(&lab, "s = StrideSched; TICKETS[]: 1; TICKETS[]: 1\n" UNSHAPED);
	// All that goes is of queue 1, for a while.
	for (int i = 0; i < 10; i++) {
		offer(&lab, LAB_C, 900, 16);
		lab_dispatch(&lab);
	}
	lab_dispatch(&lab);
	sent_count(&lab, counts);
	assert_int_equal(counts[1], 160);
	// Then both have some, and eight leave in a dispatch: half of each, and the one whose turn it was is one ahead.
	offer(&lab, LAB_A, 0, 16);
	offer(&lab, LAB_C, 900, 16);
	lab_dispatch(&lab);
	lab.paths[LAB_A].burst = 8;
	lab_dispatch(&lab);
	sent_count(&lab, counts);
	assert_int_equal(counts[0] + counts[1], 8);
	assert_in_range(counts[0], 4, 5);
	lab_click_close(&lab);
}

static void pull_switch_pulls_from_one_input_alone(void **state)
{
	uint32_t counts[2];
	struct lab lab;

	(void)state;
	contest("PullSwitch", 20, counts);
	assert_int_equal(counts[1], 0);
	contest("PullSwitch; INPUT: 1", 20, counts);
	assert_int_equal(counts[0], 0);
	lab_click_open(&lab, "s = PullSwitch; INPUT: 2\n" UNSHAPED);
	offer(&lab, LAB_A, 0, 5);
	for (int i = 0; i < 3; i++)
		lab_dispatch(&lab);
	lab_assert_silent(&lab);
	assert_int_equal(lab_click_counter(&lab, "q0", "length"), 5);
	lab_click_close(&lab);
}

static void stride_sched_says_what_is_wrong_with_its_tickets(void **state)
{
	(void)state;
	assert_string_equal(lab_click_refusal("s = StrideSched; TICKETS[]: 0; TICKETS[]: many\n" UNSHAPED),
		ELEMENT(0) ".arguments.TICKETS[0]: \"0\" must be a whole number from 1 to 32768");
	assert_string_equal(lab_click_refusal("s = StrideSched; TICKETS[]: 1\n" UNSHAPED),
		ELEMENT(0) ": s has no input port 1: it has 1");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(round_robin_sched_takes_as_many_packets_of_each),
		cmocka_unit_test(prio_sched_takes_from_its_first_input_first),
		cmocka_unit_test(drr_sched_takes_as_many_bytes_of_each),
		cmocka_unit_test(stride_sched_takes_packets_in_proportion_to_tickets),
		cmocka_unit_test(stride_sched_owes_nothing_to_an_input_that_had_nothing),
		cmocka_unit_test(pull_switch_pulls_from_one_input_alone),
		cmocka_unit_test(stride_sched_says_what_is_wrong_with_its_tickets),
	};

	return cmocka_run_group_tests(tests, lab_group_setup, NULL);
}
