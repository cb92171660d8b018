// Policies, sampling and ceilings on a real worker. Memory accesses are counted by a source of the test's own, which the
// paths' work advances.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
// cmocka needs the above
#include <cmocka.h>

#include <math.h>

#include "core/testing/cross_kind.h"
#include "core/testing/document.h"
#include "core/testing/overload.h"

enum { ROUTERS = 2 };

static const char *const uids[ROUTERS] = {"p1", "p2"};
static const struct fl_config_scheduler cpu = {FL_POLICY_CPU, 1};
static uint64_t generation;

// Two routers with equal shares: the first works three times as much for a packet, the second uses memory four times as
// often.
static struct fl_config *document(struct fl_config_scheduler scheduler)
{
	const uint32_t steps[ROUTERS] = {9000, 3000}, accesses[ROUTERS] = {10, 40};
	struct fl_config *config = document_create("policies", ++generation);

	config->scheduler = scheduler;
	for (uint32_t i = 0; i < ROUTERS; i++) {
		struct fl_config_router *router = document_add(config, uids[i], 1, 0, 1000);

		document_route_via(router, steps[i]);
		document_route_via(router, accesses[i]);
	}
	return config;
}

static void assert_part(double own, double other, double expected)
{
	double part = own / (own + other);

	if (part < expected - 0.03 || part > expected + 0.03)
		fail_msg("the first router's part is %.3f, not %.3f", part, expected);
}

static void measure(struct rig *rig, struct fl_config_scheduler scheduler, struct overload_use used[ROUTERS])
{
	rig_apply(rig, document(scheduler));
	struct overload overload = overload_create(rig, uids, ROUTERS);
	overload_measure(&overload, used);
	overload_drain(&overload);
}

static void divides_cycles_under_cpu_measured_or_sampled(void **state)
{
	const uint32_t every[] = {1, 20, 1000};
	struct overload_use used[ROUTERS];

	for (size_t i = 0; i < sizeof(every) / sizeof(*every); i++) {
		measure(*state, (struct fl_config_scheduler){FL_POLICY_CPU, every[i]}, used);
		assert_part((double)used[0].cycles, (double)used[1].cycles, 0.5);
	}
}

static void divides_packets_under_packets_whatever_they_cost(void **state)
{
	struct overload_use used[ROUTERS];

	measure(*state, (struct fl_config_scheduler){FL_POLICY_PACKETS, 1}, used);
	assert_part((double)used[0].packets, (double)used[1].packets, 0.5);
	assert_true(used[0].cycles > 2 * used[1].cycles);
}

static void divides_memory_accesses_under_memory_measured_or_sampled(void **state)
{
	const uint32_t every[] = {1, 20};
	struct overload_use used[ROUTERS];

	for (size_t i = 0; i < sizeof(every) / sizeof(*every); i++) {
		measure(*state, (struct fl_config_scheduler){FL_POLICY_MEMORY, every[i]}, used);
		assert_part((double)used[0].packets * 10, (double)used[1].packets * 40, 0.5);
	}
}

static void gives_equal_larger_parts_under_dominant(void **state)
{
	struct overload_use used[ROUTERS];

	measure(*state, (struct fl_config_scheduler){FL_POLICY_DOMINANT, 1}, used);
	double cycles = (double)used[0].cycles / (double)(used[0].cycles + used[1].cycles);
	double accesses = (double)used[1].packets * 40 / (double)(used[1].packets * 40 + used[0].packets * 10);

	// Each of them has more than half of what it needs most, and both as much.
	if (cycles < 0.55 || accesses < 0.55 || fabs(cycles - accesses) > 0.03)
		fail_msg("%.3f of the cycles and %.3f of the accesses", cycles, accesses);
}

static void reports_memory_accesses_only_while_the_policy_counts_them(void **state)
{
	struct rig *rig = *state;
	struct overload_use used[ROUTERS];
	struct fl_report report;

	measure(rig, (struct fl_config_scheduler){FL_POLICY_MEMORY, 1}, used);
	assert_int_equal(fl_engine_report(rig->engine, &report), 0);
	assert_true(report.scheduler.memory_counters);
	assert_int_equal(report.scheduler.charging, FL_POLICY_MEMORY);
	assert_true(report.routers[1].paths[0].memory_accesses_per_packet > 39.9);
	assert_true(report.routers[1].paths[0].memory_accesses_per_packet < 40.1);
	fl_report_fini(&report);
	rig_apply(rig, document(cpu));
	assert_int_equal(fl_engine_report(rig->engine, &report), 0);
	assert_true(report.routers[1].paths[0].memory_accesses_per_packet < 0);
	fl_report_fini(&report);
}

// Packets of every stream go through while the present policy is in force.
static void run_for(struct overload *overload, uint64_t packets)
{
	double deadline = traffic_now() + TRAFFIC_DEADLINE_SECONDS;

	for (uint32_t i = 0; i < overload->count; i++) {
		struct traffic *traffic = &overload->traffic[i];
		uint64_t wanted = traffic->taken + packets;

		while (traffic->taken < wanted) {
			traffic_put(traffic, 32);
			traffic_take(traffic);
			assert_true(traffic_now() < deadline);
		}
	}
}

