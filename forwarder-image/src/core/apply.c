#include "core/apply.h"

#include <errno.h>
#include <rte_log.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/classifier_plan.h"
#include "core/engine_state.h"

// What becomes of one router of the document.
struct fate {
	const struct fl_config_router *wanted;
	struct fl_router *present; // the applied generation, or NULL
	struct fl_router *made;    // a new generation, or NULL: the present one stays
};

struct plan {
	struct fl_engine *engine;
	const struct fl_config *config;
	struct fl_problems *problems;
	uint32_t count;
	struct fate *fates;         // one for each router of the document
	struct fl_router **routers; // what the engine has afterwards
	struct fl_classifier_plan classifiers;
	int error; // the first
};

static void problem_at(struct plan *plan, uint32_t router, const char *field, const char *reason)
{
	char path[sizeof(((struct fl_problem *)0)->path)];

	snprintf(path, sizeof(path), "routers[%u]%s%s", router, *field == '\0' ? "" : ".", field);
	fl_problems_add(plan->problems, path, "%s", reason);
	if (plan->error == 0)
		plan->error = -EINVAL;
}

static struct fl_router *router_find(const struct fl_engine *engine, const char *uid)
{
	for (uint32_t i = 0; i < engine->router_count; i++)
		if (strcmp(engine->routers[i]->config.uid, uid) == 0)
			return engine->routers[i];
	return NULL;
}

static void check_workers(struct plan *plan, uint32_t index)
{
	const struct fl_config_router *wanted = plan->fates[index].wanted;
	uint32_t worker_count = plan->engine->topology.worker_count;

	for (uint32_t i = 0; i < wanted->interface_count; i++) {
		char field[32], reason[128];

		if (wanted->paths[i].worker < worker_count)
			continue;
		snprintf(field, sizeof(field), "paths[%u].worker", i);
		snprintf(reason, sizeof(reason), "%u is no worker: this forwarder has 0 to %u", wanted->paths[i].worker,
			worker_count - 1);
		problem_at(plan, index, field, reason);
	}
}

static const struct fl_config_router *outcome(const struct fate *fate)
{
	return fate->wanted->keep && fate->present != NULL ? &fate->present->config : fate->wanted;
}

static void check_worker_room(struct plan *plan)
{
	uint32_t tasks[FL_WORKERS_MAX] = {0};

	for (uint32_t i = 0; i < plan->count; i++) {
		const struct fl_config_router *router = outcome(&plan->fates[i]);

		for (uint32_t j = 0; j < router->interface_count; j++) {
			uint32_t worker = router->paths[j].worker;
			char reason[128];

			if (worker >= FL_WORKERS_MAX || ++tasks[worker] != FL_WORKER_TASKS_MAX + 1)
				continue;
			snprintf(reason, sizeof(reason), "worker %u has %d paths already, the most it takes", worker,
				FL_WORKER_TASKS_MAX);
			problem_at(plan, i, "paths", reason);
		}
	}
}

// Whether two interfaces cannot both have their devices: one device, and not two places of a shared one.
static bool clash(const struct plan *plan, const struct fl_config_interface *a, const struct fl_config_interface *b)
{
	const struct fl_config_device *device = fl_config_device_get(plan->config, a->device);

	if (strcmp(a->device, b->device) != 0)
		return false;
	return device == NULL || !fl_config_device_shared(device) || fl_config_interface_same_place(a, b);
}

// A device of a router that is kept is not in this document's interfaces, so the parser could not see the clash.
static void check_kept_devices(struct plan *plan, uint32_t kept)
{
	const struct fl_config_router *present = outcome(&plan->fates[kept]);

	for (uint32_t i = 0; i < plan->count; i++) {
		const struct fl_config_router *wanted = plan->fates[i].wanted;

		for (uint32_t j = 0; !wanted->keep && j < wanted->interface_count; j++)
			for (uint32_t k = 0; k < present->interface_count; k++) {
				char field[32], reason[FL_ROUTER_NAME_SIZE + 64];

				if (!clash(plan, &wanted->interfaces[j], &present->interfaces[k]))
					continue;
				snprintf(field, sizeof(field), "interfaces[%u].device", j);
				snprintf(reason, sizeof(reason), "router %s, which is kept, uses %s", present->name,
					wanted->interfaces[j].device);
				problem_at(plan, i, field, reason);
			}
	}
}

