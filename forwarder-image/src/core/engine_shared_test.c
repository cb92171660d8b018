// Shared devices: who gets which packet, who pays for it, whose loss it is, and moves under load.
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
// cmocka needs the above
#include <cmocka.h>

#include <sched.h>

#include "core/testing/document.h"
#include "core/testing/rig.h"
#include "core/testing/shared.h"
#include "core/testing/traffic.h"

enum { RED, GREEN, BLUE, MOVES = 600, FIRST_BURST_MOST = 4 };

static uint64_t generation;

static struct fl_config *document(void)
{
	return shared_document(++generation, FL_CLASSIFICATION_CLASSIFIER);
}

static void streams_begin(struct rig *rig, struct shared_stream streams[SHARED_ROUTERS])
{
	for (uint32_t i = 0; i < SHARED_ROUTERS; i++)
		streams[i] = shared_stream_of(rig, i);
}

static void assert_whole(struct shared_stream streams[SHARED_ROUTERS])
{
	for (uint32_t i = 0; i < SHARED_ROUTERS; i++) {
		assert_true(shared_drain(&streams[i]));
		assert_int_equal(streams[i].missing + streams[i].reordered + streams[i].malformed, 0);
		assert_int_equal(streams[i].taken, streams[i].put);
	}
}

static struct fl_report report_take(struct rig *rig)
{
	struct fl_report report;

	rig_settle(rig);
	assert_int_equal(fl_engine_report(rig->engine, &report), 0);
	return report;
}

// Returns when the classifier has received so many packets since the device was opened.
static void await_received(struct rig *rig, uint64_t packets)
{
	const uint64_t *received = &rig->engine->shared_devices->classifier.received_packets;
	double deadline = traffic_now() + TRAFFIC_DEADLINE_SECONDS;

	while (__atomic_load_n(received, __ATOMIC_RELAXED) < packets) {
		assert_true(traffic_now() < deadline);
		sched_yield();
	}
	rig_settle(rig);
}

static void put_on_device(struct rig *rig, struct rte_mbuf *mbuf)
{
	assert_int_equal(fl_port_ring_put(fl_engine_port(rig->engine, "trunk"), &mbuf, 1), 1);
}

static void hands_each_packet_to_the_interface_with_its_mac_and_vlan(void **state)
{
	struct rig *rig = *state;
	struct shared_stream streams[SHARED_ROUTERS];

	rig_apply(rig, document());
	streams_begin(rig, streams);
	for (int i = 0; i < 300; i++)
		for (uint32_t j = 0; j < SHARED_ROUTERS; j++) {
			shared_put(&streams[j], 5);
			shared_take(&streams[j]);
		}
	assert_whole(streams);
	struct fl_report report = report_take(rig);
	uint64_t put = 0, cycles = 0;
	for (uint32_t i = 0; i < SHARED_ROUTERS; i++) {
		const struct fl_path_report *path = &report.routers[i].paths[0];

		put += streams[i].put;
		cycles += path->classifier_cycles;
		assert_int_equal(path->counters.received_packets, streams[i].put);
		assert_int_equal(path->counters.missed_packets, 0);
		assert_int_equal(path->wasted_cycles, 0);
		assert_true(path->classifier_cycles > 0);
		assert_int_equal(report.routers[i].paths[1].classifier_cycles, 0);
		assert_false(report.routers[i].interfaces[0].hardware_classified);
		assert_true(report.routers[i].interfaces[1].hardware_classified);
		assert_memory_equal(&report.routers[i].interfaces[0].mac, &shared_places[i].mac, RTE_ETHER_ADDR_LEN);
		assert_int_equal(report.routers[i].buffers_in_use, 0);
	}
	assert_true(put >= 300);
	assert_int_equal(report.shared_device_count, 1);
	assert_string_equal(report.shared_devices[0].name, "trunk");
	assert_int_equal(report.shared_devices[0].received_packets, put);
	assert_int_equal(report.shared_devices[0].unmatched_packets, 0);
	assert_int_equal(report.shared_devices[0].classifier_cycles, cycles);
	fl_report_fini(&report);
	rig_assert_adds_up(rig);
	rig_assert_busy_is_the_paths(rig);
}

