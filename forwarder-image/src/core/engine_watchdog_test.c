// Paths that go wrong, in a real engine, with a neighbour on the same worker: the path is quarantined with evidence, the
// neighbour loses nothing, and nothing that outlives the path is left half-done.
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>
// cmocka needs the above
#include <cmocka.h>

#include <sched.h>

#include "core/clock.h"
#include "core/testing/document.h"
#include "core/testing/faulty_kind.h"
#include "core/testing/rig.h"
#include "core/testing/traffic.h"

enum { MS = 1000000, DEADLINE_SECONDS = 60 };

static uint64_t generation;

// Two routers on worker 0.
static struct fl_config *document(void)
{
	struct fl_config *config = document_create("watchdog", ++generation);

	document_add(config, "bad", 1, 0, 500000);
	document_add(config, "good", 1, 0, 500000);
	return config;
}

struct scene {
	struct rig *rig;
	struct traffic bad, good;
	double deadline;
};

// The document without any router before it: nothing is quarantined, and no device holds anything.
static struct scene scene_begin(void **state)
{
	struct scene scene = {.rig = *state, .deadline = traffic_now() + DEADLINE_SECONDS};

	rig_apply(scene.rig, document_create("watchdog", ++generation));
	rig_apply(scene.rig, document());
	scene.bad = rig_traffic(scene.rig, "bad", 0);
	scene.good = rig_traffic(scene.rig, "good", 0);
	return scene;
}

static struct fl_task *task_of(const struct scene *scene, const char *uid)
{
	return rig_router(scene->rig, uid)->tasks[0];
}

// What goes on all the while: the neighbour's traffic, and the control thread's turns.
static void go_on(struct scene *scene)
{
	traffic_put(&scene->good, 32);
	while (traffic_take(&scene->good) > 0)
		;
	fl_engine_tick(scene->rig->engine);
	sched_yield();
	assert_true(traffic_now() < scene->deadline);
}

static void until_quarantined(struct scene *scene)
{
	while (!fl_task_quarantined(task_of(scene, "bad")) || fl_task_attached(task_of(scene, "bad"))) {
		go_on(scene);
		traffic_take(&scene->bad);
	}
}

// The neighbour forwards, and nothing of its traffic was lost.
static void assert_neighbour_unharmed(struct scene *scene)
{
	uint64_t before = scene->good.taken;

	while (scene->good.taken < before + 1000)
		go_on(scene);
	assert_true(traffic_drain(&scene->good));
	assert_int_equal(scene->good.missing + scene->good.reordered, 0);
	assert_false(fl_task_quarantined(task_of(scene, "good")));
	rig_settle(scene->rig);
}

static struct fl_report report_of(const struct scene *scene)
{
	struct fl_report report;

	assert_int_equal(fl_engine_report(scene->rig->engine, &report), 0);
	return report;
}

static void assert_books_add_up(const struct scene *scene)
{
	struct fl_report report = report_of(scene);

	for (uint32_t i = 0; i < report.worker_count; i++) {
		const struct fl_worker_report *worker = &report.workers[i];

		assert_int_equal(
			worker->busy_cycles + worker->idle_cycles + worker->overhead_cycles + worker->stolen_cycles,
			worker->elapsed_cycles);
	}
	fl_report_fini(&report);
}

static void takes_a_path_that_never_returns_off_its_worker(void **state)
{
	struct scene scene = scene_begin(state);
	struct fl_task *bad = task_of(&scene, "bad");

	go_on(&scene);
	traffic_put_marked(&scene.bad, FAULTY_NEVER_RETURNS);
	until_quarantined(&scene);
	assert_false(fl_task_attached(bad));
	assert_int_equal(bad->evidence.reason, FL_QUARANTINE_DISPATCH_TOO_LONG);
	assert_string_equal(bad->evidence.element, "faulty");
	assert_int_equal(bad->evidence.packets, 1);
	assert_int_equal(bad->evidence.head.length, TRAFFIC_FRAME_BYTES);
	assert_int_equal(bad->evidence.head.bytes[TRAFFIC_MARK], FAULTY_NEVER_RETURNS);
	const struct fl_worker *worker = scene.rig->engine->workers[0];
	assert_true(bad->evidence.cycles >=
		    fl_clock_nanos_to_cycles(fl_watch_limits_default.dispatch_cpu_nanos, worker->hz));
	// The path pays for its hang.
	assert_true(bad->busy_cycles >= bad->evidence.cycles);
	assert_neighbour_unharmed(&scene);
	assert_books_add_up(&scene);
	// The other path of the router goes on, too.
	struct traffic back = rig_traffic(scene.rig, "bad", 1);
	traffic_put(&back, 7);
	assert_true(traffic_drain(&back));
	assert_true(fl_engine_ready(scene.rig->engine));
	assert_true(fl_engine_live(scene.rig->engine));
}

