#include "control/service.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>

#include "control/answer.h"
#include "control/intention.h"
#include "control/log.h"
#include "control/report_json.h"
#include "elements/catalogue.h"

enum {
	BOOT_ID_SIZE = 37, // of a UUID with its NUL
	RESTORE_INTERVAL_MS = 5000,
	TURN_LIMIT_MS = 5000, // after this long without a turn the control loop counts as stuck
	NETDEVS_MAX = 4096,
};

struct fl_service {
	struct fl_engine *engine;
	struct fl_intention *intention;
	char boot_id[BOOT_ID_SIZE];
	bool restore_pending;
	uint64_t restore_due_ms;
	uint64_t turned_ms, now_ms;
	struct fl_control_counters counters;
};

// A random UUID (RFC 9562, version 4).
static bool boot_id_make(char *out)
{
	uint8_t b[16];
	if (getrandom(b, sizeof(b), 0) != (ssize_t)sizeof(b))
		return false;
	b[6] = (uint8_t)((b[6] & 0x0f) | 0x40);
	b[8] = (uint8_t)((b[8] & 0x3f) | 0x80);
	snprintf(out, BOOT_ID_SIZE, "%02x%02x%02x%02x-%02x%02x-%02x%02x-%02x%02x-%02x%02x%02x%02x%02x%02x", b[0], b[1],
		b[2], b[3], b[4], b[5], b[6], b[7], b[8], b[9], b[10], b[11], b[12], b[13], b[14], b[15]);
	return true;
}

struct fl_service *fl_service_create(struct fl_engine *engine, const struct fl_state *state)
{
	struct fl_service *service = calloc(1, sizeof(*service));
	if (service == NULL)
		return NULL;
	service->engine = engine;
	service->intention = fl_intention_create(engine, state);
	if (service->intention != NULL && boot_id_make(service->boot_id))
		return service;
	fl_service_destroy(service);
	return NULL;
}

void fl_service_destroy(struct fl_service *service)
{
	if (service == NULL)
		return;
	fl_intention_destroy(service->intention);
	free(service);
}

void fl_service_restore(struct fl_service *service)
{
	service->restore_pending = !fl_intention_restore(service->intention);
	service->restore_due_ms = service->now_ms + RESTORE_INTERVAL_MS;
}

void fl_service_turn(struct fl_service *service, uint64_t now_ms)
{
	service->turned_ms = service->now_ms == 0 ? now_ms : service->now_ms;
	service->now_ms = now_ms;
	if (service->restore_pending && now_ms >= service->restore_due_ms)
		fl_service_restore(service);
}

struct fl_control_counters *fl_service_counters(struct fl_service *service)
{
	return &service->counters;
}

static struct fl_answer refused(struct fl_service *service, unsigned status, const struct fl_problems *problems)
{
	enum fl_config_outcome outcome = status == 500 ? FL_CONFIG_FAILED : FL_CONFIG_REFUSED;
	service->counters.config_requests[outcome]++;
	fl_log(FL_LOG_WARNING, "configuration refused", "{s:i,s:i,s:s,s:s}", "status", (int)status, "problems",
		(int)problems->count, "path", problems->items[0].path, "reason", problems->items[0].reason);
	return fl_answer_problems(status, problems);
}

struct fl_answer fl_service_config_put(struct fl_service *service, const char *text, size_t length)
{
	struct fl_problems problems = {.count = 0};
	int result = fl_intention_apply(service->intention, text, length, &problems);
	json_int_t generation = (json_int_t)fl_engine_generation(service->engine);
	switch (result) {
	case 0:
		service->restore_pending = false;
		service->counters.config_requests[FL_CONFIG_APPLIED]++;
		fl_log(FL_LOG_INFO, "configuration applied", "{s:I}", "generation", generation);
		return fl_answer_json(200, json_pack("{s:I}", "generation", generation));
	case -ESTALE:
		service->counters.config_requests[FL_CONFIG_STALE]++;
		return fl_answer_json(409, json_pack("{s:I}", "generation", generation));
	case -EBADMSG:
		return refused(service, 400, &problems);
	case -EINVAL:
		return refused(service, 422, &problems);
	default:
		return refused(service, 500, &problems);
	}
}

