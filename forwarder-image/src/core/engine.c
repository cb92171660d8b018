#include "core/engine.h"

#include <errno.h>
#include <rte_eal.h>
#include <rte_launch.h>
#include <rte_log.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/affinity.h"
#include "core/apply.h"
#include "core/clock.h"
#include "core/cpuset.h"
#include "core/eal.h"
#include "core/emulation.h"
#include "core/engine_state.h"
#include "core/guard.h"
#include "core/phase.h"

enum {
	START_POLL_NANOS = 100000,
	CPUSET_EVERY_NANOS = FL_NANOS_PER_SECOND,
	TICK_MS = 5,
	TICK_HURRIED_MS = 1,
};

static int topology_find(
	struct fl_topology *topology, const struct fl_engine_options *options, char *error, size_t error_size)
{
	uint32_t cpus[FL_WORKERS_MAX + 1];
	int count = fl_cpuset_get(cpus, RTE_DIM(cpus));

	if (count < 0) {
		snprintf(error, error_size, "the CPUs of this container cannot be read: %s", strerror(-count));
		return count;
	}
	return fl_cpuset_plan(
		topology, options, cpus, (uint32_t)RTE_MIN(count, (int)RTE_DIM(cpus)), "/sys", error, error_size);
}

static struct fl_watch_limits watch_limits_find(void)
{
	if (!fl_emulation_found())
		return fl_watch_limits_default;
	rte_log(RTE_LOG_WARNING, RTE_LOGTYPE_USER1,
		"this processor is emulated by software: a path is quarantined only after seconds\n");
	return fl_watch_limits_emulated;
}

static void worker_start(
	struct fl_engine *engine, uint32_t index, clockid_t control_clock, fl_memory_counter_opener *memory_open)
{
	struct fl_worker *worker = engine->workers[index];

	worker->index = index;
	worker->cpu = engine->topology.workers[index].cpu;
	worker->lcore = fl_eal_lcore_of_worker(index);
	worker->hz = engine->tsc_hz;
	worker->limits = engine->limits;
	worker->sleeps = engine->topology.shared_cores;
	worker->has_neighbour = !engine->topology.shared_cores && worker->cpu == engine->topology.control_cpu;
	worker->neighbour = control_clock;
	worker->memory_open = memory_open;
	rte_eal_remote_launch(fl_worker_main, worker, worker->lcore);
}

static int workers_start(struct fl_engine *engine, fl_memory_counter_opener *memory_open)
{
	const struct timespec pause = {.tv_nsec = START_POLL_NANOS};
	clockid_t control_clock;

	pthread_getcpuclockid(pthread_self(), &control_clock);
	for (uint32_t i = 0; i < engine->topology.worker_count; i++) {
		engine->workers[i] = calloc(1, sizeof(*engine->workers[i]));
		if (engine->workers[i] == NULL)
			return -ENOMEM;
	}
	for (uint32_t i = 0; i < engine->topology.worker_count; i++)
		worker_start(engine, i, control_clock, memory_open);
	for (uint32_t i = 0; i < engine->topology.worker_count; i++)
		while (!__atomic_load_n(&engine->workers[i]->started, __ATOMIC_ACQUIRE))
			nanosleep(&pause, NULL);
	return 0;
}

struct fl_engine *fl_engine_create(const struct fl_engine_options *options, char *error, size_t error_size)
{
	struct fl_engine *engine = calloc(1, sizeof(*engine));

	if (engine == NULL) {
		snprintf(error, error_size, "there is no memory for the engine");
		return NULL;
	}
	if (topology_find(&engine->topology, options, error, error_size) != 0 ||
		fl_eal_init(&engine->topology, options, error, error_size) != 0) {
		free(engine);
		return NULL;
	}
	engine->tsc_hz = fl_clock_hz_measure();
	engine->scheduler.sample_every = 1;
	engine->limits = options->watch_limits != NULL ? *options->watch_limits : watch_limits_find();
	if (fl_phase_handler_install() != 0 ||
		workers_start(engine, options->memory_open != NULL ? options->memory_open : fl_memory_counter_open) !=
			0) {
		snprintf(error, error_size, "there is no memory for %u workers", engine->topology.worker_count);
		fl_engine_destroy(engine);
		return NULL;
	}
	engine->live = true;
	if (engine->topology.shared_cores)
		fl_affinity_free(); // where it is refused, the cpuset of the start stays
	return engine;
}

