#include "elements/ip6_routes.h"

#include <errno.h>
#include <rte_malloc.h>
#include <rte_rib6.h>
#include <stdio.h>

enum {
	// Beside the static routes: each address brings its subnet, the subnet's anycast address and itself.
	OWN_ROUTES_MAX = 3 * FL_INTERFACES_MAX * FL_ADDRESSES_MAX,
};

int fl_ip6_routes_interface_of(const struct fl_config_router *config, const struct fl_ip6 *address)
{
	for (uint32_t i = 0; i < config->interface_count; i++)
		for (uint32_t j = 0; j < config->interfaces[i].address6_count; j++)
			if (fl_ip6_prefix_has(&config->interfaces[i].addresses6[j], address))
				return (int)i;
	return -1;
}

static int route_add(struct rte_fib6 *fib, const struct fl_ip6 *network, uint8_t length, struct fl_route route)
{
	const struct rte_ipv6_addr address = fl_ip6_to_dpdk(network);

	return rte_fib6_add(fib, &address, length, fl_route_pack(route));
}

static int address_routes_add(struct rte_fib6 *fib, const struct fl_ip6_prefix *address, uint16_t interface)
{
	const struct fl_ip6 network = fl_ip6_network(address);
	int result = 0;

	if (address->length < FL_IP6_BITS)
		result = route_add(fib, &network, address->length,
			(struct fl_route){.interface = interface, .kind = FL_ROUTE_CONNECTED});
	if (result == 0 && fl_ip6_prefix_has_anycast(address))
		result = route_add(
			fib, &network, FL_IP6_BITS, (struct fl_route){.interface = interface, .kind = FL_ROUTE_LOCAL});
	return result;
}

static int own_routes_add(struct rte_fib6 *fib, const struct fl_config_router *config)
{
	int result = 0;

	for (uint32_t i = 0; i < config->interface_count; i++)
		for (uint32_t j = 0; j < config->interfaces[i].address6_count && result == 0; j++)
			result = address_routes_add(fib, &config->interfaces[i].addresses6[j], (uint16_t)i);
	// After the subnets: an own address is local even where it is a subnet of one address.
	for (uint32_t i = 0; i < config->interface_count; i++)
		for (uint32_t j = 0; j < config->interfaces[i].address6_count && result == 0; j++)
			result = route_add(fib, &config->interfaces[i].addresses6[j].address, FL_IP6_BITS,
				(struct fl_route){.interface = (uint16_t)i, .kind = FL_ROUTE_LOCAL});
	return result;
}

static void route_problem(
	struct fl_problems *problems, const struct fl_config_route6 *route, const char *field, const char *reason)
{
	char path[sizeof(((struct fl_problem *)0)->path)];

	snprintf(path, sizeof(path), "forwarding.ipRouter.routes[%u].%s", route->place, field);
	fl_problems_add(problems, path, "%s", reason);
}

// Whether a static route makes sense beside the router's own, beyond what the parser knows; else adds the problem.
static bool static_route_good(struct rte_fib6 *fib, const struct fl_config_router *config,
	const struct fl_config_route6 *route, struct fl_problems *problems)
{
	const struct rte_ipv6_addr to = fl_ip6_to_dpdk(&route->to.address);

	if (fl_ip6_routes_interface_of(config, &route->via) < 0) {
		route_problem(
			problems, route, "via", "no interface has a subnet with this address, so it cannot be reached");
		return false;
	}
	if (rte_rib6_lookup_exact(rte_fib6_get_rib(fib), &to, route->to.length) != NULL) {
		route_problem(problems, route, "to",
			"this is a subnet or an address of one of the router's own interfaces, which is "
			"reached directly");
		return false;
	}
	return true;
}

static int static_routes_add(
	struct fl_ip6_routes *routes, const struct fl_config_router *config, struct fl_problems *problems)
{
	bool good = true;
	int result = 0;

	for (uint32_t i = 0; i < config->route6_count; i++)
		good = static_route_good(routes->fib, config, &config->routes6[i], problems) && good;
	for (uint32_t i = 0; i < config->route6_count && good && result == 0; i++) {
		const struct fl_config_route6 *route = &config->routes6[i];

		routes->gateways[i + 1] = route->via;
		result = route_add(routes->fib, &route->to.address, route->to.length,
			(struct fl_route){.gateway = i + 1,
				.interface = (uint16_t)fl_ip6_routes_interface_of(config, &route->via),
				.kind = FL_ROUTE_GATEWAY});
	}
	return good ? result : -EINVAL;
}

void fl_ip6_routes_destroy(struct fl_ip6_routes *routes)
{
	if (routes == NULL)
		return;
	rte_fib6_free(routes->fib);
	rte_free(routes);
}

struct fl_ip6_routes *fl_ip6_routes_create(
	const char *name, const struct fl_config_router *config, struct fl_problems *problems)
{
	struct rte_fib6_conf conf = {
		.type = RTE_FIB6_DUMMY,
		.default_nh = fl_route_pack((struct fl_route){.kind = FL_ROUTE_NONE}),
		.max_routes = (int)config->route6_count + OWN_ROUTES_MAX,
	};
	size_t size = sizeof(struct fl_ip6_routes) + (config->route6_count + 1) * sizeof(struct fl_ip6);
	struct fl_ip6_routes *routes = rte_zmalloc("ip6_routes", size, 0);
	int result = -ENOMEM;

	if (routes != NULL)
		routes->fib = rte_fib6_create(name, SOCKET_ID_ANY, &conf);
	if (routes != NULL && routes->fib != NULL)
		result = own_routes_add(routes->fib, config);
	if (result == 0)
		result = static_routes_add(routes, config, problems);
	if (result == 0)
		return routes;
	fl_ip6_routes_destroy(routes);
	errno = result == -EINVAL ? EINVAL : ENOMEM;
	return NULL;
}
