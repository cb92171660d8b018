// IPFragmenter: datagrams longer than an MTU (RFC 1812 4.2.2.7).
#include <rte_ip_frag.h>
#include <string.h>

#include "elements/click/instance.h"
#include "elements/click/packet.h"

enum { MTU_MIN = 68, FRAGMENTS_MAX = 128 };

struct config {
	uint64_t mtu;
	bool honor_df;
};

enum drop { DROP_TOO_BIG, DROP_FAILED, DROP_NO_HEADER };

static const char *const drops[] = {
	[DROP_TOO_BIG] = "ip_fragmenter_too_big",
	[DROP_FAILED] = "ip_fragmenter_failed",
	[DROP_NO_HEADER] = "ip_fragmenter_no_header",
	NULL,
};

static void drop(struct rte_graph *graph, struct rte_node *node, struct rte_mbuf *packet, enum drop reason)
{
	fl_enqueue_x1(graph, node, fl_click_drop(fl_click_instance_of(node), packet, reason), packet);
}

// One datagram without offloads, from its IP header on; uses it up.
static void datagram_fragment(struct rte_graph *graph, struct rte_node *node, struct rte_mbuf *packet, uint16_t mtu)
{
	struct rte_mempool *pool = fl_click_instance_of(node)->path->pool;
	const struct fl_packet whole = *fl_packet_get(packet);
	struct rte_mbuf *fragments[FRAGMENTS_MAX];

	fl_library_enter(); // it takes buffers
	int32_t count = rte_ipv4_fragment_packet(packet, fragments, FRAGMENTS_MAX, mtu, pool, pool);
	fl_library_leave();

	if (count <= 0) {
		drop(graph, node, packet, DROP_FAILED);
		return;
	}
	for (int32_t i = 0; i < count; i++) {
		fl_click_ip_checksum_set(rte_pktmbuf_mtod(fragments[i], struct rte_ipv4_hdr *));
		*fl_packet_get(fragments[i]) = whole;
		fl_click_network_set(fragments[i], 0);
		fl_enqueue_x1(graph, node, 0, fragments[i]);
	}
	// The fragments hold on to its bytes.
	fl_buffer_free(packet);
}

static void packet_fragment(struct rte_graph *graph, struct rte_node *node, struct rte_mbuf *packet, uint16_t mtu)
{
	struct rte_mbuf *pieces[FL_OFFLOAD_SEGMENTS_MAX];
	uint16_t count = fl_click_offload_settle(packet, pieces, FL_OFFLOAD_SEGMENTS_MAX);

	if (count == 0)
		drop(graph, node, packet, DROP_FAILED);
	for (uint16_t i = 0; i < count; i++)
		if (rte_pktmbuf_pkt_len(pieces[i]) <= mtu)
			fl_enqueue_x1(graph, node, 0, pieces[i]);
		else
			datagram_fragment(graph, node, pieces[i], mtu);
}

static void packet_process(struct rte_graph *graph, struct rte_node *node, struct rte_mbuf *packet)
{
	const struct fl_click_instance *instance = fl_click_instance_of(node);
	const struct config *config = instance->config;
	struct rte_ipv4_hdr *ip = fl_click_ip(packet);

	if (unlikely(ip == NULL || fl_click_network_offset(packet) != 0)) {
		drop(graph, node, packet, DROP_NO_HEADER);
	} else if (likely(fl_click_wire_length(packet) <= config->mtu)) {
		fl_enqueue_x1(graph, node, 0, packet);
	} else if (config->honor_df && (ip->fragment_offset & RTE_BE16(RTE_IPV4_HDR_DF_FLAG)) != 0) {
		fl_annotations_of(packet)->next_mtu = (uint16_t)config->mtu;
		fl_enqueue_x1(graph, node, fl_click_refuse(instance, packet, 1, DROP_TOO_BIG), packet);
	} else {
		// Where DF is not heeded it is taken away, or DPDK would refuse.
		ip->fragment_offset &= ~RTE_BE16(RTE_IPV4_HDR_DF_FLAG);
		packet_fragment(graph, node, packet, (uint16_t)config->mtu);
	}
}

static uint16_t ip_fragmenter_process(struct rte_graph *graph, struct rte_node *node, void **objs, uint16_t count)
{
	for (uint16_t i = 0; i < count; i++)
		packet_process(graph, node, objs[i]);
	return count;
}

FL_CLICK_NODE(ip_fragmenter, 0)

static const struct fl_click_parameter parameters[] = {
	{.name = "MTU",
		.type = FL_CLICK_WHOLE,
		.offset = offsetof(struct config, mtu),
		.required = true,
		.min = MTU_MIN,
		.max = UINT16_MAX,
		.unit = "bytes",
		.description = "the longest datagram that passes whole"},
	{.name = "HONOR_DF",
		.type = FL_CLICK_TRUTH,
		.offset = offsetof(struct config, honor_df),
		.otherwise = "true",
		.description = "whether datagrams that must not be fragmented (DF) leave by output 1"},
	{.name = NULL},
};

const struct fl_click_class fl_click_ip_fragmenter = {
	.name = "IPFragmenter",
	.node = "click_ip_fragmenter",
	.flow = FL_CLICK_PUSH,
	.inputs = {1, 1},
	.outputs = {1, 2},
	.summary = "Fragments datagrams longer than MTU.",
	.manual = "Packets begin with their IP header. Those with DF leave by output 1, where an `ICMPError(..., "
		  "unreachable, "
		  "needfrag)` belongs, or are dropped. A large segment passes whole when what it becomes on the wire "
		  "fits; a "
		  "datagram that would give more than 128 fragments is dropped.",
	.parameters = parameters,
	.drops = drops,
	.config_size = sizeof(struct config),
};
