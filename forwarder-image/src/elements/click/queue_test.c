// Queues and what pulls from them: order, room, rates, turns, and paths that meet in them. Time is the test's: a dispatch
// of a lab is at the TSC that the machine has, so rates are checked by what must not have passed yet, and by all of it
// having passed in the end.
#include <rte_cycles.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "core/library.h"
#include "elements/click/bucket.h"
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

// How many packets were sent by an interface; they are thrown away.
static uint32_t sent_take(struct lab *lab, uint32_t interface)
{
	struct rte_mbuf *frame;
	uint32_t count = 0;

	for (; fl_port_ring_take(lab->ports[interface], &frame, 1) == 1; count++)
		rte_pktmbuf_free(frame);
	return count;
}

static void a_queue_gives_back_what_it_holds_in_its_order(void **state)
{
	struct lab lab;

	(void)state;
	lab_click_open(&lab, IN OUT "q = Queue\nin 0 > q 0\nq 0 > out 0");
	offer(&lab, LAB_A, 0, 100);
	for (int i = 0; i < 6; i++)
		lab_dispatch(&lab);
	for (uint32_t i = 0; i < 100; i++) {
		struct rte_mbuf *frame = lab_take(&lab, LAB_B);

		assert_int_equal(rte_pktmbuf_pkt_len(frame), length_of_number(&lab, i));
		rte_pktmbuf_free(frame);
	}
	lab_assert_silent(&lab);
	assert_int_equal(lab_click_counter(&lab, "q", "packets"), 100);
	assert_int_equal(lab_click_counter(&lab, "q", "length"), 0);
	assert_int_equal(lab_click_counter(&lab, "q", "longest"), 32);
	lab_click_close(&lab);
}

// A rate so low that nothing but the first packet passes while a test runs.
#define SHUT "RatedUnqueue; RATE: 1; BURST: 1"

static void a_full_queue_drops_what_comes_and_keeps_what_it_has(void **state)
{
	struct lab lab;

	(void)state;
	lab_click_open(&lab, IN OUT "q = Queue; CAPACITY: 10\nu = " SHUT "\nin 0 > q 0\nq 0 > u 0\nu 0 > out 0");
	offer(&lab, LAB_A, 0, 30);
	lab_dispatch(&lab);
	assert_int_equal(lab_click_drops(&lab, "queue_full"), 20);
	lab_dispatch(&lab);
	struct rte_mbuf *frame = lab_take(&lab, LAB_B);
	assert_int_equal(rte_pktmbuf_pkt_len(frame), length_of_number(&lab, 0));
	rte_pktmbuf_free(frame);
	assert_int_equal(lab_click_counter(&lab, "q", "length"), 9);
	lab_click_close(&lab); // and the nine come back to the pool, or this fails
}

static void queues_leave_half_of_the_buffers_to_what_comes_in(void **state)
{
	struct lab lab;

	(void)state;
	lab_click_open(&lab, IN OUT "q = Queue; CAPACITY: 5000\nu = " SHUT "\nin 0 > q 0\nq 0 > u 0\nu 0 > out 0");
	for (int i = 0; i < 50; i++) {
		offer(&lab, LAB_A, 0, 32);
		lab_dispatch(&lab);
	}
	assert_in_range(lab_click_counter(&lab, "q", "length"), LAB_BUFFERS / 2 - 1, LAB_BUFFERS / 2);
	assert_true(lab_click_drops(&lab, "queue_no_buffers") >= 49 * 32 - LAB_BUFFERS / 2);
	assert_int_equal(lab_click_drops(&lab, "queue_full"), 0);
	lab_click_close(&lab);
}

static void elements_between_a_queue_and_its_puller_work_as_anywhere(void **state)
{
	struct lab lab;

	(void)state;
	lab_click_open(&lab, IN OUT "q = Queue\ns = Strip; LENGTH: 14\nc = Counter\nu = Unstrip; LENGTH: 14\n"
				    "in 0 > q 0\nq 0 > s 0\ns 0 > c 0\nc 0 > u 0\nu 0 > out 0");
	offer(&lab, LAB_A, 7, 1);
	lab_dispatch(&lab);
	lab_assert_silent(&lab);
	lab_dispatch(&lab);
	struct rte_mbuf *frame = lab_take(&lab, LAB_B);
	assert_int_equal(rte_pktmbuf_pkt_len(frame), length_of_number(&lab, 7));
	assert_int_equal(lab_click_counter(&lab, "c", "bytes"), length_of_number(&lab, 7) - 14);
	rte_pktmbuf_free(frame);
	lab_click_close(&lab);
}

