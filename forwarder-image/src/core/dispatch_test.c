#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "core/dispatch.h"

enum { BUDGET = 5000, CHEAP = 10 }; // cycles

static const struct fl_path_load full = {.packets = FL_BURST_MAX, .backlogged = true};

// A path whose packets cost so many cycles each.
static struct fl_task task_of(uint64_t cycles)
{
	struct fl_task task;

	fl_task_init(&task);
	task.path.burst = FL_BURST_MAX;
	task.path.source_count = 1;
	fl_cost_add(&task.cost, cycles * FL_BURST_MAX, FL_BURST_MAX);
	return task;
}

static void goes_on_while_the_input_has_more_cheap_packets(void **state)
{
	const struct fl_task task = task_of(CHEAP);
	struct fl_path_load load = full;
	uint32_t walks = 1;

	(void)state;
	for (; fl_dispatch_goes_on(&task, &load, BUDGET); walks++)
		load.packets += FL_BURST_MAX;
	assert_int_equal(walks, FL_DISPATCH_WALKS_MAX);
	load = (struct fl_path_load){.packets = FL_BURST_MAX - 1};
	assert_false(fl_dispatch_goes_on(&task, &load, BUDGET));
}

static void ends_before_it_is_expected_to_take_too_long(void **state)
{
	const struct fl_task task = task_of(50); // 1600 a burst: three are within the budget
	struct fl_path_load load = full;
	uint32_t walks = 1;

	(void)state;
	for (; fl_dispatch_goes_on(&task, &load, BUDGET); walks++)
		load.packets += FL_BURST_MAX;
	assert_int_equal(walks, 3);
}

static void is_one_walk_while_the_cost_is_unknown(void **state)
{
	struct fl_task task = task_of(CHEAP);

	(void)state;
	fl_cost_init(&task.cost);
	assert_false(fl_dispatch_goes_on(&task, &full, BUDGET));
}

static void is_one_walk_where_inputs_or_pullers_take_turns(void **state)
{
	struct fl_task joined = task_of(CHEAP), pulling = task_of(CHEAP);

	(void)state;
	joined.path.source_count = 2;
	pulling.path.puller_count = 1;
	assert_false(fl_dispatch_goes_on(&joined, &full, BUDGET));
	assert_false(fl_dispatch_goes_on(&pulling, &full, BUDGET));
}

static void is_one_walk_where_it_is_looked_at_closely(void **state)
{
	struct fl_task searched = task_of(CHEAP), sampled = task_of(CHEAP);

	(void)state;
	fl_dear_search_add(&searched.search, BUDGET + 1, FL_BURST_MAX, BUDGET);
	sampled.node_sampling.left = sampled.node_sampling.measured;
	assert_false(fl_dispatch_goes_on(&searched, &full, BUDGET));
	assert_false(fl_dispatch_goes_on(&sampled, &full, BUDGET));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(goes_on_while_the_input_has_more_cheap_packets),
		cmocka_unit_test(ends_before_it_is_expected_to_take_too_long),
		cmocka_unit_test(is_one_walk_while_the_cost_is_unknown),
		cmocka_unit_test(is_one_walk_where_inputs_or_pullers_take_turns),
		cmocka_unit_test(is_one_walk_where_it_is_looked_at_closely),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
