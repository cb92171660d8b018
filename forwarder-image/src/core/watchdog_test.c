// The judgement of a dispatch, with made-up clocks.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
// cmocka needs the above
#include <cmocka.h>

#include "core/watchdog.h"

enum { MS = 1000000 };

static const struct fl_watch_limits limits = {.dispatch_cpu_nanos = 10 * MS, .packet_cpu_nanos = MS};

// One look every 5 ms of wall time at dispatch 7, whose thread consumed cpu of each 5 ms, and every hurried ms in a hurry. The time
// of the verdict, in wall nanoseconds, or 0 when it does not come within a minute.
static uint64_t time_hurried(enum fl_watch_verdict wanted, uint64_t cpu, bool asleep, bool answers, uint64_t hurried)
{
	struct fl_watch watch = {0};
	struct fl_watch_look look = {.serial = 7, .answered = 3, .asleep = asleep};

	while (look.wall_nanos < UINT64_C(60000) * MS) {
		enum fl_watch_verdict verdict = fl_watch_judge(&watch, &look, &limits);

		if (verdict == wanted)
			return look.wall_nanos;
		if (verdict == FL_WATCH_ASK && answers)
			look.answered = look.serial;
		uint64_t passed = (fl_watch_hurries(&watch) ? hurried : 5) * MS;

		look.wall_nanos += passed;
		look.cpu_nanos += cpu * passed / (5 * MS);
	}
	return 0;
}

static uint64_t time_of(enum fl_watch_verdict wanted, uint64_t cpu, bool asleep, bool answers)
{
	return time_hurried(wanted, cpu, asleep, answers, 5);
}

static void condemns_what_goes_on_after_it_was_asked(void **state)
{
	(void)state;
	assert_int_equal(time_of(FL_WATCH_ASK, 5 * MS, false, true), 15 * MS);
	assert_int_equal(time_of(FL_WATCH_CONDEMN, 5 * MS, false, true), 25 * MS);
}

static void finds_out_sooner_when_it_looks_again_at_once_at_what_goes_on(void **state)
{
	(void)state;
	// The first look after which it is over its 10 ms, one that sees the answer, and 5 ms more: 1 ms apart.
	assert_int_equal(time_hurried(FL_WATCH_ASK, 5 * MS, false, true, 1), 11 * MS);
	assert_int_equal(time_hurried(FL_WATCH_CONDEMN, 5 * MS, false, true, 1), 17 * MS);
	// Who consumes less than half of the time, or nothing, gives no cause for a hurry.
	assert_int_equal(time_hurried(FL_WATCH_ASK, MS / 2, false, true, 1), 105 * MS);
	assert_int_equal(time_hurried(FL_WATCH_SLEEPS, 0, true, true, 1), 20 * MS);
}

static void counts_consumed_time_alone(void **state)
{
	(void)state;
	// A tenth of the CPU, the rest is a competitor's: ten times as long.
	assert_int_equal(time_of(FL_WATCH_ASK, MS / 2, false, true), 105 * MS);
	// Stopped, or the machine stalls: nothing is consumed.
	assert_int_equal(time_of(FL_WATCH_ASK, 0, false, true), 0);
	assert_int_equal(time_of(FL_WATCH_SLEEPS, 0, false, true), 0);
}

static void never_condemns_a_thread_whose_cpu_does_not_run(void **state)
{
	(void)state;
	// The kernel believes that it consumes, but it answers no signal: the machine under it stalls.
	assert_int_equal(time_of(FL_WATCH_CONDEMN, 5 * MS, false, false), 0);
}

