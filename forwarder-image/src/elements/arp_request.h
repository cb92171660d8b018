// ARP requests that the control thread sends (RFC 826).
#pragma once
#include "elements/ip_router.h"

// Asks for target (host byte order) by an interface, at everybody (to: NULL) or at one MAC, from the router's address of the
// target's subnet. Best effort: a request that gets lost is sent again.
void fl_arp_request_send(struct fl_ip_router *router, struct fl_port_tx *const *control_tx, uint16_t interface,
	uint32_t target, const struct rte_ether_addr *to);

// Announces an interface's addresses (RFC 5227), so that hosts that knew another MAC for them learn this one.
void fl_arp_request_announce(struct fl_ip_router *router, struct fl_port_tx *const *control_tx, uint16_t interface);
