// The mappings of a rewriter, against the clock of the test.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>

#include "elements/click/flow_table.h"

enum { HZ = 1600, CAPACITY = 8, TCP = 6, UDP = 17 };

static const uint64_t patience[FL_FLOW_KINDS] = {
	[FL_FLOW_OTHER] = 10 * HZ, [FL_FLOW_OPENING] = 20 * HZ, [FL_FLOW_OPEN] = 1000 * HZ, [FL_FLOW_DONE] = 5 * HZ};

static void open_table(struct fl_flow_table *table)
{
	assert_int_equal(fl_flow_table_init(table, CAPACITY, patience, HZ, 12345), 0);
}

// A flow and its answers' of that number.
static void ids_of(uint32_t number, struct fl_flow_id ids[FL_FLOW_DIRECTIONS])
{
	ids[FL_FLOW_FORWARD] = (struct fl_flow_id){number, 1000, 1, 2, UDP};
	ids[FL_FLOW_REPLY] = (struct fl_flow_id){1000, 2000, 2, (uint16_t)number, UDP};
}

static struct fl_flow *add(struct fl_flow_table *table, uint32_t number, enum fl_flow_kind kind, uint64_t now)
{
	struct fl_flow_id ids[FL_FLOW_DIRECTIONS];

	ids_of(number, ids);
	return fl_flow_add(table, ids, kind, now);
}

// The mapping as it is found by either id: the same, or none.
static struct fl_flow *find(struct fl_flow_table *table, uint32_t number, uint64_t now)
{
	struct fl_flow_id ids[FL_FLOW_DIRECTIONS];
	int direction;

	ids_of(number, ids);
	struct fl_flow *flow = fl_flow_find(table, &ids[FL_FLOW_FORWARD], now, &direction);
	assert_true(flow == NULL || direction == FL_FLOW_FORWARD);
	assert_ptr_equal(fl_flow_find(table, &ids[FL_FLOW_REPLY], now, &direction), flow);
	assert_true(flow == NULL || direction == FL_FLOW_REPLY);
	return flow;
}

static void a_mapping_is_found_by_both_of_its_flows(void **state)
{
	struct fl_flow *flows[CAPACITY];
	struct fl_flow_table table;

	(void)state;
	open_table(&table);
	assert_null(find(&table, 0, 0));
	for (uint32_t i = 0; i < CAPACITY; i++)
		flows[i] = add(&table, i, FL_FLOW_OTHER, 0);
	for (uint32_t i = 0; i < CAPACITY; i++)
		assert_ptr_equal(find(&table, i, 0), flows[i]);
	assert_int_equal(table.count, CAPACITY);
	fl_flow_table_fini(&table);
}

static void a_flow_that_differs_in_one_field_is_another(void **state)
{
	static const struct fl_flow_id others[] = {{8, 1000, 1, 2, UDP}, {7, 1001, 1, 2, UDP}, {7, 1000, 3, 2, UDP},
		{7, 1000, 1, 3, UDP}, {7, 1000, 1, 2, TCP}};
	struct fl_flow_table table;
	int direction;

	(void)state;
	open_table(&table);
	add(&table, 7, FL_FLOW_OTHER, 0);
	for (size_t i = 0; i < sizeof(others) / sizeof(others[0]); i++)
		assert_null(fl_flow_find(&table, &others[i], 0, &direction));
	fl_flow_table_fini(&table);
}

static void a_mapping_without_packets_is_over_when_its_kinds_time_is(void **state)
{
	struct fl_flow_table table;

	(void)state;
	open_table(&table);
	for (int kind = 0; kind < FL_FLOW_KINDS; kind++) {
		add(&table, (uint32_t)kind, kind, 50);
		assert_non_null(find(&table, (uint32_t)kind, 50 + patience[kind]));
		assert_null(find(&table, (uint32_t)kind, 51 + patience[kind]));
		assert_int_equal(table.count, 0);
	}
	fl_flow_table_fini(&table);
}

static void a_packet_makes_its_time_begin_anew_to_a_sixteenth_of_a_second(void **state)
{
	struct fl_flow_table table;

	(void)state;
	open_table(&table);
	struct fl_flow *flow = add(&table, 1, FL_FLOW_OTHER, 0);
	fl_flow_use(&table, flow, FL_FLOW_OTHER, HZ / 16 - 1);
	assert_int_equal(flow->used, 0);
	fl_flow_use(&table, flow, FL_FLOW_OTHER, HZ);
	assert_non_null(find(&table, 1, HZ + patience[FL_FLOW_OTHER]));
	fl_flow_use(&table, flow, FL_FLOW_OPEN, HZ);
	assert_non_null(find(&table, 1, HZ + patience[FL_FLOW_OPEN]));
	fl_flow_table_fini(&table);
}

