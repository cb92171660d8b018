// The routes of an IP router: an rte_fib, filled once by the control thread and then read by the workers.
//
// It is of the RIB type (a compressed trie), not DIR24_8: measured on the design machine, a lookup among 16, 256 and 4096
// routes takes 23, 48 and 126 cycles for 0.25, 0.45 and 3.5 MiB, while DIR24_8 takes 3 to 11 cycles but 65 MiB for
// each router, and a forwarder holds many. A packet that comes through a Kernel port costs thousands of cycles.
#pragma once
#include <rte_fib.h>
#include <stdint.h>

#include "core/config.h"
#include "core/problems.h"

enum fl_route_kind {
	FL_ROUTE_NONE,      // no route
	FL_ROUTE_LOCAL,     // one of the router's own addresses
	FL_ROUTE_BROADCAST, // a broadcast address of this router's subnets
	FL_ROUTE_CONNECTED, // a neighbour on interface
	FL_ROUTE_GATEWAY,   // by way of gateway, on interface
};

// As it stands in the FIB's next hop: one word, no table behind it.
struct fl_route {
	uint32_t gateway; // host byte order
	uint16_t interface;
	uint16_t kind;
};

static inline uint64_t fl_route_pack(struct fl_route route)
{
	return (uint64_t)route.kind << 48 | (uint64_t)route.interface << 32 | route.gateway;
}

static inline struct fl_route fl_route_unpack(uint64_t word)
{
	return (struct fl_route){
		.gateway = (uint32_t)word, .interface = (word >> 32) & 0xffff, .kind = (uint16_t)(word >> 48)};
}

static inline uint32_t fl_prefix_mask(uint8_t length)
{
	return length == 0 ? 0 : UINT32_MAX << (32 - length);
}

static inline bool fl_prefix_has(const struct fl_ip4_prefix *prefix, uint32_t address)
{
	return ((prefix->address ^ address) & fl_prefix_mask(prefix->length)) == 0;
}

// Whether the two ends of a subnet are broadcast addresses (RFC 3021: not in a /31).
static inline bool fl_prefix_has_broadcast(const struct fl_ip4_prefix *prefix)
{
	return prefix->length <= 30;
}

// The interface one of whose subnets has the address, or -1.
int fl_ip_routes_interface_of(const struct fl_config_router *config, uint32_t address);

// Makes the FIB of a router; name is unique among those that exist. NULL: problems says why where the document is at fault
// (paths relative to the router), else errno is ENOMEM. Control thread. Free it with rte_fib_free.
struct rte_fib *fl_ip_routes_create(
	const char *name, const struct fl_config_router *config, struct fl_problems *problems);
