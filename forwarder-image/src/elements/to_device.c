// ToDevice: sends each packet by the interface that fl_packet.output names.
// In: packets with output set (below path->output_count). Out: what a device does not take now is dropped as
// "to_device_full", which is the first drop reason of every kind of forwarding. Order is kept for each output.
#include <rte_graph_worker.h>

#include "core/library.h"
#include "core/path.h"
#include "elements/catalogue.h"

enum edges { EDGE_DROP, EDGE_COUNT };

static void send_run(
	struct rte_graph *graph, struct rte_node *node, struct rte_mbuf **mbufs, uint16_t count, uint16_t output)
{
	struct fl_path *path = fl_path_of(node);
	struct fl_port_tx *tx = path->outputs[output].tx;
	uint16_t sent = fl_send(tx, mbufs, count);

	fl_counter_add(&path->counters.sent_packets, sent);
	for (uint16_t i = sent; i < count; i++) {
		fl_packet_drop_reason_set(mbufs[i], FL_DROP_TO_DEVICE_FULL);
		fl_enqueue_x1(graph, node, EDGE_DROP, mbufs[i]);
	}
}

static uint16_t to_device_process(struct rte_graph *graph, struct rte_node *node, void **objs, uint16_t count)
{
	struct rte_mbuf **mbufs = (struct rte_mbuf **)objs;
	uint16_t start = 0;

	// Packets of one output mostly come in a row: each row is one burst.
	while (start < count) {
		uint16_t output = fl_packet_get(mbufs[start])->output;
		uint16_t end = start + 1;

#pragma GCC unroll 4
		while (end < count && fl_packet_get(mbufs[end])->output == output)
			end++;
		send_run(graph, node, &mbufs[start], end - start, output);
		start = end;
	}
	return count;
}

const struct fl_element fl_element_to_device = {
	"ToDevice", "to_device", FL_ELEMENT_PER_PATH, "Sends each packet by its output interface."};

static struct rte_node_register to_device_node = {
	.name = "to_device",
	.process = to_device_process,
	.init = fl_path_node_init,
	.nb_edges = EDGE_COUNT,
	.next_nodes = {[EDGE_DROP] = "drop"},
};

RTE_NODE_REGISTER(to_device_node)
