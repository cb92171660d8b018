// Moving paths between workers while they carry traffic: nothing is lost, nothing is reordered.
#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
// cmocka needs the above
#include <cmocka.h>

#include <sched.h>

#include "core/testing/document.h"
#include "core/testing/rig.h"
#include "core/testing/traffic.h"

enum { MOVES = 10000 };

// The load: both directions of one router, run by a thread of its own until told to stop.
struct load {
	struct traffic traffic[2];
	bool stop;      // written: test, read: load thread
	uint64_t taken; // written: load thread, read: test
};

static void *load_run(void *argument)
{
	struct load *load = argument;

	while (!__atomic_load_n(&load->stop, __ATOMIC_RELAXED)) {
		uint16_t taken = 0;

		for (int i = 0; i < 2; i++) {
			traffic_put(&load->traffic[i], 32);
			taken += traffic_take(&load->traffic[i]);
		}
		__atomic_fetch_add(&load->taken, taken, __ATOMIC_RELAXED);
		if (taken == 0)
			sched_yield();
	}
	return NULL;
}

static struct fl_config *document(uint64_t generation, uint32_t worker_a, uint32_t worker_b)
{
	struct fl_config *config = document_create("moves", generation);
	struct fl_config_router *router = document_add(config, "m", 1, worker_a, 1000);

	document_place(router, 1, worker_b, 1000);
	return config;
}

static void moves_paths_ten_thousand_times_without_loss_or_reordering(void **state)
{
	struct rig *rig = *state;
	struct load load = {0};
	pthread_t thread;
	uint64_t generation = 1;

	rig_apply(rig, document(generation, 0, 0));
	load.traffic[0] = rig_traffic(rig, "m", 0);
	load.traffic[1] = rig_traffic(rig, "m", 1);
	struct rte_graph *graph = rig_router(rig, "m")->tasks[0]->path.graph;
	assert_int_equal(pthread_create(&thread, NULL, load_run, &load), 0);

	// Each document moves one path or both; the places go round.
	for (uint32_t moves = 0; moves < MOVES; generation++) {
		const struct fl_config_router *now = &rig_router(rig, "m")->config;
		uint32_t a = (uint32_t)generation % 2, b = (uint32_t)generation / 2 % 2;

		moves += (now->paths[0].worker != a) + (now->paths[1].worker != b);
		rig_apply(rig, document(generation + 1, a, b));
	}
	__atomic_store_n(&load.stop, true, __ATOMIC_RELAXED);
	pthread_join(thread, NULL);
	assert_ptr_equal(rig_router(rig, "m")->tasks[0]->path.graph, graph);
	for (int i = 0; i < 2; i++) {
		assert_true(traffic_drain(&load.traffic[i]));
		assert_int_equal(load.traffic[i].missing, 0);
		assert_int_equal(load.traffic[i].reordered, 0);
		assert_true(load.traffic[i].taken > MOVES); // there was a load
	}
}

static void replaces_a_router_under_load_without_loss_or_reordering(void **state)
{
	struct rig *rig = *state;
	struct load load = {0};
	pthread_t thread;

	rig_apply(rig, document(1000000, 0, 1));
	load.traffic[0] = rig_traffic(rig, "m", 0);
	load.traffic[1] = rig_traffic(rig, "m", 1);
	uint64_t received = rig_router(rig, "m")->tasks[0]->path.counters.received_packets;
	assert_int_equal(pthread_create(&thread, NULL, load_run, &load), 0);
	for (uint64_t i = 1; i <= 200; i++) {
		struct fl_config *config = document(1000000 + i, 0, 1);

		document_route_via(&config->routers[0], (uint32_t)i % 5);
		rig_apply(rig, config);
	}
	__atomic_store_n(&load.stop, true, __ATOMIC_RELAXED);
	pthread_join(thread, NULL);
	for (int i = 0; i < 2; i++) {
		assert_true(traffic_drain(&load.traffic[i]));
		assert_int_equal(load.traffic[i].missing + load.traffic[i].reordered, 0);
	}
	rig_settle(rig);
	// Counters of the interfaces go on over two hundred generations.
	const struct fl_path_counters *counters = &rig_router(rig, "m")->tasks[0]->path.counters;
	assert_int_equal(counters->received_packets - received, load.traffic[0].put);
	assert_int_equal(counters->sent_packets, counters->received_packets);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(moves_paths_ten_thousand_times_without_loss_or_reordering),
		cmocka_unit_test(replaces_a_router_under_load_without_loss_or_reordering),
	};

	return cmocka_run_group_tests(tests, rig_start, rig_stop);
}
