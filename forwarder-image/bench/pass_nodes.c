// Three cheap elements: with bench_swap between a device and itself they make a graph of six (fused.h).
#include <rte_graph_worker.h>

#include "bench/pass_nodes.h"
#include "core/path.h"
#include "elements/split.h"

// Counts bytes in the node's own context, behind the path.
static uint16_t count_process(struct rte_graph *graph, struct rte_node *node, void **objs, uint16_t count)
{
	uint64_t bytes = 0;

	for (uint16_t i = 0; i < count; i++)
		bytes += rte_pktmbuf_pkt_len((struct rte_mbuf *)objs[i]);
	node->ctx_ptr2 = (char *)node->ctx_ptr2 + bytes;
	rte_node_next_stream_move(graph, node, 0);
	return count;
}

static struct rte_node_register count_node = {
	.name = "bench_count",
	.process = count_process,
	.init = fl_path_node_init,
	.nb_edges = 1,
	.next_nodes = {"bench_length"},
};

RTE_NODE_REGISTER(count_node)

enum length_edges { LENGTH_OUT, LENGTH_DROP, LENGTH_EDGE_COUNT };

static __rte_always_inline rte_edge_t length_verdict(struct fl_path *path, struct rte_mbuf *packet)
{
	(void)path;
	if (unlikely(!pass_length_good(packet)))
		return fl_verdict_drop(packet, 0, LENGTH_DROP);
	return LENGTH_OUT;
}

static uint16_t length_process(struct rte_graph *graph, struct rte_node *node, void **objs, uint16_t count)
{
	return fl_split(graph, node, objs, count, length_verdict);
}

static struct rte_node_register length_node = {
	.name = "bench_length",
	.process = length_process,
	.init = fl_path_node_init,
	.nb_edges = LENGTH_EDGE_COUNT,
	.next_nodes = {[LENGTH_OUT] = "bench_paint", [LENGTH_DROP] = "drop"},
};

RTE_NODE_REGISTER(length_node)

static uint16_t paint_process(struct rte_graph *graph, struct rte_node *node, void **objs, uint16_t count)
{
	for (uint16_t i = 0; i < count; i++)
		pass_paint(objs[i]);
	rte_node_next_stream_move(graph, node, 0);
	return count;
}

static struct rte_node_register paint_node = {
	.name = "bench_paint",
	.process = paint_process,
	.init = fl_path_node_init,
	.nb_edges = 1,
	.next_nodes = {"bench_swap"},
};

RTE_NODE_REGISTER(paint_node)
