// Stride against an oracle: what each entity is due by its weight while it waits.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
// cmocka needs the above
#include <cmocka.h>

#include "core/stride.h"

enum { ENTITIES = 64 };

static struct fl_stride stride;
static struct fl_stride_place heap[ENTITIES];
static struct fl_stride_entity entities[ENTITIES];
static uint64_t used[ENTITIES];

static void begin(const uint32_t *weights, uint32_t count)
{
	fl_stride_init(&stride, heap, ENTITIES);
	for (uint32_t i = 0; i < count; i++) {
		fl_stride_entity_init(&entities[i], weights[i]);
		used[i] = 0;
	}
}

static uint32_t run_next(uint64_t cycles)
{
	struct fl_stride_entity *next = fl_stride_next(&stride);
	uint32_t index = (uint32_t)(next - entities);

	assert_non_null(next);
	fl_stride_charge(&stride, next, cycles);
	used[index] += cycles;
	return index;
}

// A generator of its own, so that every run of the test is the same.
static uint32_t random_next(uint64_t *state)
{
	*state = *state * 6364136223846793005U + 1442695040888963407U;
	return (uint32_t)(*state >> 33);
}

static void gives_each_its_weight_whatever_a_turn_costs(void **state)
{
	const uint32_t weights[] = {1, 2, 4, 1000, 500000, 1000000, 333333, 7};
	const uint32_t costs[] = {100000, 90, 12345, 50, 100000, 1000, 33333, 1};
	const uint32_t count = 8;
	double total = 0, weight_sum = 0;

	(void)state;
	begin(weights, count);
	for (uint32_t i = 0; i < count; i++) {
		fl_stride_wake(&stride, &entities[i]);
		weight_sum += weights[i];
	}
	for (uint32_t turn = 0; turn < 4000000; turn++) {
		uint32_t index = (uint32_t)(fl_stride_next(&stride) - entities);

		run_next(costs[index]);
		total += costs[index];
	}
	// At any time nobody is off by more than a turn of the dearest one for every one of them.
	for (uint32_t i = 0; i < count; i++) {
		double due = total * weights[i] / weight_sum;

		assert_true(used[i] <= due + costs[i] + 1);
		assert_true(used[i] + 2.0 * 100000 >= due);
	}
}

static void picks_the_smallest_pass_like_a_linear_search(void **state)
{
	uint32_t weights[ENTITIES];
	uint64_t random = 42;

	(void)state;
	for (uint32_t i = 0; i < ENTITIES; i++)
		weights[i] = 1 + random_next(&random) % FL_STRIDE_WEIGHT_MAX;
	begin(weights, ENTITIES);
	for (uint32_t step = 0; step < 200000; step++) {
		struct fl_stride_entity *any = &entities[random_next(&random) % ENTITIES];

		if (fl_stride_entity_rests(any))
			fl_stride_wake(&stride, any);
		else if (random_next(&random) % 3 == 0)
			fl_stride_rest(&stride, any);
		fl_stride_pass least = ~(fl_stride_pass)0;
		uint32_t waiting = 0;
		for (uint32_t i = 0; i < ENTITIES; i++) {
			if (fl_stride_entity_rests(&entities[i]))
				continue;
			waiting++;
			if (entities[i].pass < least)
				least = entities[i].pass;
		}
		assert_int_equal(waiting, stride.count);
		if (waiting == 0)
			continue;
		assert_true(fl_stride_next(&stride)->pass == least);
		run_next(random_next(&random) % 100000);
	}
}

static void gives_no_credit_for_idling(void **state)
{
	const uint32_t weights[] = {100, 100};

	(void)state;
	begin(weights, 2);
	fl_stride_wake(&stride, &entities[0]);
	for (uint32_t i = 0; i < 100000; i++)
		run_next(1000);
	fl_stride_wake(&stride, &entities[1]);
	used[0] = 0;
	for (uint32_t i = 0; i < 1000; i++)
		run_next(1000);
	assert_in_range(used[1], used[0] - 2000, used[0] + 2000);
}

static void lets_a_waking_entity_run_within_one_round(void **state)
{
	uint32_t weights[ENTITIES];

	(void)state;
	for (uint32_t i = 0; i < ENTITIES; i++)
		weights[i] = 1000;
	begin(weights, ENTITIES);
	for (uint32_t i = 1; i < ENTITIES; i++)
		fl_stride_wake(&stride, &entities[i]);
	for (uint32_t i = 0; i < 10 * ENTITIES + 17; i++)
		run_next(1000);
	fl_stride_wake(&stride, &entities[0]);
	uint32_t turns = 0;
	while (used[0] == 0) {
		run_next(1000);
		turns++;
	}
	assert_in_range(turns, 1, ENTITIES);
}