static void takes_it_off_also_where_dispatches_share_a_span(void **state)
{
	struct scene scene = scene_begin(state);
	struct fl_config *config = document();

	config->scheduler.sample_every = 20;
	rig_apply(scene.rig, config);
	for (int i = 0; i < 200; i++)
		go_on(&scene);
	traffic_put_marked(&scene.bad, FAULTY_NEVER_RETURNS);
	until_quarantined(&scene);
	const struct fl_task *bad = task_of(&scene, "bad"), *good = task_of(&scene, "good");
	assert_true(bad->evidence.cycles >=
		    fl_clock_nanos_to_cycles(fl_watch_limits_default.dispatch_cpu_nanos, scene.rig->engine->tsc_hz));
	// The hang is not the neighbour's, whose dispatches were in the same span.
	assert_true(__atomic_load_n(&bad->busy_cycles, __ATOMIC_RELAXED) >= bad->evidence.cycles);
	assert_true(fl_cost_read(&good->cost) < (double)bad->evidence.cycles);
	assert_neighbour_unharmed(&scene);
	assert_books_add_up(&scene);
}

static void reports_the_state_and_the_evidence(void **state)
{
	struct scene scene = scene_begin(state);

	traffic_put_marked(&scene.bad, FAULTY_NEVER_RETURNS);
	until_quarantined(&scene);
	struct fl_report report = report_of(&scene);
	assert_string_equal(report.routers[0].uid, "bad");
	assert_int_equal(report.routers[0].paths[0].state, FL_PATH_QUARANTINED);
	assert_string_equal(report.routers[0].paths[0].evidence.element, "faulty");
	assert_int_equal(report.routers[0].paths[1].state, FL_PATH_FORWARDING);
	assert_int_equal(report.routers[1].paths[0].state, FL_PATH_FORWARDING);
	fl_report_fini(&report);
}

static void ends_a_loop_of_library_calls_without_harm_to_the_pool(void **state)
{
	struct scene scene = scene_begin(state);
	struct rte_mempool *mempool = rig_router(scene.rig, "bad")->pool->mempool;
	struct rte_mbuf *buffers[512];
	uint32_t count = 0;

	traffic_put_marked(&scene.bad, FAULTY_ALLOCATES);
	until_quarantined(&scene);
	assert_neighbour_unharmed(&scene);
	// All but the one that may have been in the element's hands can be had, each once.
	while (count < 512 && (buffers[count] = rte_pktmbuf_alloc(mempool)) != NULL)
		count++;
	assert_in_range(count, 511, 512);
	assert_int_equal(rte_mempool_avail_count(mempool), 0);
	rte_pktmbuf_free_bulk(buffers, count);
	assert_int_equal(rte_mempool_avail_count(mempool), count);
}

static void waits_for_the_library_to_be_left(void **state)
{
	struct scene scene = scene_begin(state);
	uint32_t ended = faulty_library_loops_ended();

	traffic_put_marked(&scene.bad, FAULTY_LOOPS_IN_LIBRARY);
	until_quarantined(&scene);
	assert_int_equal(faulty_library_loops_ended(), ended + 1);
	const struct fl_task *bad = task_of(&scene, "bad");
	assert_int_equal(bad->evidence.reason, FL_QUARANTINE_DISPATCH_TOO_LONG);
	assert_true(bad->evidence.cycles >=
		    fl_clock_nanos_to_cycles((uint64_t)FAULTY_LIBRARY_CPU_MS * MS, scene.rig->engine->tsc_hz) * 9 / 10);
	assert_neighbour_unharmed(&scene);
}

