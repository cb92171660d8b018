// FromDevice: brings the packets of the path's input interface into its graph.
// Out: each packet as the port delivers it, with fl_packet.vnet set. It takes at most path->take packets and says in
// path->received how many there were. Each kind of forwarding has a clone of this node, "from_device-KIND", whose only
// edge leads to the kind's first node (core/graph.c).
#include <rte_graph_worker.h>

#include "core/receive.h"
#include "elements/catalogue.h"

enum edges { EDGE_OUT };

static uint16_t from_device_process(struct rte_graph *graph, struct rte_node *node, void **objs, uint16_t count)
{
	struct fl_path *path = fl_path_of(node);

	(void)objs;
	(void)count; // a source: nothing comes in
	uint16_t received = fl_path_receive(path, (struct rte_mbuf **)node->objs);

	if (received == 0)
		return 0;
	node->idx = received;
	fl_stream_move(graph, node, EDGE_OUT);
	return received;
}

const struct fl_element fl_element_from_device = {"FromDevice", "from_device", FL_ELEMENT_PER_PATH,
	"Brings the packets of the path's input interface into the graph."};

static struct rte_node_register from_device_node = {
	.name = "from_device",
	.flags = RTE_NODE_SOURCE_F,
	.process = from_device_process,
	.init = fl_path_node_init,
	.nb_edges = 0,
};

RTE_NODE_REGISTER(from_device_node)