// Every policy with and without sampling, one after the other, under one stream of packets.
static void adds_up_and_loses_nothing_while_policies_change_under_load(void **state)
{
	struct rig *rig = *state;
	const uint32_t every[] = {1, 7, 1000};

	rig_apply(rig, document(cpu));
	struct overload overload = overload_create(rig, uids, ROUTERS);
	struct rte_graph *graph = rig_router(rig, "p1")->tasks[0]->path.graph;
	for (int policy = 0; policy < FL_POLICY_COUNT; policy++)
		for (size_t i = 0; i < sizeof(every) / sizeof(*every); i++) {
			rig_apply(rig, document((struct fl_config_scheduler){(enum fl_policy)policy, every[i]}));
			run_for(&overload, 1000);
			rig_assert_adds_up(rig);
		}
	assert_ptr_equal(rig_router(rig, "p1")->tasks[0]->path.graph, graph);
	overload_drain(&overload);
	rig_assert_busy_is_the_paths(rig);
}

// What the first router may use at most of the worker's own time.
static void limit(struct rig *rig, uint32_t limit_ppm)
{
	struct fl_config *config = document(cpu);

	config->routers[0].shares[0].limit_ppm = limit_ppm;
	rig_apply(rig, config);
}

// The worker's own time: elapsed less stolen, in cycles.
static uint64_t own_time(const struct rig *rig)
{
	struct fl_account_sums sums = fl_account_read(&rig->engine->workers[0]->board);

	return sums.elapsed - sums.stolen;
}

static uint64_t busy(struct rig *rig, uint32_t router)
{
	return __atomic_load_n(&rig_router(rig, uids[router])->tasks[0]->busy_cycles, __ATOMIC_RELAXED);
}

// Keeps the first router's queue filled while the worker has that much time of its own; returns the part of it that the
// router got.
static double part_while_greedy(struct rig *rig, struct traffic *traffic, uint64_t stretch)
{
	double deadline = traffic_now() + 100;
	uint64_t busy_before, time_before;

	rig_settle(rig);
	time_before = own_time(rig);
	busy_before = busy(rig, 0);
	while (own_time(rig) < time_before + stretch) {
		traffic_put(traffic, 32);
		traffic_take(traffic);
		assert_true(traffic_now() < deadline);
	}
	uint64_t used = busy(rig, 0) - busy_before;
	rig_settle(rig);
	return (double)used / (double)(own_time(rig) - time_before);
}

static void holds_a_router_to_its_ceiling_on_an_idle_worker(void **state)
{
	struct rig *rig = *state;
	const uint64_t stretch = rig->engine->tsc_hz / 2;
	const double saved = 0.01; // what it may have saved up, 2 ms and a dispatch, in parts of the stretch

	limit(rig, 100000);
	struct traffic traffic = rig_traffic(rig, uids[0], 0);
	assert_true(part_while_greedy(rig, &traffic, stretch) < 0.1 + saved);
	limit(rig, 20000);
	assert_true(part_while_greedy(rig, &traffic, stretch) < 0.02 + saved);
	limit(rig, FL_CEILING_NONE);
	assert_true(traffic_drain(&traffic));
	assert_int_equal(traffic.missing + traffic.reordered, 0);
	rig_assert_adds_up(rig);
	rig_assert_busy_is_the_paths(rig);
}

static void lets_go_of_a_router_that_waits_at_its_ceiling(void **state)
{
	struct rig *rig = *state;

	for (int round = 0; round < 50; round++) {
		struct fl_config *config;

		limit(rig, 1); // a dispatch, and then hours
		struct traffic traffic = rig_traffic(rig, uids[0], 0);
		for (int i = 0; i < 4; i++)
			traffic_put(&traffic, 32);
		rig_settle(rig);
		config = document(cpu);
		document_place(&config->routers[0], 0, 1, 1000); // the other worker: no ceiling there
		rig_apply(rig, config);
		assert_true(traffic_drain(&traffic));
		assert_int_equal(traffic.missing + traffic.reordered, 0);
		rig_apply(rig, document_create("policies", ++generation)); // its seats go
	}
}

static int start(void **state)
{
	return rig_start_counting(state, cross_memory_open);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(divides_cycles_under_cpu_measured_or_sampled),
		cmocka_unit_test(divides_packets_under_packets_whatever_they_cost),
		cmocka_unit_test(divides_memory_accesses_under_memory_measured_or_sampled),
		cmocka_unit_test(gives_equal_larger_parts_under_dominant),
		cmocka_unit_test(reports_memory_accesses_only_while_the_policy_counts_them),
		cmocka_unit_test(adds_up_and_loses_nothing_while_policies_change_under_load),
		cmocka_unit_test(holds_a_router_to_its_ceiling_on_an_idle_worker),
		cmocka_unit_test(lets_go_of_a_router_that_waits_at_its_ceiling),
	};

	return cmocka_run_group_tests(tests, start, rig_stop);
}
