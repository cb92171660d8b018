#include "control/report_json.h"

#include <stdio.h>
#include <string.h>

static json_t *worker_json(const struct fl_worker_report *worker)
{
	return json_pack("{s:i,s:i,s:I,s:I,s:I,s:I,s:I,s:I}", "index", (int)worker->index, "cpu", (int)worker->cpu,
		"elapsedCycles", (json_int_t)worker->elapsed_cycles, "busyCycles", (json_int_t)worker->busy_cycles,
		"idleCycles", (json_int_t)worker->idle_cycles, "overheadCycles", (json_int_t)worker->overhead_cycles,
		"stolenCycles", (json_int_t)worker->stolen_cycles, "classifierCycles",
		(json_int_t)worker->classifier_cycles);
}

json_t *fl_mac_json(const struct rte_ether_addr *mac)
{
	const uint8_t *byte = mac->addr_bytes;
	return json_sprintf("%02x:%02x:%02x:%02x:%02x:%02x", byte[0], byte[1], byte[2], byte[3], byte[4], byte[5]);
}

static json_t *interface_json(const struct fl_interface_report *interface)
{
	json_t *json = json_pack("{s:s,s:s,s:o,s:i,s:b}", "name", interface->name, "device", interface->device, "mac",
		fl_mac_json(&interface->mac), "mtu", (int)interface->mtu, "hardwareClassified",
		(int)interface->hardware_classified);
	if (interface->start_error != 0)
		json_object_set_new(json, "startError", json_string(strerror(-interface->start_error)));
	return json;
}

// Reasons that have not occurred are left out: most never do.
static json_t *drops_json(const struct fl_path_report *path)
{
	json_t *drops = json_object();
	for (size_t i = 0; path->drop_names != NULL && path->drop_names[i] != NULL; i++)
		if (path->counters.drops[i] > 0)
			json_object_set_new(
				drops, path->drop_names[i], json_integer((json_int_t)path->counters.drops[i]));
	return drops;
}

// Negative: nothing is known.
static json_t *estimate_json(double value)
{
	return value < 0 ? json_null() : json_real(value);
}

static json_t *path_estimates_json(const struct fl_path_report *path)
{
	return json_pack("{s:o,s:o,s:o}", "costCyclesPerPacket", estimate_json(path->cost_cycles_per_packet),
		"costSpreadCyclesPerPacket", estimate_json(path->cost_spread_cycles_per_packet),
		"memoryAccessesPerPacket", estimate_json(path->memory_accesses_per_packet));
}

static json_t *moves_json(const struct fl_path_report *path)
{
	const bool known = path->move_lost_known;

	return json_pack("{s:I,s:I,s:I,s:o,s:o,s:I}", "count", (json_int_t)path->moves, "pauseNanosLast",
		(json_int_t)path->move_pause_nanos_last, "pauseNanosMax", (json_int_t)path->move_pause_nanos_max,
		"lostPacketsLast", known ? json_integer((json_int_t)path->move_lost_packets_last) : json_null(),
		"lostPackets", known ? json_integer((json_int_t)path->move_lost_packets) : json_null(),
		"reorderedPackets", (json_int_t)path->move_reordered_packets);
}

static const char *state_name(enum fl_path_state state)
{
	static const char *const names[] = {
		[FL_PATH_STARTING] = "Starting",
		[FL_PATH_FORWARDING] = "Forwarding",
		[FL_PATH_QUARANTINED] = "Quarantined",
	};
	return names[state];
}

static json_t *evidence_json(const struct fl_evidence *evidence)
{
	static const char *const reasons[] = {
		[FL_QUARANTINE_DISPATCH_TOO_LONG] = "DispatchTooLong",
		[FL_QUARANTINE_PACKET_TOO_DEAR] = "PacketTooDear",
	};
	char head[2 * FL_PACKET_HEAD_BYTES + 1] = "";
	for (size_t i = 0; i < evidence->head.length; i++)
		snprintf(head + 2 * i, 3, "%02x", evidence->head.bytes[i]);
	return json_pack("{s:s,s:s,s:I,s:i,s:s}", "reason", reasons[evidence->reason], "element", evidence->element,
		"cycles", (json_int_t)evidence->cycles, "packets", (int)evidence->packets, "packetHeader", head);
}

static json_t *element_uses_json(const struct fl_path_report *path)
{
	json_t *elements = json_array();
	for (uint32_t i = 0; i < path->element_use_count; i++) {
		const struct fl_element_use_report *use = &path->element_uses[i];
		json_array_append_new(elements, json_pack("{s:s,s:s,s:I,s:I,s:I}", "name", use->name, "class",
							use->class_name, "calls", (json_int_t)use->calls, "packets",
							(json_int_t)use->packets, "cycles", (json_int_t)use->cycles));
	}
	return elements;
}

