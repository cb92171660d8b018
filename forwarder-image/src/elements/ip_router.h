// The kind "ipRouter": a router of IPv4 after RFC 1812, and of IPv6 (RFC 8200, 4443, 4861) where interfaces have IPv6 addresses.
// Its shared state, and the state of each of its paths.
//
//   from_device -> ip_fast_path -> to_device
// with packets as nearly all are; another one, and what comes behind it in its burst, goes on by
//   ip_fast_path -> ether_input -> check_ip_header -> ip_lookup -> dec_ip_ttl -> ip_fragmenter -> arp_querier -> to_device
//                       |                                |                           ^            (neighbour_hold) /
//                  arp_responder -> to_device         ip_local -> ip_output ---------+                 |
//                                                                    ^------- icmp_error <-------------+ and others
// and beside it, with the same neighbour table, hold queue and limit of errors,
//
//   ether_input -> check_ip6_header -> ip6_lookup -> dec_ip6_hlim -> check_ip6_mtu -> nd_querier -> to_device
//                                          |                                          ^  (neighbour_hold)
//         nd_responder, mld_responder <- ip6_local -> ip6_output ---------------------+      |
//                              |                          ^------- icmp6_error <-------------+ and others
//                          to_device
// Everything that goes wrong ends in drop, by way of icmp_error or icmp6_error where the sender is to be told.
//
// What it does not do yet: reassembly of fragments sent to its own addresses (they are dropped, counted as ip_local_fragment and
// ip6_local_fragment), redirects, router advertisements (hosts have their routes by configuration), multicast, and source routes,
// which are refused as RFC 1812 5.2.4.1 allows.
#pragma once
#include <rte_ring.h>

#include "core/forwarding.h"
#include "elements/address6_set.h"
#include "elements/address_set.h"
#include "elements/hold_queue.h"
#include "elements/icmp_limit.h"
#include "elements/ip6_routes.h"
#include "elements/ip_interface.h"
#include "elements/ip_routes.h"
#include "elements/neighbours.h"

// What a path tells the control thread of a neighbour.
enum fl_neighbour_event_kind {
	FL_NEIGHBOUR_WANTED,     // a packet waits for it
	FL_NEIGHBOUR_HEARD,      // it asked us or answered us: its MAC is this
	FL_NEIGHBOUR_CHANGED,    // it spoke to others: its MAC is this, if it is known at all
	FL_NEIGHBOUR_SOLICITED,  // IPv6: it solicited us: its MAC is this, but that it hears us is not said
	FL_NEIGHBOUR_ADVERTISED, // IPv6: it advertised itself, as flags say
};

enum fl_neighbour_event_flags {
	FL_NEIGHBOUR_NAMES_MAC = 1,
	FL_NEIGHBOUR_ASKED_FOR = 2, // it answers our solicitation, so it hears us
	FL_NEIGHBOUR_OVERRIDES = 4, // its MAC holds even where another was known
};

struct fl_neighbour_event {
	struct fl_neighbour_key key;
	struct rte_ether_addr mac; // but when WANTED, or ADVERTISED without NAMES_MAC
	uint16_t interface;
	uint16_t kind;
	uint16_t flags; // when ADVERTISED
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
	struct fl_address_set no_sources; // nobody else sends from these: its addresses, and broadcasts
	struct fl_address_set broadcasts; // the broadcast addresses of its subnets
	struct fl_address6_set own6;      // its IPv6 addresses, but link-local ones
	struct fl_ip_ranges *routes;
	struct fl_ip6_routes *routes6; // NULL: no interface speaks IPv6
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

// The next hop of an IPv6 packet whose next_hop ip6_lookup or ip6_output has set.
static inline const struct fl_ip6 *fl_ip6_next_hop(const struct fl_ip_router *router, struct rte_mbuf *packet)
{
	uint32_t gateway = fl_packet_get(packet)->next_hop;

	return gateway != 0 ? &router->routes6->gateways[gateway] : fl_ip6_destination(fl_ip6_header(packet));
}

// Tells the control thread; false when it is behind and the event is lost. Worker of the path.
bool fl_ip_path_tell(struct fl_ip_path *path, const struct fl_neighbour_event *event);
