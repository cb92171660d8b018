// Moving the paths of a Click router between workers while they carry numbered packets: paths of several inputs that meet in
// queues, schedulers and shapers, and several outputs each. Nothing is lost and nothing reordered, and what queues hold
// moves along.
// Usage: click_moves_test [MOVES]     (default: 100000)
#include <inttypes.h>
#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
// cmocka needs the above
#include <cmocka.h>

#include <sched.h>

#include "core/testing/document.h"
#include "core/testing/mesh.h"
#include "core/testing/rig.h"
#include "core/testing/traffic.h"
#include "elements/testing/click_lab.h"

static uint64_t moves_wanted = 100000;

// Each queue has an equal part of half of them, and room for all that the mesh has under way to an output.
enum { BUFFERS = 4096, INPUT_B = 1 };

// a and b meet in a queue before c and in two queues of a scheduler before d: one path. c is a path by itself. What d sends
// to a waits before a shaper that is slower than it comes, so that its queue always holds some.
#define OUTPUTS "PATTERN[]: 12/00; PATTERN[]: 12/01; PATTERN[]: 12/02; PATTERN[]: 12/03"
static const char graph[] =
	"a = FromDevice; DEVNAME: a\nb = FromDevice; DEVNAME: b\nc = FromDevice; DEVNAME: c\nd = FromDevice; DEVNAME: "
	"d\n"
	"ca = Classifier; " OUTPUTS "\ncb = Classifier; " OUTPUTS "\ncc = Classifier; " OUTPUTS
	"\ncd = Classifier; " OUTPUTS "\ntoa = ToDevice; DEVNAME: a\ntob = ToDevice; DEVNAME: b\ntoc = ToDevice; "
	"DEVNAME: c\ntod = ToDevice; DEVNAME: d\n"
	"a 0 > ca 0\nb 0 > cb 0\nc 0 > cc 0\nd 0 > cd 0\n"
	"ca 0 > toa 0\nca 1 > tob 0\ncb 0 > toa 0\ncb 1 > tob 0\n"
	"met = Queue\nmetout = ToDevice; DEVNAME: c\nca 2 > met 0\ncb 2 > met 0\nmet 0 > metout 0\n"
	"qa = Queue\nqb = Queue\nturns = RoundRobinSched\nturnsout = ToDevice; DEVNAME: d\n"
	"ca 3 > qa 0\ncb 3 > qb 0\nqa 0 > turns 0\nqb 0 > turns 1\nturns 0 > turnsout 0\n"
	"cc 0 > toa 0\ncc 1 > tob 0\ncc 2 > toc 0\ncc 3 > tod 0\n"
	"shaped = Queue\nshaper = Shaper; RATE: 200000; BURST: 16\nshapedout = ToDevice; DEVNAME: a\n"
	"cd 0 > shaped 0\nshaped 0 > shaper 0\nshaper 0 > shapedout 0\ncd 1 > tob 0\ncd 2 > toc 0\ncd 3 > tod 0\n";

struct load {
	struct mesh mesh;
	bool stop;      // written: test, read: load thread
	uint64_t taken; // written: load thread, read: test
};

static void *load_run(void *argument)
{
	struct load *load = argument;

	while (!__atomic_load_n(&load->stop, __ATOMIC_RELAXED)) {
		if (mesh_turn(&load->mesh) == 0)
			sched_yield();
		__atomic_store_n(&load->taken, mesh_taken(&load->mesh), __ATOMIC_RELAXED);
	}
	return NULL;
}

// The path of the inputs a and b, that of c and that of d are on the workers that the bits of places say.
static struct fl_config *document(uint64_t generation, uint32_t places)
{
	struct fl_config *config = document_create("click-moves", generation);
	struct fl_config_router *router = document_add(config, "m", 1, places & 1, 1000);

	document_interface(config, router, places >> 1 & 1, 1000);
	document_interface(config, router, places >> 2 & 1, 1000);
	router->forwarding = FL_FORWARDING_CLICK;
	router->click = lab_click_read(graph);
	config->buffers_per_router = BUFFERS;
	return config;
}

