#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#include "elements/ip_ranges.h"
#include "test/dpdk.h"

enum { NO_ROUTE = 7, ROUTES = 3000, LOOKUPS = 200000 };

static struct rte_fib *fib_create(void)
{
	struct rte_fib_conf conf = {.type = RTE_FIB_DUMMY, .default_nh = NO_ROUTE, .max_routes = ROUTES};
	struct rte_fib *fib = rte_fib_create("ranges_test", SOCKET_ID_ANY, &conf);

	assert_non_null(fib);
	return fib;
}

static void add(struct rte_fib *fib, uint32_t address, uint8_t length, uint64_t word)
{
	uint32_t mask = length == 0 ? 0 : UINT32_MAX << (32 - length);

	assert_int_equal(rte_fib_add(fib, address & mask, length, word), 0);
}

static void assert_same(struct rte_fib *fib, const struct fl_ip_ranges *ranges, uint32_t address)
{
	uint32_t four[] = {address, ~address, address + 1, address - 1};
	uint64_t words[RTE_DIM(four)], found[RTE_DIM(four)];

	rte_fib_lookup_bulk(fib, four, words, RTE_DIM(four));
	assert_int_equal(fl_ip_ranges_find(ranges, address), words[0]);
	fl_ip_ranges_find_four(ranges, four, found);
	assert_memory_equal(found, words, sizeof(words));
}

// At both sides of every place where the copy says that something changes, and at the ends.
static void assert_same_at_bounds(struct rte_fib *fib, const struct fl_ip_ranges *ranges)
{
	for (uint32_t i = 0; i < 2 * ranges->half; i++) {
		assert_same(fib, ranges, ranges->starts[i]);
		assert_same(fib, ranges, ranges->starts[i] - 1);
	}
	assert_same(fib, ranges, 0);
	assert_same(fib, ranges, UINT32_MAX);
}

static void has_no_route_where_the_fib_is_empty(void **state)
{
	struct rte_fib *fib = fib_create();
	struct fl_ip_ranges *ranges = fl_ip_ranges_create(fib);

	(void)state;
	assert_non_null(ranges);
	assert_int_equal(fl_ip_ranges_find(ranges, 0), NO_ROUTE);
	assert_int_equal(fl_ip_ranges_find(ranges, UINT32_MAX), NO_ROUTE);
	fl_ip_ranges_destroy(ranges);
	rte_fib_free(fib);
}

static void knows_the_first_and_the_last_address(void **state)
{
	struct rte_fib *fib = fib_create();

	(void)state;
	add(fib, 0, 0, 1);
	add(fib, 0, 32, 2);
	add(fib, UINT32_MAX, 32, 3);
	add(fib, UINT32_C(0xff000000), 8, 4);
	add(fib, UINT32_C(0x80000000), 1, 5);
	struct fl_ip_ranges *ranges = fl_ip_ranges_create(fib);
	assert_non_null(ranges);
	assert_int_equal(fl_ip_ranges_find(ranges, 0), 2);
	assert_int_equal(fl_ip_ranges_find(ranges, 1), 1);
	assert_int_equal(fl_ip_ranges_find(ranges, UINT32_C(0x7fffffff)), 1);
	assert_int_equal(fl_ip_ranges_find(ranges, UINT32_C(0x80000000)), 5);
	assert_int_equal(fl_ip_ranges_find(ranges, UINT32_C(0xff000000)), 4);
	assert_int_equal(fl_ip_ranges_find(ranges, UINT32_MAX - 1), 4);
	assert_int_equal(fl_ip_ranges_find(ranges, UINT32_MAX), 3);
	fl_ip_ranges_destroy(ranges);
	rte_fib_free(fib);
}

static void takes_no_room_for_routes_that_change_nothing(void **state)
{
	struct rte_fib *fib = fib_create();

	(void)state;
	add(fib, UINT32_C(0x0a000000), 8, 1);
	for (uint32_t i = 0; i < 256; i++)
		add(fib, UINT32_C(0x0a000000) | i << 16, 16, 1);
	struct fl_ip_ranges *ranges = fl_ip_ranges_create(fib);
	assert_non_null(ranges);
	assert_int_equal(2 * ranges->half, 4); // before, 10.0.0.0/8, behind, and one to fill up
	assert_same_at_bounds(fib, ranges);
	fl_ip_ranges_destroy(ranges);
	rte_fib_free(fib);
}

static void says_what_the_fib_says_of_random_routes(void **state)
{
	struct rte_fib *fib = fib_create();
	struct fl_ip_ranges *ranges;

	(void)state;
	srand(1);
	add(fib, 0, 0, ROUTES);
	for (uint32_t i = 1; i < ROUTES - 1; i++) // nested: all in 0.0.0.0/6 or in 252.0.0.0/6
		add(fib, ((uint32_t)rand() & UINT32_C(0x03ffffff)) | (i % 2 == 0 ? 0 : UINT32_C(0xfc000000)),
			(uint8_t)(7 + (uint32_t)rand() % 26), 8 + (uint32_t)rand() % 100);
	ranges = fl_ip_ranges_create(fib);
	assert_non_null(ranges);
	assert_true(ranges->half >= ROUTES / 2);
	assert_same_at_bounds(fib, ranges);
	for (uint32_t i = 0; i < LOOKUPS; i++)
		assert_same(fib, ranges, (uint32_t)rand() << 1 ^ (uint32_t)rand());
	fl_ip_ranges_destroy(ranges);
	rte_fib_free(fib);
}

static int start(void **state)
{
	(void)state;
	dpdk_start();
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(has_no_route_where_the_fib_is_empty),
		cmocka_unit_test(knows_the_first_and_the_last_address),
		cmocka_unit_test(takes_no_room_for_routes_that_change_nothing),
		cmocka_unit_test(says_what_the_fib_says_of_random_routes),
	};

	return cmocka_run_group_tests(tests, start, NULL);
}
