#include "control/metrics.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "core/clock.h"

static void header_write(FILE *out, const char *name, const char *type, const char *help)
{
	fprintf(out, "# HELP %s %s\n# TYPE %s %s\n", name, help, name, type);
}

// A label's value with what the format reserves escaped.
static void label_write(FILE *out, const char *label, const char *value)
{
	fprintf(out, "%s=\"", label);
	for (; *value != '\0'; value++) {
		if (*value == '\\' || *value == '"')
			fprintf(out, "\\%c", *value);
		else if (*value == '\n')
			fputs("\\n", out);
		else
			fputc(*value, out);
	}
	fputc('"', out);
}

static void forwarder_write(FILE *out, const struct fl_report *report, const struct fl_control_counters *counters)
{
	static const char *const outcomes[FL_CONFIG_OUTCOMES] = {"applied", "stale", "refused", "failed"};
	header_write(out, "fairlane_forwarder_config_generation", "gauge", "Generation of the applied configuration.");
	fprintf(out, "fairlane_forwarder_config_generation %" PRIu64 "\n", report->generation);
	header_write(out, "fairlane_forwarder_tsc_hertz", "gauge", "Cycles a second.");
	fprintf(out, "fairlane_forwarder_tsc_hertz %" PRIu64 "\n", report->tsc_hz);
	header_write(
		out, "fairlane_forwarder_config_requests_total", "counter", "Configurations received, by outcome.");
	for (int i = 0; i < FL_CONFIG_OUTCOMES; i++)
		fprintf(out, "fairlane_forwarder_config_requests_total{outcome=\"%s\"} %" PRIu64 "\n", outcomes[i],
			counters->config_requests[i]);
	header_write(out, "fairlane_forwarder_refused_connections_total", "counter",
		"Connections without a usable client certificate, or too slow to show one.");
	fprintf(out, "fairlane_forwarder_refused_connections_total %" PRIu64 "\n", counters->refused_connections);
	header_write(out, "fairlane_forwarder_refused_requests_total", "counter",
		"Requests with a certificate that is not the operator's.");
	fprintf(out, "fairlane_forwarder_refused_requests_total %" PRIu64 "\n", counters->refused_requests);
	header_write(out, "fairlane_forwarder_certificate_expiry_timestamp_seconds", "gauge",
		"When the served certificate expires; 0 when none is loaded.");
	fprintf(out, "fairlane_forwarder_certificate_expiry_timestamp_seconds %" PRId64 "\n",
		counters->certificate_not_after);
}

static void workers_write(FILE *out, const struct fl_report *report)
{
	header_write(out, "fairlane_forwarder_worker_cycles_total", "counter",
		"Cycles of a worker by kind; the kinds add up to the time that has passed.");
	for (uint32_t i = 0; i < report->worker_count; i++) {
		const struct fl_worker_report *worker = &report->workers[i];
		const struct {
			const char *kind;
			uint64_t cycles;
		} kinds[] = {{"busy", worker->busy_cycles}, {"idle", worker->idle_cycles},
			{"overhead", worker->overhead_cycles}, {"stolen", worker->stolen_cycles}};
		for (size_t k = 0; k < sizeof(kinds) / sizeof(*kinds); k++)
			fprintf(out,
				"fairlane_forwarder_worker_cycles_total{worker=\"%u\",kind=\"%s\"} "
				"%" PRIu64 "\n",
				worker->index, kinds[k].kind, kinds[k].cycles);
	}
}

// The name, and the labels that every series of a router has; the caller adds its own and closes the brace.
static void router_series_write(FILE *out, const char *name, const struct fl_router_report *router)
{
	fprintf(out, "%s{", name);
	label_write(out, "router", router->name);
	fputc(',', out);
	label_write(out, "uid", router->uid);
}

static void path_series_write(
	FILE *out, const char *name, const struct fl_router_report *router, const struct fl_path_report *path)
{
	router_series_write(out, name, router);
	fputc(',', out);
	label_write(out, "interface", path->interface);
}

