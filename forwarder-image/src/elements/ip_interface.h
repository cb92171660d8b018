// An interface of an IP router: its addresses of both versions. Fixed when the router is made; read by any thread.
#pragma once
#include <rte_ether.h>
#include <stdbool.h>
#include <stdint.h>

#include "core/config.h"
#include "elements/neighbour_key.h"

struct fl_ip_interface {
	struct rte_ether_addr mac;
	uint32_t address_count, address6_count; // one of them at least 1
	struct fl_ip4_prefix addresses[FL_ADDRESSES_MAX];
	struct fl_ip6_prefix addresses6[FL_ADDRESSES_MAX];
	struct fl_ip6 link_local; // by EUI-64 of the MAC (RFC 4291 2.5.6); in use when address6_count > 0
};

// Whether the address is the router's own on that interface (not a broadcast address).
bool fl_ip_interface_has(const struct fl_ip_interface *interface, uint32_t address);
// The subnet of the interface that the address is in, or NULL.
const struct fl_ip4_prefix *fl_ip_interface_subnet(const struct fl_ip_interface *interface, uint32_t address);

// Whether the interface speaks IPv6: one without IPv6 addresses does not, as if it were switched off there.
static inline bool fl_ip_interface_speaks6(const struct fl_ip_interface *interface)
{
	return interface->address6_count > 0;
}

// Whether the address is the router's own on that interface, its link-local address among them (not an anycast address).
bool fl_ip_interface_has6(const struct fl_ip_interface *interface, const struct fl_ip6 *address);
// Whether it is the subnet-router anycast address of one of its subnets (RFC 4291 2.6.1) and nobody's own.
bool fl_ip_interface_has_anycast(const struct fl_ip_interface *interface, const struct fl_ip6 *address);
// Whether the interface is a member of a multicast group (RFC 4291 2.8): all nodes, all routers, and the solicited-node groups of its
// addresses, anycast ones among them, each of link-local scope.
bool fl_ip_interface_has_group(const struct fl_ip_interface *interface, const struct fl_ip6 *group);
// The address that what the router sends to destination comes from: of the destination's scope. For interfaces that speak IPv6.
const struct fl_ip6 *fl_ip_interface_source6(const struct fl_ip_interface *interface, const struct fl_ip6 *destination);

// Whether a neighbour of that address can be on the interface's link.
bool fl_ip_interface_has_neighbour(const struct fl_ip_interface *interface, struct fl_neighbour_key key);
