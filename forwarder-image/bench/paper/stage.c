#include "bench/paper/stage.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "bench/fail.h"
#include "bench/kinds.h"
#include "core/clock.h"

enum {
	TRAFFIC_PACKETS = 16383,
	CALIBRATION_STEPS = 2000000,
	SHARE = 1000,
	NANOS_PER_MS = 1000000,
	SHARED_BUFFERS = 1024
};

static const double calibration_rate = 3e6, warm_up_part = 0.2;

static double step_cost_measure(void)
{
	double least = INFINITY;

	for (int i = 0; i < 5; i++) {
		uint64_t start = fl_clock_cycles();

		bench_burn(CALIBRATION_STEPS);
		least = fmin(least, (double)(fl_clock_cycles() - start) / CALIBRATION_STEPS);
	}
	return least;
}

double stage_run(struct stage *stage, double seconds)
{
	generator_begin(stage->generator, seconds);
	while (!generator_done(stage->generator)) {
		const struct timespec tick = {.tv_nsec = NANOS_PER_MS * (long)fl_engine_tick(stage->engine)};

		nanosleep(&tick, NULL);
	}
	return generator_end(stage->generator);
}

// From the engine's own robust estimate of a packet's cost, under load: time that a machine steals, or in which the
// generator does not keep up, is not in it.
static void capacity_measure(struct stage *stage)
{
	const struct stage_router router = {.worker = 0, .share = SHARE, .steps = STAGE_STEPS};

	stage_set(stage, &router, 1);
	stage->generator->streams[0].rate = calibration_rate;
	stage_run(stage, stage->seconds);
	stage->cycles_per_packet = fl_cost_read(&stage->engine->routers[0]->tasks[0]->cost);
	if (stage->cycles_per_packet <= 0)
		bench_fail("no packet was forwarded");
	stage->capacity = (double)stage->engine->tsc_hz / stage->cycles_per_packet;
}

void stage_open(struct stage *stage, const struct bench_options *options)
{
	memset(stage, 0, sizeof(*stage));
	stage->seconds = options->seconds;
	stage->engine = engine_rig_start(options, true);
	stage->generator = calloc(1, sizeof(*stage->generator));
	if (stage->generator == NULL)
		bench_fail("there is no memory for a generator");
	stage->generator->hz = stage->engine->tsc_hz;
	stage->generator->pool = fl_packet_pool_create("traffic", TRAFFIC_PACKETS);
	if (stage->generator->pool == NULL)
		bench_fail("there is no memory for packets");
	bench_kind_choose("burn");
	stage->cycles_per_step = step_cost_measure();
	capacity_measure(stage);
}

void stage_close(struct stage *stage)
{
	fl_engine_destroy(stage->engine);
	free(stage->generator);
}

// The document that puts the routers on stage, on a device each.
static struct fl_config *document(struct stage *stage, const struct stage_router *routers, uint32_t count)
{
	struct fl_config *config = engine_rig_document(stage->engine);

	engine_rig_apply(stage->engine, config); // nobody: every figure begins with fresh routers and empty rings
	config = engine_rig_document(stage->engine);
	for (uint32_t i = 0; i < count; i++) {
		char device[FL_NAME_SIZE];

		snprintf(device, sizeof(device), "paper%u", i % GENERATOR_STREAMS_MAX);
		engine_rig_add(config, device, routers[i].worker, routers[i].share);
	}
	return config;
}

static void streams_set(struct stage *stage, const struct stage_router *routers, uint32_t count)
{
	stage->generator->count = count;
	for (uint32_t i = 0; i < count; i++) {
		const struct fl_router *router = stage->engine->routers[i];
		struct stream *stream = &stage->generator->streams[i];

		stream->port = fl_engine_port(stage->engine, router->config.interfaces[0].device);
		stream->mac = router->devices[0]->port->mac;
		stream->steps = routers[i].steps;
	}
}