static void finds_the_packet_that_is_dear(void **state)
{
	struct scene scene = scene_begin(state);
	const struct fl_task *bad = task_of(&scene, "bad");

	while (!fl_task_quarantined(bad)) {
		traffic_put(&scene.bad, 17);
		traffic_put_marked(&scene.bad, FAULTY_DEAR);
		traffic_put(&scene.bad, 14);
		go_on(&scene);
		traffic_take(&scene.bad);
	}
	assert_int_equal(bad->evidence.reason, FL_QUARANTINE_PACKET_TOO_DEAR);
	assert_string_equal(bad->evidence.element, "faulty");
	assert_int_equal(bad->evidence.packets, 1);
	assert_int_equal(bad->evidence.head.length, TRAFFIC_FRAME_BYTES);
	assert_int_equal(bad->evidence.head.bytes[TRAFFIC_MARK], FAULTY_DEAR);
	assert_int_equal(bad->path.burst, 1);
	assert_neighbour_unharmed(&scene);
	assert_books_add_up(&scene);
}

static void tells_of_a_worker_that_sleeps_in_a_dispatch(void **state)
{
	struct scene scene = scene_begin(state);
	const struct fl_task *bad = task_of(&scene, "bad");

	traffic_put_marked(&scene.bad, FAULTY_SLEEPS);
	while (bad->sleeping_dispatches == 0)
		go_on(&scene);
	while (scene.bad.taken < scene.bad.put) {
		go_on(&scene);
		traffic_take(&scene.bad);
	}
	assert_int_equal(bad->sleeping_dispatches, 1);
	assert_false(fl_task_quarantined(bad));
	assert_neighbour_unharmed(&scene);
	assert_int_equal(task_of(&scene, "good")->sleeping_dispatches, 0);
	struct fl_report report = report_of(&scene);
	assert_int_equal(report.routers[0].paths[0].sleeping_dispatches, 1);
	fl_report_fini(&report);
}

static void acts_while_the_control_thread_waits_for_the_worker(void **state)
{
	struct scene scene = scene_begin(state);
	struct fl_config *config = document();

	traffic_put_marked(&scene.bad, FAULTY_NEVER_RETURNS);
	// No tick in between: applying has to wait for the worker, which hangs.
	document_place(&config->routers[1], 0, 1, 1000);
	while (!fl_task_quarantined(task_of(&scene, "bad"))) {
		config->generation = ++generation;
		config->routers[1].paths[0].worker ^= 1;
		struct fl_problems problems = {0};
		document_place(&config->routers[1], 0, config->routers[1].paths[0].worker, 1000);
		assert_int_equal(fl_engine_apply(scene.rig->engine, config, &problems), 0);
		assert_true(traffic_now() < scene.deadline);
	}
	fl_config_destroy(config);
	assert_neighbour_unharmed(&scene);
}

static void releases_by_a_new_generation_of_its_own_router_only(void **state)
{
	struct scene scene = scene_begin(state);
	struct fl_config *config;
	const struct fl_router *bad = rig_router(scene.rig, "bad");
	const struct fl_pool *pool = bad->pool;

	traffic_put_marked(&scene.bad, FAULTY_NEVER_RETURNS);
	until_quarantined(&scene);
	config = document(); // the same again, and a change of the neighbour
	config->routers[1].generation = 2;
	rig_apply(scene.rig, config);
	assert_ptr_equal(rig_router(scene.rig, "bad"), bad);
	assert_true(fl_task_quarantined(bad->tasks[0]));

	config = document();
	config->routers[0].generation = 2;
	rig_apply(scene.rig, config);
	assert_false(fl_task_quarantined(task_of(&scene, "bad")));
	assert_ptr_not_equal(rig_router(scene.rig, "bad")->pool, pool);
	scene.bad = rig_traffic(scene.rig, "bad", 0);
	traffic_put(&scene.bad, 32);
	assert_true(traffic_drain(&scene.bad));
	assert_neighbour_unharmed(&scene);
}

