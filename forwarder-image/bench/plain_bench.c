// The forwarder without its scheduler, its accounting and its watchdog: a thread that walks the graphs of its paths in
// turn and does nothing else. One JSON line: packets forwarded and the CPU time they took.
// With --count it walks each graph that often and no more: the same instructions each time (instructions.py).
// Usage: plain_bench [--kind KIND] [--device ring|ether] [--paths N] [--seconds S | --count WALKS] [--hugepages MIB]
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "bench/direct.h"
#include "bench/fail.h"
#include "bench/kinds.h"
#include "core/clock.h"
#include "core/walk.h"

enum { ROUNDS_PER_LOOK = 4096, PATHS_MAX = 1024 };

static uint64_t packets_of(const struct direct_path *paths, uint32_t count)
{
	uint64_t packets = 0;

	for (uint32_t i = 0; i < count; i++)
		packets += paths[i].path.counters.sent_packets;
	return packets;
}

static void walk(struct direct_path *paths, uint32_t count, uint32_t rounds)
{
	for (uint32_t round = 0; round < rounds; round++)
		for (uint32_t i = 0; i < count; i++)
			fl_walk(paths[i].path.graph);
}

static void walk_for(struct direct_path *paths, uint32_t count, double seconds)
{
	uint64_t end = fl_clock_nanos(CLOCK_MONOTONIC) + (uint64_t)(seconds * FL_NANOS_PER_SECOND);

	do {
		walk(paths, count, ROUNDS_PER_LOOK);
	} while (fl_clock_nanos(CLOCK_MONOTONIC) < end);
}

int main(int argc, char **argv)
{
	struct bench_options options = {.kind = "swap", .device = "ring", .paths = 1, .seconds = 1};

	bench_options_read(&options, argc, argv);
	if (options.paths < 1 || options.paths > PATHS_MAX)
		bench_fail("--paths: 1 to %d", PATHS_MAX);
	struct direct_path *paths = calloc(options.paths, sizeof(*paths));
	if (paths == NULL)
		bench_fail("there is no memory for %u paths", options.paths);
	direct_start(&options);
	const struct fl_forwarding_ops *ops = bench_kind_get(options.kind);
	for (uint32_t i = 0; i < options.paths; i++) {
		char device[FL_NAME_SIZE];

		snprintf(device, sizeof(device), "%.5s%u", options.device, i);
		direct_path_open(&paths[i], ops, device);
	}

	if (options.count == 0)
		walk_for(paths, options.paths, options.seconds / 10);
	uint64_t packets = packets_of(paths, options.paths);
	uint64_t nanos = fl_clock_nanos(CLOCK_THREAD_CPUTIME_ID);
	if (options.count == 0)
		walk_for(paths, options.paths, options.seconds);
	else
		walk(paths, options.paths, options.count);
	nanos = fl_clock_nanos(CLOCK_THREAD_CPUTIME_ID) - nanos;
	for (uint32_t i = 0; i < options.paths; i++)
		if (paths[i].path.counters.dropped_packets > 0)
			bench_fail("path %u dropped packets: this is no measurement of forwarding", i);
	printf("{\"packets\": %" PRIu64 ", \"cpuNanos\": %" PRIu64 "}\n", packets_of(paths, options.paths) - packets,
		nanos);
	return 0;
}
