// BridgeCross: what comes in by one interface of a bridge goes out by the other, unchanged.
// In: Ethernet frames from from_device. Out: the same, with output set; VLAN tags, partial checksums and large segments stay
// as they are. Drops: too_big, a frame whose payload is longer than the MTU of the interface it would go out by.
#include <rte_ether.h>
#include <rte_graph_worker.h>

#include "elements/catalogue.h"
#include "elements/datagram.h"
#include "elements/split.h"

enum edges { EDGE_OUT, EDGE_DROP, EDGE_COUNT };

// The Ethernet header; a VLAN tag does not count against the MTU.
static uint32_t header_length(const struct rte_mbuf *frame)
{
	const struct rte_ether_hdr *ether = rte_pktmbuf_mtod(frame, const struct rte_ether_hdr *);
	bool tagged = ether->ether_type == RTE_BE16(RTE_ETHER_TYPE_VLAN) ||
		      ether->ether_type == RTE_BE16(RTE_ETHER_TYPE_QINQ);

	return RTE_ETHER_HDR_LEN + (tagged ? RTE_VLAN_HLEN : 0);
}

static __rte_always_inline rte_edge_t verdict(struct fl_path *path, struct rte_mbuf *frame)
{
	uint16_t output = path->interface == 0 ? 1 : 0;

	fl_packet_get(frame)->output = output;
	if (unlikely(fl_datagram_frame_length(frame) > path->outputs[output].mtu + header_length(frame)))
		return fl_verdict_drop(frame, FL_DROP_BRIDGE_CROSS_TOO_BIG, EDGE_DROP);
	return EDGE_OUT;
}

static uint16_t bridge_cross_process(struct rte_graph *graph, struct rte_node *node, void **objs, uint16_t count)
{
	return fl_split(graph, node, objs, count, verdict);
}

static struct rte_node_register bridge_cross_node = {
	.name = "bridge_cross",
	.process = bridge_cross_process,
	.init = fl_path_node_init,
	.nb_edges = EDGE_COUNT,
	.next_nodes = {[EDGE_OUT] = "to_device", [EDGE_DROP] = "drop"},
};

RTE_NODE_REGISTER(bridge_cross_node)

const struct fl_element fl_element_bridge_cross = {
	.name = "BridgeCross",
	.node = "bridge_cross",
	.sharing = FL_ELEMENT_PER_PATH,
	.summary = "Sends each frame out by the other of the bridge's two interfaces, unchanged.",
};
