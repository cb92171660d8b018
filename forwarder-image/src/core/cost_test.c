#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
// cmocka needs the above
#include <cmocka.h>

#include "core/cost.h"

static void says_nothing_before_the_first_packet(void **state)
{
	struct fl_cost cost;

	(void)state;
	fl_cost_init(&cost);
	assert_true(fl_cost_read(&cost) < 0);
	assert_true(fl_cost_spread_read(&cost) < 0);
	assert_int_equal(fl_cost_expected(&cost, 10), 0);
	assert_int_equal(fl_cost_burst(&cost, 100, 32), 32);
	assert_int_equal(fl_cost_suspicious_above(&cost, 10, 777), 777);
}

static void finds_the_cost_of_a_packet_whatever_the_burst(void **state)
{
	struct fl_cost cost;

	(void)state;
	fl_cost_init(&cost);
	for (uint32_t i = 0; i < 1000; i++)
		fl_cost_add(&cost, 250 * (1 + i % 32), 1 + i % 32);
	assert_true(fl_cost_read(&cost) > 249.9 && fl_cost_read(&cost) < 250.1);
}

static void is_hardly_moved_by_a_stall(void **state)
{
	struct fl_cost cost;

	(void)state;
	fl_cost_init(&cost);
	for (int i = 0; i < 1000; i++)
		fl_cost_add(&cost, 3200, 32);
	fl_cost_add(&cost, 2500000, 32); // a millisecond
	assert_true(fl_cost_read(&cost) < 104);
	for (int i = 0; i < 200; i++)
		fl_cost_add(&cost, 3200, 32);
	assert_true(fl_cost_read(&cost) < 101);
}

static void follows_a_real_change_within_a_hundred_dispatches(void **state)
{
	struct fl_cost cost;

	(void)state;
	fl_cost_init(&cost);
	for (int i = 0; i < 1000; i++)
		fl_cost_add(&cost, 3200, 32);
	for (int i = 0; i < 100; i++)
		fl_cost_add(&cost, 32000, 32);
	assert_true(fl_cost_read(&cost) > 900 && fl_cost_read(&cost) < 1001);
}

static void counts_in_full_what_is_dear_now_and_then(void **state)
{
	struct fl_cost cost;
	double sum = 0;
	const int turns = 3000;

	(void)state;
	fl_cost_init(&cost);
	for (int i = 0; i < 2 * turns; i++) {
		fl_cost_add(&cost, i % 10 == 0 ? 64000 : 3200, 32); // 290 a packet on the average
		if (i >= turns)
			sum += fl_cost_read(&cost);
	}
	assert_true(sum / turns > 280 && sum / turns < 300);
}

static void tells_the_spread_of_the_cost(void **state)
{
	struct fl_cost even, uneven;

	(void)state;
	fl_cost_init(&even);
	fl_cost_init(&uneven);
	for (int i = 0; i < 1000; i++) {
		fl_cost_add(&even, 3200, 32);
		fl_cost_add(&uneven, i % 2 == 0 ? 2560 : 3840, 32); // 80 and 120 a packet
	}
	assert_true(fl_cost_spread_read(&even) < 0.01);
	assert_true(fl_cost_spread_read(&uneven) > 19 && fl_cost_spread_read(&uneven) < 21);
	assert_true(fl_cost_read(&uneven) > 98 && fl_cost_read(&uneven) < 102);
}

static void suspects_only_what_is_beyond_the_spread(void **state)
{
	struct fl_cost even, uneven;

	(void)state;
	fl_cost_init(&even);
	fl_cost_init(&uneven);
	for (int i = 0; i < 1000; i++) {
		fl_cost_add(&even, 3200, 32);
		fl_cost_add(&uneven, i % 2 == 0 ? 0 : 6400, 32);
	}
	assert_in_range(fl_cost_suspicious_above(&even, 32, 1000), 1000 + 2 * 3200, 1000 + 2 * 3200 + 10);
	assert_true(fl_cost_suspicious_above(&uneven, 32, 1000) > 1000 + 7 * 3200);
}

static void recovers_from_a_first_dispatch_that_was_wholly_stolen(void **state)
{
	struct fl_cost cost;

	(void)state;
	fl_cost_init(&cost);
	fl_cost_add(&cost, 0, 32);
	fl_cost_add(&cost, 3200, 32);
	assert_true(fl_cost_read(&cost) > 99);
}

static void fits_the_burst_into_the_budget(void **state)
{
	struct fl_cost cost;

	(void)state;
	fl_cost_init(&cost);
	fl_cost_add(&cost, 10000, 10);
	assert_int_equal(fl_cost_expected(&cost, 7), 7000);
	assert_int_equal(fl_cost_burst(&cost, 125000, 32), 32);
	assert_int_equal(fl_cost_burst(&cost, 7999, 32), 7);
	assert_int_equal(fl_cost_burst(&cost, 999, 32), 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(says_nothing_before_the_first_packet),
		cmocka_unit_test(finds_the_cost_of_a_packet_whatever_the_burst),
		cmocka_unit_test(is_hardly_moved_by_a_stall),
		cmocka_unit_test(follows_a_real_change_within_a_hundred_dispatches),
		cmocka_unit_test(counts_in_full_what_is_dear_now_and_then),
		cmocka_unit_test(tells_the_spread_of_the_cost),
		cmocka_unit_test(suspects_only_what_is_beyond_the_spread),
		cmocka_unit_test(recovers_from_a_first_dispatch_that_was_wholly_stolen),
		cmocka_unit_test(fits_the_burst_into_the_budget),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
