// What a router loses when another one on its worker goes wrong: both are offered 40 % of the worker, and in the middle of one second
// a packet of the other one is poisoned, so that the element bench_burn does not return for ten seconds (hang), or each of its packets
// of that second is a thousand times as dear (hog).
// One JSON line, of that second and of one before it in which nothing happens: packets offered to the neighbour and
// lost or not come out; and whether the bad path was stopped.
// Usage: neighbour_bench --kind hang|hog [--seconds S] [--hugepages MIB]
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "bench/fail.h"
#include "bench/paper/stage.h"

enum { NEIGHBOUR, BAD, ROUTERS, EQUAL = 1000, HOG_FACTOR = 1000 };

static const double load = 0.4, hang_seconds = 10;

static void second_print(const char *name, struct stage *stage)
{
	stage_run(stage, stage->seconds);
	const struct stream *stream = &stage->generator->streams[NEIGHBOUR];
	uint64_t returned = RTE_MIN(stream->returned, stream->offered);

	printf("\"%sOffered\": %" PRIu64 ", \"%sMissing\": %" PRIu64 ", ", name, stream->offered, name,
		stream->offered - returned);
}

static bool stopped(const struct stage *stage)
{
	struct fl_report report;

	if (fl_engine_report(stage->engine, &report) != 0)
		bench_fail("there is no memory for a report");
	bool stopped = report.routers[BAD].paths[0].state != FL_PATH_FORWARDING;
	fl_report_fini(&report);
	return stopped;
}

int main(int argc, char **argv)
{
	const struct stage_router routers[ROUTERS] = {{.worker = 0, .share = EQUAL, .steps = STAGE_STEPS},
		{.worker = 0, .share = EQUAL, .steps = STAGE_STEPS}};
	struct bench_options options = {.kind = "hang", .seconds = 1};
	struct stage stage;

	bench_options_read(&options, argc, argv);
	const bool hang = strcmp(options.kind, "hang") == 0;
	if (!hang && strcmp(options.kind, "hog") != 0)
		bench_fail("--kind: hang or hog");
	stage_open(&stage, &options);
	stage_set(&stage, routers, ROUTERS);
	for (uint32_t i = 0; i < ROUTERS; i++)
		stage.generator->streams[i].rate = load * stage.capacity;
	stage_run(&stage, stage.seconds); // costs become known
	printf("{");
	second_print("quiet", &stage);
	struct stream *bad = &stage.generator->streams[BAD];
	if (hang)
		bad->steps_once = (uint32_t)(hang_seconds * (double)stage.engine->tsc_hz / stage.cycles_per_step);
	else
		bad->steps = STAGE_STEPS * HOG_FACTOR;
	second_print("bad", &stage);
	printf("\"stopped\": %s}\n", stopped(&stage) ? "true" : "false");
	fflush(stdout);
	_exit(0); // a worker that still hangs would not let the engine go
}
