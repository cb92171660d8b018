#include "core/router.h"

#include <errno.h>
#include <inttypes.h>
#include <rte_errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/graph.h"

enum { PATH_SIZE = sizeof(((struct fl_problem *)0)->path) };

static int interface_problem(struct fl_problems *problems, uint32_t interface, const char *field, const char *reason)
{
	char path[PATH_SIZE];

	snprintf(path, sizeof(path), "interfaces[%u].%s", interface, field);
	fl_problems_add(problems, path, "%s", reason);
	return -EINVAL;
}

// Whether the previous generation's pool of buffers is the new one's, too.
static bool pool_stays(const struct fl_router_setup *setup)
{
	const struct fl_router *previous = setup->previous;

	return previous != NULL && previous->pool->count == setup->config->buffers_per_router &&
	       !previous->pool->abandoned && !fl_router_quarantined(previous);
}

// The same device, if the previous generation has it open, or NULL. In the queue of a shared one are buffers of its pool.
static struct fl_device *device_of_previous(const struct fl_router_setup *setup, const struct fl_config_device *device,
	const struct fl_config_interface *interface)
{
	const struct fl_router *previous = setup->previous;

	if (previous == NULL || (fl_config_device_shared(device) && !pool_stays(setup)))
		return NULL;
	for (uint32_t i = 0; i < previous->config.interface_count; i++)
		if (fl_config_device_same(&previous->device_configs[i], device) &&
			fl_config_interface_same_place(&previous->config.interfaces[i], interface))
			return previous->devices[i];
	return NULL;
}

static struct fl_device *device_open(const struct fl_router_setup *setup, const struct fl_config_device *device,
	const struct fl_config_interface *interface)
{
	if (!fl_config_device_shared(device))
		return fl_device_open(device);
	return fl_shared_device_open(
		setup->shared_devices, device, interface, setup->config->buffers_per_router, setup->serial);
}

static int device_problem(
	struct fl_problems *problems, uint32_t interface, const struct fl_config_device *config, int cause)
{
	char reason[sizeof(((struct fl_problem *)0)->reason)];
	const char *device = config->name;

	if (cause == ENODEV && config->kind == FL_DEVICE_SRIOV)
		snprintf(reason, sizeof(reason),
			"the pod was not given PCI device %s, or it is bound to no driver that DPDK has",
			config->pci_address);
	else if (cause == ENODEV)
		snprintf(reason, sizeof(reason), "the pod has no network device %s", device);
	else if (cause == ENETDOWN)
		snprintf(reason, sizeof(reason), "network device %s is down", device);
	else if (cause == EPERM)
		snprintf(reason, sizeof(reason), "opening device %s needs the capability NET_RAW, which this pod lacks",
			device);
	else
		snprintf(reason, sizeof(reason), "device %s does not open: %s", device, strerror(cause));
	interface_problem(problems, interface, "device", reason);
	return cause == ENODEV || cause == ENETDOWN || cause == EPERM ? -EINVAL : -cause;
}

static int device_take(
	struct fl_router *router, const struct fl_router_setup *setup, uint32_t interface, struct fl_problems *problems)
{
	const struct fl_config_interface *wanted = &router->config.interfaces[interface];
	const struct fl_config_device *config = fl_config_device_get(setup->config, wanted->device);

	if (config == NULL)
		return interface_problem(problems, interface, "device", "the document lists no such device");
	struct fl_device *device = device_of_previous(setup, config, wanted);

	router->devices[interface] = device != NULL ? fl_device_reference(device) : device_open(setup, config, wanted);
	if (router->devices[interface] == NULL)
		return device_problem(problems, interface, config, errno);
	struct fl_port *port = router->devices[interface]->port;
	router->device_configs[interface] = *config;
	if (wanted->mtu > port->mtu) {
		char reason[sizeof(((struct fl_problem *)0)->reason)];

		snprintf(reason, sizeof(reason), "%u is more than %u, the MTU of device %s", wanted->mtu, port->mtu,
			wanted->device);
		return interface_problem(problems, interface, "mtu", reason);
	}
	return 0;
}

// After the paths' own, which are first where a device has few transmit queues.
static int control_tx_open(struct fl_router *router, struct fl_problems *problems)
{
	for (uint32_t i = 0; i < router->config.interface_count; i++) {
		struct fl_port *port = router->devices[i]->port;

		router->control_tx[i] = port->ops->tx_open(port);
		if (router->control_tx[i] == NULL)
			return device_problem(problems, i, &router->device_configs[i], errno);
	}
	return 0;
}

