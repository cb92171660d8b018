#include "lab.h"

#include <arpa/inet.h>
#include <errno.h>
#include <rte_cycles.h>
#include <rte_errno.h>
#include <rte_mempool.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "core/graph.h"
#include "core/walk.h"

enum { RING_SIZE = 1024 };

uint32_t lab_address(const char *text)
{
	struct in_addr address;

	assert_int_equal(inet_pton(AF_INET, text, &address), 1);
	return ntohl(address.s_addr);
}

void lab_interface_add(struct fl_config_router *config, const char *name, const char *cidr)
{
	struct fl_config_interface *interface = &config->interfaces[config->interface_count++];
	char address[INET_ADDRSTRLEN] = {0};
	unsigned int length;

	memset(interface, 0, sizeof(*interface));
	strcpy(interface->name, name);
	strcpy(interface->device, name);
	if (cidr == NULL)
		return;
	assert_int_equal(sscanf(cidr, "%15[^/]/%u", address, &length), 2);
	interface->address_count = 1;
	interface->addresses[0] = (struct fl_ip4_prefix){.address = lab_address(address), .length = (uint8_t)length};
}

struct fl_ip6 lab6_address(const char *text)
{
	struct fl_ip6 address;

	assert_int_equal(inet_pton(AF_INET6, text, &address), 1);
	return address;
}

void lab6_address_add(struct fl_config_router *config, const char *cidr)
{
	struct fl_config_interface *interface = &config->interfaces[config->interface_count - 1];
	char address[INET6_ADDRSTRLEN] = {0};
	unsigned int length;

	assert_int_equal(sscanf(cidr, "%45[^/]/%u", address, &length), 2);
	interface->addresses6[interface->address6_count++] =
		(struct fl_ip6_prefix){.address = lab6_address(address), .length = (uint8_t)length};
}

static uint16_t mtu_of(const struct lab *lab, uint32_t interface)
{
	uint16_t mtu = lab->config.interfaces[interface].mtu;

	return mtu != 0 ? mtu : lab->ports[interface]->mtu;
}

static void *state_create(struct lab *lab, const void *previous)
{
	struct fl_problems problems = {0};
	struct fl_forwarding_setup setup = {
		.config = &lab->config,
		.interface_count = lab->config.interface_count,
		.pool = lab->pool,
		.previous_state = previous,
	};
	void *state;

	for (uint32_t i = 0; i < setup.interface_count; i++) {
		setup.macs[i] = lab->ports[i]->mac;
		setup.mtus[i] = mtu_of(lab, i);
	}
	state = lab->ops->state_create(&setup, &problems);
	if (state == NULL)
		fail_msg("no state: %s %s: %s", strerror(errno), problems.items[0].path, problems.items[0].reason);
	return state;
}

static void path_open(struct lab *lab, uint32_t interface)
{
	struct fl_path *path = &lab->paths[interface];

	memset(path, 0, sizeof(*path));
	path->interface = interface;
	path->input = lab->ports[interface];
	path->pool = lab->pool;
	path->burst = FL_BURST_MAX;
	path->source_count = 1;
	path->router_state = lab->state;
	path->output_count = lab->config.interface_count;
	for (uint32_t i = 0; i < path->output_count; i++) {
		path->outputs[i].mac = lab->ports[i]->mac;
		path->outputs[i].mtu = mtu_of(lab, i);
		path->outputs[i].tx = lab->ports[i]->ops->tx_open(lab->ports[i]);
		assert_non_null(path->outputs[i].tx);
	}
}

// The path that the interface's packets are on.
static struct fl_path *first_of(struct lab *lab, uint32_t interface)
{
	return &lab->paths[lab->ops->path_first != NULL ? lab->ops->path_first(lab->state, interface) : interface];
}

static void path_join(struct lab *lab, uint32_t interface)
{
	struct fl_path *first = first_of(lab, interface), *last = first;

	if (first == &lab->paths[interface])
		return;
	while (last->joined != NULL)
		last = last->joined;
	last->joined = &lab->paths[interface];
	first->source_count++;
}

