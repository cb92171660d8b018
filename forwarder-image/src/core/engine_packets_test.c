// The engine over ring ports: packets in, packets out, what it reports of them, and where its time went.
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

#include "core/affinity.h"
#include "core/clock.h"
#include "core/cpuset.h"
#include "core/testing/document.h"
#include "core/testing/rig.h"
#include "core/testing/traffic.h"

static uint64_t generation;

static struct fl_config *document(void)
{
	return document_create("packets", ++generation);
}

static void carries_packets_from_one_interface_to_the_other(void **state)
{
	struct rig *rig = *state;
	struct fl_config *config = document();

	document_add(config, "r", 1, 0, 500000);
	rig_apply(rig, config);
	struct traffic there = rig_traffic(rig, "r", 0);
	struct traffic back = rig_traffic(rig, "r", 1);

	for (int i = 0; i < 1000; i++) {
		traffic_put(&there, 32);
		traffic_put(&back, 7);
		traffic_take(&there);
		traffic_take(&back);
	}
	assert_true(traffic_drain(&there));
	assert_true(traffic_drain(&back));
	assert_true(there.taken >= 512);
	assert_int_equal(there.missing + there.reordered + back.missing + back.reordered, 0);
	rig_settle(rig);

	struct fl_report report;
	assert_int_equal(fl_engine_report(rig->engine, &report), 0);
	assert_int_equal(report.router_count, 1);
	const struct fl_path_report *path = &report.routers[0].paths[0];
	assert_int_equal(path->counters.received_packets, there.put);
	assert_int_equal(path->counters.received_bytes, there.put * TRAFFIC_FRAME_BYTES);
	assert_int_equal(path->counters.sent_packets, there.put);
	assert_int_equal(path->counters.dropped_packets, 0);
	assert_int_equal(path->wasted_cycles, 0);
	assert_int_equal(path->state, FL_PATH_FORWARDING);
	assert_true(path->cost_cycles_per_packet > 0);
	assert_in_range(path->dispatches, 1, there.put);
	assert_int_equal(report.routers[0].paths[1].counters.sent_packets, back.put);
	assert_int_equal(report.routers[0].buffers_total, 512);
	assert_int_equal(report.routers[0].buffers_in_use, 0);
	fl_report_fini(&report);
}

static const struct fl_element_use_report *use_of(const struct fl_path_report *path, const char *name)
{
	for (uint32_t i = 0; i < path->element_use_count; i++)
		if (strcmp(path->element_uses[i].name, name) == 0)
			return &path->element_uses[i];
	fail_msg("nothing is known of %s", name);
	return NULL;
}

static void tells_what_each_element_of_a_path_uses(void **state)
{
	struct rig *rig = *state;
	struct fl_config *config = document();
	struct fl_report report;

	document_add(config, "uses", 1, 0, 500000);
	rig_apply(rig, config);
	struct traffic there = rig_traffic(rig, "uses", 0);

	while (there.put < 20000) {
		traffic_put(&there, 4);
		traffic_take(&there);
	}
	assert_true(traffic_drain(&there));
	rig_settle(rig);
	assert_int_equal(fl_engine_report(rig->engine, &report), 0);
	const struct fl_path_report *path = &report.routers[0].paths[0];
	const struct fl_element_use_report *in = use_of(path, "from_device-ipRouter"), *out = use_of(path, "to_device");

	// One dispatch in a thousand, and the first interval's among the first.
	assert_in_range(in->calls, path->dispatches / 1000, path->dispatches / 1000 + 1);
	assert_true(in->packets >= in->calls);
	assert_int_equal(in->packets, out->packets);
	assert_in_range(in->packets, 1, path->counters.received_packets - 1);
	assert_true(in->cycles > 0 && out->cycles > 0);
	for (uint32_t i = 1; i < path->element_use_count; i++)
		assert_true(path->element_uses[i - 1].cycles >= path->element_uses[i].cycles);
	assert_int_equal(report.routers[0].paths[1].element_use_count, 0); // nothing came in there
	fl_report_fini(&report);
}

static uint64_t relaxed(const uint64_t *counter)
{
	return __atomic_load_n(counter, __ATOMIC_RELAXED);
}

static void counts_what_a_full_device_does_not_take_as_dropped(void **state)
{
	struct rig *rig = *state;
	struct fl_config *config = document();
	const uint32_t ring_size = 1024, extra = 320;

	document_add(config, "full", 1, 0, 500000);
	rig_apply(rig, config);
	struct fl_router *router = rig_router(rig, "full");
	const struct fl_path_counters *counters = &router->tasks[0]->path.counters;
	struct traffic traffic = rig_traffic(rig, "full", 0);
	double deadline = traffic_now() + TRAFFIC_DEADLINE_SECONDS;

	// Nobody takes anything out; what the test believes to be taken only keeps it putting.
	while (traffic.put < ring_size + extra) {
		traffic_put(&traffic, 32);
		traffic.taken = relaxed(&counters->received_packets);
		assert_true(traffic_now() < deadline);
	}
	while (relaxed(&counters->sent_packets) + relaxed(&counters->dropped_packets) < traffic.put)
		assert_true(traffic_now() < deadline);
	assert_int_equal(relaxed(&counters->sent_packets), ring_size);
	assert_int_equal(relaxed(&counters->dropped_packets), extra);
	assert_int_equal(relaxed(&counters->drops[0]), extra);
	assert_string_equal(router->ops->drop_names[0], "to_device_full");
}

