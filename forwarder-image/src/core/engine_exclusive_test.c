// One exclusive core: the worker polls it all the time, and the control thread lives on the same one.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
// cmocka needs the above
#include <cmocka.h>

#include <sched.h>

#include "core/clock.h"
#include "core/cpuset.h"
#include "core/engine_state.h"
#include "core/testing/document.h"
#include "core/testing/traffic.h"

static uint32_t cpu;

// The last of this process's CPUs becomes its only one, as a pod with one exclusive core has it.
static int engine_start(void **state)
{
	const struct fl_engine_options options = {.control_dedicated = false};
	uint32_t cpus[FL_WORKERS_MAX];
	int count = fl_cpuset_get(cpus, FL_WORKERS_MAX);
	char error[256];
	cpu_set_t set;

	if (count < 1 || count > FL_WORKERS_MAX)
		return -1;
	cpu = cpus[count - 1];
	CPU_ZERO(&set);
	CPU_SET(cpu, &set);
	if (sched_setaffinity(0, sizeof(set), &set) != 0)
		return -1;
	*state = fl_engine_create(&options, error, sizeof(error));
	if (*state == NULL)
		fprintf(stderr, "%s\n", error);
	return *state == NULL ? -1 : 0;
}

static int engine_stop(void **state)
{
	fl_engine_destroy(*state);
	return 0;
}

static void apply(struct fl_engine *engine, struct fl_config *config)
{
	struct fl_problems problems = {0};
	int result = fl_engine_apply(engine, config, &problems);

	fl_config_destroy(config);
	assert_int_equal(result, 0);
}

static void finds_its_core_and_shares_it(void **state)
{
	const struct fl_topology *topology = fl_engine_topology(*state);

	assert_int_equal(topology->worker_count, 1);
	assert_int_equal(topology->workers[0].cpu, cpu);
	assert_int_equal(topology->control_cpu, cpu);
	assert_int_equal(topology->cpu_count, 1);
	assert_int_equal(topology->cpus[0], cpu);
	assert_false(topology->shared_cores);
	assert_false(topology->hugepages);
}

static void lets_control_have_its_turn(void **state)
{
	struct fl_engine *engine = *state;
	double start = traffic_now();

	for (uint64_t i = 1; i <= 20; i++) {
		struct fl_config *config = document_create("exclusive", i);

		document_route_via(document_add(config, "e", i, 0, 1000), (uint32_t)i);
		apply(engine, config);
	}
	// The contract of fl_engine_apply is about a second; this machine may be busy with other tests.
	assert_true(traffic_now() - start < 20 * 1.0);
	assert_true(fl_engine_ready(engine));
	fl_engine_tick(engine);
	assert_true(fl_engine_live(engine));
}

static struct fl_worker_report report_of(struct fl_engine *engine)
{
	struct fl_report report;

	assert_int_equal(fl_engine_report(engine, &report), 0);
	struct fl_worker_report worker = report.workers[0];
	fl_report_fini(&report);
	assert_int_equal(worker.busy_cycles + worker.idle_cycles + worker.overhead_cycles + worker.stolen_cycles,
		worker.elapsed_cycles);
	return worker;
}

static void books_the_control_threads_time_as_overhead(void **state)
{
	struct fl_engine *engine = *state;
	struct fl_worker_report start = report_of(engine);
	uint64_t consumed = 0, before = fl_clock_nanos(CLOCK_THREAD_CPUTIME_ID);

	while (consumed < FL_NANOS_PER_SECOND / 5)
		consumed = fl_clock_nanos(CLOCK_THREAD_CPUTIME_ID) - before;
	uint64_t cycles = fl_clock_nanos_to_cycles(consumed, rte_get_tsc_hz());
	struct fl_worker_report end = report_of(engine);
	double deadline = traffic_now() + TRAFFIC_DEADLINE_SECONDS;

	// The worker finds it when it gets its next turn, and takes it out of the span in which it finds it.
	while (end.overhead_cycles - start.overhead_cycles < cycles / 10 * 9) {
		assert_true(traffic_now() < deadline);
		sched_yield();
		end = report_of(engine);
	}
	assert_int_equal(end.busy_cycles, start.busy_cycles);
	assert_true(end.overhead_cycles - start.overhead_cycles < cycles * 2);
}

static void carries_packets_that_come_from_its_own_core(void **state)
{
	struct fl_engine *engine = *state;
	struct traffic traffic = {
		.pool = fl_packet_pool_create("traffic", 2048),
		.in = fl_engine_port(engine, "e-a"),
		.out = fl_engine_port(engine, "e-b"),
	};

	assert_non_null(traffic.pool);
	for (int i = 0; i < 10; i++)
		traffic_put(&traffic, 32);
	assert_true(traffic_drain(&traffic));
	assert_int_equal(traffic.taken, 320);
	assert_int_equal(traffic.missing + traffic.reordered, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(finds_its_core_and_shares_it),
		cmocka_unit_test(lets_control_have_its_turn),
		cmocka_unit_test(books_the_control_threads_time_as_overhead),
		cmocka_unit_test(carries_packets_that_come_from_its_own_core),
	};

	return cmocka_run_group_tests(tests, engine_start, engine_stop);
}
