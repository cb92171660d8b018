// The token bucket: how much a router gets that always wants more.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
// cmocka needs the above
#include <cmocka.h>

#include "core/ceiling.h"

static const uint64_t hz = 1000000000;
static const uint64_t dispatch_cycles = 50000;

// What a router uses in a stretch in which it runs whenever it may; time that it does not use goes by in steps.
static uint64_t use_all(struct fl_ceiling *ceiling, uint64_t *now, uint64_t stretch)
{
	uint64_t used = 0, end = *now + stretch;

	while (*now < end) {
		if (fl_ceiling_allows(ceiling, *now)) {
			fl_ceiling_use(ceiling, dispatch_cycles);
			used += dispatch_cycles;
			*now += dispatch_cycles;
		} else {
			*now += 1000;
		}
	}
	return used;
}

static void gives_a_greedy_router_its_limit_and_no_more(void **state)
{
	const uint32_t limits[] = {1000, 50000, 333333, 900000};

	(void)state;
	for (size_t i = 0; i < sizeof(limits) / sizeof(*limits); i++) {
		struct fl_ceiling ceiling;
		uint64_t now = 12345;
		const uint64_t stretch = 10 * hz;
		double due = (double)limits[i] / FL_CEILING_PPM_MAX * (double)stretch;

		fl_ceiling_init(&ceiling, limits[i], now, hz);
		double used = (double)use_all(&ceiling, &now, stretch);
		assert_true(used >= 0.999 * due);
		assert_true(used <= due + ceiling.depth + (double)dispatch_cycles);
	}
}

static void holds_nobody_back_without_a_limit(void **state)
{
	struct fl_ceiling ceiling;
	uint64_t now = 0;

	(void)state;
	fl_ceiling_init(&ceiling, FL_CEILING_NONE, now, hz);
	assert_int_equal(use_all(&ceiling, &now, hz), hz);
}

static void saves_no_more_than_two_milliseconds_of_it(void **state)
{
	struct fl_ceiling ceiling;
	uint64_t now = 0;

	(void)state;
	fl_ceiling_init(&ceiling, 500000, now, hz);
	use_all(&ceiling, &now, hz);
	now += 3600 * hz; // it slept for an hour
	uint64_t used = 0;
	while (fl_ceiling_allows(&ceiling, now)) {
		fl_ceiling_use(&ceiling, dispatch_cycles);
		used += dispatch_cycles;
	}
	assert_in_range(used, hz / 1000, hz / 1000 + dispatch_cycles);
}

static void makes_a_dispatch_that_took_too_much_be_paid_back(void **state)
{
	struct fl_ceiling ceiling;

	(void)state;
	fl_ceiling_init(&ceiling, 100000, 0, hz);
	fl_ceiling_use(&ceiling, hz / 10); // the bucket holds 0.2 ms
	assert_false(fl_ceiling_allows(&ceiling, hz / 2));
	assert_false(fl_ceiling_allows(&ceiling, hz - hz / 1000 * 3));
	assert_true(fl_ceiling_allows(&ceiling, hz));
}

static void changes_the_limit_without_forgetting_what_is_owed(void **state)
{
	struct fl_ceiling ceiling;

	(void)state;
	fl_ceiling_init(&ceiling, 100000, 0, hz);
	fl_ceiling_use(&ceiling, hz);
	fl_ceiling_set(&ceiling, 100000, hz, hz); // the same: nothing happens
	fl_ceiling_set(&ceiling, 500000, hz, hz);
	assert_false(fl_ceiling_allows(&ceiling, 2 * hz));
	assert_true(fl_ceiling_allows(&ceiling, 3 * hz));
	fl_ceiling_set(&ceiling, FL_CEILING_NONE, 3 * hz, hz);
	fl_ceiling_use(&ceiling, 100 * hz);
	assert_true(fl_ceiling_allows(&ceiling, 3 * hz));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(gives_a_greedy_router_its_limit_and_no_more),
		cmocka_unit_test(holds_nobody_back_without_a_limit),
		cmocka_unit_test(saves_no_more_than_two_milliseconds_of_it),
		cmocka_unit_test(makes_a_dispatch_that_took_too_much_be_paid_back),
		cmocka_unit_test(changes_the_limit_without_forgetting_what_is_owed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
