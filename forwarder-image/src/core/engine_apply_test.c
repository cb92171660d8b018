// One document to the next: generations and uids, keep, all or nothing, and whom a change touches.
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
// cmocka needs the above
#include <cmocka.h>

#include <rte_graph.h>
#include <rte_memzone.h>

#include "core/testing/cross_kind.h"
#include "core/testing/document.h"
#include "core/testing/rig.h"
#include "core/testing/traffic.h"

static const char *const forwarder = "apply";
static uint64_t generation = 100;

static struct fl_config *document(void)
{
	return document_create(forwarder, ++generation);
}

static void assert_problem(const struct fl_problems *problems, const char *path, const char *reason)
{
	for (size_t i = 0; i < problems->count; i++)
		if (strcmp(problems->items[i].path, path) == 0) {
			assert_non_null(strstr(problems->items[i].reason, reason));
			return;
		}
	fail_msg("no problem at %s", path);
}

// A stream through the router, in whole: everything comes out in order.
static void assert_forwards(struct rig *rig, const char *uid)
{
	struct traffic traffic = rig_traffic(rig, uid, 0);

	for (int i = 0; i < 10; i++)
		traffic_put(&traffic, 32);
	assert_int_equal(traffic.put, 320);
	assert_true(traffic_drain(&traffic));
	assert_int_equal(traffic.missing + traffic.reordered, 0);
	rig_settle(rig);
}

static void refuses_an_older_generation_of_the_same_uid_only(void **state)
{
	struct rig *rig = *state;

	rig_apply(rig, document());
	rig_refuse(rig, document_create(forwarder, generation - 1), -ESTALE);
	assert_int_equal(fl_engine_generation(rig->engine), generation);
	rig_apply(rig, document_create(forwarder, generation)); // the same again
	rig_apply(rig, document_create("another", 1));
	assert_int_equal(fl_engine_generation(rig->engine), 1);
	rig_apply(rig, document());
}

static void keeps_what_is_applied_generation_included(void **state)
{
	struct rig *rig = *state;
	struct fl_config *config = document();

	document_add(config, "k", 7, 1, 3000);
	rig_apply(rig, config);
	struct rte_graph *graph = rig_router(rig, "k")->tasks[0]->path.graph;
	config = document();
	document_keep(config, "k");
	document_add(config, "l", 1, 0, 1000);
	rig_apply(rig, config);
	assert_int_equal(rig_router(rig, "k")->config.generation, 7);
	assert_ptr_equal(rig_router(rig, "k")->tasks[0]->path.graph, graph);
	assert_forwards(rig, "k");
	assert_forwards(rig, "l");
}

static void refuses_to_keep_what_is_not_there(void **state)
{
	struct rig *rig = *state;
	struct fl_config *config = document();

	document_keep(config, "nobody");
	assert_problem(rig_refuse(rig, config, -EINVAL), "routers[0].keep", "nothing is applied");
}

static void refuses_a_device_of_a_router_that_is_kept(void **state)
{
	struct rig *rig = *state;
	struct fl_config *config = document();

	document_add(config, "owner", 1, 0, 1000);
	rig_apply(rig, config);
	config = document();
	document_keep(config, "owner");
	struct fl_config_router *thief = document_add(config, "thief", 1, 0, 1000);
	strcpy(thief->interfaces[1].device, "owner-a");
	assert_problem(
		rig_refuse(rig, config, -EINVAL), "routers[1].interfaces[1].device", "tests/owner, which is kept");
	assert_forwards(rig, "owner");
}

static void refuses_a_worker_beyond_the_topology(void **state)
{
	struct rig *rig = *state;
	struct fl_config *config = document();

	document_add(config, "w", 1, 0, 1000);
	document_place(document_add(config, "x", 1, 0, 1000), 1, 2, 1000);
	assert_problem(rig_refuse(rig, config, -EINVAL), "routers[1].paths[1].worker", "0 to 1");
}

static uint32_t memzones;

static void memzone_count(const struct rte_memzone *memzone, void *argument)
{
	(void)memzone;
	(void)argument;
	memzones++;
}

static uint32_t memzones_count(void)
{
	memzones = 0;
	rte_memzone_walk(memzone_count, NULL);
	return memzones;
}