static void the_mapping_whose_time_is_over_soonest_gives_way(void **state)
{
	struct fl_flow_table table;

	(void)state;
	open_table(&table);
	for (uint32_t i = 0; i < CAPACITY - 2; i++)
		add(&table, i, FL_FLOW_OPEN, i);
	add(&table, 100, FL_FLOW_OTHER, 1 * HZ); // 10 s are left from here on
	add(&table, 101, FL_FLOW_OPENING, 1 * HZ);
	fl_flow_use(&table, find(&table, 0, 2 * HZ), FL_FLOW_OPEN, 2 * HZ);
	add(&table, 200, FL_FLOW_OPEN, 2 * HZ);
	assert_null(find(&table, 100, 2 * HZ));
	add(&table, 201, FL_FLOW_OPEN, 2 * HZ);
	assert_null(find(&table, 101, 2 * HZ));
	add(&table, 202, FL_FLOW_OPEN, 2 * HZ); // of one kind, the one that is unused for longest
	assert_null(find(&table, 1, 2 * HZ));
	assert_non_null(find(&table, 0, 2 * HZ));
	assert_int_equal(table.count, CAPACITY);
	fl_flow_table_fini(&table);
}

static void those_whose_time_is_over_are_reaped(void **state)
{
	struct fl_flow_table table;

	(void)state;
	open_table(&table);
	for (uint32_t i = 0; i < 4; i++)
		add(&table, i, FL_FLOW_OTHER, 0);
	add(&table, 5, FL_FLOW_OPEN, 0);
	fl_flow_table_reap(&table, patience[FL_FLOW_OTHER]);
	assert_int_equal(table.count, 5);
	fl_flow_table_reap(&table, patience[FL_FLOW_OTHER] + 1);
	fl_flow_table_reap(&table, patience[FL_FLOW_OTHER] + 1);
	assert_int_equal(table.count, 1);
	assert_non_null(find(&table, 5, patience[FL_FLOW_OTHER] + 1));
	fl_flow_table_fini(&table);
}

// The table against a plain list of what was added, used and is over, under random steps.
static void it_agrees_with_a_plain_list(void **state)
{
	enum { STEPS = 20000, NUMBERS = 24 };
	uint64_t used[NUMBERS], now = 1;
	bool there[NUMBERS] = {false};
	enum fl_flow_kind kinds[NUMBERS];
	struct fl_flow_table table;
	uint32_t random = 1;

	(void)state;
	assert_int_equal(fl_flow_table_init(&table, NUMBERS, patience, HZ, 99), 0);
	for (int i = 0; i < STEPS; i++) {
		random = random * 1103515245 + 12345;
		const uint32_t number = (random >> 16) % NUMBERS;
		const enum fl_flow_kind kind = (random >> 8) % FL_FLOW_KINDS;

		now += HZ / 16 + random % (2 * HZ);
		for (uint32_t j = 0; j < NUMBERS; j++)
			there[j] = there[j] && now - used[j] <= patience[kinds[j]];
		struct fl_flow *flow = find(&table, number, now);
		assert_int_equal(flow != NULL, there[number]);
		if (flow != NULL)
			fl_flow_use(&table, flow, kind, now);
		else
			add(&table, number, kind, now);
		there[number] = true;
		used[number] = now;
		kinds[number] = kind;
		if (i % 3 == 0)
			fl_flow_table_reap(&table, now);
	}
	fl_flow_table_fini(&table);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_mapping_is_found_by_both_of_its_flows),
		cmocka_unit_test(a_flow_that_differs_in_one_field_is_another),
		cmocka_unit_test(a_mapping_without_packets_is_over_when_its_kinds_time_is),
		cmocka_unit_test(a_packet_makes_its_time_begin_anew_to_a_sixteenth_of_a_second),
		cmocka_unit_test(the_mapping_whose_time_is_over_soonest_gives_way),
		cmocka_unit_test(those_whose_time_is_over_are_reaped),
		cmocka_unit_test(it_agrees_with_a_plain_list),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
