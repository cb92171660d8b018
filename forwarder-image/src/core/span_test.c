// The time between two stamps, divided among those who ran in between.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
// cmocka needs the above
#include <cmocka.h>

#include <string.h>

#include "core/sampling.h"
#include "core/span.h"

struct told {
	uint32_t count;
	void *owners[FL_SPAN_MAX];
	uint64_t cycles[FL_SPAN_MAX];
};

static void tell(void *context, void *owner, uint64_t cycles)
{
	struct told *told = context;

	told->owners[told->count] = owner;
	told->cycles[told->count++] = cycles;
}

static void divides_in_proportion_to_what_was_expected(void **state)
{
	struct fl_span span = {0};
	struct told told = {0};
	int a, b;

	(void)state;
	fl_span_add(&span, &a, 100);
	fl_span_add(&span, NULL, 50);
	fl_span_add(&span, &b, 250);
	assert_int_equal(span.expected, 400);
	assert_int_equal(span.empty_count, 1);
	fl_span_divide(&span, 800, tell, &told);
	assert_int_equal(told.count, 3);
	assert_ptr_equal(told.owners[0], &a);
	assert_null(told.owners[1]);
	assert_ptr_equal(told.owners[2], &b);
	assert_int_equal(told.cycles[0], 200);
	assert_int_equal(told.cycles[1], 100);
	assert_int_equal(told.cycles[2], 500);
	assert_int_equal(span.count + span.empty_count + span.expected, 0);
}

static void loses_no_cycle_however_odd_the_numbers(void **state)
{
	struct fl_span span = {0};
	struct fl_random random;

	(void)state;
	fl_random_init(&random, 99);
	for (int round = 0; round < 20000; round++) {
		uint32_t count = 1 + fl_random_below(&random, FL_SPAN_MAX);
		uint64_t cycles = (uint64_t)fl_random_below(&random, UINT32_MAX) >> fl_random_below(&random, 32);
		struct told told = {0};
		uint64_t sum = 0;

		for (uint32_t i = 0; i < count; i++)
			fl_span_add(&span, &told,
				(uint64_t)fl_random_below(&random, UINT32_MAX) >> fl_random_below(&random, 32));
		assert_int_equal(fl_span_full(&span), count == FL_SPAN_MAX);
		fl_span_divide(&span, cycles, tell, &told);
		assert_int_equal(told.count, count);
		for (uint32_t i = 0; i < count; i++) {
			assert_true(told.cycles[i] <= cycles);
			sum += told.cycles[i];
		}
		assert_int_equal(sum, cycles);
	}
}

static void gives_something_to_those_of_whom_nothing_was_expected(void **state)
{
	struct fl_span span = {0};
	struct told told = {0};
	int a, b;

	(void)state;
	fl_span_add(&span, &a, 0);
	fl_span_add(&span, &b, 0);
	fl_span_divide(&span, 100, tell, &told);
	assert_int_equal(told.cycles[0], 50);
	assert_int_equal(told.cycles[1], 50);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(divides_in_proportion_to_what_was_expected),
		cmocka_unit_test(loses_no_cycle_however_odd_the_numbers),
		cmocka_unit_test(gives_something_to_those_of_whom_nothing_was_expected),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
