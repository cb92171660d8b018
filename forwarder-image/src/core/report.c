#include "core/report.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "core/clock.h"
#include "core/engine_state.h"
#include "core/report_uses.h"

static uint64_t read_counter(const uint64_t *counter)
{
	return __atomic_load_n(counter, __ATOMIC_RELAXED);
}

static void worker_fill(struct fl_worker_report *report, const struct fl_worker *worker)
{
	struct fl_account_sums sums = fl_account_read(&worker->board);

	report->index = worker->index;
	report->cpu = worker->cpu;
	report->elapsed_cycles = sums.elapsed;
	report->busy_cycles = sums.busy;
	report->idle_cycles = sums.idle;
	report->overhead_cycles = sums.overhead;
	report->stolen_cycles = sums.stolen;
	report->classifier_cycles = sums.classifier;
}

static void counters_fill(struct fl_path_counters *to, const struct fl_path_counters *from)
{
	to->received_packets = read_counter(&from->received_packets);
	to->received_bytes = read_counter(&from->received_bytes);
	to->sent_packets = read_counter(&from->sent_packets);
	to->dropped_packets = read_counter(&from->dropped_packets);
	to->missed_packets = read_counter(&from->missed_packets);
	to->synthetic_cycles = read_counter(&from->synthetic_cycles);
	to->wasted_cycles = read_counter(&from->wasted_cycles);
	for (size_t i = 0; i < FL_DROP_REASONS_MAX; i++)
		to->drops[i] = read_counter(&from->drops[i]);
}

static uint64_t nanos(const struct fl_engine *engine, uint64_t cycles)
{
	return fl_clock_cycles_to_nanos(cycles, engine->tsc_hz);
}

static void moves_fill(struct fl_path_report *report, const struct fl_engine *engine, const struct fl_task *task)
{
	struct fl_moves moves = fl_moves_read(&task->moves);

	report->moves = moves.count;
	report->move_pause_nanos_last = nanos(engine, moves.pause_last);
	report->move_pause_nanos_max = nanos(engine, moves.pause_max);
	report->move_lost_known = moves.lost_known;
	report->move_lost_packets_last = moves.lost_last;
	report->move_lost_packets = moves.lost;
	report->move_reordered_packets = moves.reordered;
}

static void path_fill(struct fl_path_report *report, const struct fl_engine *engine, const struct fl_router *router,
	uint32_t interface)
{
	const struct fl_task *task = router->tasks[interface], *first = fl_router_task(router, interface);
	const uint32_t first_interface = router->firsts[interface];

	memcpy(report->interface, router->config.interfaces[interface].name, sizeof(report->interface));
	if (first_interface != interface)
		memcpy(report->input_of, router->config.interfaces[first_interface].name, sizeof(report->input_of));
	report->worker = router->config.paths[first_interface].worker;
	if (fl_task_quarantined(first)) {
		report->state = FL_PATH_QUARANTINED;
		report->evidence = first->evidence;
	} else {
		report->state = fl_task_attached(first) ? FL_PATH_FORWARDING : FL_PATH_STARTING;
	}
	report->busy_cycles = read_counter(&task->busy_cycles);
	report->dispatches = read_counter(&task->dispatches);
	report->backlogged_dispatches = read_counter(&task->backlogged_dispatches);
	report->sleeping_dispatches = task->sleeping_dispatches;
	report->cost_cycles_per_packet = fl_cost_read(&task->cost);
	report->cost_spread_cycles_per_packet = fl_cost_spread_read(&task->cost);
	report->memory_accesses_per_packet =
		fl_charge_counts_memory(engine->charging) ? fl_cost_read(&task->memory) : -1;
	moves_fill(report, engine, task);
	counters_fill(&report->counters, &task->path.counters);
	report->drop_names = router->ops->drop_names;
	struct fl_classified classified = fl_router_classified(router, interface);
	report->classifier_cycles = classified.cycles;
	report->wasted_cycles = report->counters.wasted_cycles + classified.wasted_cycles;
}

static void interface_fill(struct fl_interface_report *report, const struct fl_router *router, uint32_t interface)
{
	const struct fl_config_interface *config = &router->config.interfaces[interface];
	const struct fl_path_output *output = &router->tasks[interface]->path.outputs[interface];

	memcpy(report->name, config->name, sizeof(report->name));
	memcpy(report->device, config->device, sizeof(report->device));
	report->mac = output->mac;
	report->mtu = output->mtu;
	report->hardware_classified = router->devices[interface]->shared == NULL;
	report->start_error = router->start_errors[interface];
}

