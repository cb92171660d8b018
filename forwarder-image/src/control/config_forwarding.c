// What a router does with its packets: the kind of forwarding and its arguments.
#include <stdlib.h>

#include "control/config_parts.h"
#include "control/ip6_text.h"
#include "core/ip4_text.h"

bool fl_config_forwarding_kind(const struct fl_json *json, enum fl_forwarding_kind *kind)
{
	static const char *const kinds[] = {"bridge", "ipRouter", "click", NULL};
	int found = 0;
	if (!fl_json_is_object(json, kinds))
		return false;
	for (int i = 0; kinds[i] != NULL; i++) {
		struct fl_json field = fl_json_field(json, kinds[i]);
		if (!fl_json_present(&field))
			continue;
		*kind = (enum fl_forwarding_kind)i;
		found++;
	}
	if (found != 1)
		fl_json_problem(json, "has %s: exactly one of \"bridge\", \"ipRouter\" and \"click\" is needed",
			found > 1 ? "several" : "none");
	return found == 1;
}

// Whether via is a host in a subnet of an interface, which answers there, and not the router itself.
static void via_check(const struct fl_json *json, const struct fl_config_router *router, uint32_t via)
{
	char text[FL_IP4_TEXT_SIZE], subnet_text[FL_IP4_PREFIX_TEXT_SIZE];
	const struct fl_ip4_prefix *subnet = NULL;
	fl_ip4_format(via, text);
	for (uint32_t i = 0; i < router->interface_count; i++) {
		const struct fl_config_interface *interface = &router->interfaces[i];
		for (uint32_t j = 0; j < interface->address_count; j++) {
			if (interface->addresses[j].address == via) {
				fl_json_problem(json, "%s is the router's own address of interface \"%s\"", text,
					interface->name);
				return;
			}
			if (fl_ip4_contains(interface->addresses[j], via))
				subnet = &interface->addresses[j];
		}
	}
	if (subnet == NULL) {
		fl_json_problem(json, "%s is in no subnet of this router's interfaces", text);
		return;
	}
	uint32_t mask = fl_ip4_mask(subnet->length);
	struct fl_ip4_prefix network = {subnet->address & mask, subnet->length};
	if (subnet->length <= 30 && (via == network.address || via == (network.address | ~mask)))
		fl_json_problem(json, "%s is the network or broadcast address of %s: no host has it", text,
			fl_ip4_prefix_format(network, subnet_text));
}

static bool to_parse(const struct fl_json *json, const char *text, struct fl_ip4_prefix *to)
{
	char network_text[FL_IP4_PREFIX_TEXT_SIZE];
	if (!fl_ip4_prefix_parse(text, to)) {
		fl_json_problem(json, "\"%.40s\" is not of the form A.B.C.D/LEN with LEN from 0 to 32", text);
		return false;
	}
	struct fl_ip4_prefix network = {to->address & fl_ip4_mask(to->length), to->length};
	if (network.address != to->address) {
		fl_json_problem(json, "%s has host bits: %s works", text, fl_ip4_prefix_format(network, network_text));
		return false;
	}
	return true;
}

// Notes the prefix in seen, where each stands once.
static void to_note(const struct fl_json *json, struct fl_config_scope *scope, json_t *seen, const char *prefix)
{
	if (!fl_config_scope_add(scope, seen, prefix))
		fl_json_problem(json, "%s has a route already: each prefix stands once", prefix);
}

// One route; the texts are NULL where they could not be read.
struct route_text {
	struct fl_json to, via;
	const char *to_text, *via_text;
};

