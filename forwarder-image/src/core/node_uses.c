#include "core/node_uses.h"

#include <stdlib.h>

struct fl_node_uses *fl_node_uses_create(const struct rte_graph *graph)
{
	struct fl_node_uses *uses = calloc(1, sizeof(*uses) + graph->nb_nodes * sizeof(*uses->nodes));

	if (uses == NULL)
		return NULL;
	uses->count = graph->nb_nodes;
	for (uint32_t i = 0; i < uses->count; i++)
		fl_cost_init(&uses->nodes[i].cost);
	return uses;
}

static void add(uint64_t *counter, uint64_t n)
{
	__atomic_store_n(counter, *counter + n, __ATOMIC_RELAXED);
}

static void book(struct fl_node_use *use, const struct rte_node *node)
{
	const uint32_t packets =
		RTE_MAX((uint32_t)node->total_objs, 1u); // a source that had nothing worked all the same
	uint64_t cycles = node->total_cycles;

	if (use->calls > 0)
		cycles = RTE_MIN(cycles, fl_cost_suspicious_above(&use->cost, packets, 0));
	fl_cost_add(&use->cost, node->total_cycles, packets);
	add(&use->calls, node->total_calls);
	add(&use->packets, node->total_objs);
	add(&use->cycles, cycles);
}

void fl_node_uses_take(struct fl_node_uses *uses, struct rte_graph *graph)
{
	rte_graph_off_t offset;
	rte_node_t i;
	struct rte_node *node;

	rte_graph_foreach_node(i, offset, graph, node)
	{
		if (node->total_calls == 0)
			continue;
		book(&uses->nodes[i], node);
		node->total_calls = 0;
		node->total_objs = 0;
		node->total_cycles = 0;
	}
}