static int elements_fill(struct fl_router_report *report, const struct fl_router *router)
{
	uint32_t count =
		router->ops->elements_report != NULL ? router->ops->elements_report(router->state, NULL, 0) : 0;

	if (count == 0)
		return 0;
	report->elements = calloc(count, sizeof(*report->elements));
	if (report->elements == NULL)
		return -ENOMEM;
	report->element_count = router->ops->elements_report(router->state, report->elements, count);
	return 0;
}

static int router_fill(struct fl_router_report *report, const struct fl_engine *engine, const struct fl_router *router)
{
	memcpy(report->uid, router->config.uid, sizeof(report->uid));
	memcpy(report->name, router->config.name, sizeof(report->name));
	report->generation = router->config.generation;
	memcpy(report->release, router->config.release, sizeof(report->release));
	int result = 0;
	report->interface_count = router->config.interface_count;
	for (uint32_t i = 0; i < report->interface_count && result == 0; i++) {
		interface_fill(&report->interfaces[i], router, i);
		path_fill(&report->paths[i], engine, router, i);
		result = fl_report_uses_fill(&report->paths[i], router->ops, &router->tasks[i]->path);
	}
	report->buffers_total = router->pool->count;
	report->buffers_in_use = rte_mempool_in_use_count(router->pool->mempool);
	return result != 0 ? result : elements_fill(report, router);
}

static void scheduler_fill(struct fl_scheduler_report *report, const struct fl_engine *engine)
{
	report->policy = engine->scheduler.policy;
	report->charging = engine->charging;
	report->sample_every = engine->scheduler.sample_every;
	report->memory_counters = true;
	for (uint32_t i = 0; i < engine->topology.worker_count && report->memory_counters; i++) {
		report->memory_counters = engine->workers[i]->memory_counted;
		memcpy(report->memory_reason, engine->workers[i]->memory_reason, sizeof(report->memory_reason));
	}
}

static int shared_devices_fill(struct fl_report *report, const struct fl_engine *engine)
{
	uint32_t count = 0;

	for (const struct fl_shared_device *shared = engine->shared_devices; shared != NULL; shared = shared->next)
		count++;
	report->shared_devices = calloc(count + 1, sizeof(*report->shared_devices));
	if (report->shared_devices == NULL)
		return -ENOMEM;
	for (const struct fl_shared_device *shared = engine->shared_devices; shared != NULL; shared = shared->next) {
		struct fl_shared_device_report *device = &report->shared_devices[report->shared_device_count++];
		const struct fl_classifier *classifier = &shared->classifier;

		memcpy(device->name, shared->config.name, sizeof(device->name));
		device->classification = shared->config.classification;
		device->worker = shared->worker;
		device->received_packets = read_counter(&classifier->received_packets);
		device->missed_packets = read_counter(&classifier->missed_packets);
		device->unmatched_packets = read_counter(&classifier->unmatched_packets);
		device->classifier_cycles = read_counter(&classifier->cycles);
		device->unmatched_cycles = read_counter(&classifier->unmatched_cycles);
	}
	return 0;
}

int fl_engine_report(const struct fl_engine *engine, struct fl_report *report)
{
	memset(report, 0, sizeof(*report));
	report->routers = calloc(engine->router_count + 1, sizeof(*report->routers));
	if (report->routers == NULL)
		return -ENOMEM;
	memcpy(report->forwarder_uid, engine->forwarder_uid, sizeof(report->forwarder_uid));
	report->generation = engine->generation;
	report->monotonic_nanos = fl_clock_nanos(CLOCK_MONOTONIC);
	report->tsc_hz = engine->tsc_hz;
	scheduler_fill(&report->scheduler, engine);
	report->worker_count = engine->topology.worker_count;
	for (uint32_t i = 0; i < report->worker_count; i++)
		worker_fill(&report->workers[i], engine->workers[i]);
	report->router_count = engine->router_count;
	report->stranded_buffers = fl_pools_stranded(engine->waiting_pools);
	int result = shared_devices_fill(report, engine);
	for (uint32_t i = 0; i < report->router_count && result == 0; i++)
		result = router_fill(&report->routers[i], engine, engine->routers[i]);
	if (result != 0)
		fl_report_fini(report);
	return result;
}

static void router_fini(struct fl_router_report *report)
{
	for (uint32_t i = 0; i < report->interface_count; i++)
		free(report->paths[i].element_uses);
	free(report->elements);
}

void fl_report_fini(struct fl_report *report)
{
	for (uint32_t i = 0; i < report->router_count; i++)
		router_fini(&report->routers[i]);
	free(report->routers);
	free(report->shared_devices);
	report->routers = NULL;
	report->shared_devices = NULL;
	report->shared_device_count = 0;
	report->router_count = 0;
}