static void a_dispatch_pulls_no_more_than_a_burst(void **state)
{
	struct lab lab;

	(void)state;
	lab_click_open(&lab, IN OUT "q = Queue\nu = Unqueue\nin 0 > q 0\nq 0 > u 0\nu 0 > out 0");
	offer(&lab, LAB_A, 0, 20);
	lab_dispatch(&lab);
	lab.paths[LAB_A].burst = 4;
	for (uint32_t i = 1; i <= 5; i++) {
		lab_dispatch(&lab);
		assert_int_equal(lab.paths[LAB_A].pulled, 4);
		assert_int_equal(sent_take(&lab, LAB_B), 4);
	}
	lab_dispatch(&lab);
	assert_int_equal(lab.paths[LAB_A].pulled, 0);
	lab_click_close(&lab);
}

// All that goes through a shaper passes in the end, and nothing of it before the rate allows it.
static void shaper_keeps_its_rate(const char *shaper, double units_per_packet, double rate, double burst)
{
	enum { PACKETS = 60 };
	char text[256];
	uint32_t sent = 0;
	struct lab lab;

	snprintf(text, sizeof(text), IN OUT "q = Queue\ns = %s\nin 0 > q 0\nq 0 > s 0\ns 0 > out 0", shaper);
	lab_click_open(&lab, text);
	for (int i = 0; i < PACKETS; i++)
		offer(&lab, LAB_A, 0, 1);
	const uint64_t start = rte_rdtsc(), hz = rte_get_tsc_hz(); // before the shaper is first asked
	while (sent < PACKETS) {
		lab_dispatch(&lab);
		const double seconds = (double)(rte_rdtsc() - start) / (double)hz;

		sent += sent_take(&lab, LAB_B);
		// The last one may leave a debt.
		assert_true(((double)sent - 1) * units_per_packet <= burst + rate * seconds);
		assert_true(seconds < DEADLINE_SECONDS);
	}
	lab_click_close(&lab);
}

static void shapers_let_no_more_than_their_rate_through_and_lose_nothing(void **state)
{
	struct lab lab;
	double bytes;

	(void)state;
	lab_click_open(&lab, IN OUT "in 0 > out 0");
	bytes = length_of_number(&lab, 0);
	lab_click_close(&lab);
	shaper_keeps_its_rate("Shaper; RATE: 500; BURST: 10", 1, 500, 10);
	shaper_keeps_its_rate("RatedUnqueue; RATE: 500; BURST: 10", 1, 500, 10);
	shaper_keeps_its_rate("BandwidthShaper; RATE: 50000; BURST: 1000", bytes, 50000, 1000);
	shaper_keeps_its_rate("BandwidthRatedUnqueue; RATE: 50000; BURST: 1000", bytes, 50000, 1000);
}

static void a_bucket_passes_its_rate_in_any_time(void **state)
{
	const uint64_t hz = 2500000000, rate = 1000000;
	struct fl_click_bucket bucket = {0};
	uint64_t now = 1, passed = 0, random = 1;

	(void)state;
	fl_click_bucket_fill(&bucket, now, rate, 1500, hz);
	assert_true(bucket.tokens == 1500);
	// Ten seconds, looked at in uneven steps of up to a millisecond, in which no more than the burst comes together.
	while (now < 10 * hz) {
		random = random * UINT64_C(6364136223846793005) + 1442695040888963407;
		now += random % (hz / 1000);
		fl_click_bucket_fill(&bucket, now, rate, 1500, hz);
		for (; bucket.tokens > 0; passed += 100)
			bucket.tokens -= 100;
	}
	assert_in_range(passed, 10 * rate - 100, 10 * rate + 1500 + 1100);
	assert_true(fl_click_bucket_wait(&bucket, rate, hz) > 0);
	fl_click_bucket_fill(&bucket, now + (uint64_t)fl_click_bucket_wait(&bucket, rate, hz) + 1, rate, 1500, hz);
	assert_true(fl_click_bucket_wait(&bucket, rate, hz) == 0);
}

static void a_path_says_when_what_it_holds_is_due(void **state)
{
	struct lab lab;

	(void)state;
	lab_click_open(
		&lab, IN OUT "q = Queue\nu = RatedUnqueue; RATE: 10; BURST: 1\nin 0 > q 0\nq 0 > u 0\nu 0 > out 0");
	lab_dispatch(&lab);
	assert_true(lab.paths[LAB_A].due_cycles == UINT64_MAX);
	offer(&lab, LAB_A, 0, 3);
	lab_dispatch(&lab);
	const uint64_t before = rte_rdtsc();
	lab_dispatch(&lab);
	assert_int_equal(sent_take(&lab, LAB_B), 1);
	// One token a tenth of a second, and the first of them was there.
	assert_in_range(
		lab.paths[LAB_A].due_cycles, before + rte_get_tsc_hz() / 20, rte_rdtsc() + rte_get_tsc_hz() / 5);
	assert_true(lab.paths[LAB_B].due_cycles == UINT64_MAX);
	lab_click_close(&lab);
}

