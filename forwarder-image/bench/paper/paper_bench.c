// The figures of "Fairness Issues in Software Virtual Routers" (PRESTO'08) on the forwarder's engine, one a run. Rates are
// parts of what one worker can forward, measured first. One JSON object: samples (stage.h) and that capacity.
// Usage: paper_bench --figure 2|3|5|6|7 [--seconds S] [--hugepages MIB]
#include <inttypes.h>
#include <rte_common.h>
#include <stdio.h>
#include <string.h>

#include "bench/fail.h"
#include "bench/paper/stage.h"

enum { PATHS_OF_FIGURE_2 = 6, CORES_OF_FIGURE_6 = 3, EQUAL = 1000 };

// Latency of paths with a worker each, at rates from little to more than they can: the paper's six, or one.
static void figure_2(struct stage *stage)
{
	const double loads[] = {0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 1.05, 1.2, 1.5, 2};
	struct stage_router routers[PATHS_OF_FIGURE_2];
	uint32_t count = stage->engine->topology.worker_count >= PATHS_OF_FIGURE_2 ? PATHS_OF_FIGURE_2 : 1;

	for (uint32_t i = 0; i < count; i++)
		routers[i] = (struct stage_router){.worker = i, .share = EQUAL, .steps = STAGE_STEPS};
	stage_set(stage, routers, count);
	for (size_t i = 0; i < RTE_DIM(loads); i++) {
		for (uint32_t j = 0; j < count; j++)
			stage->generator->streams[j].rate = loads[i] * stage->capacity;
		stage_sample(stage, "load", loads[i]);
	}
}

static void loads_of_figure_3(struct stage *stage, const char *label)
{
	const double loads[] = {0.3, 0.6, 0.9, 1.2, 1.5, 1.8, 2.1, 2.4};

	for (size_t i = 0; i < RTE_DIM(loads); i++) {
		stage->generator->streams[0].rate = loads[i] / 3 * stage->capacity;
		stage->generator->streams[1].rate = loads[i] * 2 / 3 * stage->capacity;
		stage_sample(stage, label, loads[i]);
	}
}

// Two flows, 67 and 33 % of a worker; the low one is offered twice as much as the high one. With a queue each, as of
// hardware; with one device that a classifier takes apart; and with one that is served in the order of arrival.
static void figure_3(struct stage *stage)
{
	const struct stage_router own[] = {
		{.worker = 0, .share = 670, .steps = STAGE_STEPS}, {.worker = 0, .share = 330, .steps = STAGE_STEPS}};

	stage_set(stage, own, 2);
	loads_of_figure_3(stage, "own");
	stage_set_shared(stage, FL_CLASSIFICATION_CLASSIFIER, own, 2);
	loads_of_figure_3(stage, "classifier");
	stage_set_shared(stage, FL_CLASSIFICATION_FIFO, own, 2);
	loads_of_figure_3(stage, "fifo");
}

// Three equal paths on a worker. In the paper the rates begin at 100 Kp/s and grow by 150, 100 and 50 Kp/s a step, and the
// core is saturated after the sixth step and shared in three after the thirteenth: its capacity is about 2,250 Kp/s.
static void figure_5(struct stage *stage)
{
	const double capacity = 2250, first = 100, steps[] = {150, 100, 50};
	struct stage_router routers[3];

	for (uint32_t i = 0; i < 3; i++)
		routers[i] = (struct stage_router){.worker = 0, .share = EQUAL, .steps = STAGE_STEPS};
	stage_set(stage, routers, 3);
	for (int step = 0; step <= 16; step++) {
		for (uint32_t i = 0; i < 3; i++)
			stage->generator->streams[i].rate = (first + step * steps[i]) / capacity * stage->capacity;
		stage_sample(stage, "step", step);
	}
}

// Two paths on each of three workers, all offered more than they can, with a weight of their own; one worker after the
// other where there are fewer. x is the worker.
static void figure_6(struct stage *stage)
{
	const uint32_t shares[CORES_OF_FIGURE_6][2] = {{500, 500}, {670, 330}, {800, 200}};
	const bool together = stage->engine->topology.worker_count >= CORES_OF_FIGURE_6;
	const double overload = 2;
	struct stage_router routers[2 * CORES_OF_FIGURE_6];
	uint32_t count = 0;

	for (uint32_t core = 0; core < CORES_OF_FIGURE_6; core++) {
		for (uint32_t i = 0; i < 2; i++)
			routers[count++] = (struct stage_router){
				.worker = together ? core : 0, .share = shares[core][i], .steps = STAGE_STEPS};
		if (together && core + 1 < CORES_OF_FIGURE_6)
			continue;
		stage_set(stage, routers, count);
		for (uint32_t i = 0; i < count; i++)
			stage->generator->streams[i].rate = overload * stage->capacity / (together ? 2 : 1);
		stage_sample(stage, together ? "together" : "alone", core);
		count = 0;
	}
}

static void samples_of_figure_7(
	struct stage *stage, const char *label, enum fl_policy policy, const struct stage_router routers[3])
{
	stage_set_under(stage, policy, routers, 3);
	for (uint32_t i = 0; i < 3; i++)
		stage->generator->streams[i].rate = stage->capacity;
	for (int i = 0; i < 5; i++)
		stage_sample(stage, label, i);
}

// Three paths on a worker, the first 40 % dearer a packet, all offered more than they can: as Click's scheduler has it, and as the
// paper's extension.
static void figure_7(struct stage *stage)
{
	const double dearer = 0.4;
	struct stage_router routers[3];

	for (uint32_t i = 0; i < 3; i++)
		routers[i] = (struct stage_router){.worker = 0, .share = EQUAL, .steps = STAGE_STEPS};
	routers[0].steps += (uint32_t)(dearer * stage->cycles_per_packet / stage->cycles_per_step);
	samples_of_figure_7(stage, "Packets", FL_POLICY_PACKETS, routers);
	samples_of_figure_7(stage, "Cpu", FL_POLICY_CPU, routers);
}

static const struct {
	const char *name;
	void (*run)(struct stage *stage);
} figures[] = {{"2", figure_2}, {"3", figure_3}, {"5", figure_5}, {"6", figure_6}, {"7", figure_7}};

int main(int argc, char **argv)
{
	struct bench_options options = {.figure = "", .seconds = 1};
	struct stage stage;

	bench_options_read(&options, argc, argv);
	for (size_t i = 0; i < RTE_DIM(figures); i++) {
		if (strcmp(figures[i].name, options.figure) != 0)
			continue;
		stage_open(&stage, &options);
		printf("{\"samples\": [");
		figures[i].run(&stage);
		printf("], \"capacity\": %.0f, \"cyclesPerPacket\": %.1f, \"hz\": %" PRIu64 ", \"workers\": %u}\n",
			stage.capacity, stage.cycles_per_packet, stage.engine->tsc_hz,
			stage.engine->topology.worker_count);
		stage_close(&stage);
		return 0;
	}
	bench_fail("--figure: 2, 3, 5, 6 or 7");
}
