// Routers on Synthetic devices: the load is made where it is charged, and its making is no part of a path's cost.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
// cmocka needs the above
#include <cmocka.h>

#include <sched.h>

#include "core/testing/document.h"
#include "core/testing/rig.h"
#include "core/testing/traffic.h"

static uint64_t generation;

// A router whose two devices offer that many packets a second each (0: no end) and burn steps for each packet.
static void apply(struct rig *rig, uint64_t packets_per_second, uint32_t steps)
{
	struct fl_config *config = document_create("synthetic", ++generation);

	document_route_via(document_add(config, "s", 1, 0, 1000), steps);
	for (uint32_t i = 0; i < config->device_count; i++) {
		config->devices[i].kind = FL_DEVICE_SYNTHETIC;
		config->devices[i].load = (struct fl_synthetic_load){packets_per_second, FL_SYNTHETIC_FRAME_MIN};
	}
	rig_apply(rig, config);
}

// The router's first path once it has received more than so many packets.
static struct fl_path_report path_after(struct rig *rig, uint64_t packets)
{
	double deadline = traffic_now() + TRAFFIC_DEADLINE_SECONDS;

	for (;;) {
		struct fl_report report;

		assert_int_equal(fl_engine_report(rig->engine, &report), 0);
		struct fl_path_report path = report.routers[0].paths[0];
		fl_report_fini(&report);
		if (path.counters.received_packets > packets)
			return path;
		assert_true(traffic_now() < deadline);
		sched_yield();
	}
}

static void carries_all_that_it_can_when_there_is_no_end_of_it(void **state)
{
	struct rig *rig = *state;

	apply(rig, 0, 0);
	struct fl_path_report path = path_after(rig, 10000);
	assert_int_equal(path.counters.missed_packets, 0);
	assert_true(path.backlogged_dispatches > path.dispatches / 2);
	apply(rig, 0, 0); // the same again: nothing is made anew
	assert_true(path_after(rig, path.counters.received_packets).counters.sent_packets > 0);
}

static void charges_the_making_of_packets_but_leaves_it_out_of_the_cost(void **state)
{
	struct rig *rig = *state;

	apply(rig, 0, 100);
	struct fl_path_report before = path_after(rig, 0);
	struct fl_path_report after = path_after(rig, before.counters.received_packets + 10000);
	uint64_t busy = after.busy_cycles - before.busy_cycles;
	uint64_t made = after.counters.synthetic_cycles - before.counters.synthetic_cycles;
	uint64_t received = after.counters.received_packets - before.counters.received_packets;

	assert_true(made > 0 && made < busy);
	// The estimate is of the last dispatches: how much less it is, is not sure.
	assert_true(after.cost_cycles_per_packet < (double)busy / (double)received);
}

// A burst of it is one packet, so that every burst is full.
static void a_dear_path_has_a_backlog_when_it_does_not_keep_up_and_none_when_it_does(void **state)
{
	const uint32_t steps = 1000000; // some 300 us: six times the budget of a burst
	struct rig *rig = *state;

	apply(rig, 25, steps); // rare enough that the machine's stalls make no queue
	struct fl_path_report before = path_after(rig, 5);
	struct fl_path_report calm = path_after(rig, before.counters.received_packets + 30);
	apply(rig, 0, steps);
	struct fl_path_report turn = path_after(rig, calm.counters.received_packets + 10);
	struct fl_path_report full = path_after(rig, turn.counters.received_packets + 200);

	// After a stall of the machine a burst may have been more.
	assert_true((calm.dispatches - before.dispatches) * 2 >
		    calm.counters.received_packets - before.counters.received_packets);
	assert_true(
		calm.backlogged_dispatches - before.backlogged_dispatches < (calm.dispatches - before.dispatches) / 2);
	assert_true((full.backlogged_dispatches - turn.backlogged_dispatches) * 10 >=
		    (full.dispatches - turn.dispatches) * 9);
}

static void counts_what_an_overloaded_path_missed(void **state)
{
	struct rig *rig = *state;
	uint64_t missed = 0, deadline_packets = 0;
	double deadline = traffic_now() + TRAFFIC_DEADLINE_SECONDS;

	apply(rig, 100000000, 2000); // far more than one core carries
	while (missed == 0) {
		struct fl_path_report path = path_after(rig, deadline_packets);

		missed = path.counters.missed_packets;
		deadline_packets = path.counters.received_packets;
		assert_true(traffic_now() < deadline);
	}
}

static void a_changed_rate_opens_the_device_anew_and_counters_go_on(void **state)
{
	struct rig *rig = *state;

	apply(rig, 1000, 0);
	struct fl_path_report before = path_after(rig, 0);
	struct fl_port *port = fl_engine_port(rig->engine, "s-a");
	apply(rig, 1000, 1); // another definition on the same devices
	assert_ptr_equal(fl_engine_port(rig->engine, "s-a"), port);
	apply(rig, 2000, 1);
	struct fl_path_report after = path_after(rig, before.counters.received_packets);
	assert_true(after.busy_cycles >= before.busy_cycles);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(carries_all_that_it_can_when_there_is_no_end_of_it),
		cmocka_unit_test(charges_the_making_of_packets_but_leaves_it_out_of_the_cost),
		cmocka_unit_test(a_dear_path_has_a_backlog_when_it_does_not_keep_up_and_none_when_it_does),
		cmocka_unit_test(counts_what_an_overloaded_path_missed),
		cmocka_unit_test(a_changed_rate_opens_the_device_anew_and_counters_go_on),
	};

	return cmocka_run_group_tests(tests, rig_start, rig_stop);
}