// Applies a good router, then a document that changes it, adds one, and is at fault: nothing may have changed.
static void assert_nothing_is_applied(
	struct rig *rig, void (*spoil)(struct fl_config *config), int error, const char *path, const char *reason)
{
	struct fl_config *config = document();

	document_add(config, "good", 1, 0, 1000);
	rig_apply(rig, config);
	const struct fl_router *good = rig_router(rig, "good");
	uint64_t applied = fl_engine_generation(rig->engine);
	uint32_t states = cross_states_count(), zones = memzones_count();

	config = document();
	document_route_via(document_add(config, "good", 2, 1, 2000), 77);
	document_add(config, "fine", 1, 0, 1000);
	document_add(config, "bad", 1, 0, 1000);
	spoil(config);
	assert_problem(rig_refuse(rig, config, error), path, reason);

	assert_ptr_equal(rig_router(rig, "good"), good);
	assert_int_equal(good->config.generation, 1);
	assert_int_equal(good->config.paths[0].worker, 0);
	assert_int_equal(fl_engine_generation(rig->engine), applied);
	assert_int_equal(rig->engine->router_count, 1);
	assert_int_equal(cross_states_count(), states);
	assert_int_equal(memzones_count(), zones);
	assert_forwards(rig, "good");
}

static void spoil_device_kind(struct fl_config *config)
{
	config->devices[5].kind = FL_DEVICE_KERNEL; // "bad-b"
}

static void changes_nothing_when_a_device_is_missing(void **state)
{
	assert_nothing_is_applied(
		*state, spoil_device_kind, -EINVAL, "routers[2].interfaces[1].device", "no network device bad-b");
}

static void spoil_mtu(struct fl_config *config)
{
	config->routers[2].interfaces[0].mtu = 1501;
}

static void changes_nothing_when_an_mtu_is_beyond_the_device(void **state)
{
	assert_nothing_is_applied(*state, spoil_mtu, -EINVAL, "routers[2].interfaces[0].mtu", "1501 is more than 1500");
}

static void spoil_state(struct fl_config *config)
{
	config->routers[2].interfaces[0].mtu = CROSS_MTU_REFUSED;
}

static void changes_nothing_when_the_kind_refuses_and_tells_where(void **state)
{
	assert_nothing_is_applied(*state, spoil_state, -EINVAL, "routers[2].interfaces[0].mtu", "this MTU is refused");
}

static void spoil_state_memory(struct fl_config *config)
{
	config->routers[2].interfaces[0].mtu = CROSS_MTU_NO_MEMORY;
}

static void changes_nothing_when_the_tables_do_not_fit(void **state)
{
	assert_nothing_is_applied(
		*state, spoil_state_memory, -ENOMEM, "routers[2].forwarding", "tables cannot be made");
}

static void spoil_buffers(struct fl_config *config)
{
	config->buffers_per_router = 65536;
}

static void changes_nothing_when_packet_memory_runs_out(void **state)
{
	assert_nothing_is_applied(*state, spoil_buffers, -ENOMEM, "routers[0]", "65536 packet buffers");
}

static void touches_nobody_else_when_a_router_changes(void **state)
{
	struct rig *rig = *state;
	struct fl_config *config = document();

	document_add(config, "changes", 1, 0, 1000);
	document_add(config, "stays", 1, 0, 1000);
	rig_apply(rig, config);
	assert_forwards(rig, "stays");
	const struct fl_router *stays = rig_router(rig, "stays");
	struct rte_graph *graph = stays->tasks[0]->path.graph;
	const void *changes = rig_router(rig, "changes")->tasks[0]->path.graph;

	config = document();
	document_route_via(document_add(config, "changes", 2, 1, 1000), 3);
	document_add(config, "stays", 1, 0, 1000);
	rig_apply(rig, config);
	assert_ptr_equal(rig_router(rig, "stays"), stays);
	assert_ptr_equal(stays->tasks[0]->path.graph, graph);
	assert_ptr_not_equal(rig_router(rig, "changes")->tasks[0]->path.graph, changes);
	assert_int_equal(stays->tasks[0]->path.counters.received_packets, 320);
	assert_forwards(rig, "stays");
	assert_int_equal(stays->tasks[0]->path.counters.received_packets, 640);
	assert_forwards(rig, "changes");
}

