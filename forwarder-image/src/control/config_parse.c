#include "control/config_parse.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "control/config_parts.h"

bool fl_config_scope_add(struct fl_config_scope *scope, json_t *set, const char *name)
{
	if (json_object_get(set, name) != NULL)
		return false;
	if (json_object_set_new(set, name, json_true()) != 0)
		scope->out_of_memory = true;
	return true;
}

// NAMESPACE/NAME: of Kubernetes names, which are shown to people and in metrics.
static void router_name_parse(const struct fl_json *json, struct fl_config_router *router)
{
	if (!fl_json_word(json, router->name, sizeof(router->name)))
		return;
	const char *slash = strchr(router->name, '/');
	if (slash == NULL || slash == router->name || slash[1] == '\0' || strchr(slash + 1, '/') != NULL)
		fl_json_problem(json, "\"%.60s\" is not of the form NAMESPACE/NAME", router->name);
}

// What a router has that is not kept.
static void router_body_parse(
	const struct fl_json *json, struct fl_config_scope *scope, struct fl_config_router *router)
{
	struct fl_json name = fl_json_field(json, "name"), forwarding = fl_json_field(json, "forwarding");
	struct fl_json interfaces = fl_json_field(json, "interfaces"), paths = fl_json_field(json, "paths");
	struct fl_json shares = fl_json_field(json, "shares"), release = fl_json_field(json, "release");

	router_name_parse(&name, router);
	if (fl_json_present(&release))
		fl_json_word(&release, router->release, sizeof(router->release));
	bool kind_known = fl_config_forwarding_kind(&forwarding, &router->forwarding);
	size_t before = json->problems->count;
	if (kind_known)
		fl_config_interfaces_parse(&interfaces, scope, router);
	bool whole = kind_known && json->problems->count == before;
	if (kind_known)
		fl_config_forwarding_parse(&forwarding, scope, whole, router);
	if (!whole)
		return;
	before = json->problems->count;
	fl_config_paths_parse(&paths, router);
	if (json->problems->count == before)
		fl_config_shares_parse(&shares, router);
}

static void router_parse(const struct fl_json *json, struct fl_config_scope *scope, struct fl_config_router *router)
{
	static const char *const fields[] = {
		"uid", "generation", "name", "release", "interfaces", "forwarding", "paths", "shares", "keep", NULL};
	static const char *const kept_fields[] = {"uid", "generation", "keep", NULL};
	struct fl_json uid = fl_json_field(json, "uid"), generation = fl_json_field(json, "generation");
	struct fl_json keep = fl_json_field(json, "keep");
	router->keep = json_is_true(keep.value);
	if (!fl_json_is_object(json, router->keep ? kept_fields : fields))
		return;
	if (fl_json_word(&uid, router->uid, sizeof(router->uid)) &&
		!fl_config_scope_add(scope, scope->uids, router->uid))
		fl_json_problem(&uid, "\"%s\" is a router already: each uid stands once", router->uid);
	int64_t value;
	if (fl_json_integer(&generation, 1, INT64_MAX, "generation", &value))
		router->generation = (uint64_t)value;
	bool kept;
	if (fl_json_present(&keep) && !fl_json_boolean(&keep, &kept))
		return;
	if (!router->keep)
		router_body_parse(json, scope, router);
}

static void routers_parse(const struct fl_json *json, struct fl_config_scope *scope, struct fl_config *config)
{
	if (!fl_json_is_array(json, 0, FL_ROUTERS_MAX, "routers"))
		return;
	size_t count = json_array_size(json->value);
	config->routers = calloc(count + 1, sizeof(*config->routers));
	if (config->routers == NULL) {
		scope->out_of_memory = true;
		return;
	}
	config->router_count = (uint32_t)count;
	for (size_t i = 0; i < count; i++) {
		struct fl_json item = fl_json_item(json, i);
		router_parse(&item, scope, &config->routers[i]);
	}
}

static void document_parse(const struct fl_json *json, struct fl_config_scope *scope, struct fl_config *config)
{
	static const char *const fields[] = {
		"forwarderUid", "generation", "buffersPerRouter", "scheduler", "devices", "routers", NULL};
	if (!fl_json_is_object(json, fields))
		return;
	struct fl_json uid = fl_json_field(json, "forwarderUid"), generation = fl_json_field(json, "generation");
	struct fl_json buffers = fl_json_field(json, "buffersPerRouter"), scheduler = fl_json_field(json, "scheduler");
	struct fl_json devices = fl_json_field(json, "devices"), routers = fl_json_field(json, "routers");
	int64_t value;
	fl_json_word(&uid, config->forwarder_uid, sizeof(config->forwarder_uid));
	if (fl_json_integer(&generation, 1, INT64_MAX, "generation", &value))
		config->generation = (uint64_t)value;
	if (fl_json_integer(&buffers, FL_BUFFERS_MIN, FL_BUFFERS_MAX, "number of buffers", &value))
		config->buffers_per_router = (uint32_t)value;
	fl_config_scheduler_parse(&scheduler, &config->scheduler);
	fl_config_devices_parse(&devices, scope, config);
	routers_parse(&routers, scope, config);
}

static int read_document(json_t *document, struct fl_config **out, struct fl_problems *problems)
{
	struct fl_config *config = calloc(1, sizeof(*config));
	struct fl_config_scope scope = {.devices = json_object(),
		.shared_devices = json_object(),
		.used_devices = json_object(),
		.uids = json_object()};
	struct fl_json root = fl_json_root(document, problems);
	scope.out_of_memory = config == NULL || scope.devices == NULL || scope.shared_devices == NULL ||
			      scope.used_devices == NULL || scope.uids == NULL;
	if (!scope.out_of_memory)
		document_parse(&root, &scope, config);
	json_decref(scope.devices);
	json_decref(scope.shared_devices);
	json_decref(scope.used_devices);
	json_decref(scope.uids);
	if (scope.out_of_memory)
		fl_json_problem(&root, "the forwarder has no memory to read the document");
	if (fl_problems_empty(problems)) {
		*out = config;
		return 0;
	}
	fl_config_destroy(config);
	return scope.out_of_memory ? -ENOMEM : -EINVAL;
}

int fl_config_parse(const char *text, size_t length, struct fl_config **config, struct fl_problems *problems)
{
	*config = NULL;
	json_error_t error;
	json_t *document = json_loadb(text, length, JSON_REJECT_DUPLICATES | JSON_DECODE_ANY, &error);
	if (document == NULL) {
		fl_problems_add(problems, "", "is not valid JSON: line %d, column %d: %s", error.line, error.column,
			error.text);
		return json_error_code(&error) == json_error_out_of_memory ? -ENOMEM : -EBADMSG;
	}
	int result = read_document(document, config, problems);
	json_decref(document);
	return result;
}
