// Discard, with a reason: counts each packet under fl_packet.drop_reason and frees it.
// In: packets with drop_reason set (an index into the drop table of the path's kind of forwarding).
#include <rte_graph_worker.h>

#include "core/library.h"
#include "core/path.h"
#include "elements/catalogue.h"

static uint16_t drop_process(struct rte_graph *graph, struct rte_node *node, void **objs, uint16_t count)
{
	struct fl_path *path = fl_path_of(node);
	struct rte_mbuf **mbufs = (struct rte_mbuf **)objs;

	(void)graph;
	for (uint16_t i = 0; i < count; i++)
		fl_counter_add(&path->counters.drops[fl_packet_get(mbufs[i])->drop_reason], 1);
	fl_counter_add(&path->counters.dropped_packets, count);
	fl_buffers_free(mbufs, count);
	return count;
}

const struct fl_element fl_element_drop = {
	"Discard", "drop", FL_ELEMENT_PER_PATH, "Counts each packet under its drop reason and frees it."};

static struct rte_node_register drop_node = {
	.name = "drop",
	.process = drop_process,
	.init = fl_path_node_init,
	.nb_edges = 0,
};

RTE_NODE_REGISTER(drop_node)
