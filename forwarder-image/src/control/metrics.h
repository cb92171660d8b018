// GET /metrics: the facts in Prometheus' text format 0.0.4. Counters start with the process, or with the router. Control thread only.
#pragma once
#include <stddef.h>
#include <stdint.h>

#include "core/report.h"

enum fl_config_outcome {
	FL_CONFIG_APPLIED,
	FL_CONFIG_STALE,
	FL_CONFIG_REFUSED,
	FL_CONFIG_FAILED,
	FL_CONFIG_OUTCOMES,
};

// What the control plane counts of itself.
struct fl_control_counters {
	uint64_t config_requests[FL_CONFIG_OUTCOMES];
	uint64_t refused_connections;  // without a certificate of our authority, or too slow to show one
	uint64_t refused_requests;     // of a certificate that is not the operator's
	int64_t certificate_not_after; // seconds since 1970; 0: no certificate is loaded
};

// *text (NUL-terminated) is the caller's to free. 0 or -ENOMEM.
int fl_metrics_write(
	const struct fl_report *report, const struct fl_control_counters *counters, char **text, size_t *length);