static void graph_make(struct lab *lab, uint32_t interface)
{
	struct fl_path *path = &lab->paths[interface];
	char name[32];

	if (first_of(lab, interface) != path)
		return;
	if (lab->ops->path_state_create != NULL) {
		path->path_state = lab->ops->path_state_create(path);
		assert_non_null(path->path_state);
	}
	snprintf(name, sizeof(name), "lab%u", interface);
	if (fl_graph_create(path, lab->ops, name) != 0)
		fail_msg("no graph: %s", rte_strerror(rte_errno));
}

static void path_close(struct lab *lab, uint32_t interface)
{
	struct fl_path *path = &lab->paths[interface];

	fl_graph_destroy(path);
	if (path->path_state != NULL)
		lab->ops->path_state_destroy(path->path_state);
	for (uint32_t i = 0; i < path->output_count; i++)
		path->outputs[i].tx->port->ops->tx_close(path->outputs[i].tx);
}

static void paths_open(struct lab *lab)
{
	for (uint32_t i = 0; i < lab->config.interface_count; i++)
		path_open(lab, i);
	for (uint32_t i = 0; i < lab->config.interface_count; i++)
		path_join(lab, i);
	for (uint32_t i = 0; i < lab->config.interface_count; i++)
		graph_make(lab, i);
	if (lab->ops->started != NULL)
		lab->ops->started(lab->state, lab->control_tx);
}

void lab_open(struct lab *lab, const struct fl_config_router *config, enum fl_device_kind kind, uint32_t buffers)
{
	memset(lab, 0, sizeof(*lab));
	lab->config = *config;
	lab->ops = fl_forwarding_get(config->forwarding);
	lab->pool = fl_packet_pool_create("lab", buffers);
	if (lab->pool == NULL)
		fail_msg("no pool: %s", rte_strerror(rte_errno));
	for (uint32_t i = 0; i < config->interface_count; i++) {
		const char *device = config->interfaces[i].device;

		lab->ports[i] =
			kind == FL_DEVICE_KERNEL ? fl_port_kernel_open(device) : fl_port_ring_open(device, RING_SIZE);
		if (lab->ports[i] == NULL)
			fail_msg("no port %s: %s", device, strerror(errno));
		lab->control_tx[i] = lab->ports[i]->ops->tx_open(lab->ports[i]);
		assert_non_null(lab->control_tx[i]);
	}
	if (lab->ops->state_create != NULL)
		lab->state = state_create(lab, NULL);
	paths_open(lab);
}

void lab_replace(struct lab *lab, const struct fl_config_router *config)
{
	void *previous = lab->state;

	lab->config = *config;
	lab->state = state_create(lab, previous);
	for (uint32_t i = 0; i < config->interface_count; i++)
		path_close(lab, i);
	lab->ops->state_destroy(previous);
	paths_open(lab);
}

void lab_close(struct lab *lab)
{
	for (uint32_t i = 0; i < lab->config.interface_count; i++)
		path_close(lab, i);
	if (lab->state != NULL)
		lab->ops->state_destroy(lab->state);
	for (uint32_t i = 0; i < lab->config.interface_count; i++) {
		lab->control_tx[i]->port->ops->tx_close(lab->control_tx[i]);
		lab->ports[i]->ops->close(lab->ports[i]);
	}
	assert_int_equal(rte_mempool_in_use_count(lab->pool), 0);
	rte_mempool_free(lab->pool);
}

void lab_dispatch(struct lab *lab)
{
	for (uint32_t i = 0; i < lab->config.interface_count; i++) {
		if (lab->paths[i].graph == NULL)
			continue; // an input of another path
		fl_path_begin(&lab->paths[i]);
		fl_walk(lab->paths[i].graph);
		fl_path_end(&lab->paths[i]);
	}
}

void lab_tick(struct lab *lab, uint64_t ms)
{
	lab->now_ms += ms;
	if (lab->ops->tick != NULL)
		lab->ops->tick(lab->state, lab->now_ms, lab->control_tx);
}

void lab_turn(void *context)
{
	struct lab *lab = context;
	uint64_t now_ms = rte_get_timer_cycles() / (rte_get_timer_hz() / 1000);

	lab_dispatch(lab);
	if (now_ms >= lab->now_ms + 5)
		lab_tick(lab, now_ms - lab->now_ms);
}

uint64_t lab_drops(const struct lab *lab, uint16_t reason)
{
	uint64_t total = 0;

	for (uint32_t i = 0; i < lab->config.interface_count; i++)
		total += lab->paths[i].counters.drops[reason];
	return total;
}
