// Moving paths between workers while they carry traffic: nothing is lost, nothing is reordered.
#include <inttypes.h>
#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
// cmocka needs the above
#include <cmocka.h>

#include <sched.h>

#include "core/testing/document.h"
#include "core/testing/mesh.h"
#include "core/testing/rig.h"
#include "core/testing/traffic.h"

// The tests of every build make fewer moves than the 10^5 of "engine_moves_test 100000".
static uint64_t moves_wanted = 10000;

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

// Four interfaces, each with streams to all four: every path has several outputs, and every output several paths.
struct mesh_load {
	struct mesh mesh;
	bool stop;      // written: test, read: load thread
	uint64_t taken; // written: load thread, read: test
};

static void *mesh_load_run(void *argument)
{
	struct mesh_load *load = argument;

	while (!__atomic_load_n(&load->stop, __ATOMIC_RELAXED)) {
		if (mesh_turn(&load->mesh) == 0)
			sched_yield();
		__atomic_store_n(&load->taken, mesh_taken(&load->mesh), __ATOMIC_RELAXED);
	}
	return NULL;
}

// Path i is on the worker that bit i of places says.
static struct fl_config *mesh_document(uint64_t generation, uint32_t places)
{
	struct fl_config *config = document_create("moves", generation);
	struct fl_config_router *router = document_add(config, "mesh", 1, places & 1, 1000);

	for (uint32_t i = 2; i < MESH_PORTS; i++)
		document_interface(config, router, places >> i & 1, 1000);
	document_place(router, 1, places >> 1 & 1, 1000);
	return config;
}

// Returns when packets have come out since taken was read.
static uint64_t await_traffic(const struct mesh_load *load, uint64_t taken)
{
	double deadline = traffic_now() + TRAFFIC_DEADLINE_SECONDS;
	uint64_t now;

	while ((now = __atomic_load_n(&load->taken, __ATOMIC_RELAXED)) == taken) {
		assert_true(traffic_now() < deadline);
		sched_yield();
	}
	return now;
}

// Documents that move one path or several, with traffic between any two, until so many moves were made. Returns how many.
static uint64_t move_about(struct rig *rig, const struct mesh_load *load, uint64_t wanted)
{
	uint64_t moves = 0, taken = 0, generation = 1;
	uint32_t places = 0;

	while (moves < wanted) {
		uint32_t next = (uint32_t)(generation * 2654435761U >> 7) % (1 << MESH_PORTS);

		moves += (uint64_t)__builtin_popcount(places ^ next);
		places = next;
		taken = await_traffic(load, taken);
		rig_apply(rig, mesh_document(++generation, places));
	}
	return moves;
}

static void assert_moves_reported(struct rig *rig, uint64_t expected)
{
	struct fl_report report;
	uint64_t moves = 0;

	assert_int_equal(fl_engine_report(rig->engine, &report), 0);
	for (uint32_t i = 0; i < MESH_PORTS; i++) {
		const struct fl_path_report *path = &report.routers[0].paths[i];

		moves += path->moves;
		assert_true(path->move_pause_nanos_max > 0);
		assert_true(path->move_pause_nanos_last <= path->move_pause_nanos_max);
		assert_false(path->move_lost_known); // rings do not know
		assert_int_equal(path->move_reordered_packets, 0);
		print_message("path %u: %" PRIu64 " moves, longest pause %" PRIu64 " ns\n", i, path->moves,
			path->move_pause_nanos_max);
	}
	assert_int_equal(moves, expected);
	fl_report_fini(&report);
}

static void moves_paths_under_load_without_loss_or_reordering(void **state)
{
	struct rig *rig = *state;
	struct mesh_load load = {0};
	pthread_t thread;

	rig_apply(rig, mesh_document(1, 0));
	load.mesh = mesh_create(rig, "mesh");
	struct rte_graph *graph = rig_router(rig, "mesh")->tasks[0]->path.graph;
	assert_int_equal(pthread_create(&thread, NULL, mesh_load_run, &load), 0);
	uint64_t moves = move_about(rig, &load, moves_wanted);
	__atomic_store_n(&load.stop, true, __ATOMIC_RELAXED);
	pthread_join(thread, NULL);
	assert_ptr_equal(rig_router(rig, "mesh")->tasks[0]->path.graph, graph);
	assert_true(mesh_drain(&load.mesh));
	assert_int_equal(load.mesh.missing, 0);
	assert_int_equal(load.mesh.reordered, 0);
	assert_moves_reported(rig, moves);
	rig_assert_adds_up(rig);
	rig_assert_busy_is_the_paths(rig);
}

static uint64_t reordered_packets(struct rig *rig)
{
	struct fl_report report;

	assert_int_equal(fl_engine_report(rig->engine, &report), 0);
	uint64_t packets = report.routers[0].paths[0].move_reordered_packets;
	fl_report_fini(&report);
	return packets;
}

// The fault that a move must not have: another worker has the path while this one's dispatch is under way.
static void reports_packets_of_a_worker_that_goes_on_when_another_has_the_path(void **state)
{
	static const struct fl_worker another;
	struct rig *rig = *state;
	double deadline = traffic_now() + TRAFFIC_DEADLINE_SECONDS;

	rig_apply(rig, document(900000, 0, 1));
	struct traffic traffic = rig_traffic(rig, "m", 0);
	struct fl_task *task = rig_router(rig, "m")->tasks[0];
	const struct fl_worker *holder = task->holder;
	assert_ptr_equal(holder, rig->engine->workers[0]);
	assert_int_equal(reordered_packets(rig), 0);
	__atomic_store_n(&task->holder, &another, __ATOMIC_RELAXED);
	while (reordered_packets(rig) == 0) {
		traffic_put(&traffic, 32);
		traffic_take(&traffic);
		assert_true(traffic_now() < deadline);
	}
	__atomic_store_n(&task->holder, holder, __ATOMIC_RELAXED);
	assert_true(traffic_drain(&traffic));
	assert_int_equal(traffic.missing + traffic.reordered, 0);
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

int main(int argc, char **argv)
{
	if (argc > 1)
		moves_wanted = strtoull(argv[1], NULL, 10);
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(moves_paths_under_load_without_loss_or_reordering),
		cmocka_unit_test(reports_packets_of_a_worker_that_goes_on_when_another_has_the_path),
		cmocka_unit_test(replaces_a_router_under_load_without_loss_or_reordering),
	};

	return cmocka_run_group_tests(tests, rig_start, rig_stop);
}
