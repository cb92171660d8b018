// IP6Lookup and IP6Output: longest prefix match in the router's IPv6 FIB, which also holds its own addresses, its subnets and
// their anycast addresses (RFC 4291 2.6.1), so that one lookup decides between delivery, forwarding and refusal.
//
// IP6Lookup. In: checked packets that came in. Out, with output and next_hop set (next_hop: fl_ip6_next_hop): those to be
// forwarded; those for the router itself, among them all that are sent to multicast groups: what is not for one of the router's is
// dropped before. To icmp6_error: no_route; beyond_scope (RFC 4443 3.1: from a link-local address to another link).
// Drops: link_local, for another host's link-local address: never forwarded (RFC 4291 2.5.6).
// IP6Output. In: packets that the router made. Out: the same, routed. Drops: no_route (never complained of).
#include <rte_graph_worker.h>

#include "elements/catalogue.h"
#include "elements/ip6.h"
#include "elements/ip_router.h"
#include "elements/split.h"

enum lookup_edges { LOOKUP_FORWARD, LOOKUP_LOCAL, LOOKUP_ERROR, LOOKUP_DROP, LOOKUP_EDGE_COUNT };
enum output_edges { OUTPUT_OUT, OUTPUT_DROP, OUTPUT_EDGE_COUNT };

static __rte_always_inline uint16_t route_find(const struct fl_path *path, struct rte_mbuf *packet)
{
	const struct fl_ip6 *destination = fl_ip6_destination(fl_ip6_header(packet));
	struct fl_route route = fl_ip6_routes_find(fl_ip_router_of(path)->routes6, destination);
	struct fl_packet *private = fl_packet_get(packet);

	private->output = route.interface;
	private->next_hop = route.gateway;
	return route.kind;
}

static rte_edge_t link_local_verdict(const struct fl_path *path, struct rte_mbuf *packet)
{
	const struct fl_ip_interface *interface = &fl_ip_router_of(path)->interfaces[path->interface];

	if (fl_ip6_equal(fl_ip6_destination(fl_ip6_header(packet)), &interface->link_local))
		return LOOKUP_LOCAL;
	return fl_verdict_drop(packet, FL_DROP_IP6_LOOKUP_LINK_LOCAL, LOOKUP_DROP);
}

static __rte_always_inline rte_edge_t lookup_verdict(struct fl_path *path, struct rte_mbuf *packet)
{
	const struct rte_ipv6_hdr *ip = fl_ip6_header(packet);
	uint16_t kind;

	if (unlikely(fl_ip6_is_multicast(fl_ip6_destination(ip))))
		return LOOKUP_LOCAL;
	if (unlikely(fl_ip6_is_link_local(fl_ip6_destination(ip))))
		return link_local_verdict(path, packet);
	kind = route_find(path, packet);
	if (unlikely(kind == FL_ROUTE_LOCAL))
		return LOOKUP_LOCAL;
	if (unlikely(kind == FL_ROUTE_NONE))
		return fl_verdict_drop(packet, FL_DROP_IP6_LOOKUP_NO_ROUTE, LOOKUP_ERROR);
	if (unlikely(fl_ip6_is_link_local(fl_ip6_source(ip))))
		return fl_verdict_drop(packet, FL_DROP_IP6_LOOKUP_BEYOND_SCOPE, LOOKUP_ERROR);
	return LOOKUP_FORWARD;
}

static __rte_always_inline rte_edge_t output_verdict(struct fl_path *path, struct rte_mbuf *packet)
{
	uint16_t kind;

	// What the router makes for a link-local address answers what came from there.
	if (fl_ip6_is_link_local(fl_ip6_destination(fl_ip6_header(packet)))) {
		fl_packet_get(packet)->output = (uint16_t)path->interface;
		fl_packet_get(packet)->next_hop = 0;
		return OUTPUT_OUT;
	}
	kind = route_find(path, packet);
	if (kind == FL_ROUTE_CONNECTED || kind == FL_ROUTE_GATEWAY)
		return OUTPUT_OUT;
	return fl_verdict_drop(packet, FL_DROP_IP6_OUTPUT_NO_ROUTE, OUTPUT_DROP);
}

static uint16_t ip6_lookup_process(struct rte_graph *graph, struct rte_node *node, void **objs, uint16_t count)
{
	return fl_split(graph, node, objs, count, lookup_verdict);
}

static uint16_t ip6_output_process(struct rte_graph *graph, struct rte_node *node, void **objs, uint16_t count)
{
	return fl_split(graph, node, objs, count, output_verdict);
}

static struct rte_node_register ip6_lookup_node = {
	.name = "ip6_lookup",
	.process = ip6_lookup_process,
	.init = fl_path_node_init,
	.nb_edges = LOOKUP_EDGE_COUNT,
	.next_nodes = {[LOOKUP_FORWARD] = "dec_ip6_hlim",
		[LOOKUP_LOCAL] = "ip6_local",
		[LOOKUP_ERROR] = "icmp6_error",
		[LOOKUP_DROP] = "drop"},
};

RTE_NODE_REGISTER(ip6_lookup_node)

static struct rte_node_register ip6_output_node = {
	.name = "ip6_output",
	.process = ip6_output_process,
	.init = fl_path_node_init,
	.nb_edges = OUTPUT_EDGE_COUNT,
	.next_nodes = {[OUTPUT_OUT] = "nd_querier", [OUTPUT_DROP] = "drop"},
};

RTE_NODE_REGISTER(ip6_output_node)

const struct fl_element fl_element_ip6_lookup = {
	.name = "IP6Lookup",
	.node = "ip6_lookup",
	.sharing = FL_ELEMENT_SHARED,
	.summary = "Finds each IPv6 packet's route by longest prefix: to the router itself, a neighbour or a gateway.",
};

const struct fl_element fl_element_ip6_output = {
	.name = "IP6Output",
	.node = "ip6_output",
	.sharing = FL_ELEMENT_SHARED,
	.summary = "Routes the IPv6 packets that the router itself makes.",
};
