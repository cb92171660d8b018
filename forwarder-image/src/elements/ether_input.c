// EtherInput: what of a promiscuous interface's frames is for the router.
// In: frames from from_device. Out: IPv4 and ARP frames sent to the interface's MAC or to the broadcast address; where the interface
// speaks IPv6, IPv6 frames sent to its MAC or to multicast addresses of IPv6 (RFC 2464 7).
// Drops: other_host, frames to other MACs; unknown_protocol, other EtherTypes, VLAN tags among them.
#include <rte_ether.h>
#include <rte_graph_worker.h>
#include <string.h>

#include "elements/catalogue.h"
#include "elements/ip_header_four.h"
#include "elements/ip_router.h"
#include "elements/split.h"

enum edges { EDGE_IP, EDGE_IP6, EDGE_ARP, EDGE_DROP, EDGE_COUNT };

static bool is_for_many(const struct rte_ether_hdr *ether)
{
	if (ether->ether_type == RTE_BE16(RTE_ETHER_TYPE_IPV6))
		return ether->dst_addr.addr_bytes[0] == 0x33 && ether->dst_addr.addr_bytes[1] == 0x33;
	return rte_is_broadcast_ether_addr(&ether->dst_addr);
}

static bool speaks_ip6(const struct fl_path *path)
{
	return fl_ip_interface_speaks6(&fl_ip_router_of(path)->interfaces[path->interface]);
}

static __rte_always_inline bool is_for(const struct fl_path *path, const struct rte_ether_hdr *ether)
{
	const struct fl_path_output *own = &path->outputs[path->interface];
	uint64_t destination, mac; // and two bytes behind each, which there are

	memcpy(&destination, &ether->dst_addr, sizeof(destination));
	memcpy(&mac, &own->mac, sizeof(mac));
	return (destination ^ mac) << 16 == 0;
}

_Static_assert(offsetof(struct fl_path_output, mac) + sizeof(uint64_t) <= sizeof(struct fl_path_output),
	"there are two bytes behind the MAC");

static __rte_always_inline rte_edge_t verdict(struct fl_path *path, struct rte_mbuf *packet)
{
	const struct rte_ether_hdr *ether = rte_pktmbuf_mtod(packet, const struct rte_ether_hdr *);

	if (unlikely(packet->data_len < sizeof(*ether)))
		return fl_verdict_drop(packet, FL_DROP_ETHER_INPUT_UNKNOWN_PROTOCOL, EDGE_DROP);
	if (unlikely(!is_for(path, ether)) && !is_for_many(ether))
		return fl_verdict_drop(packet, FL_DROP_ETHER_INPUT_OTHER_HOST, EDGE_DROP);
	if (likely(ether->ether_type == RTE_BE16(RTE_ETHER_TYPE_IPV4)))
		return EDGE_IP;
	if (ether->ether_type == RTE_BE16(RTE_ETHER_TYPE_IPV6) && speaks_ip6(path))
		return EDGE_IP6;
	if (ether->ether_type == RTE_BE16(RTE_ETHER_TYPE_ARP))
		return EDGE_ARP;
	return fl_verdict_drop(packet, FL_DROP_ETHER_INPUT_UNKNOWN_PROTOCOL, EDGE_DROP);
}

static __rte_always_inline bool verdict_four(struct fl_path *path, struct rte_mbuf *const *packets)
{
	return fl_ether_four_are(packets, &path->outputs[path->interface].mac, RTE_BE16(RTE_ETHER_TYPE_IPV4));
}

static uint16_t ether_input_process(struct rte_graph *graph, struct rte_node *node, void **objs, uint16_t count)
{
	return fl_split_fours(graph, node, objs, count, verdict_four, verdict);
}

static struct rte_node_register ether_input_node = {
	.name = "ether_input",
	.process = ether_input_process,
	.init = fl_path_node_init,
	.nb_edges = EDGE_COUNT,
	.next_nodes = {[EDGE_IP] = "check_ip_header",
		[EDGE_IP6] = "check_ip6_header",
		[EDGE_ARP] = "arp_responder",
		[EDGE_DROP] = "drop"},
};

RTE_NODE_REGISTER(ether_input_node)

const struct fl_element fl_element_ether_input = {
	.name = "EtherInput",
	.node = "ether_input",
	.sharing = FL_ELEMENT_PER_PATH,
	.summary = "Separates the IPv4, IPv6 and ARP frames that are for the router from all others.",
};