static uint64_t await_traffic(const struct load *load, uint64_t taken)
{
	double deadline = traffic_now() + TRAFFIC_DEADLINE_SECONDS;
	uint64_t now;

	while ((now = __atomic_load_n(&load->taken, __ATOMIC_RELAXED)) == taken) {
		assert_true(traffic_now() < deadline);
		sched_yield();
	}
	return now;
}

// As many moves as wanted at least, with traffic between any two documents. Returns how many.
static uint64_t move_about(struct rig *rig, const struct load *load)
{
	uint64_t moves = 0, taken = 0, generation = 1;
	uint32_t places = 0;

	while (moves < moves_wanted) {
		uint32_t next = (uint32_t)(generation * 2654435761U >> 7) % 8;

		moves += (uint64_t)__builtin_popcount(places ^ next);
		places = next;
		taken = await_traffic(load, taken);
		rig_apply(rig, document(++generation, places));
	}
	return moves;
}

static uint64_t figure_of(const struct fl_router_report *router, const char *element, const char *counter)
{
	for (uint32_t i = 0; i < router->element_count; i++)
		for (uint32_t j = 0; router->elements[i].counter_names[j] != NULL; j++)
			if (strcmp(router->elements[i].name, element) == 0 &&
				strcmp(router->elements[i].counter_names[j], counter) == 0)
				return router->elements[i].counters[j];
	fail_msg("no figure %s of %s", counter, element);
	return 0;
}

static void assert_reported(struct rig *rig, uint64_t expected)
{
	static const char *const queues[] = {"met", "qa", "qb", "shaped"};
	struct fl_report report;
	uint64_t moves = 0;

	assert_int_equal(fl_engine_report(rig->engine, &report), 0);
	const struct fl_router_report *router = &report.routers[0];
	for (uint32_t i = 0; i < router->interface_count; i++) {
		const struct fl_path_report *path = &router->paths[i];

		moves += path->moves;
		print_message("path %u: %" PRIu64 " moves, longest pause %" PRIu64 " ns, %" PRIu64
			      " packets received\n",
			i, path->moves, path->move_pause_nanos_max, path->counters.received_packets);
		assert_int_equal(path->counters.dropped_packets, 0);
		assert_true(i == INPUT_B || path->move_pause_nanos_max > 0);
	}
	assert_string_equal(router->paths[INPUT_B].input_of, router->paths[0].interface);
	assert_int_equal(moves, expected);
	for (size_t i = 0; i < RTE_DIM(queues); i++) {
		assert_true(figure_of(router, queues[i], "packets") > 0);
		assert_int_equal(figure_of(router, queues[i], "length"), 0);
		print_message("%s: %" PRIu64 " packets, %" PRIu64 " at once\n", queues[i],
			figure_of(router, queues[i], "packets"), figure_of(router, queues[i], "longest"));
	}
	assert_true(figure_of(router, "shaped", "longest") > 64);
	fl_report_fini(&report);
}

static void moves_joined_paths_with_their_queues_without_loss_or_reordering(void **state)
{
	struct rig *rig = *state;
	struct load load = {0};
	pthread_t thread;

	rig_apply(rig, document(1, 0));
	load.mesh = mesh_create(rig, "m");
	assert_int_equal(pthread_create(&thread, NULL, load_run, &load), 0);
	uint64_t moves = move_about(rig, &load);
	__atomic_store_n(&load.stop, true, __ATOMIC_RELAXED);
	pthread_join(thread, NULL);
	assert_true(mesh_drain(&load.mesh));
	assert_int_equal(load.mesh.missing, 0);
	assert_int_equal(load.mesh.reordered, 0);
	assert_true(mesh_taken(&load.mesh) >= moves / 3);
	rig_settle(rig);
	assert_reported(rig, moves);
	rig_assert_adds_up(rig);
	rig_assert_busy_is_the_paths(rig);
}

int main(int argc, char **argv)
{
	if (argc > 1)
		moves_wanted = strtoull(argv[1], NULL, 10);
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(moves_joined_paths_with_their_queues_without_loss_or_reordering),
	};

	return cmocka_run_group_tests(tests, rig_start, rig_stop);
}
