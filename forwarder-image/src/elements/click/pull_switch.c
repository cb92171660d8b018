// PullSwitch: one of several queues, and no other.
#include "elements/click/instance.h"
#include "elements/click/pull.h"

enum { INPUTS_MAX = 16 };

struct config {
	uint64_t input;
};

static struct rte_mbuf *pull_switch_pull(struct fl_click_instance *instance, bool take)
{
	const uint64_t input = ((const struct config *)instance->config)->input;

	return input < instance->links->input_count ? fl_click_pull(instance, (uint16_t)input, take) : NULL;
}

static const struct fl_click_parameter parameters[] = {
	{.name = "INPUT",
		.type = FL_CLICK_WHOLE,
		.offset = offsetof(struct config, input),
		.otherwise = "0",
		.max = INPUTS_MAX,
		.description = "the input; of one that is not connected nothing is pulled"},
	{.name = NULL},
};

const struct fl_click_class fl_click_pull_switch = {
	.name = "PullSwitch",
	.node = "click_pass",
	.sharing = FL_CLICK_JOINING,
	.flow = FL_CLICK_PULL,
	.inputs = {1, INPUTS_MAX},
	.outputs = {1, 1},
	.summary = "Pulls from the one input that INPUT names.",
	.manual = "The Queues before its other inputs fill, and then drop what comes.",
	.parameters = parameters,
	.config_size = sizeof(struct config),
	.pull = pull_switch_pull,
};