static void adds_up_also_where_most_dispatches_are_not_measured(void **state)
{
	struct rig *rig = *state;
	struct fl_config *config = document();
	struct shared_stream streams[SHARED_ROUTERS];

	config->scheduler.sample_every = 20;
	rig_apply(rig, config);
	streams_begin(rig, streams);
	for (int i = 0; i < 500; i++)
		for (uint32_t j = 0; j < SHARED_ROUTERS; j++) {
			shared_put(&streams[j], 7);
			shared_take(&streams[j]);
		}
	assert_whole(streams);
	rig_assert_adds_up(rig);
	rig_assert_busy_is_the_paths(rig);
}

static void tags_what_an_interface_in_a_vlan_sends(void **state)
{
	struct rig *rig = *state;
	struct rte_mbuf *mbuf;
	double deadline = traffic_now() + TRAFFIC_DEADLINE_SECONDS;

	rig_apply(rig, document());
	for (uint32_t i = 0; i < SHARED_ROUTERS; i++) {
		const rte_be16_t tag[] = {RTE_BE16(RTE_ETHER_TYPE_VLAN), rte_cpu_to_be_16(shared_places[i].vlan)};
		uint32_t tag_bytes = shared_places[i].vlan != 0 ? sizeof(tag) : 0;

		mbuf = shared_frame(rig->pool, &shared_places[i].mac, 0, i);
		fl_port_ring_put(rig_router(rig, shared_places[i].uid)->devices[1]->port, &mbuf, 1);
		while (fl_port_ring_take(fl_engine_port(rig->engine, "trunk"), &mbuf, 1) == 0)
			assert_true(traffic_now() < deadline);
		assert_int_equal(mbuf->pkt_len, SHARED_FRAME_BYTES + tag_bytes);
		assert_memory_equal(rte_pktmbuf_mtod(mbuf, char *), &shared_places[i].mac, RTE_ETHER_ADDR_LEN);
		assert_memory_equal(rte_pktmbuf_mtod_offset(mbuf, char *, 12), tag, tag_bytes);
		rte_pktmbuf_free(mbuf);
	}
}

static void copies_a_broadcast_to_every_interface_of_its_vlan(void **state)
{
	const struct rte_ether_addr all = {{0xff, 0xff, 0xff, 0xff, 0xff, 0xff}};
	struct rig *rig = *state;

	rig_apply(rig, document());
	uint64_t before = rig->engine->shared_devices->classifier.received_packets;
	put_on_device(rig, shared_frame(rig->pool, &all, 0, 0));
	put_on_device(rig, shared_frame(rig->pool, &all, 7, 1));
	put_on_device(rig, shared_frame(rig->pool, &all, 7, 2));
	put_on_device(rig, shared_frame(rig->pool, &all, 9, 3)); // nobody's
	await_received(rig, before + 4);
	struct fl_report report = report_take(rig);
	const uint64_t expected[SHARED_ROUTERS] = {[RED] = 1, [GREEN] = 1, [BLUE] = 2};
	for (uint32_t i = 0; i < SHARED_ROUTERS; i++) {
		struct fl_port *out = rig_router(rig, shared_places[i].uid)->devices[1]->port;
		struct rte_mbuf *mbufs[4];

		assert_int_equal(fl_port_ring_take(out, mbufs, 4), expected[i]);
		rte_pktmbuf_free_bulk(mbufs, expected[i]);
		assert_true(report.routers[i].paths[0].classifier_cycles > 0);
	}
	fl_report_fini(&report);
}

