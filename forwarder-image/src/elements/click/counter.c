// Counter: counts packets and bytes.
#include "elements/click/instance.h"

struct state {
	uint64_t packets, bytes; // written: worker, read: control
};

static uint16_t counter_process(struct rte_graph *graph, struct rte_node *node, void **objs, uint16_t count)
{
	struct state *state = fl_click_instance_of(node)->state;
	uint64_t bytes = 0;

	for (uint16_t i = 0; i < count; i++)
		bytes += rte_pktmbuf_pkt_len((const struct rte_mbuf *)objs[i]);
	fl_counter_add(&state->packets, count);
	fl_counter_add(&state->bytes, bytes);
	fl_stream_move(graph, node, 0);
	return count;
}

FL_CLICK_NODE(counter, 0)

static void figures_add(const struct fl_click_instance *instance, uint64_t *counters)
{
	const struct state *state = instance->state;

	counters[0] += __atomic_load_n(&state->packets, __ATOMIC_RELAXED);
	counters[1] += __atomic_load_n(&state->bytes, __ATOMIC_RELAXED);
}

static const char *const counters[] = {"packets", "bytes", NULL};

const struct fl_click_class fl_click_counter = {
	.name = "Counter",
	.node = "click_counter",
	.inputs = {1, 1},
	.outputs = {1, 1},
	.summary = "Counts packets and bytes, and passes them on.",
	.manual = "A large segment is one packet. Bytes are counted as the packet stands here, with the headers that "
		  "it has.",
	.counters = counters,
	.state_size = sizeof(struct state),
	.count = figures_add,
};
