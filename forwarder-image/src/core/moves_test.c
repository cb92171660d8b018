// What a path remembers of its moves.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
// cmocka needs the above
#include <cmocka.h>

#include "core/moves.h"

static void remembers_the_last_pause_and_the_longest(void **state)
{
	struct fl_moves moves = {0};

	(void)state;
	fl_moves_add(&moves, 1000, 1500);
	fl_moves_add(&moves, 9000, 9900);
	fl_moves_add(&moves, 20000, 20100);
	struct fl_moves read = fl_moves_read(&moves);
	assert_int_equal(read.count, 3);
	assert_int_equal(read.pause_last, 100);
	assert_int_equal(read.pause_max, 900);
}

static void takes_two_cores_clocks_that_disagree_for_no_pause(void **state)
{
	struct fl_moves moves = {0};

	(void)state;
	fl_moves_add(&moves, 1000, 998);
	assert_int_equal(fl_moves_read(&moves).count, 1);
	assert_int_equal(fl_moves_read(&moves).pause_max, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(remembers_the_last_pause_and_the_longest),
		cmocka_unit_test(takes_two_cores_clocks_that_disagree_for_no_pause),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
