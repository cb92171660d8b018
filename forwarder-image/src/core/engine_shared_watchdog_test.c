// A path that hangs on a shared device: its router alone is harmed, and no buffer of its pool is lost or freed too early.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
// cmocka needs the above
#include <cmocka.h>

#include <sched.h>

#include "core/testing/document.h"
#include "core/testing/faulty_kind.h"
#include "core/testing/rig.h"
#include "core/testing/shared.h"
#include "core/testing/traffic.h"

enum { RED, GREEN, RED_OUT_VLAN = 9, BEHIND = 40, DEADLINE_SECONDS = 60 };

static uint64_t generation;

// Both interfaces of red are on the device: what it forwards are its own buffers, and the device keeps them.
static struct fl_config *document(uint64_t red_generation)
{
	struct fl_config *config = shared_document(++generation, FL_CLASSIFICATION_CLASSIFIER);
	struct fl_config_interface *out = &config->routers[RED].interfaces[1];

	memcpy(out->device, shared_device_of(config)->name, sizeof(out->device));
	memcpy(out->mac, &shared_places[RED].mac, sizeof(out->mac));
	out->vlan = RED_OUT_VLAN;
	config->routers[RED].generation = red_generation;
	return config;
}

static void red_put(struct rig *rig, uint8_t mark)
{
	struct rte_mbuf *mbuf = shared_frame(rig->pool, &shared_places[RED].mac, 0, 0);

	*rte_pktmbuf_mtod_offset(mbuf, uint8_t *, TRAFFIC_MARK) = mark;
	assert_int_equal(fl_port_ring_put(fl_engine_port(rig->engine, "trunk"), &mbuf, 1), 1);
}

// Takes one frame that red has forwarded.
static void red_take(struct rig *rig)
{
	const double deadline = traffic_now() + DEADLINE_SECONDS;
	struct rte_mbuf *mbuf;

	while (fl_port_ring_take(fl_engine_port(rig->engine, "trunk"), &mbuf, 1) == 0)
		assert_true(traffic_now() < deadline);
	assert_memory_equal(rte_pktmbuf_mtod(mbuf, char *), &shared_places[RED].mac, RTE_ETHER_ADDR_LEN);
	assert_int_equal(*rte_pktmbuf_mtod_offset(mbuf, uint8_t *, 15), RED_OUT_VLAN);
	rte_pktmbuf_free(mbuf);
}

static void go_on(struct rig *rig, struct shared_stream *green)
{
	shared_put(green, 32);
	while (shared_take(green) > 0)
		;
	fl_engine_tick(rig->engine);
	sched_yield();
}

static uint32_t stranded(struct rig *rig)
{
	struct fl_report report;

	assert_int_equal(fl_engine_report(rig->engine, &report), 0);
	uint32_t count = report.stranded_buffers;
	fl_report_fini(&report);
	return count;
}

static void harms_its_own_router_alone_and_frees_the_pool_when_the_device_has_given_it_back(void **state)
{
	struct rig *rig = *state;
	const double deadline = traffic_now() + DEADLINE_SECONDS;

	rig_apply(rig, document(1));
	struct shared_stream green = shared_stream_of(rig, GREEN);
	const struct fl_task *task = rig_router(rig, "red")->tasks[0];
	red_put(rig, FAULTY_NOT);
	while (__atomic_load_n(&task->path.counters.sent_packets, __ATOMIC_RELAXED) == 0)
		assert_true(traffic_now() < deadline);
	red_put(rig, FAULTY_NEVER_RETURNS);
	for (int i = 0; i < BEHIND; i++)
		red_put(rig, FAULTY_NOT);
	while (!fl_task_quarantined(task) || fl_task_attached(task)) {
		go_on(rig, &green);
		assert_true(traffic_now() < deadline);
	}
	assert_true(shared_drain(&green));
	assert_int_equal(green.missing + green.reordered + green.malformed, 0);

	// Released: a new pool, while the device has a frame of the old one still, which nobody has taken.
	rig_apply(rig, document(2));
	for (int i = 0; i < 100; i++)
		go_on(rig, &green);
	assert_true(stranded(rig) > 0);
	red_take(rig);
	while (stranded(rig) > 0) {
		go_on(rig, &green);
		assert_true(traffic_now() < deadline);
	}
	red_put(rig, FAULTY_NOT);
	red_take(rig);
	assert_true(shared_drain(&green));
	assert_int_equal(green.missing + green.reordered + green.malformed, 0);
	rig_assert_adds_up(rig);
	rig_apply(rig, document_create("shared", ++generation));
	assert_null(rig->engine->shared_devices);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(harms_its_own_router_alone_and_frees_the_pool_when_the_device_has_given_it_back),
	};

	return cmocka_run_group_tests(tests, rig_start, rig_stop);
}
