// Does anything but a path at fault get a path stopped? Eight healthy paths that always have work, 1 to 1000 times as dear,
// run with the watchdog's own limits for --seconds of the wall clock, while whoever started this program stops it, competes
// for its CPU and stalls it (disturb.py). All threads share the CPUs that the program was given.
// One JSON line: CPU time that the workers had, dispatches, and the paths that were stopped. Ends at the first one.
// Usage: quarantine_bench --seconds S [--hugepages MIB]
#include <inttypes.h>
#include <stdio.h>
#include <time.h>

#include "bench/engine_rig.h"
#include "bench/fail.h"
#include "bench/kinds.h"
#include "core/clock.h"

enum { PATHS = 8, STEPS_CHEAP = 40, SHARE_PPM = 100000, TICK_NANOS = 5000000, TICKS_PER_REPORT = 200 };

// The dearest takes some 70 us a packet: far more than any element, and a thirtieth of what the watchdog lets a packet take.
static const uint32_t steps[PATHS] = {STEPS_CHEAP, 2 * STEPS_CHEAP, 5 * STEPS_CHEAP, 10 * STEPS_CHEAP, 30 * STEPS_CHEAP,
	100 * STEPS_CHEAP, 300 * STEPS_CHEAP, 1000 * STEPS_CHEAP};

static void routers_apply(struct fl_engine *engine)
{
	struct fl_config *config = engine_rig_document(engine);

	for (uint32_t i = 0; i < PATHS; i++) {
		char device[FL_NAME_SIZE];

		snprintf(device, sizeof(device), "q%u-%u", i, steps[i]);
		engine_rig_add(config, device, i % engine->topology.worker_count, SHARE_PPM);
	}
	engine_rig_apply(engine, config);
}

// How many paths are stopped; tells of each why on standard error.
static uint32_t stopped_count(const struct fl_report *report)
{
	uint32_t count = 0;

	for (uint32_t i = 0; i < report->router_count; i++) {
		const struct fl_path_report *path = &report->routers[i].paths[0];

		if (path->state != FL_PATH_QUARANTINED)
			continue;
		count++;
		fprintf(stderr, "%s was stopped in %s after %" PRIu64 " cycles\n", report->routers[i].uid,
			path->evidence.element, path->evidence.cycles);
	}
	return count;
}

static uint64_t dispatches_of(const struct fl_report *report)
{
	uint64_t sum = 0;

	for (uint32_t i = 0; i < report->router_count; i++)
		sum += report->routers[i].paths[0].dispatches;
	return sum;
}

static uint32_t look(const struct fl_engine *engine, uint64_t *dispatches)
{
	struct fl_report report;

	if (fl_engine_report(engine, &report) != 0)
		bench_fail("there is no memory for a report");
	uint32_t stopped = stopped_count(&report);
	*dispatches = dispatches_of(&report);
	fl_report_fini(&report);
	return stopped;
}

int main(int argc, char **argv)
{
	const struct timespec tick = {.tv_nsec = TICK_NANOS};
	struct bench_options options = {.seconds = 60};
	uint64_t dispatches = 0;
	uint32_t stopped = 0;

	bench_options_read(&options, argc, argv);
	struct fl_engine *engine = engine_rig_start(&options, false);
	const uint64_t end = fl_clock_nanos(CLOCK_MONOTONIC) + (uint64_t)(options.seconds * FL_NANOS_PER_SECOND);
	bench_kind_choose("burn");
	routers_apply(engine);
	for (uint32_t i = 0; stopped == 0 && fl_clock_nanos(CLOCK_MONOTONIC) < end; i++) {
		nanosleep(&tick, NULL);
		fl_engine_tick(engine);
		if (i % TICKS_PER_REPORT == 0)
			stopped = look(engine, &dispatches);
	}
	stopped = look(engine, &dispatches);
	printf("{\"cpuNanos\": %" PRIu64 ", \"dispatches\": %" PRIu64 ", \"stopped\": %" PRIu32 "}\n",
		fl_clock_nanos(CLOCK_PROCESS_CPUTIME_ID), dispatches, stopped);
	fl_engine_destroy(engine);
	return 0;
}
