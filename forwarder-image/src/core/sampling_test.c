// Which dispatches are measured.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
// cmocka needs the above
#include <cmocka.h>

#include "core/sampling.h"

enum { EVERY = 20, INTERVALS = 20000 };

static void measures_every_dispatch_with_intervals_of_one(void **state)
{
	struct fl_sampling sampling = {0};
	struct fl_random random;

	(void)state;
	fl_random_init(&random, 7);
	for (int i = 0; i < 1000; i++) {
		assert_true(fl_sampling_due(&sampling));
		fl_sampling_step(&sampling, &random, 1);
	}
}

static void measures_the_first_and_then_one_in_each_interval_anywhere_within(void **state)
{
	struct fl_sampling sampling = {0};
	struct fl_random random;
	int places[EVERY] = {0};

	(void)state;
	fl_random_init(&random, 7);
	assert_true(fl_sampling_due(&sampling));
	fl_sampling_step(&sampling, &random, EVERY);
	for (int i = 0; i < INTERVALS; i++) {
		int measured = 0;

		for (int place = 0; place < EVERY; place++) {
			measured += fl_sampling_due(&sampling);
			places[place] += fl_sampling_due(&sampling);
			fl_sampling_step(&sampling, &random, EVERY);
		}
		assert_int_equal(measured, 1);
	}
	for (int place = 0; place < EVERY; place++)
		assert_in_range(places[place], INTERVALS / EVERY * 8 / 10, INTERVALS / EVERY * 12 / 10);
}

// A router whose dear packets follow a pattern, even the interval's own, is charged what they cost on the average.
static void is_not_fooled_by_a_pattern(void **state)
{
	(void)state;
	for (int period = 2; period <= 2 * EVERY; period++) {
		struct fl_sampling sampling = {0};
		struct fl_random random;
		int dear = 0, measured = 0;

		fl_random_init(&random, (uint64_t)period);
		for (int i = 0; i < INTERVALS * EVERY; i++) {
			if (fl_sampling_due(&sampling)) {
				measured++;
				dear += i % period == 0;
			}
			fl_sampling_step(&sampling, &random, EVERY);
		}
		double found = (double)dear / measured, is = 1.0 / period;
		assert_true(found > 0.7 * is && found < 1.3 * is);
	}
}

static void follows_a_shorter_interval_at_once(void **state)
{
	struct fl_sampling sampling = {0};
	struct fl_random random;

	(void)state;
	fl_random_init(&random, 7);
	fl_sampling_step(&sampling, &random, FL_SAMPLE_EVERY_MAX);
	fl_sampling_step(&sampling, &random, 1);
	assert_true(fl_sampling_due(&sampling));
}

static void draws_every_number_below_the_bound_and_no_other(void **state)
{
	struct fl_random random;
	int drawn[10] = {0};

	(void)state;
	fl_random_init(&random, 0);
	for (int i = 0; i < 100000; i++) {
		uint32_t number = fl_random_below(&random, 10);

		assert_in_range(number, 0, 9);
		drawn[number]++;
	}
	for (int i = 0; i < 10; i++)
		assert_in_range(drawn[i], 9500, 10500);
	assert_int_equal(fl_random_below(&random, 1), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(measures_every_dispatch_with_intervals_of_one),
		cmocka_unit_test(measures_the_first_and_then_one_in_each_interval_anywhere_within),
		cmocka_unit_test(is_not_fooled_by_a_pattern),
		cmocka_unit_test(follows_a_shorter_interval_at_once),
		cmocka_unit_test(draws_every_number_below_the_bound_and_no_other),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