static void counts_the_cycles_of_packets_that_are_dropped_as_wasted(void **state)
{
	struct rig *rig = *state;
	struct fl_config *config = document();
	const uint32_t ring_size = 1024, extra = 320;

	document_add(config, "waste", 1, 0, 500000);
	rig_apply(rig, config);
	const struct fl_task *task = rig_router(rig, "waste")->tasks[0];
	const struct fl_path_counters *counters = &task->path.counters;
	struct traffic traffic = rig_traffic(rig, "waste", 0);
	double deadline = traffic_now() + TRAFFIC_DEADLINE_SECONDS;

	// Nobody takes anything out; what the test believes to be taken only keeps it putting.
	while (relaxed(&counters->sent_packets) < ring_size) {
		if (traffic.put < ring_size)
			traffic_put(&traffic, 32);
		traffic.taken = relaxed(&counters->received_packets);
		assert_true(traffic_now() < deadline);
	}
	rig_settle(rig); // the way out is full to the last packet
	assert_int_equal(relaxed(&counters->wasted_cycles), 0);
	const uint64_t busy = relaxed(&task->busy_cycles);
	while (traffic.put < ring_size + extra) {
		traffic.taken = relaxed(&counters->received_packets);
		traffic_put(&traffic, 32);
		assert_true(traffic_now() < deadline);
	}
	while (relaxed(&counters->dropped_packets) < traffic.put - ring_size)
		assert_true(traffic_now() < deadline);
	rig_settle(rig);
	// Every dispatch since then dropped all of its packets.
	assert_true(relaxed(&task->busy_cycles) > busy);
	assert_int_equal(relaxed(&counters->wasted_cycles), relaxed(&task->busy_cycles) - busy);
}

static void assert_adds_up(const struct fl_report *report)
{
	for (uint32_t i = 0; i < report->worker_count; i++) {
		const struct fl_worker_report *worker = &report->workers[i];

		assert_int_equal(
			worker->busy_cycles + worker->idle_cycles + worker->overhead_cycles + worker->stolen_cycles,
			worker->elapsed_cycles);
	}
}

static struct fl_worker_report worker_report(struct rig *rig, uint32_t worker)
{
	struct fl_report report;

	assert_int_equal(fl_engine_report(rig->engine, &report), 0);
	assert_adds_up(&report);
	struct fl_worker_report result = report.workers[worker];
	fl_report_fini(&report);
	return result;
}

// Runs traffic through the router for so many seconds, reading reports all the while.
static void load(struct rig *rig, struct traffic *traffic, double seconds)
{
	double end = traffic_now() + seconds;
	struct fl_worker_report before = worker_report(rig, 0);

	while (traffic_now() < end) {
		for (int i = 0; i < 16; i++)
			traffic_put(traffic, 32);
		while (traffic_take(traffic) > 0)
			;
		struct fl_worker_report now = worker_report(rig, 0);
		assert_true(now.elapsed_cycles >= before.elapsed_cycles);
		assert_true(now.busy_cycles >= before.busy_cycles);
		assert_true(now.idle_cycles >= before.idle_cycles);
		assert_true(now.overhead_cycles >= before.overhead_cycles);
		assert_true(now.stolen_cycles >= before.stolen_cycles);
		before = now;
	}
}

static void books_all_of_its_time_idle_and_under_load(void **state)
{
	struct rig *rig = *state;
	struct fl_config *config = document();

	document_add(config, "idle", 1, 0, 1000);
	rig_apply(rig, config);
	struct fl_worker_report start = worker_report(rig, 0);
	struct fl_worker_report end = start;
	while (end.elapsed_cycles - start.elapsed_cycles < rte_get_tsc_hz() / 10)
		end = worker_report(rig, 0);
	assert_int_equal(end.busy_cycles, start.busy_cycles);
	assert_true(end.idle_cycles > start.idle_cycles);

	config = document();
	document_route_via(document_add(config, "load", 1, 0, 1000), 2000);
	rig_apply(rig, config);
	struct traffic traffic = rig_traffic(rig, "load", 0);
	start = worker_report(rig, 0);
	load(rig, &traffic, 0.3);
	assert_true(traffic_drain(&traffic));
	end = worker_report(rig, 0);
	// What the worker was busy with is what its paths used, to the cycle; the other path had no packet.
	const struct fl_router *router = rig_router(rig, "load");
	uint64_t deadline_nanos = fl_clock_nanos(CLOCK_MONOTONIC) + 5 * UINT64_C(1000000000);
	while (end.busy_cycles - start.busy_cycles != relaxed(&router->tasks[0]->busy_cycles)) {
		assert_true(fl_clock_nanos(CLOCK_MONOTONIC) < deadline_nanos); // the last round's report
		end = worker_report(rig, 0);
	}
	assert_int_equal(relaxed(&router->tasks[1]->busy_cycles), 0);
	assert_true(end.busy_cycles - start.busy_cycles >= traffic.put * 2000); // a step is a cycle at least
}

