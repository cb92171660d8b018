// AverageCounter: counts, and tells how many a second.
#include <rte_cycles.h>

#include "elements/click/instance.h"

// written: worker, read: control
struct state {
	uint64_t packets, bytes;
	uint64_t first_cycles; // when the first packet came; 0: none yet
};

static uint16_t average_counter_process(struct rte_graph *graph, struct rte_node *node, void **objs, uint16_t count)
{
	struct state *state = fl_click_instance_of(node)->state;
	uint64_t bytes = 0;

	if (unlikely(state->first_cycles == 0))
		__atomic_store_n(&state->first_cycles, rte_rdtsc(), __ATOMIC_RELAXED);
	for (uint16_t i = 0; i < count; i++)
		bytes += rte_pktmbuf_pkt_len((const struct rte_mbuf *)objs[i]);
	fl_counter_add(&state->packets, count);
	fl_counter_add(&state->bytes, bytes);
	fl_stream_move(graph, node, 0);
	return count;
}

FL_CLICK_NODE(average_counter, 0)

static void figures_add(const struct fl_click_instance *instance, uint64_t *counters)
{
	const struct state *state = instance->state;
	uint64_t packets = __atomic_load_n(&state->packets, __ATOMIC_RELAXED);
	uint64_t bytes = __atomic_load_n(&state->bytes, __ATOMIC_RELAXED);
	uint64_t first = __atomic_load_n(&state->first_cycles, __ATOMIC_RELAXED), now = rte_rdtsc();

	counters[0] += packets;
	counters[1] += bytes;
	if (first == 0 || now <= first)
		return;
	double seconds = (double)(now - first) / (double)rte_get_tsc_hz();
	counters[2] += (uint64_t)((double)packets / seconds);
	counters[3] += (uint64_t)((double)bytes / seconds);
}

static const char *const counters[] = {"packets", "bytes", "packetsPerSecond", "bytesPerSecond", NULL};

const struct fl_click_class fl_click_average_counter = {
	.name = "AverageCounter",
	.node = "click_average_counter",
	.inputs = {1, 1},
	.outputs = {1, 1},
	.summary = "Counts packets and bytes, and says how many a second there were since the first.",
	.manual = "Rates are means of each path from its first packet to now, summed over the paths.",
	.counters = counters,
	.state_size = sizeof(struct state),
	.count = figures_add,
};