void fl_engine_destroy(struct fl_engine *engine)
{
	fl_apply_remove_all(engine);
	for (uint32_t i = 0; i < engine->topology.worker_count; i++) {
		if (engine->workers[i] == NULL)
			continue;
		__atomic_store_n(&engine->workers[i]->stop, true, __ATOMIC_RELEASE);
		if (engine->workers[i]->lcore != 0)
			rte_eal_wait_lcore(engine->workers[i]->lcore);
		free(engine->workers[i]);
	}
	fl_pools_reap(&engine->waiting_pools);
	rte_eal_cleanup();
	free(engine->routers);
	free(engine);
}

int fl_engine_apply(struct fl_engine *engine, const struct fl_config *config, struct fl_problems *problems)
{
	if (strcmp(engine->forwarder_uid, config->forwarder_uid) == 0 && config->generation < engine->generation)
		return -ESTALE;
	int result = fl_apply(engine, config, problems);
	if (result != 0)
		return result;
	snprintf(engine->forwarder_uid, sizeof(engine->forwarder_uid), "%s", config->forwarder_uid);
	engine->generation = config->generation;
	engine->applied = true;
	return 0;
}

uint64_t fl_engine_generation(const struct fl_engine *engine)
{
	return engine->generation;
}

static void cpuset_follow(struct fl_engine *engine, uint64_t now_nanos)
{
	if (!engine->topology.shared_cores || now_nanos < engine->cpuset_due_nanos)
		return;
	fl_affinity_follow(engine);
	engine->cpuset_due_nanos = now_nanos + CPUSET_EVERY_NANOS;
}

uint32_t fl_engine_tick(struct fl_engine *engine)
{
	uint64_t now_nanos = fl_clock_nanos(CLOCK_MONOTONIC);
	uint64_t now_ms = now_nanos / 1000000;
	bool live = true, hurries = false;

	for (uint32_t i = 0; i < engine->router_count; i++) {
		struct fl_router *router = engine->routers[i];

		if (router->ops->tick != NULL)
			router->ops->tick(router->state, now_ms, router->control_tx);
	}
	fl_pools_reap(&engine->waiting_pools);
	cpuset_follow(engine, now_nanos);
	for (uint32_t i = 0; i < engine->topology.worker_count; i++) {
		fl_guard_look(engine->workers[i]);
		hurries |= fl_watch_hurries(&engine->workers[i]->watch);
		live &= fl_worker_live(engine->workers[i]);
	}
	engine->live = live;
	return hurries ? TICK_HURRIED_MS : TICK_MS;
}

const struct fl_topology *fl_engine_topology(const struct fl_engine *engine)
{
	return &engine->topology;
}

bool fl_engine_ready(const struct fl_engine *engine)
{
	if (!engine->applied)
		return false;
	for (uint32_t i = 0; i < engine->router_count; i++)
		for (uint32_t j = 0; j < engine->routers[i]->config.interface_count; j++)
			if (!fl_task_attached(fl_router_task(engine->routers[i], j)) &&
				!fl_task_quarantined(fl_router_task(engine->routers[i], j)))
				return false;
	return true;
}

bool fl_engine_live(const struct fl_engine *engine)
{
	return engine->live;
}

struct fl_port *fl_engine_port(struct fl_engine *engine, const char *device)
{
	for (uint32_t i = 0; i < engine->router_count; i++) {
		struct fl_router *router = engine->routers[i];

		for (uint32_t j = 0; j < router->config.interface_count; j++) {
			const struct fl_device *found = router->devices[j];

			if (strcmp(router->config.interfaces[j].device, device) == 0)
				return found->shared != NULL ? found->shared->device->port : found->port;
		}
	}
	return NULL;
}