static void interfaces_that_meet_in_a_queue_are_one_path(void **state)
{
	struct lab lab;

	(void)state;
	lab_click_open(&lab, IN OUT "in2 = FromDevice; DEVNAME: c\nq = Queue\nin 0 > q 0\nin2 0 > q 0\nq 0 > out 0");
	assert_int_equal(lab.ops->path_first(lab.state, LAB_C), LAB_A);
	assert_int_equal(lab.ops->path_first(lab.state, LAB_B), LAB_B);
	assert_null(lab.paths[LAB_C].graph);
	offer(&lab, LAB_A, 0, 20);
	offer(&lab, LAB_C, 0, 20);
	lab_dispatch(&lab);
	// One burst, in equal parts.
	assert_int_equal(lab.paths[LAB_A].received, 16);
	assert_int_equal(lab.paths[LAB_C].received, 16);
	lab_dispatch(&lab);
	lab_dispatch(&lab);
	assert_int_equal(sent_take(&lab, LAB_B), 40);
	assert_int_equal(lab.paths[LAB_C].counters.received_packets, 20);
	assert_int_equal(lab.paths[LAB_A].counters.sent_packets, 40);
	lab_click_close(&lab);
}

// operator/click's rate-limiter.click, with a rate that a test can wait for.
static void a_rate_limiter_shares_one_shaped_way_out_and_lets_the_way_in_alone(void **state)
{
	enum { PACKETS = 40, RATE = 50000, BURST = 1500 };
	uint32_t sent = 0;
	struct lab lab;

	(void)state;
	lab_click_open(&lab, "q = Queue; CAPACITY: 512\nlan = FromDevice; DEVNAME: a\ndmz = FromDevice; DEVNAME: c\n"
			     "s = BandwidthShaper; RATE: 50000; BURST: 1500\nn = Counter\nout = ToDevice; DEVNAME: b\n"
			     "wan = FromDevice; DEVNAME: b\nback = ToDevice; DEVNAME: a\n"
			     "lan 0 > q 0\ndmz 0 > q 0\nq 0 > s 0\ns 0 > n 0\nn 0 > out 0\nwan 0 > back 0");
	offer(&lab, LAB_A, 0, PACKETS / 2);
	offer(&lab, LAB_C, 0, PACKETS / 2);
	offer(&lab, LAB_B, 0, 5);
	const uint64_t start = rte_rdtsc(), hz = rte_get_tsc_hz();
	lab_dispatch(&lab);
	assert_int_equal(sent_take(&lab, LAB_A), 5);
	while (sent < PACKETS) {
		lab_dispatch(&lab);
		const double seconds = (double)(rte_rdtsc() - start) / (double)hz;

		sent += sent_take(&lab, LAB_B);
		// The last one, of at most 200 bytes, may leave a debt.
		assert_true((double)lab_click_counter(&lab, "n", "bytes") - 200 <= BURST + RATE * seconds);
		assert_true(seconds < DEADLINE_SECONDS);
	}
	assert_int_equal(lab_click_counter(&lab, "n", "packets"), PACKETS);
	assert_int_equal(lab_click_counter(&lab, "q", "length"), 0);
	lab_click_close(&lab);
}

static void inputs_of_a_path_take_turns_at_a_burst_of_one(void **state)
{
	struct lab lab;

	(void)state;
	lab_click_open(&lab, IN OUT "in2 = FromDevice; DEVNAME: c\nq = Queue\nin 0 > q 0\nin2 0 > q 0\nq 0 > out 0");
	offer(&lab, LAB_A, 0, 4);
	offer(&lab, LAB_C, 0, 4);
	lab.paths[LAB_A].burst = 1;
	lab.paths[LAB_A].head_wanted = true; // as while a dear packet is searched for
	for (int i = 0; i < 30; i++) {
		lab_dispatch(&lab);
		assert_true(lab.paths[LAB_A].received + lab.paths[LAB_C].received + lab.paths[LAB_A].pulled <= 1);
	}
	assert_int_equal(sent_take(&lab, LAB_B), 8);
	lab_click_close(&lab);
}

