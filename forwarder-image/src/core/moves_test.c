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
	struct fl_moves moves;

	(void)state;
	fl_moves_init(&moves);
	fl_moves_add(&moves, &(struct fl_move){.from = 1000, .to = 1500, .lost_known = true});
	fl_moves_add(&moves, &(struct fl_move){.from = 9000, .to = 9900, .lost_known = true});
	fl_moves_add(&moves, &(struct fl_move){.from = 20000, .to = 20100, .lost_known = true});
	struct fl_moves read = fl_moves_read(&moves);
	assert_int_equal(read.count, 3);
	assert_int_equal(read.pause_last, 100);
	assert_int_equal(read.pause_max, 900);
}

static void takes_two_cores_clocks_that_disagree_for_no_pause(void **state)
{
	struct fl_moves moves;

	(void)state;
	fl_moves_init(&moves);
	fl_moves_add(&moves, &(struct fl_move){.from = 1000, .to = 998, .lost_known = true});
	assert_int_equal(fl_moves_read(&moves).count, 1);
	assert_int_equal(fl_moves_read(&moves).pause_max, 0);
}

static void adds_up_what_the_inputs_lost(void **state)
{
	struct fl_moves moves;

	(void)state;
	fl_moves_init(&moves);
	assert_true(fl_moves_read(&moves).lost_known);
	fl_moves_add(&moves, &(struct fl_move){.lost_known = true, .lost = 7});
	fl_moves_add(&moves, &(struct fl_move){.lost_known = true, .lost = 3});
	struct fl_moves read = fl_moves_read(&moves);
	assert_true(read.lost_known);
	assert_int_equal(read.lost_last, 3);
	assert_int_equal(read.lost, 10);
	assert_int_equal(read.reordered, 0);
}

static void does_not_know_the_sum_when_one_move_did_not_know_its_part(void **state)
{
	struct fl_moves moves;

	(void)state;
	fl_moves_init(&moves);
	fl_moves_add(&moves, &(struct fl_move){.lost_known = false});
	fl_moves_add(&moves, &(struct fl_move){.lost_known = true, .lost = 1});
	assert_false(fl_moves_read(&moves).lost_known);
}

static void counts_packets_that_others_may_have_overtaken(void **state)
{
	struct fl_moves moves;

	(void)state;
	fl_moves_init(&moves);
	fl_moves_overlap(&moves, 32);
	fl_moves_overlap(&moves, 5);
	assert_int_equal(fl_moves_read(&moves).reordered, 37);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(remembers_the_last_pause_and_the_longest),
		cmocka_unit_test(takes_two_cores_clocks_that_disagree_for_no_pause),
		cmocka_unit_test(adds_up_what_the_inputs_lost),
		cmocka_unit_test(does_not_know_the_sum_when_one_move_did_not_know_its_part),
		cmocka_unit_test(counts_packets_that_others_may_have_overtaken),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