static void books_what_is_for_nobody_as_overhead(void **state)
{
	const struct rte_ether_addr nobody = {{2, 0, 0, 0, 0, 99}};
	struct rig *rig = *state;
	enum { PACKETS = 500 };

	rig_apply(rig, document());
	struct fl_report before = report_take(rig);
	for (int i = 0; i < PACKETS; i++)
		put_on_device(rig, shared_frame(rig->pool, &nobody, 0, 0));
	struct rte_mbuf *stub = shared_frame(rig->pool, &nobody, 7, 0);
	rte_pktmbuf_trim(stub, stub->data_len - 15); // ends inside its tag
	put_on_device(rig, stub);
	await_received(rig, before.shared_devices[0].received_packets + PACKETS + 1);
	struct fl_report after = report_take(rig);
	const struct fl_shared_device_report *from = &before.shared_devices[0], *to = &after.shared_devices[0];
	assert_int_equal(to->unmatched_packets - from->unmatched_packets, PACKETS + 1);
	assert_true(to->unmatched_cycles > from->unmatched_cycles);
	assert_int_equal(to->classifier_cycles, from->classifier_cycles);
	assert_true(after.workers[0].overhead_cycles - before.workers[0].overhead_cycles >=
		    to->unmatched_cycles - from->unmatched_cycles);
	fl_report_fini(&before);
	fl_report_fini(&after);
	rig_assert_adds_up(rig);
	rig_assert_busy_is_the_paths(rig);
}

// The document, with red allowed so little that it comes to a stop with its first dispatch.
static struct fl_config *stopped_red(enum fl_classification classification)
{
	struct fl_config *config = shared_document(++generation, classification);

	document_route_via(&config->routers[RED], 10000); // steps a packet
	config->routers[RED].shares[0].limit_ppm = 1;
	return config;
}

static void loses_packets_of_the_router_alone_whose_queue_is_full(void **state)
{
	struct rig *rig = *state;
	struct shared_stream streams[SHARED_ROUTERS];
	double deadline = traffic_now() + TRAFFIC_DEADLINE_SECONDS;
	const uint64_t wanted = 4 * FL_SHARED_QUEUE_PACKETS;

	rig_apply(rig, stopped_red(FL_CLASSIFICATION_CLASSIFIER));
	streams_begin(rig, streams);
	uint64_t before = rig->engine->shared_devices->classifier.received_packets;
	while (streams[RED].put < wanted || streams[GREEN].put < wanted) {
		if (streams[RED].put < wanted)
			shared_put_anyway(&streams[RED], 32);
		shared_put(&streams[GREEN], 32);
		shared_take(&streams[GREEN]);
		shared_take(&streams[RED]);
		assert_true(traffic_now() < deadline);
	}
	await_received(rig, before + streams[RED].put + streams[GREEN].put);
	assert_true(shared_drain(&streams[GREEN]));
	assert_int_equal(streams[GREEN].missing + streams[GREEN].reordered + streams[GREEN].malformed, 0);
	const struct fl_shared_port *red = fl_shared_device_port(rig_router(rig, "red")->devices[0]);
	const struct fl_shared_port *green = fl_shared_device_port(rig_router(rig, "green")->devices[0]);
	assert_int_equal(green->sums.missed_packets, 0);
	assert_int_equal(green->sums.wasted_cycles, 0);
	// What red has had: its queue, and what its path took before it was stopped.
	uint64_t missed = __atomic_load_n(&red->sums.missed_packets, __ATOMIC_RELAXED);
	assert_in_range(missed, wanted / 2, wanted - FL_SHARED_QUEUE_PACKETS);
	assert_in_range(red->sums.wasted_cycles, 1, red->sums.cycles);
	rig_assert_adds_up(rig);
	// Allowed to run again, it learns of its loss, and nothing else is lost.
	rig_apply(rig, document());
	struct fl_report report = report_take(rig);
	assert_true(report.routers[RED].paths[0].counters.missed_packets >= missed);
	assert_true(report.routers[RED].paths[0].wasted_cycles >= red->sums.wasted_cycles);
	fl_report_fini(&report);
}

