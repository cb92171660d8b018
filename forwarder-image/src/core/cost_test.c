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
	assert_true(fl_cost_read(&cost) < 110);
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
		cmocka_unit_test(recovers_from_a_first_dispatch_that_was_wholly_stolen),
		cmocka_unit_test(fits_the_burst_into_the_budget),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