void stage_set_under(struct stage *stage, enum fl_policy policy, const struct stage_router *routers, uint32_t count)
{
	struct fl_config *config = document(stage, routers, count);

	config->scheduler.policy = policy;
	engine_rig_apply(stage->engine, config);
	streams_set(stage, routers, count);
}

void stage_set(struct stage *stage, const struct stage_router *routers, uint32_t count)
{
	stage_set_under(stage, FL_POLICY_CPU, routers, count);
}

void stage_set_shared(
	struct stage *stage, enum fl_classification classification, const struct stage_router *routers, uint32_t count)
{
	struct fl_config *config = document(stage, routers, count);

	config->buffers_per_router = SHARED_BUFFERS;
	config->devices[0].classification = classification;
	config->devices[0].classifier_worker = routers[0].worker;
	for (uint32_t i = 0; i < count; i++) {
		struct fl_config_interface *interface = &config->routers[i].interfaces[0];

		memcpy(interface->device, config->devices[0].name, sizeof(interface->device));
		interface->mac[0] = 2; // locally administered
		interface->mac[FL_MAC_BYTES - 1] = (uint8_t)(i + 1);
	}
	engine_rig_apply(stage->engine, config);
	streams_set(stage, routers, count);
}

static int compare(const void *a, const void *b)
{
	const uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

	return (x > y) - (x < y);
}

static void latencies_print(struct stage *stage, struct stream *stream)
{
	double micros = 1e6 / (double)stage->engine->tsc_hz, sum = 0;
	uint32_t count = stream->latency_count;

	qsort(stream->latencies, count, sizeof(*stream->latencies), compare);
	for (uint32_t i = 0; i < count; i++)
		sum += (double)stream->latencies[i];
	if (count == 0) {
		printf("\"meanMicros\": null, \"medianMicros\": null, \"p99Micros\": null}");
		return;
	}
	printf("\"meanMicros\": %.1f, \"medianMicros\": %.1f, \"p99Micros\": %.1f}", sum / count * micros,
		(double)stream->latencies[count / 2] * micros, (double)stream->latencies[count / 100 * 99] * micros);
}

// Cycles charged so far to the stream's router, those of a classifier included.
static uint64_t charged(const struct stage *stage, uint32_t index)
{
	const struct fl_router *router = stage->engine->routers[index];

	return __atomic_load_n(&router->tasks[0]->busy_cycles, __ATOMIC_RELAXED) +
	       fl_router_classified(router, 0).cycles;
}

void stage_sample(struct stage *stage, const char *label, double x)
{
	struct generator *generator = stage->generator;
	uint32_t worker = stage->engine->routers[0]->config.paths[0].worker;
	uint64_t before[GENERATOR_STREAMS_MAX];

	stage_run(stage, stage->seconds * warm_up_part);
	for (uint32_t i = 0; i < generator->count; i++)
		before[i] = charged(stage, i);
	uint64_t cycles = engine_rig_cycles(stage->engine, worker);
	double seconds = stage_run(stage, stage->seconds);
	cycles = engine_rig_cycles(stage->engine, worker) - cycles;
	printf("%s{\"label\": \"%s\", \"x\": %.3f, \"cpuShare\": %.4f, \"streams\": [",
		stage->samples++ == 0 ? "" : ", ", label, x,
		(double)cycles / (seconds * (double)stage->engine->tsc_hz));
	for (uint32_t i = 0; i < generator->count; i++) {
		struct stream *stream = &generator->streams[i];

		printf("%s{\"offered\": %.0f, \"forwarded\": %.0f, \"lost\": %.0f, \"cycles\": %.0f, ",
			i == 0 ? "" : ", ", (double)stream->offered / seconds, (double)stream->returned / seconds,
			(double)stream->lost / seconds, (double)(charged(stage, i) - before[i]) / seconds);
		latencies_print(stage, stream);
	}
	printf("]}");
	fflush(stdout);
}
