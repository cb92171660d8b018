#include "bench/engine_rig.h"

#include <rte_common.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bench/fail.h"
#include "bench/kinds.h"
#include "core/clock.h"

enum { BUFFERS_PER_ROUTER = 64, WAIT_FACTOR = 200, POLLS_PER_WAIT = 50 };

struct fl_engine *engine_rig_start(const struct bench_options *options, bool dedicated)
{
	const struct fl_engine_options engine_options = {
		.control_dedicated = dedicated, .hugepage_mib = options->hugepages_mib, .memory_mib = 256};
	char error[256];
	struct fl_engine *engine = fl_engine_create(&engine_options, error, sizeof(error));

	if (engine == NULL)
		bench_fail("%s", error);
	return engine;
}

struct fl_config *engine_rig_document(struct fl_engine *engine)
{
	struct fl_config *config = calloc(1, sizeof(*config));

	if (config == NULL)
		bench_fail("there is no memory for a document");
	snprintf(config->forwarder_uid, sizeof(config->forwarder_uid), "bench");
	config->generation = fl_engine_generation(engine) + 1;
	config->buffers_per_router = BUFFERS_PER_ROUTER;
	return config;
}

static void *grown(void *array, uint32_t count, size_t size)
{
	char *bytes = realloc(array, count * size);

	if (bytes == NULL)
		bench_fail("there is no memory for a document");
	memset(bytes + (count - 1) * size, 0, size);
	return bytes;
}

void engine_rig_device_add(struct fl_config *config, const char *device)
{
	config->devices = grown(config->devices, ++config->device_count, sizeof(*config->devices));
	struct fl_config_device *listed = &config->devices[config->device_count - 1];

	snprintf(listed->name, sizeof(listed->name), "%s", device);
	listed->kind = FL_DEVICE_RING;
}

struct fl_config_router *engine_rig_add(
	struct fl_config *config, const char *device, uint32_t worker, uint32_t share_ppm)
{
	engine_rig_device_add(config, device);
	config->routers = grown(config->routers, ++config->router_count, sizeof(*config->routers));
	struct fl_config_router *router = &config->routers[config->router_count - 1];
	snprintf(router->uid, sizeof(router->uid), "%s", device);
	snprintf(router->name, sizeof(router->name), "bench/%s", device);
	router->generation = 1;
	bench_router_fill(router, device);
	router->paths[0] = (struct fl_config_path){.interface = 0, .worker = worker};
	router->share_count = 1;
	router->shares[0].worker = worker;
	router->shares[0].share_ppm = share_ppm;
	return router;
}

void engine_rig_apply(struct fl_engine *engine, struct fl_config *config)
{
	struct fl_problems problems = {0};
	int result = fl_engine_apply(engine, config, &problems);

	if (result != 0)
		bench_fail("the document is refused: %s: %s", problems.items[0].path, problems.items[0].reason);
	fl_config_destroy(config);
}

uint64_t engine_rig_cycles(const struct fl_engine *engine, uint32_t worker)
{
	struct fl_account_sums sums = fl_account_read(&engine->workers[worker]->board);

	return sums.elapsed - sums.stolen;
}

bool engine_rig_wait(const struct fl_engine *engine, uint32_t worker, uint64_t since, uint64_t cycles)
{
	uint64_t nanos = cycles * FL_NANOS_PER_SECOND / engine->tsc_hz;
	const struct timespec pause = {.tv_nsec = (long)(nanos / POLLS_PER_WAIT)};
	uint64_t deadline = fl_clock_nanos(CLOCK_MONOTONIC) + WAIT_FACTOR * nanos;

	while (engine_rig_cycles(engine, worker) - since < cycles) {
		if (fl_clock_nanos(CLOCK_MONOTONIC) > deadline)
			return false;
		nanosleep(&pause, NULL);
	}
	return true;
}
