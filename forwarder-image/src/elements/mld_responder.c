// MLDResponder: answers queries for multicast listeners (RFC 3810 6.2) with all the groups of the interface, at once: an answer may
// come at any time up to the one that the query says, and a router has few groups.
// In: ICMPv6 messages of type 130 (multicast listener query) of versions 1 and 2, with right checksums. To to_device: reports of
// version 2, new frames; as many as the limit of errors allows (icmp_limit.h). Queries that are understood are consumed.
// Drops: malformed (6.2: hop limit other than 1, a source that is not link-local).
#include <rte_cycles.h>
#include <rte_graph_worker.h>

#include "core/library.h"
#include "elements/catalogue.h"
#include "elements/ip6.h"
#include "elements/ip_router.h"
#include "elements/mld.h"

enum edges { EDGE_OUT, EDGE_DROP, EDGE_COUNT };

static void answer(struct rte_graph *graph, struct rte_node *node, uint64_t now)
{
	struct fl_path *path = fl_path_of(node);
	struct rte_mbuf *report;

	if (!fl_icmp_limit_take(&fl_ip_path_of(path)->limit, now, rte_get_tsc_hz()))
		return;
	report = fl_mld_report_create(
		path->pool, &fl_ip_router_of(path)->interfaces[path->interface], FL_MLD_MODE_IS_EXCLUDE);
	if (report == NULL)
		return;
	fl_packet_get(report)->output = (uint16_t)path->interface;
	fl_enqueue_x1(graph, node, EDGE_OUT, report);
}

static uint16_t mld_responder_process(struct rte_graph *graph, struct rte_node *node, void **objs, uint16_t count)
{
	uint64_t now = rte_rdtsc();

	for (uint16_t i = 0; i < count; i++) {
		struct rte_mbuf *packet = objs[i];
		const struct rte_ipv6_hdr *ip = fl_ip6_header(packet);

		if (ip->hop_limits != 1 || !fl_ip6_is_link_local(fl_ip6_source(ip))) {
			fl_packet_drop_reason_set(packet, FL_DROP_MLD_RESPONDER_MALFORMED);
			fl_enqueue_x1(graph, node, EDGE_DROP, packet);
			continue;
		}
		answer(graph, node, now);
		fl_buffer_free(packet);
	}
	return count;
}

static struct rte_node_register mld_responder_node = {
	.name = "mld_responder",
	.process = mld_responder_process,
	.init = fl_path_node_init,
	.nb_edges = EDGE_COUNT,
	.next_nodes = {[EDGE_OUT] = "to_device", [EDGE_DROP] = "drop"},
};

RTE_NODE_REGISTER(mld_responder_node)

const struct fl_element fl_element_mld_responder = {
	.name = "MLDResponder",
	.node = "mld_responder",
	.sharing = FL_ELEMENT_PER_PATH,
	.summary = "Tells snooping switches which multicast groups the router listens to.",
};