static void holds_up_all_behind_a_full_queue_with_fifo(void **state)
{
	struct rig *rig = *state;
	struct shared_stream streams[SHARED_ROUTERS];

	rig_apply(rig, document()); // nothing of the test before is left
	rig_apply(rig, document_create("shared", ++generation));
	rig_apply(rig, stopped_red(FL_CLASSIFICATION_FIFO));
	streams_begin(rig, streams);
	shared_put(&streams[GREEN], 10);
	assert_true(shared_drain(&streams[GREEN]));
	// More than red takes: its queue of a burst, and what its path took before it was stopped.
	shared_put_anyway(&streams[RED], 200);
	await_received(rig, 10 + FL_BURST_MAX + FIRST_BURST_MOST + 1);
	shared_put(&streams[GREEN], 10);
	for (int i = 0; i < 20; i++)
		rig_settle(rig);
	assert_int_equal(shared_take(&streams[GREEN]), 0);
	// The same device with a classifier: what was held up goes on, in order.
	struct fl_config *config = stopped_red(FL_CLASSIFICATION_CLASSIFIER);
	rig_apply(rig, config);
	assert_true(shared_drain(&streams[GREEN]));
	assert_int_equal(streams[GREEN].missing + streams[GREEN].reordered + streams[GREEN].malformed, 0);
	rig_assert_adds_up(rig);
}

// Which path, and the classifier, is on which of the two workers.
static struct fl_config *places_document(uint32_t bits)
{
	struct fl_config *config = document();

	shared_device_of(config)->classifier_worker = bits & 1;
	for (uint32_t i = 0; i < SHARED_ROUTERS; i++)
		document_place(&config->routers[i], 0, bits >> (i + 1) & 1, 1000);
	return config;
}

static void moves_paths_and_the_classifier_under_load_without_loss_or_reordering(void **state)
{
	struct rig *rig = *state;
	struct shared_stream streams[SHARED_ROUTERS];

	rig_apply(rig, places_document(0));
	streams_begin(rig, streams);
	for (uint32_t i = 0; i < MOVES; i++) {
		for (uint32_t j = 0; j < SHARED_ROUTERS; j++)
			shared_put(&streams[j], 40);
		rig_apply(rig, places_document(i * 2654435761U >> 7));
		for (uint32_t j = 0; j < SHARED_ROUTERS; j++)
			while (shared_take(&streams[j]) > 0)
				;
	}
	assert_whole(streams);
	for (uint32_t j = 0; j < SHARED_ROUTERS; j++)
		assert_true(streams[j].put >= MOVES);
	rig_assert_adds_up(rig);
	rig_assert_busy_is_the_paths(rig);
}

static void replaces_a_router_without_loss_and_counts_on(void **state)
{
	struct rig *rig = *state;
	struct shared_stream streams[SHARED_ROUTERS];

	rig_apply(rig, document_create("shared", ++generation)); // nothing of the test before is left
	rig_apply(rig, document());
	streams_begin(rig, streams);
	struct fl_report before = report_take(rig);
	for (uint32_t i = 0; i < 50; i++) {
		struct fl_config *config = document();

		document_route_via(&config->routers[GREEN], 1 + i % 3);
		for (uint32_t j = 0; j < SHARED_ROUTERS; j++)
			shared_put(&streams[j], 40);
		rig_apply(rig, config);
		for (uint32_t j = 0; j < SHARED_ROUTERS; j++)
			while (shared_take(&streams[j]) > 0)
				;
	}
	assert_whole(streams);
	struct fl_report after = report_take(rig);
	assert_int_equal(after.routers[GREEN].paths[0].counters.received_packets -
				 before.routers[GREEN].paths[0].counters.received_packets,
		streams[GREEN].put);
	assert_true(after.routers[GREEN].paths[0].classifier_cycles > before.routers[GREEN].paths[0].classifier_cycles);
	fl_report_fini(&before);
	fl_report_fini(&after);
	// The device is there while anybody has it, a router that is kept too, and closed then.
	struct fl_config *config = document_create("shared", ++generation);
	document_keep(config, "blue");
	rig_apply(rig, config);
	struct shared_stream blue = shared_stream_of(rig, BLUE);
	shared_put(&blue, 40);
	assert_true(shared_drain(&blue));
	assert_int_equal(blue.missing + blue.malformed, 0);
	rig_apply(rig, document_create("shared", ++generation));
	assert_null(rig->engine->shared_devices);
}