static void does_not_forgive_a_debt_for_resting(void **state)
{
	const uint32_t weights[] = {1, 1000};

	(void)state;
	begin(weights, 2);
	fl_stride_wake(&stride, &entities[1]);
	run_next(1000);
	fl_stride_wake(&stride, &entities[0]);
	while (used[0] == 0)
		run_next(1000);
	fl_stride_rest(&stride, &entities[0]);
	assert_true(fl_stride_owes(&stride, &entities[0]));
	fl_stride_wake(&stride, &entities[0]);
	uint64_t before = used[1];
	while (used[0] == 1000)
		run_next(1000);
	assert_in_range(used[1] - before, 998000, 1002000);
}

static void keeps_debts_in_cycles_when_weights_change(void **state)
{
	const uint32_t weights[] = {1, 1, 2};

	(void)state;
	begin(weights, 3);
	for (uint32_t i = 0; i < 3; i++)
		fl_stride_wake(&stride, &entities[i]);
	for (uint32_t i = 0; i < 1000; i++)
		run_next(1000);
	const uint32_t changed[] = {400000, 200000, 200000};
	for (uint32_t i = 0; i < 3; i++) {
		fl_stride_weight_set(&stride, &entities[i], changed[i]);
		used[i] = 0;
	}
	for (uint32_t i = 0; i < 1000; i++)
		run_next(1000);
	assert_in_range(used[0], 497000, 503000);
	assert_in_range(used[1], 247000, 253000);
	assert_in_range(used[2], 247000, 253000);
}

static void keeps_its_place_when_alone_for_a_year_at_the_least_weight(void **state)
{
	const uint32_t weights[] = {1, FL_STRIDE_WEIGHT_MAX};
	const uint64_t year = UINT64_C(365) * 24 * 3600 * 5000000000U;

	(void)state;
	begin(weights, 2);
	fl_stride_wake(&stride, &entities[0]);
	for (int i = 0; i < 100; i++)
		run_next(year / 100);
	fl_stride_wake(&stride, &entities[1]);
	uint64_t before = used[0];
	while (used[0] == before && used[1] < year)
		run_next(used[1] == 0 ? 1000 : year / 1000);
	assert_true(used[1] > 0);
	fl_stride_rest(&stride, &entities[0]);
	assert_true(fl_stride_owes(&stride, &entities[0]));
}

// The smallest pass of those that wait, but for one of them.
static fl_stride_pass smallest_but(const struct fl_stride_entity *one, uint32_t count)
{
	fl_stride_pass smallest = ~(fl_stride_pass)0;

	for (uint32_t i = 0; i < count; i++)
		if (&entities[i] != one && !fl_stride_entity_rests(&entities[i]) && entities[i].pass < smallest)
			smallest = entities[i].pass;
	return smallest;
}

static void knows_who_is_second_like_a_linear_search(void **state)
{
	const uint32_t weights[] = {3, 1, 4, 1, 5, 9, 2};
	const uint32_t count = 7;
	uint64_t random = 1;

	(void)state;
	begin(weights, count);
	assert_null(fl_stride_second(&stride));
	for (uint32_t waiting = 1; waiting <= count; waiting++) {
		fl_stride_wake(&stride, &entities[waiting - 1]);
		for (uint32_t turn = 0; turn < 1000; turn++) {
			const struct fl_stride_entity *second = fl_stride_second(&stride);

			if (waiting == 1)
				assert_null(second);
			else
				assert_true(second->pass == smallest_but(fl_stride_next(&stride), waiting));
			run_next(1 + random_next(&random) % 1000);
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(gives_each_its_weight_whatever_a_turn_costs),
		cmocka_unit_test(picks_the_smallest_pass_like_a_linear_search),
		cmocka_unit_test(knows_who_is_second_like_a_linear_search),
		cmocka_unit_test(gives_no_credit_for_idling),
		cmocka_unit_test(lets_a_waking_entity_run_within_one_round),
		cmocka_unit_test(does_not_forgive_a_debt_for_resting),
		cmocka_unit_test(keeps_debts_in_cycles_when_weights_change),
		cmocka_unit_test(keeps_its_place_when_alone_for_a_year_at_the_least_weight),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
