#include "core/testing/rig.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
// cmocka needs the above
#include <cmocka.h>

#include <sched.h>

#include "core/testing/traffic.h"

enum { TRAFFIC_PACKETS = 8192, MEMORY_MIB = 128 };

static struct fl_memory_counter *memory_refuse(char *reason, size_t reason_size)
{
	snprintf(reason, reason_size, "this test has none");
	return NULL;
}

int rig_start_counting(void **state, fl_memory_counter_opener *memory_open)
{
	const struct fl_engine_options options = {
		.cores_shared = true, .worker_count = 2, .memory_mib = MEMORY_MIB, .memory_open = memory_open};
	char error[256];
	struct rig *rig = calloc(1, sizeof(*rig));

	if (rig == NULL)
		return -1;
	rig->engine = fl_engine_create(&options, error, sizeof(error));
	if (rig->engine == NULL) {
		fprintf(stderr, "%s\n", error);
		return -1;
	}
	rig->pool = fl_packet_pool_create("traffic", TRAFFIC_PACKETS);
	*state = rig;
	return rig->pool != NULL ? 0 : -1;
}

int rig_start(void **state)
{
	return rig_start_counting(state, memory_refuse);
}

int rig_stop(void **state)
{
	struct rig *rig = *state;

	fl_engine_destroy(rig->engine);
	free(rig);
	return 0;
}

void rig_apply(struct rig *rig, struct fl_config *config)
{
	struct fl_problems problems = {0};
	int result = fl_engine_apply(rig->engine, config, &problems);

	for (size_t i = 0; i < problems.count; i++)
		fprintf(stderr, "%s: %s\n", problems.items[i].path, problems.items[i].reason);
	fl_config_destroy(config);
	assert_int_equal(result, 0);
}

const struct fl_problems *rig_refuse(struct rig *rig, struct fl_config *config, int expected)
{
	static struct fl_problems problems;

	problems.count = 0;
	int result = fl_engine_apply(rig->engine, config, &problems);
	fl_config_destroy(config);
	assert_int_equal(result, expected);
	return &problems;
}

struct fl_router *rig_router(struct rig *rig, const char *uid)
{
	for (uint32_t i = 0; i < rig->engine->router_count; i++)
		if (strcmp(rig->engine->routers[i]->config.uid, uid) == 0)
			return rig->engine->routers[i];
	fail_msg("no router %s is applied", uid);
	return NULL;
}

void rig_settle(struct rig *rig)
{
	double deadline = traffic_now() + TRAFFIC_DEADLINE_SECONDS;

	for (uint32_t i = 0; i < rig->engine->topology.worker_count; i++) {
		const uint64_t *rounds = &rig->engine->workers[i]->rounds;
		uint64_t before = __atomic_load_n(rounds, __ATOMIC_ACQUIRE);

		while (__atomic_load_n(rounds, __ATOMIC_ACQUIRE) < before + 2) {
			assert_true(traffic_now() < deadline);
			sched_yield();
		}
	}
}

struct traffic rig_traffic(struct rig *rig, const char *uid, uint32_t from)
{
	const struct fl_router *router = rig_router(rig, uid);

	return (struct traffic){
		.pool = rig->pool,
		.in = router->devices[from]->port,
		.out = router->devices[1 - from]->port,
	};
}

void rig_assert_adds_up(struct rig *rig)
{
	struct fl_report report;

	assert_int_equal(fl_engine_report(rig->engine, &report), 0);
	for (uint32_t i = 0; i < report.worker_count; i++) {
		const struct fl_worker_report *worker = &report.workers[i];

		assert_int_equal(
			worker->busy_cycles + worker->idle_cycles + worker->overhead_cycles + worker->stolen_cycles,
			worker->elapsed_cycles);
	}
	fl_report_fini(&report);
}

void rig_assert_busy_is_the_paths(struct rig *rig)
{
	struct fl_report report;
	uint64_t workers = 0, paths = 0;

	rig_settle(rig);
	assert_int_equal(fl_engine_report(rig->engine, &report), 0);
	for (uint32_t i = 0; i < report.worker_count; i++)
		workers += report.workers[i].busy_cycles - report.workers[i].classifier_cycles;
	for (uint32_t i = 0; i < report.router_count; i++)
		for (uint32_t j = 0; j < report.routers[i].interface_count; j++)
			paths += report.routers[i].paths[j].busy_cycles;
	assert_true(paths > 0);
	assert_int_equal(workers, paths);
	fl_report_fini(&report);
}
