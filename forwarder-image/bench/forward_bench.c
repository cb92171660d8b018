// The forwarder as it is, with scheduler, accounting and watchdog: routers on one worker whose paths have always work.
// One JSON line: packets forwarded and the CPU time of the worker's thread.
// Usage: forward_bench [--kind KIND] [--device ring|ether] [--paths N] [--seconds S] [--hugepages MIB]
#include <inttypes.h>
#include <stdio.h>

#include "bench/engine_rig.h"
#include "bench/fail.h"
#include "bench/kinds.h"
#include "core/clock.h"

enum { SHARE_PPM = 1000 };

struct instant {
	uint64_t packets, dropped, nanos;
};

static struct instant instant_take(const struct fl_engine *engine, uint32_t worker)
{
	struct instant instant = {.nanos = fl_clock_nanos(engine->workers[worker]->clock)};

	for (uint32_t i = 0; i < engine->router_count; i++) {
		const struct fl_path_counters *counters = &engine->routers[i]->tasks[0]->path.counters;

		instant.packets += __atomic_load_n(&counters->sent_packets, __ATOMIC_RELAXED);
		instant.dropped += __atomic_load_n(&counters->dropped_packets, __ATOMIC_RELAXED);
	}
	return instant;
}

static void let_run(double seconds)
{
	const struct timespec duration = {.tv_sec = (time_t)seconds,
		.tv_nsec = (long)((seconds - (double)(time_t)seconds) * FL_NANOS_PER_SECOND)};

	nanosleep(&duration, NULL);
}

int main(int argc, char **argv)
{
	struct bench_options options = {.kind = "swap", .device = "ring", .paths = 1, .seconds = 1};

	bench_options_read(&options, argc, argv);
	struct fl_engine *engine = engine_rig_start(&options, true);
	uint32_t worker = engine->topology.worker_count - 1;
	bench_kind_choose(options.kind);
	struct fl_config *config = engine_rig_document(engine);
	for (uint32_t i = 0; i < options.paths; i++) {
		char device[FL_NAME_SIZE];

		snprintf(device, sizeof(device), "%.5s%u", options.device, i);
		engine_rig_add(config, device, worker, SHARE_PPM);
	}
	engine_rig_apply(engine, config);

	let_run(options.seconds / 10);
	struct instant from = instant_take(engine, worker);
	let_run(options.seconds);
	struct instant to = instant_take(engine, worker);
	if (to.dropped > 0)
		bench_fail("%" PRIu64 " packets were dropped: this is no measurement of forwarding", to.dropped);
	printf("{\"packets\": %" PRIu64 ", \"cpuNanos\": %" PRIu64 "}\n", to.packets - from.packets,
		to.nanos - from.nanos);
	fl_engine_destroy(engine);
	return 0;
}