static void red_drops_nothing_below_its_threshold_and_keeps_the_queue_short(void **state)
{
	uint64_t length, early;
	struct lab lab;

	(void)state;
	lab_click_open(&lab, IN OUT "r = RED; MIN_THRESH: 10; MAX_THRESH: 40; MAX_P: 0.05\nq = Queue\nu = " SHUT
				    "\nin 0 > r 0\nr 0 > q 0\nq 0 > u 0\nu 0 > out 0");
	offer(&lab, LAB_A, 0, 10);
	lab_dispatch(&lab);
	assert_int_equal(lab_click_drops(&lab, "red_early"), 0);
	for (int i = 0; i < 60; i++) {
		offer(&lab, LAB_A, 0, 32);
		lab_dispatch(&lab);
	}
	length = lab_click_counter(&lab, "q", "longest");
	early = lab_click_drops(&lab, "red_early");
	// The mean lags behind the length by some 2^STABILITY packets.
	assert_in_range(length, 11, 40 + 3 * 16);
	assert_int_equal(early + lab_click_counter(&lab, "q", "packets"), 10 + 60 * 32);
	assert_int_equal(lab_click_drops(&lab, "queue_full"), 0);
	lab_click_close(&lab);
}

static void red_sends_early_drops_by_its_second_output(void **state)
{
	struct lab lab;

	(void)state;
	lab_click_open(&lab, IN OUT "r = RED; MIN_THRESH: 1; MAX_THRESH: 2; MAX_P: 1\nq = Queue\nu = " SHUT
				    "\nother = ToDevice; DEVNAME: c\n"
				    "in 0 > r 0\nr 0 > q 0\nr 1 > other 0\nq 0 > u 0\nu 0 > out 0");
	for (int i = 0; i < 10; i++) {
		offer(&lab, LAB_A, 0, 32);
		lab_dispatch(&lab);
	}
	assert_int_equal(sent_take(&lab, LAB_C) + lab_click_counter(&lab, "q", "packets"), 320);
	assert_true(lab_click_counter(&lab, "q", "packets") < 160);
	lab_click_close(&lab);
}

// Fills what the interface's device holds, with packets that are no router's.
static void device_fill(struct lab *lab, uint32_t interface, struct rte_mempool *pool)
{
	struct fl_port_tx *tx = lab->control_tx[interface];
	struct rte_mbuf *frame;

	do {
		frame = rte_pktmbuf_alloc(pool);
		assert_non_null(frame);
	} while (fl_send(tx, &frame, 1) == 1);
	rte_pktmbuf_free(frame);
}

// Takes packets of the test's own, as many as are wanted.
static void device_clear(struct lab *lab, uint32_t interface, uint32_t wanted)
{
	for (struct rte_mbuf *frame; wanted > 0; wanted--) {
		assert_int_equal(fl_port_ring_take(lab->ports[interface], &frame, 1), 1);
		rte_pktmbuf_free(frame);
	}
}

static void what_a_device_does_not_take_waits_and_keeps_its_order(void **state)
{
	enum { PACKETS = 100, FILLERS = 1100 };
	struct rte_mempool *pool = fl_packet_pool_create("fillers", FILLERS);
	struct lab lab;

	(void)state;
	lab_click_open(&lab, IN OUT "q = Queue\nn = Counter\nin 0 > q 0\nq 0 > n 0\nn 0 > out 0");
	device_fill(&lab, LAB_B, pool);
	const uint32_t fillers = rte_mempool_in_use_count(pool);
	offer(&lab, LAB_A, 0, PACKETS);
	for (int i = 0; i < 10; i++)
		lab_dispatch(&lab);
	// A burst was pulled and waits for the device; no more was, and the path asks to be run again.
	assert_int_equal(lab_click_counter(&lab, "n", "packets"), FL_BURST_MAX);
	assert_int_equal(lab_click_counter(&lab, "q", "length"), PACKETS - FL_BURST_MAX);
	assert_true(lab.paths[LAB_A].due_cycles != UINT64_MAX);
	assert_int_equal(lab.paths[LAB_A].counters.sent_packets, 0);
	device_clear(&lab, LAB_B, 10);
	lab_dispatch(&lab);
	assert_int_equal(lab.paths[LAB_A].counters.sent_packets, 10);
	assert_int_equal(lab_click_counter(&lab, "n", "packets"), FL_BURST_MAX);
	device_clear(&lab, LAB_B, fillers - 10);
	for (int i = 0; i < 6; i++)
		lab_dispatch(&lab);
	for (uint32_t i = 0; i < PACKETS; i++) {
		struct rte_mbuf *frame = lab_take(&lab, LAB_B);

		assert_int_equal(rte_pktmbuf_pkt_len(frame), length_of_number(&lab, i));
		rte_pktmbuf_free(frame);
	}
	assert_int_equal(lab_click_drops(&lab, "to_device_full"), 0);
	assert_int_equal(lab.paths[LAB_A].counters.sent_packets, PACKETS);
	lab_click_close(&lab);
	rte_mempool_free(pool);
}