static void forgets_a_dispatch_that_ends_when_the_stall_is_over(void **state)
{
	struct fl_watch watch = {0};
	struct fl_watch_look look = {.serial = 7};

	(void)state;
	assert_int_equal(fl_watch_judge(&watch, &look, &limits), FL_WATCH_WELL);
	look.cpu_nanos = 50 * MS;
	assert_int_equal(fl_watch_judge(&watch, &look, &limits), FL_WATCH_ASK);
	look.answered = 7; // it runs again
	assert_int_equal(fl_watch_judge(&watch, &look, &limits), FL_WATCH_WELL);
	look.serial = 9; // and the next dispatch is under way
	look.cpu_nanos += 5 * MS;
	assert_int_equal(fl_watch_judge(&watch, &look, &limits), FL_WATCH_WELL);
	look.cpu_nanos += 9 * MS;
	assert_int_equal(fl_watch_judge(&watch, &look, &limits), FL_WATCH_WELL);
}

static void says_nothing_of_a_worker_between_dispatches(void **state)
{
	struct fl_watch watch = {0};
	struct fl_watch_look look = {.serial = 8, .answered = 8, .asleep = true};

	(void)state;
	for (int i = 0; i < 100; i++) {
		assert_int_equal(fl_watch_judge(&watch, &look, &limits), FL_WATCH_WELL);
		look.cpu_nanos += 5 * MS;
		look.wall_nanos += 5 * MS;
	}
}

static void tells_once_of_a_dispatch_that_sleeps(void **state)
{
	struct fl_watch watch = {0};
	struct fl_watch_look look = {.serial = 7, .asleep = true};
	int told = 0;

	(void)state;
	assert_int_equal(time_of(FL_WATCH_SLEEPS, 0, true, true), 20 * MS);
	for (int i = 0; i < 100; i++) {
		told += fl_watch_judge(&watch, &look, &limits) == FL_WATCH_SLEEPS;
		look.wall_nanos += 5 * MS;
	}
	assert_int_equal(told, 1);
	look.serial = 9; // the next one sleeps too
	for (int i = 0; i < 100; i++) {
		told += fl_watch_judge(&watch, &look, &limits) == FL_WATCH_SLEEPS;
		look.wall_nanos += 5 * MS;
	}
	assert_int_equal(told, 2);
}

static void takes_a_thread_that_waits_now_and_then_for_no_sleeper(void **state)
{
	struct fl_watch watch = {0};
	struct fl_watch_look look = {.serial = 7};

	(void)state;
	for (int i = 0; i < 100; i++) {
		look.asleep = i % FL_WATCH_SLEEP_LOOKS != 0;
		assert_int_equal(fl_watch_judge(&watch, &look, &limits), FL_WATCH_WELL);
		look.wall_nanos += 5 * MS;
	}
}

static void looks_for_sleep_only_where_little_was_consumed(void **state)
{
	struct fl_watch watch = {0};
	struct fl_watch_look look = {.serial = 7};

	(void)state;
	assert_false(fl_watch_may_sleep(&watch, &look)); // the first look at it
	fl_watch_judge(&watch, &look, &limits);
	look.wall_nanos = 5 * MS;
	assert_true(fl_watch_may_sleep(&watch, &look));
	look.cpu_nanos = 3 * MS;
	assert_false(fl_watch_may_sleep(&watch, &look));
	look.cpu_nanos = MS;
	look.serial = 8;
	assert_false(fl_watch_may_sleep(&watch, &look)); // between dispatches
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(condemns_what_goes_on_after_it_was_asked),
		cmocka_unit_test(finds_out_sooner_when_it_looks_again_at_once_at_what_goes_on),
		cmocka_unit_test(counts_consumed_time_alone),
		cmocka_unit_test(never_condemns_a_thread_whose_cpu_does_not_run),
		cmocka_unit_test(forgets_a_dispatch_that_ends_when_the_stall_is_over),
		cmocka_unit_test(says_nothing_of_a_worker_between_dispatches),
		cmocka_unit_test(tells_once_of_a_dispatch_that_sleeps),
		cmocka_unit_test(takes_a_thread_that_waits_now_and_then_for_no_sleeper),
		cmocka_unit_test(looks_for_sleep_only_where_little_was_consumed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
