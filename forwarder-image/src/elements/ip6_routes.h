// The IPv6 routes of an IP router: an rte_fib6, filled once by the control thread and then read by the workers. Like ip_routes.h, of
// the RIB type: a TRIE FIB takes 128 MiB for each router before its first route.
#pragma once
#include <rte_fib6.h>
#include <stdint.h>

#include "core/config.h"
#include "core/problems.h"
#include "elements/ip6.h"
#include "elements/ip_routes.h"

// A route of the FIB is a struct fl_route (ip_routes.h) whose gateway is, for FL_ROUTE_GATEWAY, the number of one of gateways[],
// from 1 on: addresses do not fit in a next hop's word.
struct fl_ip6_routes {
	struct rte_fib6 *fib;
	struct fl_ip6 gateways[]; // [0] is nobody's
};

static inline struct fl_route fl_ip6_routes_find(const struct fl_ip6_routes *routes, const struct fl_ip6 *destination)
{
	const struct rte_ipv6_addr address = fl_ip6_to_dpdk(destination);
	uint64_t word;

	rte_fib6_lookup_bulk(routes->fib, &address, &word, 1);
	return fl_route_unpack(word);
}

// The interface one of whose subnets has the address, or -1.
int fl_ip6_routes_interface_of(const struct fl_config_router *config, const struct fl_ip6 *address);

// Makes the routes of a router; name is unique among those that exist. NULL: problems says why where the document is at fault
// (paths relative to the router), else errno is ENOMEM. Control thread.
struct fl_ip6_routes *fl_ip6_routes_create(
	const char *name, const struct fl_config_router *config, struct fl_problems *problems);
// NULL is allowed.
void fl_ip6_routes_destroy(struct fl_ip6_routes *routes);
