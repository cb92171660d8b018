// What each class of elements costs, by itself: cycles a packet of its nodes' process functions, on packets that lie in
// the cache. One JSON line: {"elements": [{name, cyclesPerPacket, note}]}, each the mean of the middle half of so many walks of a full
// burst. What reading the clock costs is taken off; so is, for elements that are pulled through, what the queues spend
// without them. Under callgrind each case is a part of its output, named like the class, and "CLASS without".
// Usage: elements_bench --count WALKS
#include <stdio.h>
#include <stdlib.h>
#include <valgrind/callgrind.h>

#include "bench/elements/rig.h"
#include "bench/fail.h"
#include "bench/options.h"
#include "core/path.h"
#include "test/dpdk.h"

enum { CLOCK_READS = 1001, WARM_UP = 20, WALKS_MAX = 100000 };

static int by_size(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

// The mean of the middle half: as little disturbed as a median, and finer than the clock's steps.
static double middle(double *values, uint32_t count)
{
	double sum = 0;

	qsort(values, count, sizeof(*values), by_size);
	for (uint32_t i = count / 4; i < count - count / 4; i++)
		sum += values[i];
	return sum / (count - count / 4 - count / 4);
}

// Cycles between two looks at the clock with nothing between them.
static double clock_cost(void)
{
	static double costs[CLOCK_READS];

	for (uint32_t i = 0; i < CLOCK_READS; i++) {
		uint64_t begin = bench_rig_clock();

		costs[i] = (double)(bench_rig_clock() - begin);
	}
	return middle(costs, CLOCK_READS);
}

// Cycles of a walk in the measured nodes of a graph; clock: what two looks at it cost.
static double walk_cost(const char *graph, const struct bench_case *of, const char *part, uint32_t walks, double clock)
{
	static double cycles[WALKS_MAX];
	char name[64];
	struct bench_rig rig;

	snprintf(name, sizeof(name), "%s%s", of->class_name, part);
	bench_rig_open(&rig, graph, of->frames, of->without != NULL);
	for (uint32_t i = 0; i < WARM_UP; i++)
		bench_rig_walk(&rig);
	CALLGRIND_ZERO_STATS;
	for (uint32_t i = 0; i < walks; i++) {
		struct bench_walk walk = bench_rig_walk(&rig);

		cycles[i] = (double)walk.cycles - walk.calls * clock;
	}
	CALLGRIND_DUMP_STATS_AT(name);
	bench_rig_close(&rig);
	return middle(cycles, walks);
}

static double case_cost(const struct bench_case *of, uint32_t walks, double clock)
{
	double cost = walk_cost(of->graph, of, "", walks, clock);

	if (of->without != NULL)
		cost -= walk_cost(of->without, of, " without", walks, clock);
	return cost / FL_BURST_MAX;
}

int main(int argc, char **argv)
{
	struct bench_options options = {.count = 1000};
	size_t count;

	bench_options_read(&options, argc, argv);
	if (options.count < 1 || options.count > WALKS_MAX)
		bench_fail("--count: 1 to %d", WALKS_MAX);
	dpdk_start();
	const struct bench_case *cases = bench_cases(&count);
	const double clock = clock_cost();
	printf("{\"walks\": %u, \"burst\": %d, \"clockCycles\": %.1f, \"elements\": [", options.count, FL_BURST_MAX,
		clock);
	for (size_t i = 0; i < count; i++)
		printf("%s{\"name\": \"%s\", \"cyclesPerPacket\": %.2f, \"note\": \"%s\"}", i == 0 ? "" : ", ",
			cases[i].class_name, case_cost(&cases[i], options.count, clock),
			cases[i].note != NULL ? cases[i].note : "");
	printf("]}\n");
	return 0;
}