static void check(struct plan *plan)
{
	for (uint32_t i = 0; i < plan->count; i++) {
		struct fate *fate = &plan->fates[i];

		if (!fate->wanted->keep)
			check_workers(plan, i);
		else if (fate->present == NULL)
			problem_at(plan, i, "keep", "nothing is applied for this uid yet");
		else
			check_kept_devices(plan, i);
	}
	check_worker_room(plan);
	if (!fl_classifier_plan_check(plan->config, &plan->engine->topology, plan->problems) && plan->error == 0)
		plan->error = -EINVAL;
}

// The router's own problems, told with their place in the document.
static void problems_move(struct plan *plan, uint32_t index, const struct fl_problems *own)
{
	for (size_t i = 0; i < own->count; i++)
		problem_at(plan, index, own->items[i].path, own->items[i].reason);
}

static void build_one(struct plan *plan, uint32_t index, struct fl_problems *own)
{
	struct fate *fate = &plan->fates[index];
	struct fl_router_setup setup = {
		.config = plan->config,
		.router = fate->wanted,
		.previous = fate->present,
		.shared_devices = &plan->engine->shared_devices,
		.serial = &plan->engine->serial,
	};
	int error = 0;

	own->count = 0;
	if (fate->present != NULL &&
		(fate->wanted->keep || (fl_router_same_definition(fate->present, plan->config, fate->wanted) &&
					       !fl_router_released(fate->present, fate->wanted)))) {
		if (!fate->wanted->keep)
			error = fl_router_seats_make(fate->present, fate->wanted);
		if (error != 0)
			fl_problems_add(own, "shares", "there is no memory for them");
		plan->routers[index] = fate->present;
	} else {
		fate->made = fl_router_create(&setup, own, &error);
		plan->routers[index] = fate->made;
	}
	if (error != 0 && plan->error == 0)
		plan->error = error;
	problems_move(plan, index, own);
}

static int plan_make(struct plan *plan)
{
	struct fl_problems *own = malloc(sizeof(*own));

	plan->fates = calloc(plan->count + 1, sizeof(*plan->fates));
	plan->routers = calloc(plan->count + 1, sizeof(struct fl_router *));
	if (own == NULL || plan->fates == NULL || plan->routers == NULL) {
		fl_problems_add(plan->problems, "", "there is no memory for this document");
		free(own);
		return -ENOMEM;
	}
	for (uint32_t i = 0; i < plan->count; i++) {
		plan->fates[i].wanted = &plan->config->routers[i];
		plan->fates[i].present = router_find(plan->engine, plan->config->routers[i].uid);
	}
	check(plan);
	for (uint32_t i = 0; i < plan->count && plan->error == 0; i++)
		build_one(plan, i, own);
	free(own);
	if (plan->error != 0)
		return plan->error;
	plan->error = fl_classifier_plan_make(
		&plan->classifiers, plan->engine->shared_devices, plan->config, plan->routers, plan->count);
	if (plan->error != 0)
		fl_problems_add(plan->problems, "devices", "there is no memory for the tables of classifiers");
	return plan->error;
}

static void plan_discard(struct plan *plan)
{
	for (uint32_t i = 0; plan->fates != NULL && i < plan->count; i++)
		if (plan->fates[i].made != NULL)
			fl_router_destroy(plan->fates[i].made, &plan->engine->waiting_pools);
	fl_pools_reap(&plan->engine->waiting_pools);
	free(plan->routers);
	free(plan->fates);
}

static void detach(struct fl_engine *engine, struct fl_router *router, uint32_t interface)
{
	const struct fl_order order = {.kind = FL_ORDER_DETACH, .task = router->tasks[interface]};

	if (router->firsts[interface] != interface)
		return;
	fl_worker_post(engine->workers[router->config.paths[interface].worker], &order);
}

