// What it costs that a path is a graph of elements: six of them against the same work in one function, written by hand.
// Both turn about on the same path, in one process. One JSON line: TSC cycles a packet of each stretch, pair by pair.
// Usage: graph_bench --kind swap6|ip-checked [--device ring|ether] [--seconds S] [--hugepages MIB]
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bench/direct.h"
#include "bench/fail.h"
#include "bench/fused.h"
#include "bench/kinds.h"
#include "core/clock.h"
#include "core/walk.h"

enum { STRETCHES_MAX = 20000, WALKS_PER_STRETCH = 200, WARM_UP = 10 };

struct stretches {
	double graph[STRETCHES_MAX], fused[STRETCHES_MAX];
	uint32_t count;
};

static double graph_run(struct fl_path *path)
{
	uint64_t packets = path->counters.sent_packets, start = fl_clock_cycles();

	for (uint32_t i = 0; i < WALKS_PER_STRETCH; i++)
		fl_walk(path->graph);
	return (double)(fl_clock_cycles() - start) / (double)(path->counters.sent_packets - packets);
}

static double fused_run(struct fl_path *path, void (*fused)(struct fl_path *))
{
	uint64_t packets = path->counters.sent_packets, start = fl_clock_cycles();

	for (uint32_t i = 0; i < WALKS_PER_STRETCH; i++)
		fused(path);
	return (double)(fl_clock_cycles() - start) / (double)(path->counters.sent_packets - packets);
}

// A B, then B A, so that neither is always the one that follows the other.
static void measure(struct stretches *stretches, struct fl_path *path, void (*fused)(struct fl_path *), double seconds)
{
	uint64_t end = fl_clock_nanos(CLOCK_MONOTONIC) + (uint64_t)(seconds * FL_NANOS_PER_SECOND);

	for (uint32_t i = 0; stretches->count < STRETCHES_MAX && fl_clock_nanos(CLOCK_MONOTONIC) < end; i++) {
		double graph = i % 2 == 0 ? graph_run(path) : 0;
		double other = fused_run(path, fused);

		if (i % 2 != 0)
			graph = graph_run(path);
		if (i < WARM_UP)
			continue;
		stretches->graph[stretches->count] = graph;
		stretches->fused[stretches->count++] = other;
	}
}

static void array_print(const char *name, const double *values, uint32_t count)
{
	printf("\"%s\": [", name);
	for (uint32_t i = 0; i < count; i++)
		printf("%s%.3f", i == 0 ? "" : ", ", values[i]);
	printf("]");
}

int main(int argc, char **argv)
{
	struct bench_options options = {.kind = "swap6", .device = "ring", .seconds = 1};
	struct direct_path direct;

	bench_options_read(&options, argc, argv);
	struct stretches *stretches = calloc(1, sizeof(*stretches));
	if (stretches == NULL)
		bench_fail("there is no memory for the results");
	direct_start(&options);
	direct_path_open(&direct, bench_kind_get(options.kind), options.device);
	measure(stretches, &direct.path, strcmp(options.kind, "swap6") == 0 ? fused_swap : fused_ip, options.seconds);
	if (direct.path.counters.dropped_packets > 0)
		bench_fail("packets were dropped: this is no measurement of forwarding");
	printf("{");
	array_print("graph", stretches->graph, stretches->count);
	printf(", ");
	array_print("fused", stretches->fused, stretches->count);
	printf("}\n");
	return 0;
}