static void releases_by_another_release_token(void **state)
{
	struct scene scene = scene_begin(state);
	struct fl_config *config = document();

	strcpy(config->routers[0].release, "first");
	rig_apply(scene.rig, config);
	const struct fl_router *before = rig_router(scene.rig, "bad");
	scene.bad = rig_traffic(scene.rig, "bad", 0);
	traffic_put_marked(&scene.bad, FAULTY_NEVER_RETURNS);
	until_quarantined(&scene);
	config = document();
	strcpy(config->routers[0].release, "first");
	rig_apply(scene.rig, config);
	assert_true(fl_task_quarantined(task_of(&scene, "bad")));
	assert_ptr_equal(rig_router(scene.rig, "bad"), before);

	config = document();
	strcpy(config->routers[0].release, "second");
	rig_apply(scene.rig, config);
	assert_false(fl_task_quarantined(task_of(&scene, "bad")));
	scene.bad = rig_traffic(scene.rig, "bad", 0);
	traffic_put(&scene.bad, 32);
	assert_true(traffic_drain(&scene.bad));
}

static void changes_nothing_by_a_token_where_nothing_is_quarantined(void **state)
{
	struct scene scene = scene_begin(state);
	struct fl_config *config = document();
	const struct rte_graph *graph = task_of(&scene, "bad")->path.graph;

	strcpy(config->routers[0].release, "needless");
	rig_apply(scene.rig, config);
	assert_ptr_equal(task_of(&scene, "bad")->path.graph, graph);
}

static uint32_t stranded(const struct scene *scene)
{
	struct fl_report report = report_of(scene);
	uint32_t count = report.stranded_buffers;

	fl_report_fini(&report);
	return count;
}

static void frees_the_pool_when_the_devices_gave_its_buffers_back(void **state)
{
	struct scene scene = scene_begin(state);
	struct rte_mempool *mempool = rig_router(scene.rig, "bad")->pool->mempool;
	struct rte_mbuf *sent[3];
	struct fl_port_tx *tx = rig_router(scene.rig, "bad")->control_tx[1];
	uint32_t abandoned = faulty_states_abandoned();

	// Three of its buffers are in the device's ring, two are held by the path, and then it hangs.
	assert_int_equal(rte_pktmbuf_alloc_bulk(mempool, sent, 3), 0);
	assert_int_equal(tx->port->ops->tx_burst(tx, sent, 3), 3);
	traffic_put_marked(&scene.bad, FAULTY_HOLDS);
	traffic_put_marked(&scene.bad, FAULTY_HOLDS);
	traffic_put_marked(&scene.bad, FAULTY_NEVER_RETURNS);
	while (!fl_task_quarantined(task_of(&scene, "bad")))
		go_on(&scene);
	assert_int_equal(rte_mempool_in_use_count(mempool), 5);

	struct fl_config *config = document();
	config->routers[0].generation = 2;
	rig_apply(scene.rig, config);
	assert_int_equal(faulty_states_abandoned(), abandoned + 1);
	for (int i = 0; i < 10; i++)
		go_on(&scene);
	assert_int_equal(stranded(&scene), 5);
	assert_ptr_equal(scene.rig->engine->waiting_pools->mempool, mempool);

	// The far side takes them out; the two that the path held never come back, and are not waited for.
	struct fl_port *far = rig_router(scene.rig, "bad")->devices[1]->port;
	assert_int_equal(fl_port_ring_take(far, sent, 3), 3);
	rte_pktmbuf_free_bulk(sent, 3);
	fl_engine_tick(scene.rig->engine);
	assert_int_equal(stranded(&scene), 0);
	assert_null(scene.rig->engine->waiting_pools);
	assert_neighbour_unharmed(&scene);
}

static void frees_the_pool_when_the_router_is_removed(void **state)
{
	struct scene scene = scene_begin(state);

	traffic_put_marked(&scene.bad, FAULTY_HOLDS);
	traffic_put_marked(&scene.bad, FAULTY_NEVER_RETURNS);
	until_quarantined(&scene);
	rig_apply(scene.rig, document_create("watchdog", ++generation));
	fl_engine_tick(scene.rig->engine);
	assert_int_equal(stranded(&scene), 0);
	assert_null(scene.rig->engine->waiting_pools);
}

