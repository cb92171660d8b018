// NeighbourHold: a source beside from_device that lets go of the packets that the queriers hold, as soon as the control
// thread knows their neighbour: in order, and before anything that comes in during the same dispatch.
// Out: frames. To icmp_error or icmp6_error: unreachable (host or address unreachable), the neighbour did not answer in time.
#include "core/library.h"
#include "elements/catalogue.h"
#include "elements/querier.h"

enum edges { EDGE_OUT, EDGE_ERROR, EDGE_ERROR6, EDGE_COUNT };

enum {
	TELL_AGAIN_SECONDS = 1, // when the control thread was too busy to listen
	PATIENCE_SECONDS = 5,   // longer than the resolver takes to give up
};

static uint16_t release(
	struct rte_graph *graph, struct rte_node *node, struct fl_held *held, const struct rte_ether_addr *mac)
{
	struct fl_path *path = fl_path_of(node);
	bool ip4 = fl_neighbour_key_is_ip4(held->next_hop);
	const struct fl_querier *querier = ip4 ? &fl_querier_ip4 : &fl_querier_ip6;
	rte_edge_t edge = mac != NULL ? EDGE_OUT : ip4 ? EDGE_ERROR : EDGE_ERROR6;
	struct rte_mbuf *packets[FL_HOLD_PACKETS];
	uint16_t count = fl_hold_queue_end(&fl_ip_path_of(path)->hold, held, packets);

	for (uint16_t i = 0; i < count; i++) {
		if (mac != NULL)
			fl_querier_address(querier, path, packets[i], mac);
		else
			fl_packet_drop_reason_set(packets[i], querier->unreachable);
		fl_enqueue_x1(graph, node, edge, packets[i]);
	}
	return count;
}

static void tell_again(struct fl_ip_path *path, struct fl_held *held, uint64_t now)
{
	struct fl_neighbour_event event = {
		.kind = FL_NEIGHBOUR_WANTED, .key = held->next_hop, .interface = held->interface};

	if (held->told != 0 && now - held->told < TELL_AGAIN_SECONDS * rte_get_tsc_hz())
		return;
	if (fl_ip_path_tell(path, &event))
		held->told = now;
}

static uint16_t neighbour_hold_process(struct rte_graph *graph, struct rte_node *node, void **objs, uint16_t count)
{
	struct fl_path *path = fl_path_of(node);
	struct fl_hold_queue *queue = &fl_ip_path_of(path)->hold;
	uint16_t released = 0, i = 0;
	uint64_t now;

	(void)objs;
	(void)count; // a source: nothing comes in
	if (likely(queue->neighbour_count == 0))
		return 0;
	now = rte_rdtsc();
	while (i < queue->neighbour_count) {
		struct fl_held *held = &queue->neighbours[i];
		struct fl_neighbour neighbour = fl_neighbours_find(fl_ip_router_of(path)->neighbours, held->next_hop);
		bool late = now - held->since > PATIENCE_SECONDS * rte_get_tsc_hz();

		if (neighbour.state == FL_NEIGHBOUR_REACHABLE) {
			released += release(graph, node, held, &neighbour.mac);
		} else if (neighbour.state == FL_NEIGHBOUR_FAILED || late) {
			released += release(graph, node, held, NULL);
		} else {
			if (neighbour.state == FL_NEIGHBOUR_NONE)
				tell_again(fl_ip_path_of(path), held, now);
			i++;
		}
	}
	path->resumed += released;
	return released;
}

static struct rte_node_register neighbour_hold_node = {
	.name = "neighbour_hold",
	.flags = RTE_NODE_SOURCE_F,
	.process = neighbour_hold_process,
	.init = fl_path_node_init,
	.nb_edges = EDGE_COUNT,
	.next_nodes = {[EDGE_OUT] = "to_device", [EDGE_ERROR] = "icmp_error", [EDGE_ERROR6] = "icmp6_error"},
};

RTE_NODE_REGISTER(neighbour_hold_node)

const struct fl_element fl_element_neighbour_hold = {
	.name = "NeighbourHold",
	.node = "neighbour_hold",
	.sharing = FL_ELEMENT_PER_PATH,
	.summary = "Lets go of the packets that a querier holds when their neighbour is known or given up.",
};