static void path_packets_write(FILE *out, const struct fl_router_report *router, const struct fl_path_report *path)
{
	const struct fl_path_counters *counters = &path->counters;
	const struct {
		const char *result;
		uint64_t packets;
	} results[] = {{"received", counters->received_packets}, {"sent", counters->sent_packets},
		{"dropped", counters->dropped_packets}, {"missed", counters->missed_packets}};
	for (size_t i = 0; i < sizeof(results) / sizeof(*results); i++) {
		path_series_write(out, "fairlane_router_path_packets_total", router, path);
		fprintf(out, ",result=\"%s\"} %" PRIu64 "\n", results[i].result, results[i].packets);
	}
}

static void path_drops_write(FILE *out, const struct fl_router_report *router, const struct fl_path_report *path)
{
	for (size_t i = 0; path->drop_names != NULL && path->drop_names[i] != NULL; i++) {
		if (path->counters.drops[i] == 0)
			continue;
		path_series_write(out, "fairlane_router_path_drops_total", router, path);
		fputc(',', out);
		label_write(out, "reason", path->drop_names[i]);
		fprintf(out, "} %" PRIu64 "\n", path->counters.drops[i]);
	}
}

static void path_received_bytes_write(
	FILE *out, const struct fl_router_report *router, const struct fl_path_report *path)
{
	path_series_write(out, "fairlane_router_path_received_bytes_total", router, path);
	fprintf(out, "} %" PRIu64 "\n", path->counters.received_bytes);
}

static void path_busy_write(FILE *out, const struct fl_router_report *router, const struct fl_path_report *path)
{
	path_series_write(out, "fairlane_router_path_busy_cycles_total", router, path);
	fprintf(out, "} %" PRIu64 "\n", path->busy_cycles);
}

static void path_classifier_write(FILE *out, const struct fl_router_report *router, const struct fl_path_report *path)
{
	path_series_write(out, "fairlane_router_path_classifier_cycles_total", router, path);
	fprintf(out, "} %" PRIu64 "\n", path->classifier_cycles);
}

static void path_wasted_write(FILE *out, const struct fl_router_report *router, const struct fl_path_report *path)
{
	path_series_write(out, "fairlane_router_path_wasted_cycles_total", router, path);
	fprintf(out, "} %" PRIu64 "\n", path->wasted_cycles);
}

static void path_dispatches_write(FILE *out, const struct fl_router_report *router, const struct fl_path_report *path)
{
	path_series_write(out, "fairlane_router_path_dispatches_total", router, path);
	fprintf(out, "} %" PRIu64 "\n", path->dispatches);
}

static void path_backlogged_write(FILE *out, const struct fl_router_report *router, const struct fl_path_report *path)
{
	path_series_write(out, "fairlane_router_path_backlogged_dispatches_total", router, path);
	fprintf(out, "} %" PRIu64 "\n", path->backlogged_dispatches);
}

static void path_cost_write(FILE *out, const struct fl_router_report *router, const struct fl_path_report *path)
{
	if (path->cost_cycles_per_packet < 0)
		return;
	path_series_write(out, "fairlane_router_path_cost_cycles_per_packet", router, path);
	fprintf(out, "} %.9g\n", path->cost_cycles_per_packet);
}

static void element_write(FILE *out, const char *name, const struct fl_router_report *router,
	const struct fl_path_report *path, const struct fl_element_use_report *use, uint64_t value)
{
	path_series_write(out, name, router, path);
	fputc(',', out);
	label_write(out, "element", use->name);
	fputc(',', out);
	label_write(out, "class", use->class_name);
	fprintf(out, "} %" PRIu64 "\n", value);
}

static void path_element_packets_write(
	FILE *out, const struct fl_router_report *router, const struct fl_path_report *path)
{
	for (uint32_t i = 0; i < path->element_use_count; i++)
		element_write(out, "fairlane_router_path_element_packets_total", router, path, &path->element_uses[i],
			path->element_uses[i].packets);
}

