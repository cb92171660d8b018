// ARPResponder: answers ARP requests for the router's addresses on the interface they came in by, and tells the control
// thread what it hears of neighbours (RFC 826): who asks us or answers us is remembered, who speaks to others is only
// brought up to date. Neighbours outside the interface's subnets are answered, never remembered.
// In: ARP frames. Out: replies, in the request's own buffer. Replies that are for us are consumed.
// Drops: malformed; other_target, for somebody else; address_conflict, another host uses one of our addresses;
// control_busy, a reply that the control thread has no room for (it asks again).
#include <rte_arp.h>
#include <rte_ether.h>
#include <rte_graph_worker.h>
#include <string.h>

#include "core/library.h"
#include "elements/catalogue.h"
#include "elements/ip_router.h"

enum edges { EDGE_OUT, EDGE_DROP, EDGE_COUNT };

static bool well_formed(const struct rte_mbuf *packet)
{
	const struct rte_ether_hdr *ether = rte_pktmbuf_mtod(packet, const struct rte_ether_hdr *);
	const struct rte_arp_hdr *arp = rte_pktmbuf_mtod_offset(packet, const struct rte_arp_hdr *, sizeof(*ether));

	return packet->data_len >= sizeof(*ether) + sizeof(*arp) && arp->arp_hardware == RTE_BE16(RTE_ARP_HRD_ETHER) &&
	       arp->arp_protocol == RTE_BE16(RTE_ETHER_TYPE_IPV4) && arp->arp_hlen == RTE_ETHER_ADDR_LEN &&
	       arp->arp_plen == sizeof(rte_be32_t) &&
	       (arp->arp_opcode == RTE_BE16(RTE_ARP_OP_REQUEST) || arp->arp_opcode == RTE_BE16(RTE_ARP_OP_REPLY)) &&
	       rte_is_valid_assigned_ether_addr(&arp->arp_data.arp_sha);
}

static bool tell(struct fl_ip_path *path, const struct rte_arp_hdr *arp, enum fl_neighbour_event_kind kind)
{
	uint32_t source = rte_be_to_cpu_32(arp->arp_data.arp_sip);
	struct fl_neighbour_event event = {
		.kind = kind,
		.key = fl_neighbour_key_of_ip4(source),
		.mac = arp->arp_data.arp_sha,
		.interface = (uint16_t)path->interface,
	};

	if (fl_ip_interface_subnet(&path->router->interfaces[path->interface], source) == NULL)
		return true; // not a neighbour: nothing to tell
	return fl_ip_path_tell(path, &event);
}

static void reply_write(struct rte_mbuf *packet, const struct rte_ether_addr *own)
{
	struct rte_ether_hdr *ether = rte_pktmbuf_mtod(packet, struct rte_ether_hdr *);
	struct rte_arp_hdr *arp = rte_pktmbuf_mtod_offset(packet, struct rte_arp_hdr *, sizeof(*ether));
	rte_be32_t address = arp->arp_data.arp_tip;

	memset(&fl_packet_get(packet)->vnet, 0, sizeof(struct fl_vnet));
	ether->dst_addr = arp->arp_data.arp_sha;
	ether->src_addr = *own;
	arp->arp_opcode = RTE_BE16(RTE_ARP_OP_REPLY);
	arp->arp_data.arp_tha = arp->arp_data.arp_sha;
	arp->arp_data.arp_tip = arp->arp_data.arp_sip;
	arp->arp_data.arp_sha = *own;
	arp->arp_data.arp_sip = address;
}

static void drop(struct rte_graph *graph, struct rte_node *node, struct rte_mbuf *packet, enum fl_drop reason)
{
	fl_packet_drop_reason_set(packet, reason);
	fl_enqueue_x1(graph, node, EDGE_DROP, packet);
}

static void packet_process(struct rte_graph *graph, struct rte_node *node, struct rte_mbuf *packet)
{
	struct fl_ip_path *path = fl_ip_path_of(fl_path_of(node));
	const struct fl_ip_interface *interface = &path->router->interfaces[path->interface];
	const struct rte_arp_hdr *arp = rte_pktmbuf_mtod_offset(packet, const struct rte_arp_hdr *, RTE_ETHER_HDR_LEN);

	if (!well_formed(packet)) {
		drop(graph, node, packet, FL_DROP_ARP_RESPONDER_MALFORMED);
	} else if (fl_ip_interface_has(interface, rte_be_to_cpu_32(arp->arp_data.arp_sip))) {
		drop(graph, node, packet, FL_DROP_ARP_RESPONDER_ADDRESS_CONFLICT);
	} else if (!fl_ip_interface_has(interface, rte_be_to_cpu_32(arp->arp_data.arp_tip))) {
		tell(path, arp, FL_NEIGHBOUR_CHANGED);
		drop(graph, node, packet, FL_DROP_ARP_RESPONDER_OTHER_TARGET);
	} else if (arp->arp_opcode == RTE_BE16(RTE_ARP_OP_REQUEST)) {
		tell(path, arp, FL_NEIGHBOUR_HEARD);
		reply_write(packet, &interface->mac);
		fl_packet_get(packet)->output = (uint16_t)path->interface;
		fl_enqueue_x1(graph, node, EDGE_OUT, packet);
	} else if (tell(path, arp, FL_NEIGHBOUR_HEARD)) {
		fl_buffer_free(packet);
	} else {
		drop(graph, node, packet, FL_DROP_ARP_RESPONDER_CONTROL_BUSY);
	}
}

static uint16_t arp_responder_process(struct rte_graph *graph, struct rte_node *node, void **objs, uint16_t count)
{
	for (uint16_t i = 0; i < count; i++)
		packet_process(graph, node, objs[i]);
	return count;
}

static struct rte_node_register arp_responder_node = {
	.name = "arp_responder",
	.process = arp_responder_process,
	.init = fl_path_node_init,
	.nb_edges = EDGE_COUNT,
	.next_nodes = {[EDGE_OUT] = "to_device", [EDGE_DROP] = "drop"},
};

RTE_NODE_REGISTER(arp_responder_node)

const struct fl_element fl_element_arp_responder = {
	.name = "ARPResponder",
	.node = "arp_responder",
	.sharing = FL_ELEMENT_PER_PATH,
	.summary = "Answers ARP requests for the router's addresses and learns neighbours from what it hears.",
};