// Sends some and returns what red was charged so far, by its place in the schedule, in cycles. It is alone there, so that
// nothing else moves that.
static uint64_t charged_after(struct rig *rig, struct shared_stream *stream)
{
	const struct fl_stride_entity *entity = &rig_router(rig, "red")->seats[0]->entity;

	for (int i = 0; i < 20; i++) {
		shared_put(stream, 30);
		assert_true(shared_drain(stream));
	}
	rig_settle(rig);
	return (uint64_t)(entity->pass / entity->units_per_cycle);
}

static void charges_a_router_for_what_the_classifier_spent_on_its_packets(void **state)
{
	struct rig *rig = *state;
	struct fl_config *config = document();

	rig_apply(rig, document_create("shared", ++generation));
	config->generation = ++generation;
	config->router_count = 1; // the others own nothing
	rig_apply(rig, config);
	struct shared_stream stream = shared_stream_of(rig, RED);
	uint64_t from = charged_after(rig, &stream);
	struct fl_report before = report_take(rig);
	uint64_t charged = charged_after(rig, &stream) - from;
	struct fl_report after = report_take(rig);
	uint64_t busy = after.routers[0].paths[0].busy_cycles - before.routers[0].paths[0].busy_cycles;
	uint64_t classifier =
		after.routers[0].paths[0].classifier_cycles - before.routers[0].paths[0].classifier_cycles;
	assert_true(busy > 0 && classifier > 0);
	assert_in_range(charged, busy + classifier, busy + classifier + 1); // a pass is no whole number of cycles
	fl_report_fini(&before);
	fl_report_fini(&after);
}

static void refuses_a_classifier_on_a_worker_beyond_the_topology(void **state)
{
	struct rig *rig = *state;

	rig_apply(rig, document_create("shared", ++generation));
	struct fl_config *config = document();
	shared_device_of(config)->classifier_worker = 2;
	const struct fl_problems *problems = rig_refuse(rig, config, -EINVAL);
	assert_int_equal(problems->count, 1);
	assert_string_equal(problems->items[0].path, "devices[0].classifierWorker");
	assert_non_null(strstr(problems->items[0].reason, "0 to 1"));
	assert_null(rig->engine->shared_devices);
}

static void refuses_the_place_of_a_router_that_is_kept(void **state)
{
	struct rig *rig = *state;

	rig_apply(rig, document());
	struct fl_config *config = document();
	struct fl_config_router *thief = &config->routers[RED];
	memset(config->routers[BLUE].interfaces, 0, sizeof(config->routers[BLUE].interfaces));
	config->routers[BLUE].keep = true;
	thief->interfaces[0].vlan = shared_places[BLUE].vlan; // its MAC is blue's already
	const struct fl_problems *problems = rig_refuse(rig, config, -EINVAL);
	assert_string_equal(problems->items[0].path, "routers[0].interfaces[0].device");
	assert_non_null(strstr(problems->items[0].reason, "tests/blue, which is kept"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(hands_each_packet_to_the_interface_with_its_mac_and_vlan),
		// While no router was removed, whose cycles nobody would know.
		cmocka_unit_test(moves_paths_and_the_classifier_under_load_without_loss_or_reordering),
		cmocka_unit_test(adds_up_also_where_most_dispatches_are_not_measured),
		cmocka_unit_test(tags_what_an_interface_in_a_vlan_sends),
		cmocka_unit_test(copies_a_broadcast_to_every_interface_of_its_vlan),
		cmocka_unit_test(books_what_is_for_nobody_as_overhead),
		cmocka_unit_test(loses_packets_of_the_router_alone_whose_queue_is_full),
		cmocka_unit_test(holds_up_all_behind_a_full_queue_with_fifo),
		cmocka_unit_test(replaces_a_router_without_loss_and_counts_on),
		cmocka_unit_test(charges_a_router_for_what_the_classifier_spent_on_its_packets),
		cmocka_unit_test(refuses_a_classifier_on_a_worker_beyond_the_topology),
		cmocka_unit_test(refuses_the_place_of_a_router_that_is_kept),
	};

	return cmocka_run_group_tests(tests, rig_start, rig_stop);
}
