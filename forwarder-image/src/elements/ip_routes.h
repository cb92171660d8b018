// The routes of an IP router: an rte_fib of the RIB type (a compressed trie), filled once by the control thread, and then
// frozen into the ranges that the workers read (ip_ranges.h).
#pragma once
#include <rte_byteorder.h>
#include <stddef.h>
#include <stdint.h>

#include "core/config.h"
#include "core/packet.h"
#include "core/problems.h"
#include "elements/ip_ranges.h"

// From FL_ROUTE_CONNECTED on: what is forwarded.
enum fl_route_kind {
	FL_ROUTE_NONE,      // no route
	FL_ROUTE_LOCAL,     // one of the router's own addresses
	FL_ROUTE_BROADCAST, // a broadcast address of this router's subnets
	FL_ROUTE_CONNECTED, // a neighbour on interface
	FL_ROUTE_GATEWAY,   // by way of gateway, on interface; no other kind has a gateway
};

// As it stands in the FIB's next hop, and in fl_packet.route: one word, no table behind it.
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

_Static_assert(RTE_BYTE_ORDER == RTE_LITTLE_ENDIAN &&
		       offsetof(struct fl_packet, output) == offsetof(struct fl_packet, route) + sizeof(uint32_t) &&
		       offsetof(struct fl_packet, route_kind) ==
			       offsetof(struct fl_packet, route) + sizeof(uint32_t) + sizeof(uint16_t),
	"a packet's route is packed likewise");

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

// Makes the routes of a router; name is unique among the FIBs that exist. NULL: problems says why where the document is at
// fault (paths relative to the router), else errno is ENOMEM. Control thread. Free them with fl_ip_ranges_destroy.
struct fl_ip_ranges *fl_ip_routes_create(
	const char *name, const struct fl_config_router *config, struct fl_problems *problems);
