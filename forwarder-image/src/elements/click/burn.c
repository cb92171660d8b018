// Burn: costs.
#include <rte_cycles.h>
#include <rte_pause.h>

#include "elements/click/instance.h"

struct config {
	uint64_t cycles;
};

enum { CYCLES_MAX = 1000000 };

static uint16_t burn_process(struct rte_graph *graph, struct rte_node *node, void **objs, uint16_t count)
{
	uint64_t end = rte_rdtsc() + ((const struct config *)fl_click_instance_of(node)->config)->cycles * count;

	(void)objs;
	while (rte_rdtsc() < end)
		rte_pause();
	fl_stream_move(graph, node, 0);
	return count;
}

FL_CLICK_NODE(burn, 0)

static const struct fl_click_parameter parameters[] = {
	{.name = "CYCLES",
		.type = FL_CLICK_WHOLE,
		.offset = offsetof(struct config, cycles),
		.required = true,
		.max = CYCLES_MAX,
		.unit = "TSC cycles",
		.description = "how many each packet costs"},
	{.name = NULL},
};

const struct fl_click_class fl_click_burn = {
	.name = "Burn",
	.node = "click_burn",
	.inputs = {1, 1},
	.outputs = {1, 1},
	.summary = "Spends CYCLES on each packet, and passes it on.",
	.manual = "For experiments: it stands for an expensive element. Packets do not change.",
	.parameters = parameters,
	.config_size = sizeof(struct config),
};
