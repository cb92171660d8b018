// Paint, PaintSwitch, CheckPaint: a number that a packet carries with it.
#include "elements/click/instance.h"
#include "elements/click/packet.h"

struct config {
	uint64_t color;
};

enum { COLOR_MAX = 255, OUTPUTS_MAX = 64 };

enum drop { DROP_REASON };

static const char *const switch_drops[] = {"paint_switch_no_output", NULL};
static const char *const check_drops[] = {"check_paint_other_color", NULL};

static rte_edge_t paint_verdict(struct fl_click_instance *instance, struct rte_mbuf *packet)
{
	fl_annotations_of(packet)->paint = (uint8_t)((const struct config *)instance->config)->color;
	return 0;
}

static rte_edge_t paint_switch_verdict(struct fl_click_instance *instance, struct rte_mbuf *packet)
{
	return fl_click_refuse(instance, packet, fl_annotations_of(packet)->paint, DROP_REASON);
}

static rte_edge_t check_paint_verdict(struct fl_click_instance *instance, struct rte_mbuf *packet)
{
	if (fl_annotations_of(packet)->paint == ((const struct config *)instance->config)->color)
		return 0;
	return fl_click_refuse(instance, packet, 1, DROP_REASON);
}

FL_CLICK_VERDICT_NODE(paint)
FL_CLICK_VERDICT_NODE(paint_switch)
FL_CLICK_VERDICT_NODE(check_paint)

static const struct fl_click_parameter parameters[] = {
	{.name = "COLOR",
		.type = FL_CLICK_WHOLE,
		.offset = offsetof(struct config, color),
		.required = true,
		.max = COLOR_MAX,
		.description = "the color"},
	{.name = NULL},
};

const struct fl_click_class fl_click_paint = {
	.name = "Paint",
	.node = "click_paint",
	.inputs = {1, 1},
	.outputs = {1, 1},
	.summary = "Marks each packet with a color.",
	.manual = "The color stays with the packet, not in its bytes, until another Paint. A packet that comes in has "
		  "color 0.",
	.parameters = parameters,
	.config_size = sizeof(struct config),
};

const struct fl_click_class fl_click_paint_switch = {
	.name = "PaintSwitch",
	.node = "click_paint_switch",
	.flow = FL_CLICK_PUSH,
	.inputs = {1, 1},
	.outputs = {1, OUTPUTS_MAX},
	.summary = "Sends each packet out by the output of its color.",
	.manual = "A packet whose color is the number of no output is dropped.",
	.drops = switch_drops,
};

const struct fl_click_class fl_click_check_paint = {
	.name = "CheckPaint",
	.node = "click_check_paint",
	.inputs = {1, 1},
	.outputs = {1, 2},
	.summary = "Sends packets of a color out by output 0 and all others by output 1.",
	.manual = "Without an output 1 the others are dropped.",
	.parameters = parameters,
	.drops = check_drops,
	.config_size = sizeof(struct config),
};
