// The kind "ipRouter": an IPv4 router after RFC 1812. Its shared state, and the state of each of its paths.
//
//   from_device -> ether_input -> check_ip_header -> ip_lookup -> dec_ip_ttl -> ip_fragmenter -> arp_querier -> to_device
//                      |                                |                           ^            (neighbour_hold) /
//                 arp_responder -> to_device         ip_local -> ip_output ---------+                 |
//                                                                   ^------- icmp_error <-------------+ and others
// Everything that goes wrong ends in drop, by way of icmp_error where the sender is to be told.
//
// What it does not do yet: reassembly of fragments sent to its own addresses (they are dropped, counted as
// ip_local_fragment), redirects, multicast, and source routes, which are refused as RFC 1812 5.2.4.1 allows.
#pragma once
#include <rte_fib.h>
#include <rte_ring.h>

#include "core/forwarding.h"
#include "elements/address_set.h"
#include "elements/hold_queue.h"
#include "elements/icmp_limit.h"
#include "elements/ip_routes.h"
#include "elements/neighbours.h"

struct fl_ip_interface {
	struct rte_ether_addr mac;
	uint32_t address_count; // at least 1
	struct fl_ip4_prefix addresses[FL_ADDRESSES_MAX];
};

// What a path tells the control thread of a neighbour.
enum fl_neighbour_event_kind {
	FL_NEIGHBOUR_WANTED,  // a packet waits for it
	FL_NEIGHBOUR_HEARD,   // it asked us or answered us: its MAC is this
	FL_NEIGHBOUR_CHANGED, // it spoke to others: its MAC is this, if it is known at all
};

struct fl_neighbour_event {
	struct fl_neighbour_key key;
	struct rte_ether_addr mac; // when HEARD or CHANGED
	uint16_t interface;
	uint16_t kind;
};

_Static_assert(sizeof(struct fl_neighbour_event) % 4 == 0, "elements of an rte_ring are a multiple of 4 bytes");

struct fl_ip_path {
	struct fl_ip_router *router;
	uint32_t interface;
	struct fl_hold_queue hold;  // worker
	struct fl_icmp_limit limit; // worker
	uint16_t next_id;           // worker: IPv4 identification of the path's own datagrams
	struct rte_ring *events;    // of struct fl_neighbour_event; written: worker, read: control
};

// Fixed when it is made, but for neighbours (neighbours.h) and paths (control thread only).
struct fl_ip_router {
	uint32_t interface_count;
	struct fl_ip_interface interfaces[FL_INTERFACES_MAX];
	struct fl_address_set own;        // its addresses
	struct fl_address_set broadcasts; // the broadcast addresses of its subnets
	struct rte_fib *fib;
	struct fl_neighbours *neighbours;
	uint64_t resolver_due_ms; // control: when the next neighbour is due, at the earliest
	struct rte_mempool *pool;
	struct fl_ip_path *paths[FL_INTERFACES_MAX];
};

extern const struct fl_forwarding_ops fl_ip_router_ops;

static inline struct fl_ip_router *fl_ip_router_of(const struct fl_path *path)
{
	return path->router_state;
}

static inline struct fl_ip_path *fl_ip_path_of(const struct fl_path *path)
{
	return path->path_state;
}

// Whether the address is the router's own on that interface (not a broadcast address).
bool fl_ip_interface_has(const struct fl_ip_interface *interface, uint32_t address);
// The subnet of the interface that the address is in, or NULL.
const struct fl_ip4_prefix *fl_ip_interface_subnet(const struct fl_ip_interface *interface, uint32_t address);
// Whether a neighbour of that address can be on the interface's link.
bool fl_ip_interface_has_neighbour(const struct fl_ip_interface *interface, struct fl_neighbour_key key);
// Tells the control thread; false when it is behind and the event is lost. Worker of the path.
bool fl_ip_path_tell(struct fl_ip_path *path, const struct fl_neighbour_event *event);
