// The parts of config_parse: each reads one part of a router. Problems go to json->problems; what could not be read is
// left out. Private to control/config_*.c.
#pragma once
#include <stdbool.h>

#include "control/json_value.h"
#include "core/config.h"

// What holds over the whole document while it is read. Sets of names are JSON objects: they are hash tables.
struct fl_config_scope {
	json_t *devices;        // names that devices[] lists
	json_t *shared_devices; // of these, the shared ones
	json_t *used_devices;   // by an interface so far; of a shared one, the interface's place on it
	json_t *uids;           // of the routers so far
	bool out_of_memory;
};

// Adds name to set; false when it was in already. Notes in scope when memory ran out.
bool fl_config_scope_add(struct fl_config_scope *scope, json_t *set, const char *name);

// devices: fills config->devices and device_count, and the scope's names.
void fl_config_devices_parse(const struct fl_json *json, struct fl_config_scope *scope, struct fl_config *config);

// interfaces: fills router->interfaces and interface_count. Needs router->forwarding.
void fl_config_interfaces_parse(
	const struct fl_json *json, struct fl_config_scope *scope, struct fl_config_router *router);

// device, mac and vlan of an interface.
void fl_config_attachment_parse(
	const struct fl_json *json, struct fl_config_scope *scope, struct fl_config_interface *interface);

// Text of an IPv6 address of an interface: adds it to interface->addresses6, unless a rule is broken.
void fl_config_address6_parse(const struct fl_json *json, const char *text, const struct fl_config_router *router,
	struct fl_config_interface *interface);
// Text of the prefix, and of the next hop, of an IPv6 route. False: it cannot be read; checkable: as routes_checkable below.
bool fl_config_to6_parse(const struct fl_json *json, const char *text, struct fl_ip6_prefix *to);
bool fl_config_via6_parse(const struct fl_json *json, const char *text, bool checkable,
	const struct fl_config_router *router, struct fl_ip6 *via);

// forwarding: the kind first, because the rules of interfaces depend on it; false when there is none to be known.
bool fl_config_forwarding_kind(const struct fl_json *json, enum fl_forwarding_kind *kind);
// Then what the kind says; routes_checkable: the interfaces are whole, so that next hops can be judged by them.
void fl_config_forwarding_parse(const struct fl_json *json, struct fl_config_scope *scope, bool routes_checkable,
	struct fl_config_router *router);
// click: what its shape shows; classes and arguments are checked by elements/click. Fills router->click.
void fl_config_click_parse(const struct fl_json *json, struct fl_config_scope *scope, struct fl_config_router *router);

// scheduler, which may be absent.
void fl_config_scheduler_parse(const struct fl_json *json, struct fl_config_scheduler *scheduler);

// paths and shares, once the interfaces are whole.
void fl_config_paths_parse(const struct fl_json *json, struct fl_config_router *router);
void fl_config_shares_parse(const struct fl_json *json, struct fl_config_router *router);
