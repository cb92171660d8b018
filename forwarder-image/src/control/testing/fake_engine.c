#include "control/testing/fake_engine.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "elements/catalogue.h"
#include "ports/port.h"
#include "ports/sriov_device.h"

static const char *const drop_names[] = {"check_ip_header_bad_checksum", "dec_ip_ttl_expired", NULL};

void fake_engine_init(struct fl_engine *engine)
{
	*engine = (struct fl_engine){
		.ready = true,
		.live = true,
		.cost = -1,
		.cost_spread = -1,
		.memory_accesses = -1,
		.scheduler = {.policy = FL_POLICY_MEMORY,
			.charging = FL_POLICY_CPU,
			.sample_every = 20,
			.memory_reason = "no counter here"},
		.topology = {.worker_count = 2,
			.workers = {{0, 1, 0, 1}, {1, 2, 0, 1}},
			.control_cpu = 1,
			.cpu_count = 2,
			.cpus = {1, 2}},
	};
}

static const struct fl_config_router *router_find(const struct fl_engine *engine, const char *uid)
{
	for (uint32_t i = 0; i < engine->router_count; i++)
		if (strcmp(engine->routers[i].uid, uid) == 0)
			return &engine->routers[i];
	return NULL;
}

int fl_engine_apply(struct fl_engine *engine, const struct fl_config *config, struct fl_problems *problems)
{
	struct fl_config_router routers[FAKE_ROUTERS_MAX];
	if (strcmp(config->forwarder_uid, engine->forwarder_uid) == 0 && config->generation < engine->generation)
		return -ESTALE;
	if (engine->fail_with != 0) {
		if (engine->fail_path != NULL)
			fl_problems_add(problems, engine->fail_path, "%s", engine->fail_reason);
		return engine->fail_with;
	}
	for (uint32_t i = 0; i < config->router_count; i++) {
		const struct fl_config_router *router = &config->routers[i];
		if (router->keep)
			router = router_find(engine, router->uid);
		if (router == NULL) {
			fl_problems_add(problems, "routers[0].keep", "nothing is applied for this uid");
			return -EINVAL;
		}
		routers[i] = *router;
		routers[i].routes = NULL;
		routers[i].routes6 = NULL;
	}
	memcpy(engine->routers, routers, sizeof(routers));
	engine->router_count = config->router_count;
	memcpy(engine->forwarder_uid, config->forwarder_uid, sizeof(engine->forwarder_uid));
	engine->generation = config->generation;
	engine->applied_count++;
	return 0;
}

uint64_t fl_engine_generation(const struct fl_engine *engine)
{
	return engine->generation;
}

uint32_t fl_engine_tick(struct fl_engine *engine)
{
	engine->ticks++;
	return 5;
}

static void router_report(
	const struct fl_engine *engine, const struct fl_config_router *router, struct fl_router_report *report)
{
	memcpy(report->uid, router->uid, sizeof(report->uid));
	memcpy(report->name, router->name, sizeof(report->name));
	report->generation = router->generation;
	report->interface_count = router->interface_count;
	report->buffers_total = 1024;
	report->buffers_in_use = 32;
	for (uint32_t i = 0; i < router->interface_count; i++) {
		struct fl_interface_report *interface = &report->interfaces[i];
		struct fl_path_report *path = &report->paths[i];
		memcpy(interface->name, router->interfaces[i].name, sizeof(interface->name));
		memcpy(interface->device, router->interfaces[i].device, sizeof(interface->device));
		interface->mac = (struct rte_ether_addr){{2, 0, 0, 0, 0, (uint8_t)(0xa0 + i)}};
		interface->mtu = router->interfaces[i].mtu == 0 ? 1500 : router->interfaces[i].mtu;
		memcpy(path->interface, router->interfaces[i].name, sizeof(path->interface));
		path->worker = router->paths[i].worker;
		path->state = engine->ready ? FL_PATH_FORWARDING : FL_PATH_STARTING;
		path->busy_cycles = 60;
		path->dispatches = 5;
		path->backlogged_dispatches = 2;
		path->sleeping_dispatches = 1;
		path->cost_cycles_per_packet = engine->cost;
		path->cost_spread_cycles_per_packet = engine->cost_spread;
		path->memory_accesses_per_packet = engine->memory_accesses;
		path->moves = 3;
		path->move_pause_nanos_last = 1500;
		path->move_pause_nanos_max = 20000;
		path->move_lost_known = i == 0;
		path->move_lost_packets_last = 2;
		path->move_lost_packets = 5;
		path->counters = engine->counters;
		path->drop_names = drop_names;
		path->classifier_cycles = 21;
		path->wasted_cycles = 13;
		interface->hardware_classified = i > 0;
		if (engine->quarantined && i == 0) {
			path->state = FL_PATH_QUARANTINED;
			path->evidence = engine->evidence;
		}
	}
}

int fl_engine_report(const struct fl_engine *engine, struct fl_report *report)
{
	*report = (struct fl_report){
		.generation = engine->generation,
		.monotonic_nanos = 1234567890,
		.tsc_hz = 2500000000,
		.scheduler = engine->scheduler,
		.worker_count = 2,
		.workers = {{0, 1, 100, 60, 30, 9, 1}, {1, 2, 200, 120, 60, 18, 2}},
		.router_count = engine->router_count,
		.routers = calloc(engine->router_count + 1, sizeof(*report->routers)),
		.stranded_buffers = 3,
	};
	if (report->routers == NULL)
		return -ENOMEM;
	memcpy(report->forwarder_uid, engine->forwarder_uid, sizeof(report->forwarder_uid));
	for (uint32_t i = 0; i < engine->router_count; i++)
		router_report(engine, &engine->routers[i], &report->routers[i]);
	return 0;
}

void fl_report_fini(struct fl_report *report)
{
	free(report->routers);
}

const struct fl_topology *fl_engine_topology(const struct fl_engine *engine)
{
	return &engine->topology;
}

bool fl_engine_ready(const struct fl_engine *engine)
{
	return engine->generation > 0 && engine->ready;
}

bool fl_engine_live(const struct fl_engine *engine)
{
	return engine->live;
}

int fl_netdevs_list(struct fl_netdev *netdevs, uint32_t max)
{
	if (max > 0)
		netdevs[0] = (struct fl_netdev){"uplink-0", {{2, 0, 0, 0, 0, 0xfe}}, 1500, true};
	return max > 0 ? 1 : 0;
}

uint32_t fl_sriov_list(struct fl_sriov_info *infos, uint32_t max)
{
	if (max > 0)
		infos[0] = (struct fl_sriov_info){.pci_address = "0000:41:10.2",
			.driver = "net_e1000_igb_vf",
			.mac = {{2, 0, 0, 0, 1, 1}},
			.mtu = 1500,
			.numa_node = 1,
			.link_up = true};
	return max > 0 ? 1 : 0;
}

size_t fl_catalogue_json(char *buffer, size_t size)
{
	static const char catalogue[] = "{\"elements\": []}";
	if (size > 0)
		snprintf(buffer, size, "%s", catalogue);
	return sizeof(catalogue) - 1;
}