static void attach(struct fl_engine *engine, struct fl_router *router, uint32_t interface)
{
	uint32_t worker = router->config.paths[interface].worker;
	const struct fl_order order = {
		.kind = FL_ORDER_ATTACH, .task = router->tasks[interface], .seat = router->seats[worker]};

	if (router->firsts[interface] != interface)
		return;
	fl_worker_post(engine->workers[worker], &order);
}

static void shares_set(struct fl_engine *engine, struct fl_router *router)
{
	for (uint32_t i = 0; i < router->config.share_count; i++) {
		const struct fl_config_share *share = &router->config.shares[i];
		const struct fl_order order = {
			.kind = FL_ORDER_SHARE,
			.seat = router->seats[share->worker],
			.share_ppm = share->share_ppm,
			.limit_ppm = share->limit_ppm,
		};

		fl_worker_post(engine->workers[share->worker], &order);
	}
}

static void workers_wait(struct fl_engine *engine)
{
	for (uint32_t i = 0; i < engine->topology.worker_count; i++)
		fl_worker_wait(engine->workers[i]);
}

static void detach_all(struct fl_engine *engine, struct fl_router *router)
{
	for (uint32_t i = 0; i < router->config.interface_count; i++)
		detach(engine, router, i);
}

// Whether a present router goes on in its present generation.
static struct fate *fate_of_staying(const struct plan *plan, const struct fl_router *router)
{
	for (uint32_t i = 0; i < plan->count; i++)
		if (plan->routers[i] == router)
			return &plan->fates[i];
	return NULL;
}

// Takes off their workers: paths that move, and every path of a generation that ends.
static void take_off(struct plan *plan)
{
	struct fl_engine *engine = plan->engine;

	for (uint32_t i = 0; i < engine->router_count; i++) {
		struct fl_router *router = engine->routers[i];
		struct fate *fate = fate_of_staying(plan, router);

		if (fate == NULL) {
			detach_all(engine, router);
			continue;
		}
		for (uint32_t j = 0; !fate->wanted->keep && j < router->config.interface_count; j++)
			if (router->config.paths[j].worker != fate->wanted->paths[j].worker)
				detach(engine, router, j);
	}
}

// Names, generation, places and shares of a router whose definition stays.
static void particulars_take(struct fl_router *router, const struct fl_config_router *wanted)
{
	memcpy(router->config.name, wanted->name, sizeof(router->config.name));
	router->config.generation = wanted->generation;
	memcpy(router->config.release, wanted->release, sizeof(router->config.release));
	memcpy(router->config.paths, wanted->paths, sizeof(router->config.paths));
	memcpy(router->config.shares, wanted->shares, sizeof(router->config.shares));
	router->config.share_count = wanted->share_count;
}

// Devices that receive into buffers which they were given before get those of their router.
static void devices_start(struct fl_router *router)
{
	for (uint32_t i = 0; i < router->config.interface_count; i++) {
		struct fl_port *port = router->devices[i]->port;

		if (port->ops->start == NULL)
			continue;
		router->start_errors[i] = port->ops->start(port, router->pool->mempool);
		if (router->start_errors[i] != 0)
			rte_log(RTE_LOG_ERR, RTE_LOGTYPE_USER1,
				"device %s does not start: its interface is silent: %s\n", port->device,
				strerror(-router->start_errors[i]));
	}
}

// What a device received since it was opened, while it was another router's, is nobody's.
static void fresh_devices_drain(const struct fl_router *router)
{
	for (uint32_t i = 0; i < router->config.interface_count; i++) {
		const struct fl_device *device = router->devices[i];

		if (device->references == 1 && device->port->ops->rx_drain != NULL)
			device->port->ops->rx_drain(device->port);
	}
}

