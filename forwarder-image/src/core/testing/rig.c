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

int rig_start(void **state)
{
	const struct fl_engine_options options = {.cores_shared = true, .worker_count = 2, .memory_mib = MEMORY_MIB};
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
