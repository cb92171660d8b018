#include "bench/direct.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bench/fail.h"
#include "bench/kinds.h"
#include "bench/loop_port.h"
#include "core/cpuset.h"
#include "core/eal.h"
#include "core/graph.h"

enum { POOL_PACKETS = 256 };

void direct_start(const struct bench_options *options)
{
	const struct fl_engine_options engine = {.hugepage_mib = options->hugepages_mib};
	uint32_t cpus[FL_WORKERS_MAX + 1];
	char error[256];
	int count = fl_cpuset_get(cpus, RTE_DIM(cpus));

	if (count < 1)
		bench_fail("the CPUs of this process cannot be read");
	struct fl_topology topology = {.control_cpu = cpus[RTE_MIN(count, (int)RTE_DIM(cpus)) - 1]};
	if (fl_eal_init(&topology, &engine, error, sizeof(error)) != 0)
		bench_fail("%s", error);
}

static void state_make(struct direct_path *direct, const char *device)
{
	struct fl_config_router router = {0};
	struct fl_problems problems = {0};
	struct fl_forwarding_setup setup = {
		.config = &router, .interface_count = 1, .macs = {direct->port->mac}, .mtus = {direct->port->mtu}};

	bench_router_fill(&router, device);
	setup.pool = direct->path.pool;
	direct->path.router_state = direct->ops->state_create(&setup, &problems);
	fl_config_router_fini(&router);
	if (direct->path.router_state == NULL)
		bench_fail("the router's tables cannot be made");
}

void direct_path_open(struct direct_path *direct, const struct fl_forwarding_ops *ops, const char *device)
{
	struct fl_path *path = &direct->path;
	char name[32];

	memset(direct, 0, sizeof(*direct));
	direct->ops = ops;
	direct->port = fl_port_ring_open(device, BENCH_RING_SIZE);
	snprintf(name, sizeof(name), "pool %s", device);
	path->pool = fl_packet_pool_create(name, POOL_PACKETS);
	if (direct->port == NULL || path->pool == NULL)
		bench_fail("there is no memory for the device %s", device);
	path->input = direct->port;
	path->burst = FL_BURST_MAX;
	path->source_count = 1;
	path->output_count = 1;
	path->outputs[0].mac = direct->port->mac;
	path->outputs[0].mtu = direct->port->mtu;
	path->outputs[0].tx = direct->port->ops->tx_open(direct->port);
	if (ops->state_create != NULL)
		state_make(direct, device);
	if (ops->path_state_create != NULL && (path->path_state = ops->path_state_create(path)) == NULL)
		bench_fail("there is no memory for the path of %s", device);
	snprintf(name, sizeof(name), "path %s", device);
	if (path->outputs[0].tx == NULL || fl_graph_create(path, ops, name) != 0)
		bench_fail("the graph of %s cannot be made", device);
	fl_path_begin(path); // once: each walk is alike
}
