// What the control interface answers, without HTTP: the documents of docs/reference/control-api.md, made from the engine
// and the state directory. Control thread only.
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "control/metrics.h"
#include "control/state.h"
#include "core/engine.h"

struct fl_answer {
	unsigned status; // of HTTP
	const char *content_type;
	char *body; // owned by whoever got the answer (free); NULL: no memory for one
	size_t length;
};

struct fl_service;

// engine and state are borrowed and must outlive the service. NULL when memory or randomness ran out.
struct fl_service *fl_service_create(struct fl_engine *engine, const struct fl_state *state);
void fl_service_destroy(struct fl_service *service);

// Applies the last good configuration. One that cannot be read is set aside; one that cannot be applied now (a device that
// has not come up) is tried again by fl_service_turn until it can or another one is applied.
void fl_service_restore(struct fl_service *service);
// Notes that the control loop turned at now_ms (monotonic) and does what is due.
void fl_service_turn(struct fl_service *service, uint64_t now_ms);

struct fl_answer fl_service_config_put(struct fl_service *service, const char *text, size_t length);
struct fl_answer fl_service_config_get(struct fl_service *service);
struct fl_answer fl_service_report(struct fl_service *service);
struct fl_answer fl_service_topology(struct fl_service *service);
struct fl_answer fl_service_elements(struct fl_service *service);
struct fl_answer fl_service_livez(struct fl_service *service);
struct fl_answer fl_service_readyz(struct fl_service *service);
struct fl_answer fl_service_metrics(struct fl_service *service);

// {"problems": [{"path": "", "reason": reason}]} with that status.
struct fl_answer fl_answer_problem(unsigned status, const char *reason_format, ...)
	__attribute__((format(printf, 2, 3)));

// What the server counts too. Valid as long as the service.
struct fl_control_counters *fl_service_counters(struct fl_service *service);