static void quarantines_nobody_on_a_machine_that_stops(void **state)
{
	struct scene scene = scene_begin(state);
	const struct timespec apart = {.tv_nsec = 7 * MS}, stop = {.tv_nsec = 40 * MS};
	pid_t self = getpid(), stopper = fork();

	if (stopper == 0) {
		for (int i = 0; i < 20; i++) {
			kill(self, SIGSTOP);
			nanosleep(&stop, NULL);
			kill(self, SIGCONT);
			nanosleep(&apart, NULL);
		}
		_exit(0);
	}
	assert_true(stopper > 0);
	int status;
	// Dispatches of about 1 ms, so that most stops fall into one.
	while (waitpid(stopper, &status, WNOHANG) == 0) {
		traffic_put_marked(&scene.bad, FAULTY_HONEST);
		go_on(&scene);
		traffic_take(&scene.bad);
	}
	assert_int_equal(status, 0);
	bool drained = traffic_drain(&scene.bad);
	assert_false(fl_task_quarantined(task_of(&scene, "bad"))); // first: it would be why nothing comes
	assert_true(drained);
	assert_int_equal(task_of(&scene, "bad")->sleeping_dispatches, 0);
	assert_neighbour_unharmed(&scene);
}

static void competitor_run(uint32_t cpu)
{
	cpu_set_t set;

	CPU_ZERO(&set);
	CPU_SET(cpu, &set);
	sched_setaffinity(0, sizeof(set), &set);
	for (;;)
		fl_clock_cycles();
}

static void quarantines_nobody_for_a_competing_process(void **state)
{
	struct scene scene = scene_begin(state);
	uint32_t cpu = scene.rig->engine->workers[0]->cpu;
	pid_t competitors[3];

	for (size_t i = 0; i < 3; i++) {
		competitors[i] = fork();
		if (competitors[i] == 0)
			competitor_run(cpu);
		assert_true(competitors[i] > 0);
	}
	// The worker runs at nice 5 and gets less than a tenth: its dispatches are cut to pieces.
	for (uint64_t wanted = scene.bad.taken + 200; scene.bad.taken < wanted;) {
		traffic_put_marked(&scene.bad, FAULTY_HONEST);
		go_on(&scene);
		traffic_take(&scene.bad);
	}
	for (size_t i = 0; i < 3; i++) {
		kill(competitors[i], SIGKILL);
		waitpid(competitors[i], NULL, 0);
	}
	assert_true(traffic_drain(&scene.bad));
	assert_false(fl_task_quarantined(task_of(&scene, "bad")));
	assert_int_equal(task_of(&scene, "bad")->sleeping_dispatches, 0);
	assert_neighbour_unharmed(&scene);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(takes_a_path_that_never_returns_off_its_worker),
		cmocka_unit_test(takes_it_off_also_where_dispatches_share_a_span),
		cmocka_unit_test(reports_the_state_and_the_evidence),
		cmocka_unit_test(ends_a_loop_of_library_calls_without_harm_to_the_pool),
		cmocka_unit_test(waits_for_the_library_to_be_left),
		cmocka_unit_test(finds_the_packet_that_is_dear),
		cmocka_unit_test(tells_of_a_worker_that_sleeps_in_a_dispatch),
		cmocka_unit_test(acts_while_the_control_thread_waits_for_the_worker),
		cmocka_unit_test(releases_by_a_new_generation_of_its_own_router_only),
		cmocka_unit_test(releases_by_another_release_token),
		cmocka_unit_test(changes_nothing_by_a_token_where_nothing_is_quarantined),
		cmocka_unit_test(frees_the_pool_when_the_devices_gave_its_buffers_back),
		cmocka_unit_test(frees_the_pool_when_the_router_is_removed),
		cmocka_unit_test(quarantines_nobody_on_a_machine_that_stops),
		cmocka_unit_test(quarantines_nobody_for_a_competing_process),
	};

	return cmocka_run_group_tests(tests, rig_start, rig_stop);
}