static uint16_t mtu_of(const struct fl_router *router, uint32_t interface)
{
	uint16_t mtu = router->config.interfaces[interface].mtu;

	return mtu != 0 ? mtu : router->devices[interface]->port->mtu;
}

static int pool_take(struct fl_router *router, const struct fl_router_setup *setup, struct fl_problems *problems)
{
	uint32_t count = setup->config->buffers_per_router;

	if (pool_stays(setup)) {
		router->pool = fl_pool_reference(setup->previous->pool);
		return 0;
	}
	router->pool = fl_pool_create(count, ++*setup->serial);
	if (router->pool != NULL)
		return 0;
	fl_problems_add(problems, "",
		"there is no memory for the router's %u packet buffers: give the forwarder more "
		"hugepages or lower buffersPerRouter",
		count);
	return -ENOMEM;
}

// Tells the classifiers whose buffers to copy into; a port that is taken over has been told.
static void pool_tell(struct fl_router *router)
{
	for (uint32_t i = 0; i < router->config.interface_count; i++)
		if (router->devices[i]->shared != NULL && fl_shared_device_port(router->devices[i])->pool == NULL)
			fl_shared_device_port(router->devices[i])->pool = router->pool->mempool;
}

static int state_make(struct fl_router *router, const struct fl_router_setup *setup, struct fl_problems *problems)
{
	struct fl_forwarding_setup forwarding = {
		.config = &router->config,
		.interface_count = router->config.interface_count,
		.pool = router->pool->mempool,
	};

	if (router->ops->state_create == NULL)
		return 0;
	// The state of another kind of forwarding is not its own.
	if (setup->previous != NULL && setup->previous->ops == router->ops)
		forwarding.previous_state = setup->previous->state;
	for (uint32_t i = 0; i < router->config.interface_count; i++) {
		forwarding.macs[i] = router->devices[i]->port->mac;
		forwarding.mtus[i] = mtu_of(router, i);
	}
	size_t before = problems->count;
	errno = 0;
	router->state = router->ops->state_create(&forwarding, problems);
	if (router->state != NULL)
		return 0;
	if (problems->count > before)
		return -EINVAL;
	int cause = errno != 0 ? errno : ENOMEM;
	fl_problems_add(problems, "forwarding", "the tables cannot be made: %s", strerror(cause));
	return -cause;
}

static int outputs_open(struct fl_router *router, struct fl_path *path)
{
	path->output_count = router->config.interface_count;
	for (uint32_t i = 0; i < path->output_count; i++) {
		struct fl_port *port = router->devices[i]->port;

		path->outputs[i].mac = port->mac;
		path->outputs[i].mtu = mtu_of(router, i);
		if (router->firsts[path->interface] != path->interface)
			continue; // the first one's are used
		path->outputs[i].tx = port->ops->tx_open(port);
		if (path->outputs[i].tx == NULL)
			return errno != 0 ? -errno : -ENOMEM;
	}
	return 0;
}

static int task_open(struct fl_router *router, uint32_t interface)
{
	struct fl_task *task = calloc(1, sizeof(*task));

	if (task == NULL)
		return -ENOMEM;
	router->tasks[interface] = task;
	fl_task_init(task);
	struct fl_path *path = &task->path;
	path->interface = interface;
	path->input = router->devices[interface]->port;
	path->pool = router->pool->mempool;
	path->router_state = router->state;
	path->source_count = 1;
	return outputs_open(router, path);
}

// In the order of their interfaces; a path's first is the lowest.
static void tasks_join(struct fl_router *router)
{
	for (uint32_t i = 0; i < router->config.interface_count; i++) {
		struct fl_path *first = &fl_router_task(router, i)->path, *last = first;

		if (router->firsts[i] == i)
			continue;
		while (last->joined != NULL)
			last = last->joined;
		last->joined = &router->tasks[i]->path;
		first->source_count++;
	}
}

static int task_make(struct fl_router *router, const struct fl_router_setup *setup, uint32_t interface)
{
	struct fl_path *path = &router->tasks[interface]->path;
	char name[32];
	int result = 0;

	if (router->firsts[interface] != interface)
		return 0;
	if (router->ops->path_state_create != NULL) {
		errno = 0;
		path->path_state = router->ops->path_state_create(path);
		result = path->path_state == NULL ? -errno : 0;
	}
	if (result != 0)
		return result;
	snprintf(name, sizeof(name), "g%" PRIu64, ++*setup->serial);
	return fl_graph_create(path, router->ops, name);
}

