// Who gets how much of a worker when there is not enough for all: by share, in cycles, whatever a packet costs.
// Only stretches count in which no router was ever without work: only this test fills the queues, so a queue that is
// found filled before it is filled again was filled all the time.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
// cmocka needs the above
#include <cmocka.h>

#include "core/clock.h"
#include "core/testing/document.h"
#include "core/testing/rig.h"
#include "core/testing/traffic.h"

// A stretch is long enough, in cycles used, for the dispatches at its ends (50 us at most) to weigh nothing; on a busy
// machine that takes the worker a while.
enum { ROUTERS = 3, STRETCHES_WANTED = 6, STRETCH_CYCLES = 50000000, DEADLINE_SECONDS = 200 };

static const char *const uids[ROUTERS] = {"s1", "s2", "s4"};

static uint64_t relaxed(const uint64_t *counter)
{
	return __atomic_load_n(counter, __ATOMIC_RELAXED);
}

static void busy_read(struct rig *rig, uint64_t busy[ROUTERS])
{
	for (uint32_t i = 0; i < ROUTERS; i++)
		busy[i] = relaxed(&rig_router(rig, uids[i])->tasks[0]->busy_cycles);
}

static uint64_t sum_of(const uint64_t values[ROUTERS])
{
	uint64_t sum = 0;

	for (uint32_t i = 0; i < ROUTERS; i++)
		sum += values[i];
	return sum;
}

// Fills the queues once; false when one of them was about to run empty.
static bool feed(struct rig *rig, struct traffic traffic[ROUTERS])
{
	bool all_waited = true;

	for (uint32_t i = 0; i < ROUTERS; i++) {
		const struct fl_task *task = rig_router(rig, uids[i])->tasks[0];
		uint64_t waiting = traffic[i].put - relaxed(&task->path.counters.received_packets);

		all_waited &= waiting >= FL_BURST_MAX;
		traffic_put(&traffic[i], 32);
		traffic_take(&traffic[i]);
	}
	return all_waited;
}

// Overloads all routers until there are enough stretches in which all of them had work all the time.
static void measure(struct rig *rig, struct traffic traffic[ROUTERS], uint64_t used[ROUTERS])
{
	double deadline = traffic_now() + DEADLINE_SECONDS;

	memset(used, 0, ROUTERS * sizeof(*used));
	for (int good = 0; good < STRETCHES_WANTED;) {
		uint64_t from[ROUTERS], to[ROUTERS];
		bool all_waited;

		feed(rig, traffic);
		busy_read(rig, from);
		do {
			// In this order: what is found filled afterwards was filled until then.
			busy_read(rig, to);
			all_waited = feed(rig, traffic);
			assert_true(traffic_now() < deadline);
		} while (all_waited && sum_of(to) - sum_of(from) < STRETCH_CYCLES);
		if (!all_waited)
			continue;
		good++;
		for (uint32_t i = 0; i < ROUTERS; i++)
			used[i] += to[i] - from[i];
	}
}

static void assert_ratio(const uint64_t used[ROUTERS], const uint32_t shares[ROUTERS])
{
	double total = 0, sum = 0;

	for (uint32_t i = 0; i < ROUTERS; i++) {
		total += (double)used[i];
		sum += shares[i];
	}
	for (uint32_t i = 0; i < ROUTERS; i++) {
		double error = (double)used[i] / total - shares[i] / sum;

		if (error < -0.02 || error > 0.02)
			fail_msg("%s got %.4f of the worker instead of %.4f", uids[i], (double)used[i] / total,
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
	struct traffic traffic[ROUTERS];
	uint64_t used[ROUTERS];

	rig_apply(rig, document(1, shares));
	for (uint32_t i = 0; i < ROUTERS; i++)
		traffic[i] = rig_traffic(rig, uids[i], 0);
	measure(rig, traffic, used);
	assert_ratio(used, shares);

	// The same routers, the other way round, without a new graph for anybody.
	struct rte_graph *graph = rig_router(rig, "s1")->tasks[0]->path.graph;
	rig_apply(rig, document(2, turned));
	assert_ptr_equal(rig_router(rig, "s1")->tasks[0]->path.graph, graph);
	measure(rig, traffic, used);
	assert_ratio(used, turned);
	for (uint32_t i = 0; i < ROUTERS; i++) {
		assert_true(traffic_drain(&traffic[i]));
		assert_int_equal(traffic[i].missing + traffic[i].reordered, 0);
	}
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
	for (int round = 0; round < 200; round++) {
		traffic_put(&traffic[1], 1);
		while (traffic[1].taken < traffic[1].put) {
			traffic_put(&traffic[0], 32);
			traffic_take(&traffic[0]);
			traffic_take(&traffic[1]);
			assert_true(traffic_now() < deadline);
		}
	}
	assert_true(relaxed(&busy->path.counters.received_packets) > before + 100);
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
