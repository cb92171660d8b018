// Where a router runs: its paths on workers, and its share of each of these.
#include <string.h>

#include "control/config_parts.h"

// The index of the named interface, or interface_count.
static uint32_t interface_find(const struct fl_config_router *router, const char *name)
{
	uint32_t i = 0;
	while (i < router->interface_count && strcmp(router->interfaces[i].name, name) != 0)
		i++;
	return i;
}

static void path_parse(const struct fl_json *json, struct fl_config_router *router, bool *placed)
{
	static const char *const fields[] = {"interface", "worker", NULL};
	char name[FL_NAME_SIZE];
	int64_t worker;
	if (!fl_json_is_object(json, fields))
		return;
	struct fl_json name_json = fl_json_field(json, "interface"), worker_json = fl_json_field(json, "worker");
	bool named = fl_json_word(&name_json, name, sizeof(name));
	bool valid = fl_json_integer(&worker_json, 0, FL_WORKERS_MAX - 1, "worker index", &worker);
	if (!named)
		return;
	uint32_t interface = interface_find(router, name);
	if (interface == router->interface_count) {
		fl_json_problem(&name_json, "\"%s\" is no interface of this router", name);
	} else if (placed[interface]) {
		fl_json_problem(&name_json, "\"%s\" has a path already: each interface has one", name);
	} else {
		placed[interface] = true;
		if (valid)
			router->paths[interface] = (struct fl_config_path){interface, (uint32_t)worker};
	}
}

void fl_config_paths_parse(const struct fl_json *json, struct fl_config_router *router)
{
	bool placed[FL_INTERFACES_MAX] = {false};
	// The number is not limited here: what is too much or missing is said by name below.
	if (!fl_json_is_array(json, 0, SIZE_MAX, "paths"))
		return;
	for (size_t i = 0; i < json_array_size(json->value); i++) {
		struct fl_json item = fl_json_item(json, i);
		path_parse(&item, router, placed);
	}
	for (uint32_t i = 0; i < router->interface_count; i++)
		if (!placed[i])
			fl_json_problem(json, "interface \"%s\" has no path: each has one", router->interfaces[i].name);
}

static bool worker_is_used(const struct fl_config_router *router, uint32_t worker)
{
	for (uint32_t i = 0; i < router->interface_count; i++)
		if (router->paths[i].worker == worker)
			return true;
	return false;
}

static void share_parse(const struct fl_json *json, struct fl_config_router *router, bool *shared)
{
	static const char *const fields[] = {"worker", "sharePpm", "limitPpm", NULL};
	int64_t worker, share, limit = 0;
	if (!fl_json_is_object(json, fields))
		return;
	struct fl_json worker_json = fl_json_field(json, "worker"), share_json = fl_json_field(json, "sharePpm");
	struct fl_json limit_json = fl_json_field(json, "limitPpm");
	bool valid = fl_json_integer(&share_json, 1, FL_SHARE_PPM_MAX, "share", &share);
	if (fl_json_present(&limit_json) && !fl_json_integer(&limit_json, 1, FL_SHARE_PPM_MAX, "ceiling", &limit))
		valid = false;
	if (!fl_json_integer(&worker_json, 0, FL_WORKERS_MAX - 1, "worker index", &worker))
		return;
	if (!worker_is_used(router, (uint32_t)worker)) {
		fl_json_problem(&worker_json, "no path of this router is on worker %d", (int)worker);
	} else if (shared[worker]) {
		fl_json_problem(&worker_json, "worker %d has a share already: each has one", (int)worker);
	} else {
		shared[worker] = true;
		if (valid)
			router->shares[router->share_count++] =
				(struct fl_config_share){(uint32_t)worker, (uint32_t)share, (uint32_t)limit};
	}
}

void fl_config_shares_parse(const struct fl_json *json, struct fl_config_router *router)
{
	bool shared[FL_WORKERS_MAX] = {false};
	if (!fl_json_is_array(json, 0, SIZE_MAX, "shares"))
		return;
	for (size_t i = 0; i < json_array_size(json->value); i++) {
		struct fl_json item = fl_json_item(json, i);
		share_parse(&item, router, shared);
	}
	for (uint32_t worker = 0; worker < FL_WORKERS_MAX; worker++)
		if (worker_is_used(router, worker) && !shared[worker])
			fl_json_problem(json, "worker %u has a path of this router and no share", worker);
}