static void what_waits_for_a_device_comes_back_with_the_router(void **state)
{
	struct rte_mempool *pool = fl_packet_pool_create("fillers", 1100);
	struct lab lab;

	(void)state;
	lab_click_open(&lab, IN OUT "q = Queue\nin 0 > q 0\nq 0 > out 0");
	device_fill(&lab, LAB_B, pool);
	offer(&lab, LAB_A, 0, FL_BURST_MAX);
	for (int i = 0; i < 3; i++)
		lab_dispatch(&lab);
	assert_int_equal(lab_click_counter(&lab, "q", "length"), 0);
	lab_click_close(&lab); // all of them are in the pool again, or this fails
	assert_int_equal(rte_mempool_in_use_count(pool), 0);
	rte_mempool_free(pool);
}

static void says_what_is_wrong_between_push_and_pull(void **state)
{
	static const struct {
		const char *text, *refusal;
	} broken[] = {
		{IN OUT "s = Shaper; RATE: 1\nin 0 > s 0\ns 0 > out 0",
			ELEMENT(2) ": s cannot be behind in: one side is push, the other pull; a Queue goes from push "
				   "to pull, "
				   "an Unqueue back"},
		{IN OUT "q = Queue\nc = Classifier; PATTERN[]: -\nin 0 > q 0\nq 0 > c 0\nc 0 > out 0",
			ELEMENT(3) ": c cannot be behind q: one side is push, the other pull; a Queue goes from push "
				   "to pull, an "
				   "Unqueue back"},
		{IN OUT "q = Queue\nt = CheckPaint; COLOR: 1\nx = Discard\nin 0 > q 0\nq 0 > t 0\nt 0 > out 0\nt 1 > x "
			"0",
			ELEMENT(3) ": packets cannot be pulled through t, a CheckPaint: an Unqueue goes between it and "
				   "the queue "
				   "before it"},
		{IN OUT "in2 = FromDevice; DEVNAME: c\nq = Queue\np = Queue\nin 0 > q 0\nin2 0 > p 0\nq 0 > out 0\np 0 "
			"> out 0",
			ELEMENT(1) ": an input of out is connected twice: it pulls from one element, and a scheduler "
				   "chooses "
				   "among several"},
		{IN OUT "r = RED; MIN_THRESH: 1; MAX_THRESH: 2; MAX_P: 1\nin 0 > r 0\nr 0 > out 0",
			ELEMENT(2) ": r measures queues, and no Queue is behind it"},
	};

	(void)state;
	for (size_t i = 0; i < RTE_DIM(broken); i++)
		assert_string_equal(lab_click_refusal(broken[i].text), broken[i].refusal);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_queue_gives_back_what_it_holds_in_its_order),
		cmocka_unit_test(a_full_queue_drops_what_comes_and_keeps_what_it_has),
		cmocka_unit_test(queues_leave_half_of_the_buffers_to_what_comes_in),
		cmocka_unit_test(elements_between_a_queue_and_its_puller_work_as_anywhere),
		cmocka_unit_test(a_dispatch_pulls_no_more_than_a_burst),
		cmocka_unit_test(shapers_let_no_more_than_their_rate_through_and_lose_nothing),
		cmocka_unit_test(a_bucket_passes_its_rate_in_any_time),
		cmocka_unit_test(a_path_says_when_what_it_holds_is_due),
		cmocka_unit_test(interfaces_that_meet_in_a_queue_are_one_path),
		cmocka_unit_test(a_rate_limiter_shares_one_shaped_way_out_and_lets_the_way_in_alone),
		cmocka_unit_test(inputs_of_a_path_take_turns_at_a_burst_of_one),
		cmocka_unit_test(red_drops_nothing_below_its_threshold_and_keeps_the_queue_short),
		cmocka_unit_test(red_sends_early_drops_by_its_second_output),
		cmocka_unit_test(what_a_device_does_not_take_waits_and_keeps_its_order),
		cmocka_unit_test(what_waits_for_a_device_comes_back_with_the_router),
		cmocka_unit_test(says_what_is_wrong_between_push_and_pull),
	};

	return cmocka_run_group_tests(tests, lab_group_setup, NULL);
}
