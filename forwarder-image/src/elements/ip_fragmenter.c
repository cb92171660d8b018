// IPFragmenter: datagrams longer than the MTU of their output (RFC 1812 4.2.2.7, 5.2.6).
// In: datagrams with output set. Out: those that fit, as they are (a large segment fits when what it will be cut into does),
// and the fragments of those that may be fragmented; offloads are completed before.
// To icmp_error: too_big (fragmentation needed, with the MTU; RFC 1191): DF is set. Drops: failed, no buffers for the
// fragments or an offload header that contradicts the packet.
#include <rte_graph_worker.h>
#include <rte_ip4.h>
#include <rte_ip_frag.h>
#include <string.h>

#include "core/library.h"
#include "elements/catalogue.h"
#include "elements/datagram.h"
#include "elements/ip_router.h"

enum edges { EDGE_OUT, EDGE_ERROR, EDGE_DROP, EDGE_COUNT };

enum {
	// 65,535 bytes in pieces of 552, the payload of a 576-byte datagram rounded down to eights, with its options.
	FRAGMENTS_MAX = 128,
};

static void drop(struct rte_graph *graph, struct rte_node *node, struct rte_mbuf *packet)
{
	fl_packet_drop_reason_set(packet, FL_DROP_IP_FRAGMENTER_FAILED);
	fl_enqueue_x1(graph, node, EDGE_DROP, packet);
}

// Makes a frame of a bare fragment: room for the Ethernet header, what the element graph knows of the datagram, checksum.
static void fragment_finish(struct rte_mbuf *fragment, const struct fl_packet *whole)
{
	struct rte_ipv4_hdr *ip = rte_pktmbuf_mtod(fragment, struct rte_ipv4_hdr *);

	ip->hdr_checksum = 0;
	ip->hdr_checksum = (uint16_t)~rte_raw_cksum(ip, rte_ipv4_hdr_len(ip));
	*fl_packet_get(fragment) = *whole;
	// It cannot fail: a fragment begins in a buffer of its own, with all its headroom.
	rte_pktmbuf_prepend(fragment, RTE_ETHER_HDR_LEN);
}

// One datagram without offloads; uses it up.
static void datagram_fragment(struct rte_graph *graph, struct rte_node *node, struct rte_mbuf *packet, uint16_t mtu)
{
	struct rte_mempool *pool = fl_path_of(node)->pool;
	struct rte_mbuf *fragments[FRAGMENTS_MAX];
	const struct fl_packet whole = *fl_packet_get(packet);
	int32_t count;

	rte_pktmbuf_adj(packet, RTE_ETHER_HDR_LEN);
	fl_library_enter(); // it takes buffers
	count = rte_ipv4_fragment_packet(packet, fragments, FRAGMENTS_MAX, mtu, pool, pool);
	fl_library_leave();
	if (count <= 0) {
		drop(graph, node, packet);
		return;
	}
	for (int32_t i = 0; i < count; i++) {
		fragment_finish(fragments[i], &whole);
		fl_enqueue_x1(graph, node, EDGE_OUT, fragments[i]);
	}
	// The fragments hold on to its bytes.
	fl_buffer_free(packet);
}

static void packet_fragment(struct rte_graph *graph, struct rte_node *node, struct rte_mbuf *packet, uint16_t mtu)
{
	struct rte_mbuf *pieces[FL_OFFLOAD_SEGMENTS_MAX];
	struct fl_packet whole = *fl_packet_get(packet);

	fl_library_enter(); // it takes and frees buffers
	uint16_t count = fl_offload_complete(packet, pieces, FL_OFFLOAD_SEGMENTS_MAX);
	fl_library_leave();
	if (count == 0)
		drop(graph, node, packet);
	memset(&whole.vnet, 0, sizeof(whole.vnet));
	for (uint16_t i = 0; i < count; i++) {
		*fl_packet_get(pieces[i]) = whole;
		if (rte_pktmbuf_pkt_len(pieces[i]) - RTE_ETHER_HDR_LEN <= mtu)
			fl_enqueue_x1(graph, node, EDGE_OUT, pieces[i]);
		else
			datagram_fragment(graph, node, pieces[i], mtu);
	}
}

static __rte_always_inline bool fits(const struct fl_path *path, struct rte_mbuf *packet)
{
	uint32_t mtu = path->outputs[fl_packet_get(packet)->output].mtu;

	return fl_datagram_frame_length(packet) <= mtu + RTE_ETHER_HDR_LEN;
}

// Whether every packet of a burst fits whatever its output is, as nearly always; without it each output is looked at.
static __rte_always_inline bool all_fit(const struct fl_path *path, void **objs, uint16_t count)
{
	uint32_t mtu = UINT16_MAX, longest = 0;
	uint8_t segmented = FL_VNET_GSO_NONE;

	for (uint32_t i = 0; i < path->output_count; i++)
		mtu = RTE_MIN(mtu, (uint32_t)path->outputs[i].mtu);
	for (uint16_t i = 0; i < count; i++) {
		longest = RTE_MAX(longest, rte_pktmbuf_pkt_len((struct rte_mbuf *)objs[i]));
		segmented |= fl_packet_get(objs[i])->vnet.gso_type;
	}
	return segmented == FL_VNET_GSO_NONE && longest <= mtu + RTE_ETHER_HDR_LEN;
}

static uint16_t ip_fragmenter_process(struct rte_graph *graph, struct rte_node *node, void **objs, uint16_t count)
{
	const struct fl_path *path = fl_path_of(node);
	uint16_t fitting = 0;

	if (likely(all_fit(path, objs, count)))
		fitting = count;
	while (fitting < count && fits(path, objs[fitting]))
		fitting++;
	if (likely(fitting == count)) {
		fl_stream_move(graph, node, EDGE_OUT);
		return count;
	}
	if (fitting > 0)
		fl_enqueue(graph, node, EDGE_OUT, objs, fitting);
	for (uint16_t i = fitting; i < count; i++) {
		struct rte_mbuf *packet = objs[i];

		if (fits(path, packet)) {
			fl_enqueue_x1(graph, node, EDGE_OUT, packet);
		} else if ((fl_datagram_ip(packet)->fragment_offset & RTE_BE16(RTE_IPV4_HDR_DF_FLAG)) != 0) {
			fl_packet_drop_reason_set(packet, FL_DROP_IP_FRAGMENTER_TOO_BIG);
			fl_enqueue_x1(graph, node, EDGE_ERROR, packet);
		} else {
			packet_fragment(graph, node, packet, path->outputs[fl_packet_get(packet)->output].mtu);
		}
	}
	return count;
}

static struct rte_node_register ip_fragmenter_node = {
	.name = "ip_fragmenter",
	.process = ip_fragmenter_process,
	.init = fl_path_node_init,
	.nb_edges = EDGE_COUNT,
	.next_nodes = {[EDGE_OUT] = "arp_querier", [EDGE_ERROR] = "icmp_error", [EDGE_DROP] = "drop"},
};

RTE_NODE_REGISTER(ip_fragmenter_node)

const struct fl_element fl_element_ip_fragmenter = {
	.name = "IPFragmenter",
	.node = "ip_fragmenter",
	.sharing = FL_ELEMENT_PER_PATH,
	.summary = "Fragments datagrams longer than the output's MTU, or refuses them where DF is set.",
};