static void path_element_cycles_write(
	FILE *out, const struct fl_router_report *router, const struct fl_path_report *path)
{
	for (uint32_t i = 0; i < path->element_use_count; i++)
		element_write(out, "fairlane_router_path_element_cycles_total", router, path, &path->element_uses[i],
			path->element_uses[i].cycles);
}

static void path_moves_write(FILE *out, const struct fl_router_report *router, const struct fl_path_report *path)
{
	path_series_write(out, "fairlane_router_path_moves_total", router, path);
	fprintf(out, "} %" PRIu64 "\n", path->moves);
}

// No series where the inputs do not know what they lose.
static void path_move_lost_write(FILE *out, const struct fl_router_report *router, const struct fl_path_report *path)
{
	if (!path->move_lost_known)
		return;
	path_series_write(out, "fairlane_router_path_move_lost_packets_total", router, path);
	fprintf(out, "} %" PRIu64 "\n", path->move_lost_packets);
}

static void path_move_reordered_write(
	FILE *out, const struct fl_router_report *router, const struct fl_path_report *path)
{
	path_series_write(out, "fairlane_router_path_move_reordered_packets_total", router, path);
	fprintf(out, "} %" PRIu64 "\n", path->move_reordered_packets);
}

static void path_move_pause_write(FILE *out, const struct fl_router_report *router, const struct fl_path_report *path)
{
	path_series_write(out, "fairlane_router_path_move_pause_max_seconds", router, path);
	fprintf(out, "} %.9f\n", (double)path->move_pause_nanos_max / FL_NANOS_PER_SECOND);
}

static void path_worker_write(FILE *out, const struct fl_router_report *router, const struct fl_path_report *path)
{
	path_series_write(out, "fairlane_router_path_worker_index", router, path);
	fprintf(out, "} %u\n", path->worker);
}

static void path_forwarding_write(FILE *out, const struct fl_router_report *router, const struct fl_path_report *path)
{
	path_series_write(out, "fairlane_router_path_forwarding", router, path);
	fprintf(out, "} %d\n", path->state == FL_PATH_FORWARDING);
}

static void path_quarantined_write(FILE *out, const struct fl_router_report *router, const struct fl_path_report *path)
{
	path_series_write(out, "fairlane_router_path_quarantined", router, path);
	fprintf(out, "} %d\n", path->state == FL_PATH_QUARANTINED);
}

static void path_sleeping_write(FILE *out, const struct fl_router_report *router, const struct fl_path_report *path)
{
	path_series_write(out, "fairlane_router_path_sleeping_dispatches_total", router, path);
	fprintf(out, "} %" PRIu64 "\n", path->sleeping_dispatches);
}