static void route4_parse(const struct route_text *text, struct fl_config_scope *scope, json_t *seen,
	bool routes_checkable, struct fl_config_router *router)
{
	struct fl_config_route *route = &router->routes[router->route_count];
	char prefix_text[FL_IP4_PREFIX_TEXT_SIZE];
	if (text->to_text != NULL && to_parse(&text->to, text->to_text, &route->to))
		to_note(&text->to, scope, seen, fl_ip4_prefix_format(route->to, prefix_text));
	if (text->via_text != NULL && !fl_ip4_parse(text->via_text, &route->via))
		fl_json_problem(&text->via, "\"%.40s\" is not of the form A.B.C.D", text->via_text);
	else if (text->via_text != NULL && routes_checkable)
		via_check(&text->via, router, route->via);
	route->place = (uint32_t)text->to.parent->index;
	router->route_count++;
}

static void route6_parse(const struct route_text *text, struct fl_config_scope *scope, json_t *seen,
	bool routes_checkable, struct fl_config_router *router)
{
	struct fl_config_route6 *route = &router->routes6[router->route6_count];
	char prefix_text[FL_IP6_PREFIX_TEXT_SIZE];
	if (text->to_text != NULL && fl_config_to6_parse(&text->to, text->to_text, &route->to))
		to_note(&text->to, scope, seen, fl_ip6_prefix_format(&route->to, prefix_text));
	if (text->via_text != NULL)
		fl_config_via6_parse(&text->via, text->via_text, routes_checkable, router, &route->via);
	route->place = (uint32_t)text->to.parent->index;
	router->route6_count++;
}

static void route_parse(const struct fl_json *json, struct fl_config_scope *scope, json_t *seen, bool routes_checkable,
	struct fl_config_router *router)
{
	static const char *const fields[] = {"to", "via", NULL};
	struct route_text text = {.to = fl_json_field(json, "to"), .via = fl_json_field(json, "via")};
	if (!fl_json_is_object(json, fields))
		return;
	if (!fl_json_string(&text.to, &text.to_text))
		text.to_text = NULL;
	if (!fl_json_string(&text.via, &text.via_text))
		text.via_text = NULL;
	// The prefix says of which version the route is; the next hop where there is none.
	const char *telling = text.to_text != NULL ? text.to_text : text.via_text;
	if (telling != NULL && fl_ip6_text_is_meant(telling))
		route6_parse(&text, scope, seen, routes_checkable, router);
	else
		route4_parse(&text, scope, seen, routes_checkable, router);
}

static void routes_parse(const struct fl_json *json, struct fl_config_scope *scope, bool routes_checkable,
	struct fl_config_router *router)
{
	if (!fl_json_present(json) || !fl_json_is_array(json, 0, FL_ROUTES_MAX, "routes"))
		return;
	size_t count = json_array_size(json->value);
	json_t *seen = json_object();
	router->routes = calloc(count + 1, sizeof(*router->routes));
	router->routes6 = calloc(count + 1, sizeof(*router->routes6));
	if (seen == NULL || router->routes == NULL || router->routes6 == NULL) {
		scope->out_of_memory = true;
		json_decref(seen);
		return;
	}
	for (size_t i = 0; i < count; i++) {
		struct fl_json item = fl_json_item(json, i);
		route_parse(&item, scope, seen, routes_checkable, router);
	}
	json_decref(seen);
}

void fl_config_forwarding_parse(const struct fl_json *json, struct fl_config_scope *scope, bool routes_checkable,
	struct fl_config_router *router)
{
	static const char *const bridge_fields[] = {NULL}, *const ip_router_fields[] = {"routes", NULL};
	if (router->forwarding == FL_FORWARDING_BRIDGE) {
		struct fl_json bridge = fl_json_field(json, "bridge");
		fl_json_is_object(&bridge, bridge_fields);
		return;
	}
	if (router->forwarding == FL_FORWARDING_CLICK) {
		struct fl_json click = fl_json_field(json, "click");
		fl_config_click_parse(&click, scope, router);
		return;
	}
	struct fl_json ip_router = fl_json_field(json, "ipRouter");
	if (!fl_json_is_object(&ip_router, ip_router_fields))
		return;
	struct fl_json routes = fl_json_field(&ip_router, "routes");
	routes_parse(&routes, scope, routes_checkable, router);
}
