#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
// cmocka needs the above
#include <cmocka.h>

#include "core/dear_search.h"

enum { LIMIT = 1000 };

static void finds_the_packet_when_bursts_are_single(void **state)
{
	struct fl_dear_search search = {0};

	(void)state;
	assert_false(fl_dear_search_add(&search, LIMIT + 1, 32, LIMIT));
	assert_true(fl_dear_search_active(&search));
	for (int found = 1; found <= FL_DEAR_PACKETS_FOUND; found++) {
		for (int i = 1; i < FL_DEAR_SEARCH_PACKETS; i++)
			assert_false(fl_dear_search_add(&search, LIMIT, 1, LIMIT));
		assert_int_equal(fl_dear_search_add(&search, LIMIT + 1, 1, LIMIT), found == FL_DEAR_PACKETS_FOUND);
	}
}

static void begins_a_search_with_a_single_packet_too(void **state)
{
	struct fl_dear_search search = {0};

	(void)state;
	assert_false(fl_dear_search_add(&search, LIMIT + 1, 1, LIMIT));
	assert_true(fl_dear_search_active(&search));
}

static void gives_up_when_enough_packets_were_cheap(void **state)
{
	struct fl_dear_search search = {0};

	(void)state;
	fl_dear_search_add(&search, LIMIT + 1, 32, LIMIT);
	fl_dear_search_add(&search, LIMIT + 1, 1, LIMIT);
	fl_dear_search_add(&search, LIMIT + 1, 1, LIMIT);
	for (int i = 0; i < FL_DEAR_SEARCH_PACKETS; i++) {
		assert_true(fl_dear_search_active(&search));
		assert_false(fl_dear_search_add(&search, LIMIT, 1, LIMIT));
	}
	assert_false(fl_dear_search_active(&search));
	// What was found then does not count in the next search.
	assert_false(fl_dear_search_add(&search, LIMIT + 1, 32, LIMIT));
	assert_false(fl_dear_search_add(&search, LIMIT + 1, 1, LIMIT));
}

static void blames_no_packet_for_a_burst(void **state)
{
	struct fl_dear_search search = {0};

	(void)state;
	for (int i = 0; i < 100; i++)
		assert_false(fl_dear_search_add(&search, LIMIT + 1, 2, LIMIT));
	assert_true(fl_dear_search_active(&search));
}

static void does_nothing_below_the_limit(void **state)
{
	struct fl_dear_search search = {0};

	(void)state;
	assert_false(fl_dear_search_add(&search, LIMIT, 1, LIMIT));
	assert_false(fl_dear_search_active(&search));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(finds_the_packet_when_bursts_are_single),
		cmocka_unit_test(begins_a_search_with_a_single_packet_too),
		cmocka_unit_test(gives_up_when_enough_packets_were_cheap),
		cmocka_unit_test(blames_no_packet_for_a_burst),
		cmocka_unit_test(does_nothing_below_the_limit),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
