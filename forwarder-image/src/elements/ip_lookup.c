// IPLookup and IPOutput: longest prefix match (RFC 1812 5.2.4.3) in the router's routes, among which are its own addresses and
// subnets, so that one lookup decides between delivery, forwarding and refusal.
//
// IPLookup. In: checked datagrams that came in. Out, with output and next_hop set: those to be forwarded; those for the router
// itself. To icmp_error: no_route (network unreachable). Drops: broadcast: no service listens to broadcasts, and directed
// broadcasts are not forwarded (RFC 2644).
// IPOutput. In: datagrams that the router made. Out: the same, routed. Drops: no_route (never complained of).
#include <rte_graph_worker.h>
#include <rte_ip4.h>

#include "elements/catalogue.h"
#include "elements/datagram.h"
#include "elements/ip_router.h"
#include "elements/split.h"

enum lookup_edges { LOOKUP_FORWARD, LOOKUP_LOCAL, LOOKUP_ERROR, LOOKUP_DROP, LOOKUP_EDGE_COUNT };
enum output_edges { OUTPUT_OUT, OUTPUT_DROP, OUTPUT_EDGE_COUNT };

// The word of a route, with the next hop where a gateway's would be, which is zero in all others.
static __rte_always_inline uint64_t word_for(uint64_t word, uint32_t destination)
{
	return word >= fl_route_pack((struct fl_route){.kind = FL_ROUTE_GATEWAY}) ? word : word | destination;
}

static __rte_always_inline uint32_t destination_of(const struct rte_mbuf *packet)
{
	return rte_be_to_cpu_32(fl_datagram_ip(packet)->dst_addr);
}

// Sets the route of each packet of a burst; whether all of them are to be forwarded.
static __rte_always_inline bool routes_find(const struct fl_path *path, void **objs, uint16_t count)
{
	const struct fl_ip_ranges routes = *fl_ip_router_of(path)->routes;
	uint64_t least = UINT64_MAX; // the kind stands in front
	uint16_t i = 0;

	for (; i + 4 <= count; i += 4) {
		const uint32_t destinations[] = {destination_of(objs[i]), destination_of(objs[i + 1]),
			destination_of(objs[i + 2]), destination_of(objs[i + 3])};
		uint64_t words[4];

		fl_ip_ranges_find_four(&routes, destinations, words);
		for (int j = 0; j < 4; j++) {
			fl_packet_get(objs[i + j])->route = word_for(words[j], destinations[j]);
			least = RTE_MIN(least, words[j]);
		}
	}
	for (; i < count; i++) {
		uint64_t word = fl_ip_ranges_find(&routes, destination_of(objs[i]));

		fl_packet_get(objs[i])->route = word_for(word, destination_of(objs[i]));
		least = RTE_MIN(least, word);
	}
	return fl_route_unpack(least).kind >= FL_ROUTE_CONNECTED;
}

static __rte_always_inline rte_edge_t lookup_verdict(struct fl_path *path, struct rte_mbuf *packet)
{
	(void)path;
	switch (fl_packet_get(packet)->route_kind) {
	case FL_ROUTE_CONNECTED:
	case FL_ROUTE_GATEWAY:
		return LOOKUP_FORWARD;
	case FL_ROUTE_LOCAL:
		return LOOKUP_LOCAL;
	case FL_ROUTE_BROADCAST:
		return fl_verdict_drop(packet, FL_DROP_IP_LOOKUP_BROADCAST, LOOKUP_DROP);
	default:
		return fl_verdict_drop(packet, FL_DROP_IP_LOOKUP_NO_ROUTE, LOOKUP_ERROR);
	}
}

static __rte_always_inline rte_edge_t output_verdict(struct fl_path *path, struct rte_mbuf *packet)
{
	uint16_t kind = fl_packet_get(packet)->route_kind;

	(void)path;
	if (kind == FL_ROUTE_CONNECTED || kind == FL_ROUTE_GATEWAY)
		return OUTPUT_OUT;
	return fl_verdict_drop(packet, FL_DROP_IP_OUTPUT_NO_ROUTE, OUTPUT_DROP);
}

static uint16_t ip_lookup_process(struct rte_graph *graph, struct rte_node *node, void **objs, uint16_t count)
{
	if (unlikely(!routes_find(fl_path_of(node), objs, count)))
		return fl_split(graph, node, objs, count, lookup_verdict);
	fl_stream_move(graph, node, LOOKUP_FORWARD);
	return count;
}

static uint16_t ip_output_process(struct rte_graph *graph, struct rte_node *node, void **objs, uint16_t count)
{
	if (unlikely(!routes_find(fl_path_of(node), objs, count)))
		return fl_split(graph, node, objs, count, output_verdict);
	fl_stream_move(graph, node, OUTPUT_OUT);
	return count;
}

static struct rte_node_register ip_lookup_node = {
	.name = "ip_lookup",
	.process = ip_lookup_process,
	.init = fl_path_node_init,
	.nb_edges = LOOKUP_EDGE_COUNT,
	.next_nodes = {[LOOKUP_FORWARD] = "dec_ip_ttl",
		[LOOKUP_LOCAL] = "ip_local",
		[LOOKUP_ERROR] = "icmp_error",
		[LOOKUP_DROP] = "drop"},
};

RTE_NODE_REGISTER(ip_lookup_node)

static struct rte_node_register ip_output_node = {
	.name = "ip_output",
	.process = ip_output_process,
	.init = fl_path_node_init,
	.nb_edges = OUTPUT_EDGE_COUNT,
	.next_nodes = {[OUTPUT_OUT] = "ip_fragmenter", [OUTPUT_DROP] = "drop"},
};

RTE_NODE_REGISTER(ip_output_node)

const struct fl_element fl_element_ip_lookup = {
	.name = "IPLookup",
	.node = "ip_lookup",
	.sharing = FL_ELEMENT_SHARED,
	.summary = "Finds each datagram's route by longest prefix: to the router itself, a neighbour or a gateway.",
};

const struct fl_element fl_element_ip_output = {
	.name = "IPOutput",
	.node = "ip_output",
	.sharing = FL_ELEMENT_SHARED,
	.summary = "Routes the datagrams that the router itself makes.",
};