struct fl_answer fl_service_config_get(struct fl_service *service)
{
	size_t length;
	const char *document = fl_intention_document(service->intention, &length);
	if (document == NULL)
		return fl_answer_problem(404, "no configuration was applied yet");
	struct fl_answer answer = {.status = 200, .content_type = "application/json", .body = malloc(length + 1)};
	if (answer.body != NULL) {
		memcpy(answer.body, document, length);
		answer.length = length;
	}
	return answer;
}

struct fl_answer fl_service_report(struct fl_service *service)
{
	struct fl_report report;
	if (fl_engine_report(service->engine, &report) != 0)
		return fl_answer_json(500, NULL);
	struct fl_answer answer = fl_answer_json(200, fl_report_json(&report, service->boot_id));
	fl_report_fini(&report);
	return answer;
}

static struct fl_answer topology_answer(const struct fl_service *service, const struct fl_netdev *netdevs,
	uint32_t netdev_count, struct fl_sriov_info *functions)
{
	const struct fl_pod_devices devices = {
		.netdevs = netdevs,
		.netdev_count = netdev_count,
		.functions = functions,
		.function_count = fl_sriov_list(functions, FL_PCI_DEVICES_MAX),
	};
	return fl_answer_json(200, fl_topology_json(fl_engine_topology(service->engine), &devices));
}

struct fl_answer fl_service_topology(struct fl_service *service)
{
	struct fl_netdev *netdevs = calloc(NETDEVS_MAX, sizeof(*netdevs));
	struct fl_sriov_info *functions = calloc(FL_PCI_DEVICES_MAX, sizeof(*functions));
	if (netdevs == NULL || functions == NULL) {
		free(netdevs);
		free(functions);
		return fl_answer_json(500, NULL);
	}
	int count = fl_netdevs_list(netdevs, NETDEVS_MAX);
	struct fl_answer answer;
	if (count < 0)
		answer = fl_answer_problem(500, "the network devices cannot be listed: %s", strerror(-count));
	else
		answer = topology_answer(service, netdevs, (uint32_t)count, functions);
	free(functions);
	free(netdevs);
	return answer;
}

struct fl_answer fl_service_elements(struct fl_service *service)
{
	(void)service;
	struct fl_answer answer = {.status = 200, .content_type = "application/json"};
	answer.length = fl_catalogue_json(NULL, 0);
	answer.body = malloc(answer.length + 1);
	if (answer.body != NULL)
		fl_catalogue_json(answer.body, answer.length + 1);
	return answer;
}

struct fl_answer fl_service_livez(struct fl_service *service)
{
	if (service->now_ms - service->turned_ms > TURN_LIMIT_MS)
		return fl_answer_text(503, "the control loop was stuck for more than 5 s\n");
	if (!fl_engine_live(service->engine))
		return fl_answer_text(503, "a worker has not turned for 2 s of its CPU time\n");
	return fl_answer_text(200, "ok\n");
}

struct fl_answer fl_service_readyz(struct fl_service *service)
{
	if (fl_engine_ready(service->engine))
		return fl_answer_text(200, "ok\n");
	if (fl_engine_generation(service->engine) == 0)
		return fl_answer_text(503, "no configuration was applied yet\n");
	return fl_answer_text(503, "a path does not forward yet\n");
}

struct fl_answer fl_service_metrics(struct fl_service *service)
{
	struct fl_report report;
	struct fl_answer answer = {.status = 200, .content_type = "text/plain; version=0.0.4; charset=utf-8"};
	if (fl_engine_report(service->engine, &report) != 0)
		return fl_answer_json(500, NULL);
	if (fl_metrics_write(&report, &service->counters, &answer.body, &answer.length) != 0)
		answer.body = NULL;
	fl_report_fini(&report);
	return answer;
}