// Routers whose definition stays: their shares, and the new places of paths that move. Every worker has been told to let
// go of what it loses before any is told here to wait for it, so none waits for ever.
static void move_on(struct plan *plan)
{
	for (uint32_t i = 0; i < plan->count; i++) {
		const struct fate *fate = &plan->fates[i];
		struct fl_router *router = plan->routers[i];
		struct fl_config_path before[FL_INTERFACES_MAX];

		if (fate->wanted->keep || fate->made != NULL)
			continue;
		memcpy(before, router->config.paths, sizeof(before));
		particulars_take(router, fate->wanted);
		shares_set(plan->engine, router);
		for (uint32_t j = 0; j < router->config.interface_count; j++)
			if (before[j].worker != router->config.paths[j].worker)
				attach(plan->engine, router, j);
	}
	workers_wait(plan->engine);
}

// New generations, once nobody runs the ones they replace, and the classifiers that serve them.
static void put_on(struct plan *plan)
{
	for (uint32_t i = 0; i < plan->count; i++) {
		struct fate *fate = &plan->fates[i];

		if (fate->made == NULL)
			continue;
		if (fate->present != NULL)
			fl_router_counters_inherit(fate->made, fate->present);
		devices_start(fate->made);
		fresh_devices_drain(fate->made);
		shares_set(plan->engine, fate->made);
		for (uint32_t j = 0; j < fate->made->config.interface_count; j++)
			attach(plan->engine, fate->made, j);
	}
	fl_classifier_plan_realize(&plan->classifiers, plan->engine->workers);
	workers_wait(plan->engine);
	fl_classifier_plan_settle(&plan->classifiers);
}

// Whether every worker counts its memory accesses.
static bool memory_is_counted(const struct fl_engine *engine)
{
	for (uint32_t i = 0; i < engine->topology.worker_count; i++)
		if (!engine->workers[i]->memory_counted)
			return false;
	return true;
}

// A policy about memory falls back to Cpu on all workers where one of them has no counter: shares mean the same on all.
static void policy_set(struct fl_engine *engine, const struct fl_config_scheduler *scheduler)
{
	enum fl_policy charging = fl_charge_counts_memory(scheduler->policy) && !memory_is_counted(engine)
					  ? FL_POLICY_CPU
					  : scheduler->policy;
	const struct fl_order order = {
		.kind = FL_ORDER_POLICY,
		.policy = charging,
		.sample_every = RTE_MAX(scheduler->sample_every, 1U),
	};

	for (uint32_t i = 0; i < engine->topology.worker_count; i++)
		fl_worker_post(engine->workers[i], &order);
	engine->scheduler = (struct fl_config_scheduler){scheduler->policy, order.sample_every};
	engine->charging = charging;
}

static void plan_realize(struct plan *plan)
{
	struct fl_engine *engine = plan->engine;

	policy_set(engine, &plan->config->scheduler);
	take_off(plan);
	move_on(plan);
	put_on(plan);
	for (uint32_t i = 0; i < engine->router_count; i++)
		if (fate_of_staying(plan, engine->routers[i]) == NULL)
			fl_router_destroy(engine->routers[i], &engine->waiting_pools);
	for (uint32_t i = 0; i < plan->count; i++) {
		struct fl_router *made = plan->fates[i].made;

		if (made != NULL && made->ops->started != NULL)
			made->ops->started(made->state, made->control_tx);
	}
	fl_pools_reap(&engine->waiting_pools);
	free(engine->routers);
	engine->routers = plan->routers;
	engine->router_count = plan->count;
	free(plan->fates);
}

int fl_apply(struct fl_engine *engine, const struct fl_config *config, struct fl_problems *problems)
{
	struct plan plan = {
		.engine = engine,
		.config = config,
		.problems = problems,
		.count = config->router_count,
	};
	int result = plan_make(&plan);

	if (result != 0)
		plan_discard(&plan);
	else
		plan_realize(&plan);
	return result;
}

void fl_apply_remove_all(struct fl_engine *engine)
{
	for (uint32_t i = 0; i < engine->router_count; i++)
		detach_all(engine, engine->routers[i]);
	if (engine->router_count > 0)
		workers_wait(engine);
	fl_classifier_plan_end(engine->shared_devices, engine->workers);
	for (uint32_t i = 0; i < engine->router_count; i++)
		fl_router_destroy(engine->routers[i], &engine->waiting_pools);
	engine->router_count = 0;
}
