// What control makes of a worker without running one.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
// cmocka needs the above
#include <cmocka.h>

#include <poll.h>

#include "core/clock.h"
#include "core/worker.h"

static void is_live_while_it_turns_within_two_seconds_of_its_clock(void **state)
{
	static struct fl_worker worker; // large
	const uint64_t limit = UINT64_C(2) * FL_NANOS_PER_SECOND;

	(void)state;
	// The wall clock stands for the CPU time of a thread that never sleeps.
	worker.clock = CLOCK_MONOTONIC;
	worker.rounds = 1;
	uint64_t start = fl_clock_nanos(worker.clock);
	assert_true(fl_worker_live(&worker));
	uint64_t judged = fl_clock_nanos(worker.clock);
	while (fl_worker_live(&worker)) {
		assert_true(fl_clock_nanos(worker.clock) - start < UINT64_C(30) * FL_NANOS_PER_SECOND);
		poll(NULL, 0, 10);
	}
	assert_true(fl_clock_nanos(worker.clock) - start > limit);
	assert_true(judged - start < limit); // else the first look proves nothing
	assert_false(fl_worker_live(&worker));
	worker.rounds = 2;
	assert_true(fl_worker_live(&worker));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(is_live_while_it_turns_within_two_seconds_of_its_clock),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
