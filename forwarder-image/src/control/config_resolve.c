#include "control/config_resolve.h"

#include <stdbool.h>

// Routers of applied by their uid: {uid: router}.
static json_t *routers_by_uid(const json_t *applied)
{
	json_t *index = json_object();
	const json_t *routers = json_object_get(applied, "routers");
	for (size_t i = 0; i < json_array_size(routers); i++) {
		json_t *router = json_array_get(routers, i);
		if (json_object_set(index, json_string_value(json_object_get(router, "uid")), router) != 0) {
			json_decref(index);
			return NULL;
		}
	}
	return index;
}

json_t *fl_config_resolve(json_t *document, const json_t *applied)
{
	json_t *resolved = json_copy(document);
	json_t *routers = json_array(), *index = routers_by_uid(applied);
	const json_t *received = json_object_get(document, "routers");
	bool complete = resolved != NULL && routers != NULL && index != NULL;
	for (size_t i = 0; complete && i < json_array_size(received); i++) {
		json_t *router = json_array_get(received, i);
		json_t *kept = json_object_get(index, json_string_value(json_object_get(router, "uid")));
		bool replace = json_is_true(json_object_get(router, "keep")) && kept != NULL;
		complete = json_array_append(routers, replace ? kept : router) == 0;
	}
	complete = complete && json_object_set(resolved, "routers", routers) == 0;
	json_decref(routers);
	json_decref(index);
	if (complete)
		return resolved;
	json_decref(resolved);
	return NULL;
}
