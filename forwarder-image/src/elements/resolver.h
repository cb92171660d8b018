// The control thread's side of neighbour resolution: it listens to what the paths tell, asks for the neighbours that packets wait
// for, asks again those in use before their entry gets old, gives up on those that do not answer, and forgets those nobody uses.
// The only writer of the router's neighbour table. Control thread.
#pragma once
#include "elements/ip_router.h"

enum {
	FL_RESOLVER_RETRY_MS = 1000,      // between requests (RFC 1122 2.3.2.1: no more than one a second; RFC 4861 10)
	FL_RESOLVER_REQUESTS_MAX = 3,     // before a neighbour is given up
	FL_RESOLVER_FAILED_MS = 1000,     // for which a neighbour that was given up is refused
	FL_RESOLVER_REACHABLE_MS = 30000, // for which an answer is trusted
	FL_RESOLVER_DELAY_MS =
		5000, // IPv6: for which a MAC is used that nobody confirmed (RFC 4861 10: DELAY_FIRST_PROBE_TIME)
	FL_RESOLVER_NEW_PER_TICK = 16, // neighbours that are asked for the first time in one tick
};

// now_ms: monotonic, the same clock in every call and for the router that a state was inherited from.
void fl_resolver_tick(struct fl_ip_router *router, uint64_t now_ms, struct fl_port_tx *const *control_tx);

// Announces each address on its interface (RFC 5227, RFC 4861 7.2.6), so that hosts that knew another MAC for it learn this one.
void fl_resolver_announce(struct fl_ip_router *router, struct fl_port_tx *const *control_tx);

// Takes over the neighbours of the router's previous generation that its interfaces still reach by the same netdev.
void fl_resolver_inherit(struct fl_ip_router *router, const struct fl_ip_router *previous);
