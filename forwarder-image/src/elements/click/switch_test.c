// Switches, samplers and counters: how many packets go where.
#include <rte_cycles.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "elements/testing/click_lab.h"

// Puts packets in, and counts what comes out by b, c and d.
static void count_outputs(struct lab *lab, uint32_t packets, uint32_t counts[3])
{
	memset(counts, 0, 3 * sizeof(*counts));
	for (uint32_t i = 0; i < packets; i++) {
		struct rte_mbuf *frame;

		lab_put(lab, LAB_A, lab_click_frame(lab));
		for (uint32_t output = 0; output < 3; output++)
			while (fl_port_ring_take(lab->ports[LAB_B + output], &frame, 1) == 1) {
				counts[output]++;
				rte_pktmbuf_free(frame);
			}
	}
}

static void round_robin_switch_takes_turns(void **state)
{
	uint32_t counts[3];
	struct lab lab;

	(void)state;
	lab_click_element_open(&lab, "RoundRobinSwitch", 3);
	for (uint32_t i = 0; i < 6; i++) {
		lab_put(&lab, LAB_A, lab_click_frame(&lab));
		rte_pktmbuf_free(lab_take(&lab, LAB_B + i % 3));
	}
	count_outputs(&lab, 300, counts);
	assert_int_equal(counts[0], 100);
	assert_int_equal(counts[1], 100);
	assert_int_equal(counts[2], 100);
	lab_click_close(&lab);
}

static void random_switch_treats_its_outputs_alike(void **state)
{
	uint32_t counts[3];
	struct lab lab;

	(void)state;
	lab_click_element_open(&lab, "RandomSwitch", 3);
	count_outputs(&lab, 3000, counts);
	// Six standard deviations, 26 each: one run in 10^9 is beyond.
	for (int i = 0; i < 3; i++)
		assert_in_range(counts[i], 1000 - 156, 1000 + 156);
	lab_click_close(&lab);
}

static void hash_switch_keeps_a_flow_together_and_spreads_flows(void **state)
{
	uint32_t counts[3] = {0};
	struct lab lab;

	(void)state;
	lab_click_element_open(&lab, "HashSwitch; OFFSET: 26; LENGTH: 8", 3);
	for (int flow = 0; flow < 90; flow++) {
		char source[16];
		int first = -1;

		snprintf(source, sizeof(source), "10.1.0.%d", flow + 2);
		for (int i = 0; i < 3; i++) {
			struct rte_mbuf *frame;

			lab_put(&lab, LAB_A, frame_udp(&lab, LAB_A, source, LAB_RIGHT, (uint16_t)(10 + i)));
			for (int output = 0; output < 3; output++)
				if (fl_port_ring_take(lab.ports[LAB_B + output], &frame, 1) == 1) {
					rte_pktmbuf_free(frame);
					assert_true(first == -1 || first == output);
					first = output;
				}
		}
		assert_in_range(first, 0, 2);
		counts[first]++;
	}
	for (int i = 0; i < 3; i++)
		assert_in_range(counts[i], 10, 60);
	lab_click_close(&lab);
}

static void switch_sends_everything_one_way(void **state)
{
	uint32_t counts[3];
	struct lab lab;

	(void)state;
	lab_click_element_open(&lab, "Switch; OUTPUT: 1", 3);
	count_outputs(&lab, 10, counts);
	assert_int_equal(counts[1], 10);
	lab_click_close(&lab);
	lab_click_element_open(&lab, "Switch; OUTPUT: 3", 3);
	lab_click_assert_dropped(&lab, lab_click_frame(&lab), "switch_off");
	lab_click_close(&lab);
}

static void random_sample_takes_its_share(void **state)
{
	uint32_t counts[3];
	struct lab lab;

	(void)state;
	lab_click_element_open(&lab, "RandomSample; P: 0.25", 2);
	count_outputs(&lab, 4000, counts);
	assert_int_equal(counts[0] + counts[1], 4000);
	assert_in_range(counts[0], 1000 - 165, 1000 + 165); // six standard deviations
	lab_click_close(&lab);
	lab_click_element_open(&lab, "RandomSample; P: 1", 2);
	count_outputs(&lab, 100, counts);
	assert_int_equal(counts[0], 100);
	lab_click_close(&lab);
	lab_click_element_open(&lab, "RandomSample; P: 0", 1);
	lab_click_assert_dropped(&lab, lab_click_frame(&lab), "random_sample_not_sampled");
	lab_click_close(&lab);
}

static void random_sample_says_what_is_no_share(void **state)
{
	static const char *const broken[] = {"1.01", "-0.1", "inf", "0x1", "1e-3", "."};

	(void)state;
	for (size_t i = 0; i < RTE_DIM(broken); i++) {
		char element[64], expected[128];

		snprintf(element, sizeof(element), "RandomSample; P: %s", broken[i]);
		snprintf(expected, sizeof(expected),
			"forwarding.click.elements[1].arguments.P: \"%s\" must be a number from 0 to 1, like 0.25",
			broken[i]);
		assert_string_equal(lab_click_element_refusal(element, 1), expected);
	}
}

