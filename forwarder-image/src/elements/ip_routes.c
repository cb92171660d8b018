#include "elements/ip_routes.h"

#include <errno.h>
#include <rte_fib.h>
#include <rte_rib.h>
#include <stdio.h>

enum {
	// Beside the static routes: each address brings its subnet, itself and the two ends, and there is 255.255.255.255.
	OWN_ROUTES_MAX = 4 * FL_INTERFACES_MAX * FL_ADDRESSES_MAX + 1,
};

int fl_ip_routes_interface_of(const struct fl_config_router *config, uint32_t address)
{
	for (uint32_t i = 0; i < config->interface_count; i++)
		for (uint32_t j = 0; j < config->interfaces[i].address_count; j++)
			if (fl_prefix_has(&config->interfaces[i].addresses[j], address))
				return (int)i;
	return -1;
}

static int route_add(struct rte_fib *fib, uint32_t network, uint8_t length, struct fl_route route)
{
	return rte_fib_add(fib, network, length, fl_route_pack(route));
}

static int address_routes_add(struct rte_fib *fib, const struct fl_ip4_prefix *address, uint16_t interface)
{
	const struct fl_route broadcast = {.interface = interface, .kind = FL_ROUTE_BROADCAST};
	uint32_t mask = fl_prefix_mask(address->length), network = address->address & mask;
	int result = 0;

	if (address->length < 32)
		result = route_add(fib, network, address->length,
			(struct fl_route){.interface = interface, .kind = FL_ROUTE_CONNECTED});
	if (result == 0 && fl_prefix_has_broadcast(address))
		result = route_add(fib, network, 32, broadcast);
	if (result == 0 && fl_prefix_has_broadcast(address))
		result = route_add(fib, network | ~mask, 32, broadcast);
	return result;
}

static int own_routes_add(struct rte_fib *fib, const struct fl_config_router *config)
{
	int result = route_add(fib, UINT32_MAX, 32, (struct fl_route){.kind = FL_ROUTE_BROADCAST});

	for (uint32_t i = 0; i < config->interface_count; i++)
		for (uint32_t j = 0; j < config->interfaces[i].address_count && result == 0; j++)
			result = address_routes_add(fib, &config->interfaces[i].addresses[j], (uint16_t)i);
	// After the subnets: an own address is local even where it is the end of another address's subnet.
	for (uint32_t i = 0; i < config->interface_count; i++)
		for (uint32_t j = 0; j < config->interfaces[i].address_count && result == 0; j++)
			result = route_add(fib, config->interfaces[i].addresses[j].address, 32,
				(struct fl_route){.interface = (uint16_t)i, .kind = FL_ROUTE_LOCAL});
	return result;
}

static void route_problem(
	struct fl_problems *problems, const struct fl_config_route *route, const char *field, const char *reason)
{
	char path[sizeof(((struct fl_problem *)0)->path)];

	snprintf(path, sizeof(path), "forwarding.ipRouter.routes[%u].%s", route->place, field);
	fl_problems_add(problems, path, "%s", reason);
}

// Whether a static route makes sense beside the router's own, beyond what the parser knows; else adds the problem.
static bool static_route_good(
	struct rte_fib *fib, const struct fl_config_router *config, uint32_t index, struct fl_problems *problems)
{
	const struct fl_config_route *route = &config->routes[index];
	struct rte_rib_node *same = rte_rib_lookup_exact(rte_fib_get_rib(fib), route->to.address, route->to.length);

	if (fl_ip_routes_interface_of(config, route->via) < 0) {
		route_problem(
			problems, route, "via", "no interface has a subnet with this address, so it cannot be reached");
		return false;
	}
	if (same != NULL) {
		route_problem(problems, route, "to",
			"this is a subnet or an address of one of the router's own interfaces, which is "
			"reached directly");
		return false;
	}
	return true;
}

static int static_routes_add(struct rte_fib *fib, const struct fl_config_router *config, struct fl_problems *problems)
{
	bool good = true;
	int result = 0;

	for (uint32_t i = 0; i < config->route_count; i++)
		good = static_route_good(fib, config, i, problems) && good;
	for (uint32_t i = 0; i < config->route_count && good && result == 0; i++) {
		const struct fl_config_route *route = &config->routes[i];

		result = route_add(fib, route->to.address, route->to.length,
			(struct fl_route){.gateway = route->via,
				.interface = (uint16_t)fl_ip_routes_interface_of(config, route->via),
				.kind = FL_ROUTE_GATEWAY});
	}
	return good ? result : -EINVAL;
}

struct fl_ip_ranges *fl_ip_routes_create(
	const char *name, const struct fl_config_router *config, struct fl_problems *problems)
{
	struct rte_fib_conf conf = {
		.type = RTE_FIB_DUMMY,
		.default_nh = fl_route_pack((struct fl_route){.kind = FL_ROUTE_NONE}),
		.max_routes = (int)config->route_count + OWN_ROUTES_MAX,
	};
	struct rte_fib *fib = rte_fib_create(name, SOCKET_ID_ANY, &conf);
	struct fl_ip_ranges *ranges = NULL;
	int result;

	if (fib == NULL) {
		errno = ENOMEM;
		return NULL;
	}
	result = own_routes_add(fib, config);
	if (result == 0)
		result = static_routes_add(fib, config, problems);
	if (result == 0)
		ranges = fl_ip_ranges_create(fib);
	rte_fib_free(fib);
	if (ranges == NULL)
		errno = result == -EINVAL ? EINVAL : ENOMEM;
	return ranges;
}