// The format wants all series of a metric together.
static void paths_write(FILE *out, const struct fl_report *report)
{
	static const struct {
		const char *name, *type, *help;
		void (*write)(FILE *, const struct fl_router_report *, const struct fl_path_report *);
	} metrics[] = {
		{"packets_total", "counter", "Packets of a path by what became of them.", path_packets_write},
		{"received_bytes_total", "counter", "Bytes received by a path.", path_received_bytes_write},
		{"drops_total", "counter", "Dropped packets by reason.", path_drops_write},
		{"busy_cycles_total", "counter", "Cycles charged to a path.", path_busy_write},
		{"classifier_cycles_total", "counter", "Cycles that a classifier spent on packets of a path.",
			path_classifier_write},
		{"wasted_cycles_total", "counter", "Cycles spent on packets of a path that were lost later.",
			path_wasted_write},
		{"dispatches_total", "counter", "Bursts carried by a path.", path_dispatches_write},
		{"backlogged_dispatches_total", "counter",
			"Dispatches whose input gave a full burst, and no empty poll before it.",
			path_backlogged_write},
		{"cost_cycles_per_packet", "gauge", "Robust mean cost of a packet.", path_cost_write},
		{"element_packets_total", "counter", "Packets through an element of a path, in sampled dispatches.",
			path_element_packets_write},
		{"element_cycles_total", "counter", "Cycles in an element of a path, in sampled dispatches.",
			path_element_cycles_write},
		{"moves_total", "counter", "Moves of a path from worker to worker.", path_moves_write},
		{"move_pause_max_seconds", "gauge", "The longest that no worker had a path during a move.",
			path_move_pause_write},
		{"move_lost_packets_total", "counter", "Packets that inputs lost while no worker had the path.",
			path_move_lost_write},
		{"move_reordered_packets_total", "counter",
			"Packets of dispatches that were not over when the next worker had the path.",
			path_move_reordered_write},
		{"worker_index", "gauge", "The worker that runs a path.", path_worker_write},
		{"forwarding", "gauge", "1 when the path runs, 0 while it starts or is quarantined.",
			path_forwarding_write},
		{"quarantined", "gauge", "1 when the watchdog took the path off its worker.", path_quarantined_write},
		{"sleeping_dispatches_total", "counter", "Dispatches in which the worker's thread slept.",
			path_sleeping_write},
	};
	for (size_t m = 0; m < sizeof(metrics) / sizeof(*metrics); m++) {
		char name[64];
		snprintf(name, sizeof(name), "fairlane_router_path_%s", metrics[m].name);
		header_write(out, name, metrics[m].type, metrics[m].help);
		for (uint32_t r = 0; r < report->router_count; r++)
			for (uint32_t i = 0; i < report->routers[r].interface_count; i++)
				metrics[m].write(out, &report->routers[r], &report->routers[r].paths[i]);
	}
}

static void buffers_write(FILE *out, const struct fl_report *report)
{
	header_write(out, "fairlane_router_buffers", "gauge", "Packet buffers of a router.");
	for (uint32_t r = 0; r < report->router_count; r++) {
		router_series_write(out, "fairlane_router_buffers", &report->routers[r]);
		fprintf(out, "} %u\n", report->routers[r].buffers_total);
	}
	header_write(out, "fairlane_router_buffers_in_use", "gauge", "Packet buffers that hold a packet.");
	for (uint32_t r = 0; r < report->router_count; r++) {
		router_series_write(out, "fairlane_router_buffers_in_use", &report->routers[r]);
		fprintf(out, "} %u\n", report->routers[r].buffers_in_use);
	}
}

static void shared_devices_write(FILE *out, const struct fl_report *report)
{
	header_write(out, "fairlane_forwarder_shared_device_packets_total", "counter",
		"Packets that a shared device received, and of these those that were for no interface.");
	for (uint32_t i = 0; i < report->shared_device_count; i++) {
		const struct fl_shared_device_report *device = &report->shared_devices[i];
		const struct {
			const char *result;
			uint64_t packets;
		} results[] = {{"received", device->received_packets}, {"unmatched", device->unmatched_packets}};
		for (size_t j = 0; j < sizeof(results) / sizeof(*results); j++) {
			fputs("fairlane_forwarder_shared_device_packets_total{", out);
			label_write(out, "device", device->name);
			fprintf(out, ",result=\"%s\"} %" PRIu64 "\n", results[j].result, results[j].packets);
		}
	}
}

int fl_metrics_write(
	const struct fl_report *report, const struct fl_control_counters *counters, char **text, size_t *length)
{
	FILE *out = open_memstream(text, length);
	if (out == NULL)
		return -ENOMEM;
	forwarder_write(out, report, counters);
	workers_write(out, report);
	paths_write(out, report);
	buffers_write(out, report);
	shared_devices_write(out, report);
	header_write(out, "fairlane_forwarder_stranded_buffers", "gauge",
		"Packet buffers of pools that are no router's any more.");
	fprintf(out, "fairlane_forwarder_stranded_buffers %u\n", report->stranded_buffers);
	if (fclose(out) == 0)
		return 0;
	free(*text);
	return -ENOMEM;
}