static int tasks_make(struct fl_router *router, const struct fl_router_setup *setup, struct fl_problems *problems)
{
	int result = 0;

	for (uint32_t i = 0; i < router->config.interface_count; i++)
		router->firsts[i] = router->ops->path_first != NULL ? router->ops->path_first(router->state, i) : i;
	for (uint32_t i = 0; i < router->config.interface_count && result == 0; i++)
		result = task_open(router, i);
	if (result == 0)
		tasks_join(router);
	for (uint32_t i = 0; i < router->config.interface_count && result == 0; i++)
		result = task_make(router, setup, i);
	if (result == 0)
		result = fl_router_seats_make(router, setup->router);
	if (result != 0)
		fl_problems_add(problems, "paths", "the paths cannot be made: %s", strerror(-result));
	return result;
}

static int router_build(struct fl_router *router, const struct fl_router_setup *setup, struct fl_problems *problems)
{
	int result = fl_config_router_copy(&router->config, setup->router);

	if (result != 0) {
		fl_problems_add(problems, "", "there is no memory for its definition");
		return result;
	}
	router->ops = fl_forwarding_get(router->config.forwarding);
	for (uint32_t i = 0; i < router->config.interface_count; i++) {
		int error = device_take(router, setup, i, problems);

		result = result != 0 ? result : error;
	}
	if (result == 0)
		result = pool_take(router, setup, problems);
	if (result == 0) {
		pool_tell(router);
		result = state_make(router, setup, problems);
	}
	if (result == 0)
		result = tasks_make(router, setup, problems);
	if (result == 0)
		result = control_tx_open(router, problems);
	return result;
}

struct fl_router *fl_router_create(const struct fl_router_setup *setup, struct fl_problems *problems, int *error)
{
	struct fl_router *router = calloc(1, sizeof(*router));

	if (router == NULL) {
		fl_problems_add(problems, "", "there is no memory for it");
		*error = -ENOMEM;
		return NULL;
	}
	*error = router_build(router, setup, problems);
	if (*error == 0)
		return router;
	struct fl_pool *unused = NULL; // a pool that nothing was taken from
	fl_router_destroy(router, &unused);
	fl_pools_reap(&unused);
	return NULL;
}

bool fl_router_quarantined(const struct fl_router *router)
{
	for (uint32_t i = 0; i < FL_INTERFACES_MAX; i++)
		if (router->tasks[i] != NULL && fl_task_quarantined(router->tasks[i]))
			return true;
	return false;
}

bool fl_router_released(const struct fl_router *router, const struct fl_config_router *wanted)
{
	return fl_router_quarantined(router) && (wanted->generation != router->config.generation ||
							strcmp(wanted->release, router->config.release) != 0);
}

bool fl_router_same_definition(
	const struct fl_router *router, const struct fl_config *config, const struct fl_config_router *wanted)
{
	if (router->pool->count != config->buffers_per_router ||
		!fl_config_router_same_definition(&router->config, wanted))
		return false;
	for (uint32_t i = 0; i < wanted->interface_count; i++) {
		const struct fl_config_device *device = fl_config_device_get(config, wanted->interfaces[i].device);

		if (device == NULL || !fl_config_device_same(device, &router->device_configs[i]))
			return false;
	}
	return true;
}

int fl_router_seats_make(struct fl_router *router, const struct fl_config_router *wanted)
{
	for (uint32_t i = 0; i < wanted->share_count; i++) {
		const struct fl_config_share *share = &wanted->shares[i];

		if (router->seats[share->worker] != NULL)
			continue;
		struct fl_seat *seat = malloc(sizeof(*seat));
		if (seat == NULL)
			return -ENOMEM;
		fl_seat_init(seat, share->share_ppm);
		router->seats[share->worker] = seat;
	}
	return 0;
}

// The index of the same reason in another kind's table, or -1.
static int reason_find(const struct fl_forwarding_ops *ops, const char *name)
{
	for (int i = 0; ops->drop_names[i] != NULL; i++)
		if (strcmp(ops->drop_names[i], name) == 0)
			return i;
	return -1;
}

