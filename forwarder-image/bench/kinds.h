// The kinds of forwarding that benchmarks and experiments run, linked in the place of elements/registry.c. Routers
// know their next hop from the start (bench_router_fill) and announce nothing.
//   swap          MAC rewrite: from_device -> bench_swap -> to_device
//   swap6         the same behind three cheap elements: six with the two of the device
//   ip            the product's ipRouter, as it is
//   ip-unchecked  its lookup, TTL, neighbours: from_device -> ip_lookup -> dec_ip_ttl -> arp_querier -> to_device
//   ip-checked    the same six elements with check_ip_header before the lookup
//   burn          the product's ipRouter behind bench_burn, which works as many steps as each packet says
#pragma once
#include "core/forwarding.h"
#include "elements/ip_router.h"

// The kind of that name; ends the program when there is none or its nodes cannot be made. Control thread, after DPDK is up.
const struct fl_forwarding_ops *bench_kind_get(const char *name);
// What fl_forwarding_get gives for every kind of the document from now on. Control thread, before the first document.
void bench_kind_choose(const char *name);

// Makes the definition of a router on a stick: one interface on the device, the addresses of bench_frame_write routed
// back to it by way of a next hop that has the MAC of the router's own port. The route is the router's: free it with fl_config_router_fini.
void bench_router_fill(struct fl_config_router *router, const char *device);

// Work of that many steps, which no compiler shortens; what a neighbour steals in the middle of it is not part of it.
static inline void bench_burn(uint64_t steps)
{
	uint64_t value = steps;

	for (uint64_t i = 0; i < steps; i++) {
		value = value * 6364136223846793005U + 1442695040888963407U;
		__asm__ volatile("" : "+r"(value));
	}
}
