// The messages of neighbour discovery that the control thread sends (RFC 4861 7.2), each best effort: a solicitation that gets lost is
// sent again.
#pragma once
#include "elements/ip_router.h"

// Solicits target on an interface, from the interface's link-local address: by its solicited-node multicast address (to: NULL), or at
// the MAC that it had (7.3.3).
void fl_nd_request_send(struct fl_ip_router *router, struct fl_port_tx *const *control_tx, uint16_t interface,
	const struct fl_ip6 *target, const struct rte_ether_addr *to);

// Says what groups an interface listens to (mld.h), and advertises its addresses to all nodes, unsolicited (7.2.6; once, not up to three
// times), so that hosts that knew another MAC for them learn this one.
void fl_nd_request_announce(struct fl_ip_router *router, struct fl_port_tx *const *control_tx, uint16_t interface);
