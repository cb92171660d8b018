// The engine over ring ports: packets in, packets out, and what it reports of them.
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
// cmocka needs the above
#include <cmocka.h>

#include "core/engine.h"
#include "core/testing/cross_kind.h"
#include "core/testing/document.h"
#include "core/testing/traffic.h"

static struct fl_engine *engine;
static struct rte_mempool *pool;

static int engine_start(void **state)
{
	const struct fl_engine_options options = {.cores_shared = true, .worker_count = 2};
	char error[256];

	(void)state;
	engine = fl_engine_create(&options, error, sizeof(error));
	if (engine == NULL) {
		fprintf(stderr, "%s\n", error);
		return -1;
	}
	pool = fl_packet_pool_create("traffic", 4096);
	return pool != NULL ? 0 : -1;
}

static int engine_stop(void **state)
{
	(void)state;
	fl_engine_destroy(engine);
	return 0;
}

static void apply(struct fl_config *config)
{
	struct fl_problems problems = {0};
	int result = fl_engine_apply(engine, config, &problems);

	for (size_t i = 0; i < problems.count; i++)
		fprintf(stderr, "%s: %s\n", problems.items[i].path, problems.items[i].reason);
	fl_config_destroy(config);
	assert_int_equal(result, 0);
}

static void carries_packets_from_one_interface_to_the_other(void **state)
{
	struct fl_config *config = document_create("f", 1);

	(void)state;
	document_add(config, "r", 1, 0, 500000);
	apply(config);
	struct traffic there = {
		.pool = pool, .in = fl_engine_port(engine, "r-a"), .out = fl_engine_port(engine, "r-b")};
	struct traffic back = {
		.pool = pool, .in = fl_engine_port(engine, "r-b"), .out = fl_engine_port(engine, "r-a")};
	assert_non_null(there.in);
	assert_non_null(there.out);

	for (int i = 0; i < 1000; i++) {
		traffic_put(&there, 32);
		traffic_put(&back, 7);
		traffic_take(&there);
		traffic_take(&back);
	}
	assert_true(traffic_drain(&there));
	assert_true(traffic_drain(&back));
	assert_true(there.taken > 1000);
	assert_int_equal(there.missing + there.reordered + back.missing + back.reordered, 0);

	struct fl_report report;
	assert_int_equal(fl_engine_report(engine, &report), 0);
	assert_int_equal(report.router_count, 1);
	const struct fl_path_report *path = &report.routers[0].paths[0];
	assert_int_equal(path->counters.received_packets, there.put);
	assert_int_equal(path->counters.received_bytes, there.put * TRAFFIC_FRAME_BYTES);
	assert_int_equal(path->counters.sent_packets, there.put);
	assert_int_equal(path->counters.dropped_packets, 0);
	assert_int_equal(path->state, FL_PATH_FORWARDING);
	assert_true(path->cost_cycles_per_packet > 0);
	assert_int_equal(report.routers[0].paths[1].counters.sent_packets, back.put);
	fl_report_fini(&report);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(carries_packets_from_one_interface_to_the_other),
	};

	return cmocka_run_group_tests(tests, engine_start, engine_stop);
}
