// LinkUnqueue: when packets leave it, in which order, and what it does not take.
#include <rte_cycles.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "elements/testing/click_lab.h"

enum { FRAME = 14 + 28 + FRAME_PAYLOAD, DEADLINE_SECONDS = 20 };

// in -> Queue -> x -> b
static void open_link(struct lab *lab, unsigned int latency, unsigned int bandwidth)
{
	char text[256];

	snprintf(text, sizeof(text),
		"in = FromDevice; DEVNAME: a\nq = Queue\nx = LinkUnqueue; LATENCY: %u; BANDWIDTH: %u\n"
		"out = ToDevice; DEVNAME: b\nin 0 > q 0\nq 0 > x 0\nx 0 > out 0",
		latency, bandwidth);
	lab_click_open(lab, text);
}

// Frames are numbered by their IP header's identification.
static void offer(struct lab *lab, uint16_t first, uint16_t count)
{
	for (uint16_t i = first; i < first + count; i++) {
		struct rte_mbuf *frame = lab_click_frame(lab);

		frame_ip(frame)->packet_id = rte_cpu_to_be_16(i);
		lab_put(lab, LAB_A, frame);
	}
}

// Dispatches until the next frame comes; its number.
static uint16_t await(struct lab *lab)
{
	const uint64_t start = rte_rdtsc();
	struct rte_mbuf *frame;

	while (fl_port_ring_take(lab->ports[LAB_B], &frame, 1) == 0) {
		lab_dispatch(lab);
		assert_true(rte_rdtsc() - start < DEADLINE_SECONDS * rte_get_tsc_hz());
	}
	const uint16_t number = rte_be_to_cpu_16(frame_ip(frame)->packet_id);
	assert_int_equal(frame->pkt_len, FRAME);
	rte_pktmbuf_free(frame);
	return number;
}

static double seconds_since(uint64_t start)
{
	return (double)(rte_rdtsc() - start) / (double)rte_get_tsc_hz();
}

static void packets_leave_in_order_and_none_before_its_bytes_and_the_latency(void **state)
{
	enum { PACKETS = 50, LATENCY = 20000, BANDWIDTH = 142000 }; // a millisecond each
	struct lab lab;

	(void)state;
	open_link(&lab, LATENCY, BANDWIDTH);
	const uint64_t start = rte_rdtsc();
	offer(&lab, 0, PACKETS);
	for (uint16_t i = 0; i < PACKETS; i++) {
		assert_int_equal(await(&lab), i);
		assert_true(seconds_since(start) >= LATENCY / 1e6 + (i + 1.0) * FRAME / BANDWIDTH);
	}
	lab_assert_silent(&lab);
	lab_click_close(&lab);
}

static void a_link_that_rested_has_saved_up_nothing(void **state)
{
	enum { BANDWIDTH = 14200 }; // ten milliseconds each
	struct lab lab;

	(void)state;
	open_link(&lab, 0, BANDWIDTH);
	offer(&lab, 0, 1);
	await(&lab);
	for (uint64_t rest = rte_rdtsc(); seconds_since(rest) < 0.05;)
		lab_dispatch(&lab);
	const uint64_t start = rte_rdtsc();
	offer(&lab, 1, 2);
	await(&lab);
	await(&lab);
	assert_true(seconds_since(start) >= 2.0 * FRAME / BANDWIDTH);
	lab_click_close(&lab);
}

static void a_path_that_was_not_run_delivers_what_has_arrived_meanwhile(void **state)
{
	enum { PACKETS = 20, BANDWIDTH = 142000 };
	struct lab lab;
	uint32_t count = 0;

	(void)state;
	open_link(&lab, 0, BANDWIDTH);
	offer(&lab, 0, PACKETS);
	for (const uint64_t rest = rte_rdtsc(); seconds_since(rest) < 1.0 * PACKETS * FRAME / BANDWIDTH;)
		rte_pause();
	lab_dispatch(&lab); // takes what the link has sent since
	lab_dispatch(&lab); // and delivers it
	for (struct rte_mbuf *frame; fl_port_ring_take(lab.ports[LAB_B], &frame, 1) == 1; count++)
		rte_pktmbuf_free(frame);
	assert_int_equal(count, PACKETS);
	lab_click_close(&lab);
}

static void the_path_says_when_the_next_one_is_due(void **state)
{
	enum { LATENCY = 5000000, BANDWIDTH = 142000 };
	const uint64_t hz = rte_get_tsc_hz();
	struct lab lab;

	(void)state;
	open_link(&lab, LATENCY, BANDWIDTH);
	const uint64_t before = rte_rdtsc();
	offer(&lab, 0, 1);
	lab_dispatch(&lab);
	const uint64_t after = rte_rdtsc(), way = 5 * hz + hz / 1000;
	// A cycle is lost to rounding here and there.
	assert_in_range(lab.paths[LAB_A].due_cycles, before + way - 10, after + way);
	lab_dispatch(&lab);
	assert_in_range(lab.paths[LAB_A].due_cycles, before + way - 10, after + way);
	lab_click_close(&lab); // it fails unless the buffer on its way came back
}

static void a_link_holds_no_more_than_its_part_of_the_buffers(void **state)
{
	enum { PART = LAB_BUFFERS / 4, PACKETS = PART + 40 };
	struct lab lab;

	(void)state;
	open_link(&lab, 10000000, 1000000000);
	offer(&lab, 0, PACKETS);
	for (int i = 0; i < 100; i++)
		lab_dispatch(&lab);
	assert_int_equal(lab_click_counter(&lab, "q", "length"), PACKETS - PART);
	lab_assert_silent(&lab);
	lab_click_close(&lab);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(packets_leave_in_order_and_none_before_its_bytes_and_the_latency),
		cmocka_unit_test(a_link_that_rested_has_saved_up_nothing),
		cmocka_unit_test(a_path_that_was_not_run_delivers_what_has_arrived_meanwhile),
		cmocka_unit_test(the_path_says_when_the_next_one_is_due),
		cmocka_unit_test(a_link_holds_no_more_than_its_part_of_the_buffers),
	};

	return cmocka_run_group_tests(tests, lab_group_setup, NULL);
}
