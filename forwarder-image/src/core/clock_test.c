#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
// cmocka needs the above
#include <cmocka.h>

#include "core/clock.h"

// The kernel's clock, and the TSC before and after it was read.
struct reading {
	uint64_t before, nanos, after;
};

static struct reading reading_take(void)
{
	struct reading reading;

	reading.before = fl_clock_cycles();
	reading.nanos = fl_clock_nanos(CLOCK_MONOTONIC_RAW);
	reading.after = fl_clock_cycles();
	return reading;
}

static void measures_the_tsc_as_the_kernel_does(void **state)
{
	const uint64_t span = FL_NANOS_PER_SECOND / 2;
	double hz = (double)fl_clock_hz_measure();
	struct reading from = reading_take(), to = from;

	(void)state;
	while (to.nanos - from.nanos < span)
		to = reading_take();
	double seconds = (double)(to.nanos - from.nanos) / FL_NANOS_PER_SECOND;
	// Between the two lies the truth, however long this test was kept from running.
	double least = (double)(to.before - from.after) / seconds, most = (double)(to.after - from.before) / seconds;
	assert_true(hz > least * (1 - 200e-6));
	assert_true(hz < most * (1 + 200e-6));
}

static void converts_nanoseconds_without_overflow(void **state)
{
	const uint64_t year = UINT64_C(365) * 24 * 3600;

	(void)state;
	assert_int_equal(fl_clock_nanos_to_cycles(1000, 2500000000), 2500);
	assert_int_equal(fl_clock_nanos_to_cycles(year * FL_NANOS_PER_SECOND, 2500000000), year * 2500000000);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(measures_the_tsc_as_the_kernel_does),
		cmocka_unit_test(converts_nanoseconds_without_overflow),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