static json_t *path_json(const struct fl_path_report *path)
{
	const struct fl_path_counters *counters = &path->counters;
	json_t *json = json_pack("{s:s,s:i,s:s,s:I,s:I,s:I,s:I,s:I,s:I,s:I,s:I,s:I,s:o}", "interface", path->interface,
		"worker", (int)path->worker, "state", state_name(path->state), "busyCycles",
		(json_int_t)path->busy_cycles, "dispatches", (json_int_t)path->dispatches, "backloggedDispatches",
		(json_int_t)path->backlogged_dispatches, "receivedPackets", (json_int_t)counters->received_packets,
		"receivedBytes", (json_int_t)counters->received_bytes, "sentPackets",
		(json_int_t)counters->sent_packets, "droppedPackets", (json_int_t)counters->dropped_packets,
		"missedPackets", (json_int_t)counters->missed_packets, "syntheticCycles",
		(json_int_t)counters->synthetic_cycles, "drops", drops_json(path));
	json_object_update_new(json, path_estimates_json(path));
	json_object_set_new(json, "moves", moves_json(path));
	json_object_set_new(json, "classifierCycles", json_integer((json_int_t)path->classifier_cycles));
	json_object_set_new(json, "wastedCycles", json_integer((json_int_t)path->wasted_cycles));
	json_object_set_new(json, "sleepingDispatches", json_integer((json_int_t)path->sleeping_dispatches));
	if (path->element_use_count > 0)
		json_object_set_new(json, "elements", element_uses_json(path));
	if (path->input_of[0] != '\0')
		json_object_set_new(json, "inputOf", json_string(path->input_of));
	if (path->state == FL_PATH_QUARANTINED)
		json_object_set_new(json, "quarantine", evidence_json(&path->evidence));
	return json;
}

static json_t *element_json(const struct fl_element_report *element)
{
	json_t *counters = json_object();
	for (size_t i = 0; element->counter_names[i] != NULL; i++)
		json_object_set_new(
			counters, element->counter_names[i], json_integer((json_int_t)element->counters[i]));
	return json_pack("{s:s,s:s,s:o}", "name", element->name, "class", element->class_name, "counters", counters);
}

// NULL, which leaves the field out, where the kind of forwarding has no elements with figures.
static json_t *elements_json(const struct fl_router_report *router)
{
	json_t *elements = router->element_count > 0 ? json_array() : NULL;
	for (uint32_t i = 0; i < router->element_count; i++)
		json_array_append_new(elements, element_json(&router->elements[i]));
	return elements;
}

static json_t *router_json(const struct fl_router_report *router)
{
	json_t *interfaces = json_array(), *paths = json_array();
	json_int_t wasted_cycles = 0;
	for (uint32_t i = 0; i < router->interface_count; i++) {
		wasted_cycles += (json_int_t)router->paths[i].wasted_cycles;
		json_array_append_new(interfaces, interface_json(&router->interfaces[i]));
		json_array_append_new(paths, path_json(&router->paths[i]));
	}
	return json_pack("{s:s,s:I,s:s*,s:s,s:o,s:o,s:o*,s:I,s:{s:i,s:i}}", "uid", router->uid, "generation",
		(json_int_t)router->generation, "release", router->release[0] == '\0' ? NULL : router->release, "name",
		router->name, "interfaces", interfaces, "paths", paths, "elements", elements_json(router),
		"wastedCycles", wasted_cycles, "buffers", "total", (int)router->buffers_total, "inUse",
		(int)router->buffers_in_use);
}

static json_t *shared_device_json(const struct fl_shared_device_report *device)
{
	return json_pack("{s:s,s:s,s:i,s:I,s:I,s:I,s:I,s:I}", "name", device->name, "classification",
		fl_classification_name(device->classification), "classifierWorker", (int)device->worker,
		"receivedPackets", (json_int_t)device->received_packets, "missedPackets",
		(json_int_t)device->missed_packets, "unmatchedPackets", (json_int_t)device->unmatched_packets,
		"classifierCycles", (json_int_t)device->classifier_cycles, "unmatchedCycles",
		(json_int_t)device->unmatched_cycles);
}

static json_t *scheduler_json(const struct fl_scheduler_report *scheduler)
{
	return json_pack("{s:s,s:s,s:i}", "policy", fl_policy_name(scheduler->policy), "charging",
		fl_policy_name(scheduler->charging), "sampleEvery", (int)scheduler->sample_every);
}

static json_t *memory_counters_json(const struct fl_scheduler_report *scheduler)
{
	return json_pack("{s:b,s:o}", "available", (int)scheduler->memory_counters, "reason",
		scheduler->memory_counters ? json_null() : json_string(scheduler->memory_reason));
}

json_t *fl_report_json(const struct fl_report *report, const char *boot_id)
{
	json_t *workers = json_array(), *routers = json_array(), *shared_devices = json_array();
	for (uint32_t i = 0; i < report->worker_count; i++)
		json_array_append_new(workers, worker_json(&report->workers[i]));
	for (uint32_t i = 0; i < report->router_count; i++)
		json_array_append_new(routers, router_json(&report->routers[i]));
	for (uint32_t i = 0; i < report->shared_device_count; i++)
		json_array_append_new(shared_devices, shared_device_json(&report->shared_devices[i]));
	return json_pack("{s:s,s:s,s:I,s:I,s:I,s:o,s:o,s:o,s:o,s:o,s:i}", "bootId", boot_id, "forwarderUid",
		report->forwarder_uid, "generation", (json_int_t)report->generation, "monotonicNanos",
		(json_int_t)report->monotonic_nanos, "tscHz", (json_int_t)report->tsc_hz, "scheduler",
		scheduler_json(&report->scheduler), "memoryCounters", memory_counters_json(&report->scheduler),
		"workers", workers, "routers", routers, "sharedDevices", shared_devices, "strandedBuffers",
		(int)report->stranded_buffers);
}
