#include "core/guard.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "core/clock.h"
#include "core/phase.h"
#include "core/watchdog.h"

enum { LOOK_EVERY_NANOS = 1000000, STAT_SIZE = 512, STAT_PATH_SIZE = 64 };

// Whether the thread waits for something: neither running nor ready to (proc_pid_stat(5)). False when unknown.
static bool thread_sleeps(pid_t thread)
{
	char path[STAT_PATH_SIZE], stat[STAT_SIZE];

	snprintf(path, sizeof(path), "/proc/self/task/%d/stat", thread);
	int file = open(path, O_RDONLY | O_CLOEXEC);
	if (file < 0)
		return false;
	ssize_t length = read(file, stat, sizeof(stat) - 1);
	close(file);
	if (length <= 0)
		return false;
	stat[length] = '\0';
	// The name before it may contain anything.
	const char *state = strrchr(stat, ')');
	return state != NULL && (strncmp(state, ") S", 3) == 0 || strncmp(state, ") D", 3) == 0);
}

static struct fl_watch_look look_at(const struct fl_worker *worker, uint64_t now_nanos)
{
	struct fl_watch_look look = {
		.serial = __atomic_load_n(&worker->phase->serial, __ATOMIC_ACQUIRE),
		.answered = __atomic_load_n(&worker->phase->answered, __ATOMIC_ACQUIRE),
		.wall_nanos = now_nanos,
	};

	look.cpu_nanos = fl_clock_nanos(worker->clock);
	if (fl_watch_may_sleep(&worker->watch, &look))
		look.asleep = thread_sleeps(worker->tid);
	return look;
}

// Tells of the sleep in the report of the path, if it is still the same dispatch: then the path is attached, and only
// this thread could free it.
static void sleep_tell(const struct fl_worker *worker, uint64_t serial)
{
	struct fl_task *task = __atomic_load_n(&worker->running, __ATOMIC_ACQUIRE);

	if (__atomic_load_n(&worker->phase->serial, __ATOMIC_ACQUIRE) == serial)
		task->sleeping_dispatches++;
}

void fl_guard_look(struct fl_worker *worker)
{
	uint64_t now_nanos = fl_clock_nanos(CLOCK_MONOTONIC);

	if (now_nanos - worker->watch.last_wall_nanos < LOOK_EVERY_NANOS)
		return;
	struct fl_watch_look look = look_at(worker, now_nanos);

	switch (fl_watch_judge(&worker->watch, &look, &worker->limits)) {
	case FL_WATCH_WELL:
		break;
	case FL_WATCH_CONDEMN:
		__atomic_store_n(&worker->phase->condemned, look.serial, __ATOMIC_RELEASE);
		fl_phase_signal(worker->thread);
		break;
	case FL_WATCH_ASK:
		fl_phase_signal(worker->thread);
		break;
	case FL_WATCH_SLEEPS:
		sleep_tell(worker, look.serial);
		break;
	}
}