struct fl_classified fl_router_classified(const struct fl_router *router, uint32_t interface)
{
	struct fl_classified classified = router->tasks[interface]->classified_before;

	if (router->devices[interface]->shared == NULL)
		return classified;
	const struct fl_shared_port_sums *sums = &fl_shared_device_port(router->devices[interface])->sums;
	classified.cycles += __atomic_load_n(&sums->cycles, __ATOMIC_RELAXED);
	classified.wasted_cycles += __atomic_load_n(&sums->wasted_cycles, __ATOMIC_RELAXED);
	return classified;
}

static void task_inherit(
	struct fl_router *router, struct fl_task *task, const struct fl_router *previous, const struct fl_task *old)
{
	struct fl_path_counters *counters = &task->path.counters;

	*counters = old->path.counters;
	task->busy_cycles = old->busy_cycles;
	task->dispatches = old->dispatches;
	task->backlogged_dispatches = old->backlogged_dispatches;
	task->moves = old->moves;
	if (previous->ops == router->ops) {
		task->cost = old->cost;
		task->memory = old->memory;
		task->path.burst = old->path.burst;
		return;
	}
	memset(counters->drops, 0, sizeof(counters->drops));
	for (int i = 0; previous->ops->drop_names[i] != NULL; i++) {
		int reason = reason_find(router->ops, previous->ops->drop_names[i]);

		if (reason >= 0)
			counters->drops[reason] = old->path.counters.drops[i];
	}
}

static void interface_inherit(
	struct fl_router *router, uint32_t interface, const struct fl_router *previous, uint32_t old_interface)
{
	bool same = router->devices[interface] == previous->devices[old_interface];

	task_inherit(router, router->tasks[interface], previous, previous->tasks[old_interface]);
	router->tasks[interface]->classified_before = same ? previous->tasks[old_interface]->classified_before
							   : fl_router_classified(previous, old_interface);
}

void fl_router_counters_inherit(struct fl_router *router, const struct fl_router *previous)
{
	for (uint32_t i = 0; i < router->config.interface_count; i++)
		for (uint32_t j = 0; j < previous->config.interface_count; j++)
			if (strcmp(router->config.interfaces[i].name, previous->config.interfaces[j].name) == 0)
				interface_inherit(router, i, previous, j);
}

// What of a quarantined task is not freed in the ordinary way.
static void task_abandon(struct fl_router *router, struct fl_task *task)
{
	fl_graph_abandon(&task->path);
	if (router->ops->path_state_abandon == NULL || task->path.path_state == NULL)
		return;
	router->ops->path_state_abandon(task->path.path_state);
	task->path.path_state = NULL;
}

// What its devices still hold of a pool that a quarantined path left, when the router is the last to use it.
static void pool_abandon(struct fl_router *router)
{
	router->pool->abandoned = true;
	for (uint32_t i = 0; router->pool->references == 1 && i < router->config.interface_count; i++)
		fl_pool_debt_add(router->pool, router->devices[i]);
}

static void task_destroy(struct fl_router *router, struct fl_task *task)
{
	if (task == NULL)
		return;
	if (fl_task_quarantined(task))
		task_abandon(router, task);
	fl_graph_destroy(&task->path);
	if (task->path.path_state != NULL)
		router->ops->path_state_destroy(task->path.path_state);
	for (uint32_t i = 0; i < task->path.output_count; i++)
		if (task->path.outputs[i].tx != NULL)
			task->path.outputs[i].tx->port->ops->tx_close(task->path.outputs[i].tx);
	free(task);
}

void fl_router_destroy(struct fl_router *router, struct fl_pool **waiting)
{
	if (fl_router_quarantined(router) || (router->pool != NULL && router->pool->abandoned))
		pool_abandon(router);
	for (uint32_t i = 0; i < FL_INTERFACES_MAX; i++)
		task_destroy(router, router->tasks[i]);
	if (router->state != NULL)
		router->ops->state_destroy(router->state);
	for (uint32_t i = 0; i < FL_INTERFACES_MAX; i++) {
		if (router->control_tx[i] != NULL)
			router->control_tx[i]->port->ops->tx_close(router->control_tx[i]);
		fl_device_release(router->devices[i]);
	}
	for (uint32_t i = 0; i < FL_WORKERS_MAX; i++)
		free(router->seats[i]);
	fl_pool_release(router->pool, waiting);
	fl_config_router_fini(&router->config);
	free(router);
}
