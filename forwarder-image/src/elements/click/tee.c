// Tee: a copy of each packet by each output.
#include "elements/click/instance.h"

enum { OUTPUTS_MAX = 16 };

enum drop { DROP_NO_BUFFER };

static const char *const drops[] = {[DROP_NO_BUFFER] = "tee_no_buffer", NULL};

// Whole copies: elements behind write into their packets. False: no buffers.
static bool copy_send(struct rte_graph *graph, struct rte_node *node, const struct rte_mbuf *packet, uint16_t output)
{
	const struct fl_click_instance *instance = fl_click_instance_of(node);
	struct rte_mbuf *copy = fl_buffer_copy(packet, instance->path->pool, 0, UINT32_MAX);
	uint16_t network;

	if (copy == NULL)
		return false;
	*fl_packet_get(copy) = *fl_packet_get((struct rte_mbuf *)(uintptr_t)packet);
	// The header's place counts from the buffer's start, and the copy begins elsewhere in its own.
	network = fl_packet_get(copy)->annotations.network;
	if (network != 0)
		fl_packet_get(copy)->annotations.network = (uint16_t)(network - packet->data_off + copy->data_off);
	fl_enqueue_x1(graph, node, output, copy);
	return true;
}

static uint16_t tee_process(struct rte_graph *graph, struct rte_node *node, void **objs, uint16_t count)
{
	const struct fl_click_instance *instance = fl_click_instance_of(node);
	struct fl_path *path = instance->path;

	for (uint16_t i = 0; i < count; i++)
		for (uint16_t output = 1; output < instance->outputs; output++)
			if (unlikely(!copy_send(graph, node, objs[i], output))) {
				fl_counter_add(&path->counters.drops[instance->drop_base + DROP_NO_BUFFER], 1);
				fl_counter_add(&path->counters.dropped_packets, 1);
			}
	fl_stream_move(graph, node, 0);
	return count;
}

FL_CLICK_NODE(tee, 0)

const struct fl_click_class fl_click_tee = {
	.name = "Tee",
	.node = "click_tee",
	.flow = FL_CLICK_PUSH,
	.inputs = {1, 1},
	.outputs = {1, OUTPUTS_MAX},
	.summary = "Sends a copy of each packet out by every output.",
	.manual = "The packet itself leaves by output 0. Copies are whole, from the router's own buffers; where there "
		  "are none "
		  "the copy is left out and counted as dropped.",
	.drops = drops,
};
