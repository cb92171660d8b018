// Tee, PaintTee: a copy of each packet by each output, or of those of a color.
#include "elements/click/instance.h"
#include "elements/click/packet.h"

enum { OUTPUTS_MAX = 16, COLOR_MAX = 255 };

struct paint_config {
	uint64_t color;
};

enum drop { DROP_NO_BUFFER };

static const char *const drops[] = {[DROP_NO_BUFFER] = "tee_no_buffer", NULL};

// Whole copies: elements behind write into their packets. False: no buffers.
static bool copy_try(struct rte_graph *graph, struct rte_node *node, const struct rte_mbuf *packet, uint16_t output)
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

// A copy that there is no buffer for is counted as dropped.
static void copy_send(struct rte_graph *graph, struct rte_node *node, const struct rte_mbuf *packet, uint16_t output)
{
	const struct fl_click_instance *instance = fl_click_instance_of(node);
	struct fl_path *path = instance->path;

	if (likely(copy_try(graph, node, packet, output)))
		return;
	fl_counter_add(&path->counters.drops[instance->drop_base + DROP_NO_BUFFER], 1);
	fl_counter_add(&path->counters.dropped_packets, 1);
}

static uint16_t tee_process(struct rte_graph *graph, struct rte_node *node, void **objs, uint16_t count)
{
	const struct fl_click_instance *instance = fl_click_instance_of(node);

	for (uint16_t i = 0; i < count; i++)
		for (uint16_t output = 1; output < instance->outputs; output++)
			copy_send(graph, node, objs[i], output);
	fl_stream_move(graph, node, 0);
	return count;
}

static uint16_t paint_tee_process(struct rte_graph *graph, struct rte_node *node, void **objs, uint16_t count)
{
	const struct fl_click_instance *instance = fl_click_instance_of(node);
	const struct paint_config *config = instance->config;

	for (uint16_t i = 0; i < count; i++)
		if (fl_annotations_of(objs[i])->paint == config->color)
			copy_send(graph, node, objs[i], 1);
	fl_stream_move(graph, node, 0);
	return count;
}

FL_CLICK_NODE(tee, 0)
FL_CLICK_NODE(paint_tee, 0)

static const struct fl_click_parameter paint_parameters[] = {
	{.name = "COLOR",
		.type = FL_CLICK_WHOLE,
		.offset = offsetof(struct paint_config, color),
		.required = true,
		.max = COLOR_MAX,
		.description = "the color"},
	{.name = NULL},
};

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

const struct fl_click_class fl_click_paint_tee = {
	.name = "PaintTee",
	.node = "click_paint_tee",
	.flow = FL_CLICK_PUSH,
	.inputs = {1, 1},
	.outputs = {2, 2},
	.summary = "Passes each packet on, and sends a copy of those of a color out by output 1.",
	.manual = "Every packet itself leaves by output 0. Copies are made like a Tee's, and counted like its where "
		  "there are no buffers.",
	.parameters = paint_parameters,
	.drops = drops,
	.config_size = sizeof(struct paint_config),
};
