// The watchdog's judgement of the dispatch that a worker is in. Time is the CPU time that the worker's thread consumed:
// a process that is stopped, a stalled machine or a competitor on the same CPU consumes none of it.
//
// A machine under a hypervisor may stall without its kernel knowing, and then the stall looks consumed. So a dispatch
// over the limit is asked first, by a signal: the thread answers when its CPU runs again, and a dispatch that a stall
// had held up ends at once. Only one that goes on for a while after the answer is condemned.
// Pure: the caller reads the clocks. Used by the control thread.
#pragma once
#include <stdbool.h>
#include <stdint.h>

struct fl_watch_limits {
	uint64_t dispatch_cpu_nanos; // of one dispatch
	uint64_t packet_cpu_nanos;   // of one packet; judged by the worker itself (core/dear_search.h)
};

// 15 ms and 2 ms: a path that hangs has about 25 ms of its core before it is taken off it.
extern const struct fl_watch_limits fl_watch_limits_default;
// 5 s and 2 s, where CPU time says little (core/emulation.h): what hangs is still taken off its core.
extern const struct fl_watch_limits fl_watch_limits_emulated;

enum {
	FL_WATCH_ANSWERED_CPU_NANOS = 5000000, // that a dispatch may go on for after it was asked
	FL_WATCH_SLEEP_NANOS = 20000000,       // of a thread that sleeps inside a dispatch, before it is told of
	FL_WATCH_SLEEP_LOOKS = 3,              // in a row at which it slept
};

// What is seen of a worker at one instant.
struct fl_watch_look {
	uint64_t serial, answered; // of its phase (core/phase.h)
	uint64_t cpu_nanos;        // of its thread
	uint64_t wall_nanos;       // monotonic
	bool asleep;               // the thread waits for something, rather than for a CPU
};

// What was seen before. Zero at first.
struct fl_watch {
	uint64_t serial;
	uint64_t since_cpu_nanos, since_wall_nanos; // the first look at this dispatch
	uint64_t last_cpu_nanos, last_wall_nanos;   // the last look at it
	bool answered, sleep_told;
	uint64_t answered_cpu_nanos; // the first look after the answer
	uint32_t asleep_looks;
};

enum fl_watch_verdict {
	FL_WATCH_WELL,
	FL_WATCH_ASK,     // send the signal: is the thread running?
	FL_WATCH_CONDEMN, // end the dispatch
	FL_WATCH_SLEEPS,  // tell of it: said once a dispatch
};

enum fl_watch_verdict fl_watch_judge(
	struct fl_watch *watch, const struct fl_watch_look *look, const struct fl_watch_limits *limits);

// Whether the dispatch goes on since an earlier look and consumed most of the time since: few do, and what such a one takes from
// its neighbours grows until it is found out, so the next look is to come soon.
static inline bool fl_watch_hurries(const struct fl_watch *watch)
{
	const uint64_t passed = watch->last_wall_nanos - watch->since_wall_nanos;

	return watch->serial % 2 == 1 && passed > 0 && watch->last_cpu_nanos - watch->since_cpu_nanos >= passed / 2;
}

// Whether it is worth finding out if the thread is asleep (look->asleep is not read): it consumed less than half of
// the time since the last look at the same dispatch.
bool fl_watch_may_sleep(const struct fl_watch *watch, const struct fl_watch_look *look);
