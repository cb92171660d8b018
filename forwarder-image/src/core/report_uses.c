// What the elements of a path use, out of what its nodes used.
#include "core/report_uses.h"

#include <errno.h>
#include <stdlib.h>

static struct fl_node_owner owner_of(
	const struct fl_forwarding_ops *ops, const void *router_state, const struct rte_node *node)
{
	if (ops->node_owner != NULL)
		return ops->node_owner(router_state, node);
	return (struct fl_node_owner){node->name, node->name};
}

// The use of an element among count, or a new one behind them.
static struct fl_element_use_report *place_of(
	struct fl_element_use_report *uses, uint32_t *count, struct fl_node_owner owner)
{
	for (uint32_t i = 0; i < *count; i++)
		if (uses[i].name == owner.name && uses[i].class_name == owner.class_name)
			return &uses[i];
	uses[*count] = (struct fl_element_use_report){.name = owner.name, .class_name = owner.class_name};
	return &uses[(*count)++];
}

static int dearest_first(const void *a, const void *b)
{
	const uint64_t left = ((const struct fl_element_use_report *)a)->cycles,
		       right = ((const struct fl_element_use_report *)b)->cycles;

	return left < right ? 1 : left > right ? -1 : 0;
}

static void use_add(struct fl_element_use_report *to, const struct fl_node_use *use)
{
	to->calls += __atomic_load_n(&use->calls, __ATOMIC_RELAXED);
	to->packets += __atomic_load_n(&use->packets, __ATOMIC_RELAXED);
	to->cycles += __atomic_load_n(&use->cycles, __ATOMIC_RELAXED);
}

int fl_report_uses_fill(struct fl_path_report *report, const struct fl_forwarding_ops *ops, const struct fl_path *path)
{
	const struct fl_node_uses *uses = path->node_uses;
	uint32_t count = 0;
	rte_graph_off_t offset;
	rte_node_t i;
	struct rte_node *node;

	if (uses == NULL)
		return 0;
	report->element_uses = calloc(uses->count, sizeof(*report->element_uses));
	if (report->element_uses == NULL)
		return -ENOMEM;
	rte_graph_foreach_node(i, offset, path->graph, node)
	{
		if (__atomic_load_n(&uses->nodes[i].calls, __ATOMIC_RELAXED) > 0)
			use_add(place_of(report->element_uses, &count, owner_of(ops, path->router_state, node)),
				&uses->nodes[i]);
	}
	qsort(report->element_uses, count, sizeof(*report->element_uses), dearest_first);
	report->element_use_count = RTE_MIN(count, (uint32_t)FL_ELEMENT_USES_MAX);
	return 0;
}