static void hands_ports_and_buffers_on_to_the_next_generation(void **state)
{
	struct rig *rig = *state;
	struct fl_config *config = document();

	document_add(config, "heir", 1, 0, 1000);
	rig_apply(rig, config);
	const struct fl_port *port = fl_engine_port(rig->engine, "heir-a");
	const struct rte_mempool *mempool = rig_router(rig, "heir")->pool->mempool;
	config = document();
	document_route_via(document_add(config, "heir", 2, 1, 1000), 3);
	rig_apply(rig, config);
	assert_ptr_equal(fl_engine_port(rig->engine, "heir-a"), port);
	assert_ptr_equal(rig_router(rig, "heir")->pool->mempool, mempool);

	config = document();
	config->buffers_per_router = 1024;
	document_route_via(document_add(config, "heir", 2, 1, 1000), 3);
	rig_apply(rig, config);
	assert_int_equal(rig_router(rig, "heir")->pool->count, 1024);
	assert_forwards(rig, "heir");
	config = document();
	document_add(config, "stranger", 1, 0, 1000);
	rig_apply(rig, config);
	assert_null(fl_engine_port(rig->engine, "heir-a"));
}

static void frees_the_buffers_of_a_removed_router_when_all_have_come_back(void **state)
{
	struct rig *rig = *state;
	struct fl_config *config = document();

	document_add(config, "lender", 1, 0, 1000);
	rig_apply(rig, config);
	struct rte_mbuf *borrowed = rte_pktmbuf_alloc(rig_router(rig, "lender")->pool->mempool);
	assert_non_null(borrowed);
	rig_apply(rig, document());
	fl_engine_tick(rig->engine);
	assert_non_null(rig->engine->waiting_pools);
	rte_pktmbuf_free(borrowed);
	fl_engine_tick(rig->engine);
	assert_null(rig->engine->waiting_pools);
}

static void does_not_grow_over_a_thousand_configurations(void **state)
{
	struct rig *rig = *state;
	uint32_t zones = 0, nodes = 0, states = 0;

	for (uint32_t i = 0; i < 1000; i++) {
		struct fl_config *config = document();

		document_add(config, "always", 1, 0, 1000);
		rig_apply(rig, config);
		if (i == 3) { // both kinds have been there
			zones = memzones_count();
			nodes = rte_node_max_count();
			states = cross_states_count();
		}
		if (i > 3) {
			assert_int_equal(memzones_count(), zones);
			assert_int_equal(rte_node_max_count(), nodes);
			assert_int_equal(cross_states_count(), states);
		}
		config = document();
		document_add(config, "always", 1, 0, 1000);
		struct fl_config_router *bridge = document_add(config, "passing", 1, i % 2, 1000);
		bridge->forwarding = i % 2 ? FL_FORWARDING_BRIDGE : FL_FORWARDING_IP_ROUTER;
		rig_apply(rig, config);
		if (i % 100 == 0) {
			assert_forwards(rig, "always");
			assert_forwards(rig, "passing");
		}
	}
	assert_forwards(rig, "always");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(refuses_an_older_generation_of_the_same_uid_only),
		cmocka_unit_test(keeps_what_is_applied_generation_included),
		cmocka_unit_test(refuses_to_keep_what_is_not_there),
		cmocka_unit_test(refuses_a_device_of_a_router_that_is_kept),
		cmocka_unit_test(refuses_a_worker_beyond_the_topology),
		cmocka_unit_test(changes_nothing_when_a_device_is_missing),
		cmocka_unit_test(changes_nothing_when_an_mtu_is_beyond_the_device),
		cmocka_unit_test(changes_nothing_when_the_kind_refuses_and_tells_where),
		cmocka_unit_test(changes_nothing_when_the_tables_do_not_fit),
		cmocka_unit_test(changes_nothing_when_packet_memory_runs_out),
		cmocka_unit_test(touches_nobody_else_when_a_router_changes),
		cmocka_unit_test(hands_ports_and_buffers_on_to_the_next_generation),
		cmocka_unit_test(frees_the_buffers_of_a_removed_router_when_all_have_come_back),
		cmocka_unit_test(does_not_grow_over_a_thousand_configurations),
	};

	return cmocka_run_group_tests(tests, rig_start, rig_stop);
}