static pid_t competitor_start(uint32_t cpu)
{
	pid_t pid = fork();

	if (pid != 0)
		return pid;
	cpu_set_t set;
	CPU_ZERO(&set);
	CPU_SET(cpu, &set);
	sched_setaffinity(0, sizeof(set), &set);
	for (;;)
		fl_clock_cycles();
}

static void books_what_a_competing_process_takes_as_stolen(void **state)
{
	struct rig *rig = *state;
	struct fl_config *config = document();
	const uint32_t steps = 5000;
	const uint64_t wanted_nanos = FL_NANOS_PER_SECOND / 4;
	uint64_t competed_nanos = 0;
	clockid_t clock;

	document_route_via(document_add(config, "stolen", 1, 0, 1000), steps);
	rig_apply(rig, config);
	struct traffic traffic = rig_traffic(rig, "stolen", 0);
	load(rig, &traffic, 0.2);
	double cost_alone = fl_cost_read(&rig_router(rig, "stolen")->tasks[0]->cost);
	struct fl_worker_report start = worker_report(rig, 0);
	pid_t competitor = competitor_start(start.cpu);
	assert_true(competitor > 0);
	assert_int_equal(clock_getcpuclockid(competitor, &clock), 0);
	// On a busy machine the competitor, too, has to wait for its time.
	for (double deadline = traffic_now() + 120; competed_nanos < wanted_nanos;) {
		load(rig, &traffic, 0.1);
		competed_nanos = fl_clock_nanos(clock);
		assert_true(traffic_now() < deadline);
	}
	struct fl_worker_report end = worker_report(rig, 0);
	kill(competitor, SIGKILL);
	assert_int_equal(waitpid(competitor, NULL, 0), competitor);

	uint64_t competed = fl_clock_nanos_to_cycles(competed_nanos, rte_get_tsc_hz());
	uint64_t stolen = end.stolen_cycles - start.stolen_cycles;
	uint64_t idle = end.idle_cycles - start.idle_cycles;
	// While the competitor had the CPU the worker had not; where it did not want it, it slept.
	assert_true(stolen + idle >= competed / 10 * 8);
	assert_true(stolen >= competed / 10 * 3);
	// And none of it is in the cost of a packet.
	double cost = fl_cost_read(&rig_router(rig, "stolen")->tasks[0]->cost);
	assert_true(cost > 0.6 * cost_alone && cost < 1.6 * cost_alone);
	assert_true(traffic_drain(&traffic));
}

static void follows_a_cpuset_that_changes(void **state)
{
	struct rig *rig = *state;
	const struct fl_topology *topology = fl_engine_topology(rig->engine);
	uint32_t cpus[FL_WORKERS_MAX];
	int count = fl_cpuset_get(cpus, FL_WORKERS_MAX);
	cpu_set_t set;

	assert_in_range(count, 1, FL_WORKERS_MAX);
	assert_int_equal(topology->cpu_count, count);
	CPU_ZERO(&set);
	CPU_SET(cpus[count - 1], &set);
	assert_int_equal(sched_setaffinity(0, sizeof(set), &set), 0);
	fl_affinity_follow(rig->engine);
	for (uint32_t i = 0; i < topology->worker_count; i++) {
		assert_int_equal(topology->workers[i].cpu, cpus[count - 1]);
		assert_int_equal(worker_report(rig, i).cpu, cpus[count - 1]);
		assert_int_equal(pthread_getaffinity_np(rig->engine->workers[i]->thread, sizeof(set), &set), 0);
		assert_int_equal(CPU_COUNT(&set), 1);
		assert_true(CPU_ISSET(cpus[count - 1], &set));
	}
	assert_int_equal(fl_affinity_free(), 0);
	fl_affinity_follow(rig->engine);
	assert_int_equal(topology->cpu_count, count);
	assert_int_equal(topology->workers[0].cpu, cpus[0]);
}

static void is_ready_and_live_once_a_document_is_applied(void **state)
{
	struct rig *rig = *state;

	rig_apply(rig, document());
	fl_engine_tick(rig->engine);
	assert_true(fl_engine_ready(rig->engine));
	assert_true(fl_engine_live(rig->engine));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(carries_packets_from_one_interface_to_the_other),
		cmocka_unit_test(tells_what_each_element_of_a_path_uses),
		cmocka_unit_test(counts_what_a_full_device_does_not_take_as_dropped),
		cmocka_unit_test(counts_the_cycles_of_packets_that_are_dropped_as_wasted),
		cmocka_unit_test(books_all_of_its_time_idle_and_under_load),
		cmocka_unit_test(books_what_a_competing_process_takes_as_stolen),
		cmocka_unit_test(follows_a_cpuset_that_changes),
		cmocka_unit_test(is_ready_and_live_once_a_document_is_applied),
	};

	return cmocka_run_group_tests(tests, rig_start, rig_stop);
}
