// Who gets how much of a worker when everybody always has work: the scheduler's error against the weights. One scenario
// a run, named by --kind:
//   equal        64 paths, equal weights, equal costs
//   weights      64 paths, weights 1 to 1000 in geometric steps, equal costs
//   costs        64 paths, equal weights, costs 1 to 100 in geometric steps
//   both         64 paths, weights 1 to 1000, costs 1 to 100, the heavy ones cheap and dear alike
//   pair         two paths, weights 1 and 1000, the light one 100 times as dear
// One JSON line: for each window of the worker's own time, of --count milliseconds, the largest error of a path in
// percent of what all paths got together, and Jain's index over the paths that are due a hundred dispatches or more.
// Usage: share_bench --kind SCENARIO --count MILLISECONDS [--seconds S] [--hugepages MIB]
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "bench/engine_rig.h"
#include "bench/fail.h"
#include "bench/kinds.h"

enum { PATHS = 64, WINDOWS_MAX = 4096, STEPS_CHEAP = 40, WEIGHT_UNIT = 1000, DUE_DISPATCHES = 100 };

static const double weight_span = 1000, cost_span = 100;

struct scenario {
	const char *name;
	uint32_t paths;
	bool weights, costs;
};

static const struct scenario scenarios[] = {
	{"equal", PATHS, false, false},
	{"weights", PATHS, true, false},
	{"costs", PATHS, false, true},
	{"both", PATHS, true, true},
	{"pair", 2, true, true},
};

struct reading {
	uint64_t busy[PATHS], dispatches[PATHS];
};

struct window {
	double worst_percent, jain;
};

static const struct scenario *scenario_find(const char *name)
{
	for (size_t i = 0; i < RTE_DIM(scenarios); i++)
		if (strcmp(scenarios[i].name, name) == 0)
			return &scenarios[i];
	bench_fail("there is no scenario %s: equal, weights, costs, both and pair are", name);
}

// From 1 at i = 0 to span at the last, in equal factors.
static double geometric(double span, uint32_t i, uint32_t count)
{
	return pow(span, (double)i / (count - 1));
}

static uint32_t weight_of(const struct scenario *scenario, uint32_t i)
{
	return scenario->weights ? (uint32_t)(WEIGHT_UNIT * geometric(weight_span, i, scenario->paths)) : WEIGHT_UNIT;
}

// Costs go round differently from weights: of 64, path i is as dear as the (29 i)th. Of two, the light one is the dear one.
static uint32_t steps_of(const struct scenario *scenario, uint32_t i)
{
	uint32_t place = scenario->paths == 2 ? 1 - i : 29 * i % scenario->paths;

	return scenario->costs ? (uint32_t)(STEPS_CHEAP * geometric(cost_span, place, scenario->paths)) : STEPS_CHEAP;
}

static void routers_apply(struct fl_engine *engine, const struct scenario *scenario, uint32_t worker)
{
	struct fl_config *config = engine_rig_document(engine);

	for (uint32_t i = 0; i < scenario->paths; i++) {
		char device[FL_NAME_SIZE];

		snprintf(device, sizeof(device), "s%u-%u", i % PATHS, steps_of(scenario, i) % 1000000);
		engine_rig_add(config, device, worker, weight_of(scenario, i));
	}
	engine_rig_apply(engine, config);
}

static void reading_take(const struct fl_engine *engine, struct reading *reading)
{
	for (uint32_t i = 0; i < engine->router_count; i++) {
		const struct fl_task *task = engine->routers[i]->tasks[0];

		reading->busy[i] = __atomic_load_n(&task->busy_cycles, __ATOMIC_RELAXED);
		reading->dispatches[i] = __atomic_load_n(&task->dispatches, __ATOMIC_RELAXED);
	}
}

static struct window window_judge(const struct scenario *scenario, const struct reading *from, const struct reading *to)
{
	double total = 0, weights = 0, sum = 0, squares = 0;
	struct window window = {0};
	uint32_t counted = 0;

	for (uint32_t i = 0; i < scenario->paths; i++) {
		total += (double)(to->busy[i] - from->busy[i]);
		weights += weight_of(scenario, i);
	}
	for (uint32_t i = 0; i < scenario->paths; i++) {
		double due = weight_of(scenario, i) / weights, received = (double)(to->busy[i] - from->busy[i]) / total;
		double ratio = received / due, dispatches = (double)(to->dispatches[i] - from->dispatches[i]);

		window.worst_percent = fmax(window.worst_percent, 100 * fabs(received - due));
		// As many dispatches as it is due: those it had, for as much as it had of its due share.
		if (dispatches < DUE_DISPATCHES * ratio)
			continue;
		sum += ratio;
		squares += ratio * ratio;
		counted++;
	}
	window.jain = counted > 0 ? sum * sum / (counted * squares) : NAN;
	return window;
}

static void windows_print(const char *name, const struct window *windows, uint32_t count, bool jain)
{
	printf("\"%s\": [", name);
	for (uint32_t i = 0; i < count; i++) {
		double value = jain ? windows[i].jain : windows[i].worst_percent;

		if (isnan(value)) // nobody is due a hundred dispatches in a window of this length
			printf("%snull", i == 0 ? "" : ", ");
		else
			printf("%s%.9f", i == 0 ? "" : ", ", value);
	}
	printf("]");
}

int main(int argc, char **argv)
{
	struct bench_options options = {.kind = "both", .count = 100, .seconds = 2};
	static struct window windows[WINDOWS_MAX];
	struct reading from, to;

	bench_options_read(&options, argc, argv);
	const struct scenario *scenario = scenario_find(options.kind);
	struct fl_engine *engine = engine_rig_start(&options, true);
	const uint64_t window_cycles = engine->tsc_hz / 1000 * options.count;
	uint32_t worker = engine->topology.worker_count - 1;
	uint32_t count = (uint32_t)(options.seconds * 1000) / options.count;
	bench_kind_choose("burn");
	routers_apply(engine, scenario, worker);
	engine_rig_wait(engine, worker, engine_rig_cycles(engine, worker), window_cycles); // costs become known
	for (uint32_t i = 0; i < count && i < WINDOWS_MAX; i++) {
		uint64_t since = engine_rig_cycles(engine, worker);

		reading_take(engine, &from);
		if (!engine_rig_wait(engine, worker, since, window_cycles))
			bench_fail("the worker did not get a two-hundredth of its CPU");
		reading_take(engine, &to);
		windows[i] = window_judge(scenario, &from, &to);
	}
	printf("{");
	windows_print("worstPercent", windows, RTE_MIN(count, (uint32_t)WINDOWS_MAX), false);
	printf(", ");
	windows_print("jain", windows, RTE_MIN(count, (uint32_t)WINDOWS_MAX), true);
	printf("}\n");
	fl_engine_destroy(engine);
	return 0;
}