// Slow enough that the time which the test takes adds next to nothing.
static void rated_splitter_lets_a_burst_through_and_no_more(void **state)
{
	uint32_t counts[3];
	struct lab lab;

	(void)state;
	lab_click_element_open(&lab, "RatedSplitter; RATE: 1; BURST: 100000000000", 2);
	count_outputs(&lab, 100, counts);
	assert_int_equal(counts[0], 100);
	lab_click_close(&lab);
	lab_click_element_open(&lab, "BandwidthRatedSplitter; RATE: 1; BURST: 300", 2);
	count_outputs(&lab, 20, counts); // of 142 bytes each: three, the third on credit
	assert_int_equal(counts[0], 3);
	assert_int_equal(counts[1], 17);
	lab_click_close(&lab);
	lab_click_element_open(&lab, "BandwidthRatedSplitter; RATE: 1; BURST: 1", 1);
	count_outputs(&lab, 1, counts);
	lab_click_assert_dropped(&lab, lab_click_frame(&lab), "bandwidth_rated_splitter_beyond_rate");
	lab_click_close(&lab);
}

static void meters_choose_an_output_by_the_rate(void **state)
{
	static const char *const classes[] = {"Meter", "BandwidthMeter"};

	(void)state;
	for (size_t i = 0; i < RTE_DIM(classes); i++) {
		char element[128];
		uint32_t counts[3];
		struct lab lab;

		snprintf(element, sizeof(element), "%s; RATE[]: 50000000000; RATE[]: 100000000000", classes[i]);
		lab_click_element_open(&lab, element, 3);
		count_outputs(&lab, 100, counts);
		assert_int_equal(counts[0], 100);
		lab_click_close(&lab);
		snprintf(element, sizeof(element), "%s; RATE[]: 0; RATE[]: 100000000000", classes[i]);
		lab_click_element_open(&lab, element, 3);
		count_outputs(&lab, 100, counts);
		assert_int_equal(counts[1], 100);
		lab_click_close(&lab);
		// More than one a second, which it knows when a tenth of a second is over.
		snprintf(element, sizeof(element), "%s; RATE[]: 1; RATE[]: 100000000000", classes[i]);
		lab_click_element_open(&lab, element, 3);
		count_outputs(&lab, 1, counts);
		assert_int_equal(counts[0], 1);
		for (uint64_t end = rte_rdtsc() + 30 * rte_get_tsc_hz(); counts[1] == 0 && rte_rdtsc() < end;)
			count_outputs(&lab, 10, counts);
		assert_true(counts[1] > 0);
		lab_click_close(&lab);
	}
}

static void meters_say_what_is_wrong_with_their_rates(void **state)
{
	(void)state;
	assert_string_equal(lab_click_element_refusal("Meter; RATE[]: 5; RATE[]: 5", 3),
		"forwarding.click.elements[1].arguments.RATE[1]: 5 is not more than the rate before it");
	assert_string_equal(lab_click_element_refusal("Meter; RATE[]: 5 kbit", 2),
		"forwarding.click.elements[1].arguments.RATE[0]: \"5 kbit\" must be a whole number");
	assert_string_equal(lab_click_element_refusal("Meter; RATE[]: 5; RATE[]: 6", 2),
		"forwarding.click.elements[1].arguments.RATE: 2 outputs are connected, 2 rates need 3");
}

static void average_counter_counts_what_passes(void **state)
{
	uint32_t counts[3];
	struct lab lab;

	(void)state;
	lab_click_element_open(&lab, "AverageCounter", 1);
	assert_int_equal(lab_click_counter(&lab, "x", "packetsPerSecond"), 0);
	count_outputs(&lab, 50, counts);
	assert_int_equal(counts[0], 50);
	assert_int_equal(lab_click_counter(&lab, "x", "packets"), 50);
	assert_int_equal(lab_click_counter(&lab, "x", "bytes"), 50 * (14 + 28 + FRAME_PAYLOAD));
	assert_true(lab_click_counter(&lab, "x", "bytesPerSecond") > lab_click_counter(&lab, "x", "packetsPerSecond"));
	lab_click_close(&lab);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(round_robin_switch_takes_turns),
		cmocka_unit_test(random_switch_treats_its_outputs_alike),
		cmocka_unit_test(hash_switch_keeps_a_flow_together_and_spreads_flows),
		cmocka_unit_test(switch_sends_everything_one_way),
		cmocka_unit_test(random_sample_takes_its_share),
		cmocka_unit_test(random_sample_says_what_is_no_share),
		cmocka_unit_test(rated_splitter_lets_a_burst_through_and_no_more),
		cmocka_unit_test(meters_choose_an_output_by_the_rate),
		cmocka_unit_test(meters_say_what_is_wrong_with_their_rates),
		cmocka_unit_test(average_counter_counts_what_passes),
	};

	return cmocka_run_group_tests(tests, lab_group_setup, NULL);
}
