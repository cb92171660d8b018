#include "core/classifier_plan.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

#include "core/shared_device.h"

static void problem_at(struct fl_problems *problems, uint32_t device, const char *reason)
{
	char path[64];

	snprintf(path, sizeof(path), "devices[%u].classifierWorker", device);
	fl_problems_add(problems, path, "%s", reason);
}

bool fl_classifier_plan_check(
	const struct fl_config *config, const struct fl_topology *topology, struct fl_problems *problems)
{
	uint32_t counts[FL_WORKERS_MAX] = {0};
	bool good = true;

	for (uint32_t i = 0; i < config->device_count; i++) {
		const struct fl_config_device *device = &config->devices[i];
		uint32_t worker = device->classifier_worker;
		char reason[128] = "";

		if (!fl_config_device_shared(device))
			continue;
		if (worker >= topology->worker_count)
			snprintf(reason, sizeof(reason), "%u is no worker: this forwarder has 0 to %u", worker,
				topology->worker_count - 1);
		else if (++counts[worker] > FL_WORKER_CLASSIFIERS_MAX)
			snprintf(reason, sizeof(reason), "worker %u has %d classifiers already, the most it takes",
				worker, FL_WORKER_CLASSIFIERS_MAX);
		if (reason[0] == '\0')
			continue;
		problem_at(problems, i, reason);
		good = false;
	}
	return good;
}

// Fills ports, when it is not NULL, with the sides of the device that the routers have; returns how many.
static uint32_t ports_of(const struct fl_shared_device *shared, struct fl_router *const *routers, uint32_t router_count,
	struct fl_shared_port **ports)
{
	uint32_t count = 0;

	for (uint32_t i = 0; i < router_count; i++)
		for (uint32_t j = 0; j < routers[i]->config.interface_count; j++) {
			if (routers[i]->devices[j]->shared != shared)
				continue;
			if (ports != NULL)
				ports[count] = fl_shared_device_port(routers[i]->devices[j]);
			count++;
		}
	return count;
}

// The table of the device's interfaces; NULL and errno 0: it has none, NULL and ENOMEM.
static struct fl_classifier_table *table_make(
	const struct fl_shared_device *shared, struct fl_router *const *routers, uint32_t router_count)
{
	uint32_t count = ports_of(shared, routers, router_count, NULL);

	errno = 0;
	if (count == 0)
		return NULL;
	struct fl_shared_port **ports = calloc(count, sizeof(struct fl_shared_port *));
	struct fl_classifier_table *table = NULL;

	if (ports != NULL) {
		ports_of(shared, routers, router_count, ports);
		table = fl_classifier_table_create(ports, count);
	}
	free(ports);
	errno = table != NULL ? 0 : ENOMEM;
	return table;
}

// A device that only a kept router has, and the document does not list, stays as it is.
static void item_fill(
	struct fl_classifier_plan_item *item, struct fl_shared_device *shared, const struct fl_config *config)
{
	const struct fl_config_device *listed = fl_config_device_get(config, shared->config.name);

	if (listed == NULL || !fl_config_device_same(listed, &shared->config))
		listed = &shared->config;
	item->shared = shared;
	item->worker = listed->classifier_worker;
	item->fifo = listed->classification == FL_CLASSIFICATION_FIFO;
}

int fl_classifier_plan_make(struct fl_classifier_plan *plan, struct fl_shared_device *shared_devices,
	const struct fl_config *config, struct fl_router *const *routers, uint32_t router_count)
{
	uint32_t count = 0;

	for (const struct fl_shared_device *shared = shared_devices; shared != NULL; shared = shared->next)
		count++;
	*plan = (struct fl_classifier_plan){.items = calloc(count + 1, sizeof(*plan->items))};
	if (plan->items == NULL)
		return -ENOMEM;
	for (struct fl_shared_device *shared = shared_devices; shared != NULL; shared = shared->next) {
		struct fl_classifier_plan_item *item = &plan->items[plan->count++];

		item_fill(item, shared, config);
		item->table = table_make(shared, routers, router_count);
		if (errno == 0)
			continue;
		fl_classifier_plan_discard(plan);
		return -ENOMEM;
	}
	return 0;
}

// Whether a worker has the classifier that is not to have it any more.
static bool is_let_go(const struct fl_classifier_plan_item *item)
{
	return item->shared->table != NULL && (item->table == NULL || item->shared->worker != item->worker);
}

static void let_go(struct fl_shared_device *shared, struct fl_worker *const *workers)
{
	const struct fl_order order = {.kind = FL_ORDER_CLASSIFY_END, .classifier = &shared->classifier};

	fl_worker_post(workers[shared->worker], &order);
}

static void take(const struct fl_classifier_plan_item *item, struct fl_worker *const *workers)
{
	const struct fl_order order = {
		.kind = FL_ORDER_CLASSIFY,
		.classifier = &item->shared->classifier,
		.table = item->table,
		.fifo = item->fifo,
	};

	fl_worker_post(workers[item->worker], &order);
}

// What a device received between its opening and now was received by whoever had it before, too.
static void drain_when_fresh(const struct fl_shared_device *shared)
{
	struct fl_port *port = shared->device->port;

	if (shared->table == NULL && port->ops->rx_drain != NULL)
		port->ops->rx_drain(port);
}

void fl_classifier_plan_realize(struct fl_classifier_plan *plan, struct fl_worker *const *workers)
{
	for (uint32_t i = 0; i < plan->count; i++)
		if (is_let_go(&plan->items[i]))
			let_go(plan->items[i].shared, workers);
	for (uint32_t i = 0; i < plan->count; i++) {
		const struct fl_classifier_plan_item *item = &plan->items[i];

		if (item->table == NULL)
			continue;
		drain_when_fresh(item->shared);
		take(item, workers);
	}
}

void fl_classifier_plan_settle(struct fl_classifier_plan *plan)
{
	for (uint32_t i = 0; i < plan->count; i++) {
		const struct fl_classifier_plan_item *item = &plan->items[i];
		struct fl_shared_device *shared = item->shared;

		fl_classifier_table_destroy(shared->table);
		shared->table = item->table;
		shared->worker = item->worker;
		shared->config.classifier_worker = item->worker;
		shared->config.classification = item->fifo ? FL_CLASSIFICATION_FIFO : FL_CLASSIFICATION_CLASSIFIER;
	}
	free(plan->items);
}

void fl_classifier_plan_discard(struct fl_classifier_plan *plan)
{
	for (uint32_t i = 0; i < plan->count; i++)
		fl_classifier_table_destroy(plan->items[i].table);
	free(plan->items);
	*plan = (struct fl_classifier_plan){0};
}

void fl_classifier_plan_end(struct fl_shared_device *shared_devices, struct fl_worker *const *workers)
{
	for (struct fl_shared_device *shared = shared_devices; shared != NULL; shared = shared->next)
		if (shared->table != NULL)
			let_go(shared, workers);
	for (struct fl_shared_device *shared = shared_devices; shared != NULL; shared = shared->next) {
		if (shared->table == NULL)
			continue;
		fl_worker_wait(workers[shared->worker]);
		fl_classifier_table_destroy(shared->table);
		shared->table = NULL;
	}
}
