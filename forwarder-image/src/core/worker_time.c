#include "core/worker_time.h"

#include <time.h>

#include "core/clock.h"

enum {
	CLOCK_READ_EVERY_MICROS = 1000,
	NOISE_MICROS = 1,         // differences between the clocks that mean nothing
	NAP_SLACK_NANOS = 100000, // waking up takes this long without anybody being in the way
};

static uint64_t own_cpu(const struct fl_worker *worker)
{
	return fl_clock_nanos_to_cycles(fl_clock_nanos(CLOCK_THREAD_CPUTIME_ID), worker->hz);
}

static uint64_t neighbour_cpu(const struct fl_worker *worker)
{
	return worker->has_neighbour ? fl_clock_nanos_to_cycles(fl_clock_nanos(worker->neighbour), worker->hz) : 0;
}

static void clock_read_plan(struct fl_worker *worker, uint64_t now)
{
	worker->clock_read_due = now + fl_worker_micros(worker, CLOCK_READ_EVERY_MICROS);
}

static void check_clocks(struct fl_worker *worker, uint64_t now)
{
	fl_account_check(
		&worker->account, now, own_cpu(worker), neighbour_cpu(worker), fl_worker_micros(worker, NOISE_MICROS));
	clock_read_plan(worker, now);
}

void fl_worker_time_init(struct fl_worker *worker)
{
	uint64_t now = fl_clock_cycles();

	fl_account_init(&worker->account, now, own_cpu(worker), neighbour_cpu(worker));
	clock_read_plan(worker, now);
}

uint64_t fl_worker_turn(struct fl_worker *worker, uint64_t suspicious_above)
{
	uint64_t now = fl_clock_cycles();

	if (now - worker->account.now > suspicious_above || now >= worker->clock_read_due)
		check_clocks(worker, now);
	return fl_account_turn(&worker->account, now);
}

uint64_t fl_worker_turn_own(struct fl_worker *worker)
{
	return fl_worker_turn(worker, fl_worker_micros(worker, FL_WORKER_SUSPICIOUS_MICROS));
}

void fl_worker_nap(struct fl_worker *worker, uint64_t nanos)
{
	struct timespec time = {.tv_nsec = (long)nanos};

	// What the kernel took so far must not be lost in the sleep.
	check_clocks(worker, fl_clock_cycles());
	worker->account.idle += fl_worker_turn(worker, UINT64_MAX);
	nanosleep(&time, NULL);
	uint64_t now = fl_clock_cycles();
	fl_account_sleep(&worker->account, now, fl_clock_nanos_to_cycles(nanos + NAP_SLACK_NANOS, worker->hz),
		own_cpu(worker), neighbour_cpu(worker));
	clock_read_plan(worker, now);
}
