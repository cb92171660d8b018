#include "elements/nd_request.h"

#include "core/library.h"
#include "elements/icmp6.h"
#include "elements/ip6.h"
#include "elements/mld.h"
#include "elements/nd.h"

// packet: NULL, there was no buffer.
static void packet_send(struct fl_port_tx *tx, struct rte_mbuf *packet)
{
	if (packet != NULL && fl_send(tx, &packet, 1) == 0)
		fl_buffer_free(packet);
}

void fl_nd_request_send(struct fl_ip_router *router, struct fl_port_tx *const *control_tx, uint16_t interface,
	const struct fl_ip6 *target, const struct rte_ether_addr *to)
{
	const struct fl_ip6 group = fl_ip6_solicited_node_of(target);
	const struct fl_nd_frame frame = {
		.to = to != NULL ? *to : fl_ip6_multicast_mac(&group),
		.from = router->interfaces[interface].mac,
		.source = router->interfaces[interface].link_local,
		.destination = to != NULL ? *target : group,
		.target = *target,
		.type = FL_ICMP6_NEIGHBOUR_SOLICITATION,
	};

	packet_send(control_tx[interface], fl_nd_frame_create(router->pool, &frame));
}

static void advertise(struct fl_ip_router *router, struct fl_port_tx *const *control_tx, uint16_t interface,
	const struct fl_ip6 *address)
{
	const struct fl_ip6 group = FL_IP6_ALL_NODES;
	const struct fl_nd_frame frame = {
		.to = fl_ip6_multicast_mac(&group),
		.from = router->interfaces[interface].mac,
		.source = *address,
		.destination = group,
		.target = *address,
		.type = FL_ICMP6_NEIGHBOUR_ADVERTISEMENT,
		.flags = FL_ND_ROUTER | FL_ND_OVERRIDE,
	};

	packet_send(control_tx[interface], fl_nd_frame_create(router->pool, &frame));
}

void fl_nd_request_announce(struct fl_ip_router *router, struct fl_port_tx *const *control_tx, uint16_t interface)
{
	const struct fl_ip_interface *own = &router->interfaces[interface];

	if (own->address6_count == 0)
		return;
	packet_send(control_tx[interface], fl_mld_report_create(router->pool, own, FL_MLD_CHANGE_TO_EXCLUDE_MODE));
	advertise(router, control_tx, interface, &own->link_local);
	for (uint32_t i = 0; i < own->address6_count; i++)
		advertise(router, control_tx, interface, &own->addresses6[i].address);
}
