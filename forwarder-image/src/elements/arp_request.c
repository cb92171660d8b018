#include "elements/arp_request.h"

#include <rte_arp.h>
#include <string.h>

#include "core/library.h"

static const struct rte_ether_addr broadcast = {{0xff, 0xff, 0xff, 0xff, 0xff, 0xff}};

static void request_send(struct fl_ip_router *router, struct fl_port_tx *const *control_tx, uint16_t interface,
	uint32_t source, uint32_t target, const struct rte_ether_addr *to)
{
	const struct rte_ether_addr *own = &router->interfaces[interface].mac;
	struct rte_mbuf *packet = fl_buffer_alloc(router->pool);
	struct rte_ether_hdr *ether;
	struct rte_arp_hdr *arp;

	if (packet == NULL)
		return;
	memset(fl_packet_get(packet), 0, sizeof(struct fl_packet));
	ether = (struct rte_ether_hdr *)rte_pktmbuf_append(packet, sizeof(*ether) + sizeof(*arp));
	*ether = (struct rte_ether_hdr){.dst_addr = *to, .src_addr = *own, .ether_type = RTE_BE16(RTE_ETHER_TYPE_ARP)};
	arp = (struct rte_arp_hdr *)(ether + 1);
	*arp = (struct rte_arp_hdr){
		.arp_hardware = RTE_BE16(RTE_ARP_HRD_ETHER),
		.arp_protocol = RTE_BE16(RTE_ETHER_TYPE_IPV4),
		.arp_hlen = RTE_ETHER_ADDR_LEN,
		.arp_plen = sizeof(rte_be32_t),
		.arp_opcode = RTE_BE16(RTE_ARP_OP_REQUEST),
		.arp_data = {.arp_sha = *own, .arp_sip = rte_cpu_to_be_32(source), .arp_tip = rte_cpu_to_be_32(target)},
	};
	if (fl_send(control_tx[interface], &packet, 1) == 0)
		fl_buffer_free(packet);
}

void fl_arp_request_send(struct fl_ip_router *router, struct fl_port_tx *const *control_tx, uint16_t interface,
	uint32_t target, const struct rte_ether_addr *to)
{
	const struct fl_ip4_prefix *subnet = fl_ip_interface_subnet(&router->interfaces[interface], target);

	if (subnet != NULL)
		request_send(router, control_tx, interface, subnet->address, target, to != NULL ? to : &broadcast);
}

void fl_arp_request_announce(struct fl_ip_router *router, struct fl_port_tx *const *control_tx, uint16_t interface)
{
	for (uint32_t i = 0; i < router->interfaces[interface].address_count; i++) {
		uint32_t own = router->interfaces[interface].addresses[i].address;

		request_send(router, control_tx, interface, own, own, &broadcast);
	}
}
