// Who gets how much of a worker when there is not enough for all: by share, in cycles, whatever a packet costs.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
// cmocka needs the above
#include <cmocka.h>

#include "core/clock.h"
#include "core/testing/document.h"
#include "core/testing/overload.h"

enum { ROUTERS = 3, DEADLINE_SECONDS = 200 };

static const char *const uids[ROUTERS] = {"s1", "s2", "s4"};

static uint64_t relaxed(const uint64_t *counter)
{
	return __atomic_load_n(counter, __ATOMIC_RELAXED);
}

static void assert_ratio(const struct overload_use used[ROUTERS], const uint32_t shares[ROUTERS])
{
	double total = 0, sum = 0;

	for (uint32_t i = 0; i < ROUTERS; i++) {
		total += (double)used[i].cycles;
		sum += shares[i];
	}
	for (uint32_t i = 0; i < ROUTERS; i++) {
		double error = (double)used[i].cycles / total - shares[i] / sum;

		if (error < -0.02 || error > 0.02)
			fail_msg("%s got %.4f of the worker instead of %.4f", uids[i], (double)used[i].cycles / total,
				shares[i] / sum);
	}
}

static struct fl_config *document(uint64_t generation, const uint32_t shares[ROUTERS])
{
	const uint32_t steps[ROUTERS] = {32000, 3000, 8000}; // a packet
	struct fl_config *config = document_create("shares", generation);

	for (uint32_t i = 0; i < ROUTERS; i++)
		document_route_via(document_add(config, uids[i], 1, 0, shares[i]), steps[i]);
	return config;
}

static void follows_the_shares_when_overloaded_whatever_a_packet_costs(void **state)
{
	struct rig *rig = *state;
	const uint32_t shares[ROUTERS] = {100, 200, 400}, turned[ROUTERS] = {400000, 200000, 100000};
	struct overload_use used[ROUTERS];

	rig_apply(rig, document(1, shares));
	struct overload overload = overload_create(rig, uids, ROUTERS);
	overload_measure(&overload, used);
	assert_ratio(used, shares);

	// The same routers, the other way round, without a new graph for anybody.
	struct rte_graph *graph = rig_router(rig, "s1")->tasks[0]->path.graph;
	rig_apply(rig, document(2, turned));
	assert_ptr_equal(rig_router(rig, "s1")->tasks[0]->path.graph, graph);
	overload_measure(&overload, used);
	assert_ratio(used, turned);
	overload_drain(&overload);
}

static void serves_a_path_that_wakes_while_another_router_has_always_work(void **state)
{
	struct rig *rig = *state;
	const uint32_t shares[ROUTERS] = {1000, 1000, 1000};
	struct traffic traffic[ROUTERS];
	double deadline = traffic_now() + DEADLINE_SECONDS;

	rig_apply(rig, document(3, shares));
	for (uint32_t i = 0; i < ROUTERS; i++)
		traffic[i] = rig_traffic(rig, uids[i], 0);
	const struct fl_task *busy = rig_router(rig, uids[0])->tasks[0];
	uint64_t before = relaxed(&busy->path.counters.received_packets);
	// Until the busy one was served, too: how often in so many rounds depends on how fast the rounds are.
	for (int round = 0; round < 200 || relaxed(&busy->path.counters.received_packets) <= before + 100; round++) {
		traffic_put(&traffic[1], 1);
		while (traffic[1].taken < traffic[1].put) {
			traffic_put(&traffic[0], 32);
			traffic_take(&traffic[0]);
			traffic_take(&traffic[1]);
			assert_true(traffic_now() < deadline);
		}
	}
	assert_true(traffic_drain(&traffic[0]));
}

static void bounds_the_burst_of_a_dear_path(void **state)
{
	struct rig *rig = *state;
	const struct fl_task *task = rig_router(rig, "s1")->tasks[0];
	double cost = fl_cost_read(&task->cost);
	double budget = 50e-6 * (double)rte_get_tsc_hz();

	assert_in_range(task->path.burst, 1, FL_BURST_MAX);
	assert_true(task->path.burst == 1 || task->path.burst * cost < 2 * budget);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(follows_the_shares_when_overloaded_whatever_a_packet_costs),
		cmocka_unit_test(serves_a_path_that_wakes_while_another_router_has_always_work),
		cmocka_unit_test(bounds_the_burst_of_a_dear_path),
	};

	return cmocka_run_group_tests(tests, rig_start, rig_stop);
}
