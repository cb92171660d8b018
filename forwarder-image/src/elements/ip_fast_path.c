// IPFastPath: carries IPv4 packets as nearly all are from the input to the output, and leaves the others to the elements behind it.
// In: frames from from_device. Out: frames to to_device, as the router's elements would have made them; and as they came, to
// ether_input, the first packet that is not for it with all that came behind, so that the order is kept.
// While a dispatch is measured element by element, or searched for a dear packet (fl_path.elements_apart), all go there.
#include <rte_graph_worker.h>

#include "elements/catalogue.h"
#include "elements/ip_fast_path.h"

enum edges { EDGE_OUT, EDGE_REST, EDGE_COUNT };

static uint16_t ip_fast_path_process(struct rte_graph *graph, struct rte_node *node, void **objs, uint16_t count)
{
	const struct fl_path *path = fl_path_of(node);
	uint16_t done = 0;

	if (likely(!path->elements_apart))
		done = fl_ip_fast_path(path, (struct rte_mbuf *const *)objs, count, true);
	if (likely(done == count)) {
		fl_stream_move(graph, node, EDGE_OUT);
		return count;
	}
	if (done == 0) {
		fl_stream_move(graph, node, EDGE_REST);
		return count;
	}
	fl_enqueue(graph, node, EDGE_OUT, objs, done);
	fl_enqueue(graph, node, EDGE_REST, &objs[done], count - done);
	return count;
}

static struct rte_node_register ip_fast_path_node = {
	.name = "ip_fast_path",
	.process = ip_fast_path_process,
	.init = fl_path_node_init,
	.nb_edges = EDGE_COUNT,
	.next_nodes = {[EDGE_OUT] = "to_device", [EDGE_REST] = "ether_input"},
};

RTE_NODE_REGISTER(ip_fast_path_node)

const struct fl_element fl_element_ip_fast_path = {
	.name = "IPFastPath",
	.node = "ip_fast_path",
	.sharing = FL_ELEMENT_SHARED,
	.summary = "Forwards IPv4 packets that need nothing unusual in one step, and leaves all others to the elements "
		   "behind it.",
};
