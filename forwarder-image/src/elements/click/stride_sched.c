// StrideSched: which of several queues the next packet is pulled from, in proportion to tickets.
#include "elements/click/instance.h"
#include "elements/click/pull.h"
#include "elements/click/setup.h"

enum { INPUTS_MAX = 16, TICKETS_MAX = 32768 };

#define STRIDE_ONE (UINT64_C(1) << 32) // of an input with one ticket

struct config {
	struct fl_click_texts texts;
	uint64_t strides[INPUTS_MAX]; // what an input's pass grows by with a packet
};

struct state {
	uint64_t passes[INPUTS_MAX]; // the least goes first; they wrap, and are never further apart than a stride
};

static bool is_before(uint64_t pass, uint64_t other)
{
	return (int64_t)(pass - other) < 0;
}

// The input whose turn it is, and its packet; NULL: no input has one.
static struct rte_mbuf *input_choose(struct fl_click_instance *instance, uint16_t *input)
{
	const struct state *state = instance->state;
	struct rte_mbuf *chosen = NULL;

	for (uint16_t i = 0; i < instance->links->input_count; i++) {
		struct rte_mbuf *packet;

		if (chosen != NULL && !is_before(state->passes[i], state->passes[*input]))
			continue;
		packet = fl_click_pull(instance, i, false);
		if (packet == NULL)
			continue;
		chosen = packet;
		*input = i;
	}
	return chosen;
}

static struct rte_mbuf *stride_pull(struct fl_click_instance *instance, bool take)
{
	const struct config *config = instance->config;
	struct state *state = instance->state;
	uint16_t input = 0;
	struct rte_mbuf *packet = input_choose(instance, &input);

	if (packet == NULL || !take)
		return packet;
	// Inputs that would have come before had nothing: they earn no credit by that.
	for (uint16_t i = 0; i < instance->links->input_count; i++)
		if (is_before(state->passes[i], state->passes[input]))
			state->passes[i] = state->passes[input];
	state->passes[input] += config->strides[input];
	return fl_click_pull(instance, input, true);
}

static bool stride_configure(struct fl_click_setup *setup, void *place)
{
	struct config *config = place;
	bool good = true;

	if (config->texts.count > INPUTS_MAX)
		return fl_click_problem(setup, "TICKETS", -1, "%u inputs have tickets, at most %d may",
			config->texts.count, INPUTS_MAX);
	for (uint32_t i = 0; i < config->texts.count; i++) {
		uint64_t tickets = 0;

		if (!fl_click_whole_read(config->texts.items[i], &tickets) || tickets < 1 || tickets > TICKETS_MAX)
			good = fl_click_problem(setup, "TICKETS", (int)i,
				"\"%.40s\" must be a whole number from 1 to %d", config->texts.items[i], TICKETS_MAX);
		else
			config->strides[i] = STRIDE_ONE / tickets;
	}
	return good;
}

static const struct fl_click_parameter parameters[] = {
	{.name = "TICKETS",
		.type = FL_CLICK_TEXTS,
		.offset = offsetof(struct config, texts),
		.required = true,
		.description = "of each input, from 1 to 32768"},
	{.name = NULL},
};

const struct fl_click_class fl_click_stride_sched = {
	.name = "StrideSched",
	.node = "click_pass",
	.sharing = FL_CLICK_JOINING,
	.flow = FL_CLICK_PULL,
	.inputs = {.per_argument = true},
	.outputs = {1, 1},
	.summary = "Pulls packets from its inputs in proportion to their TICKETS.",
	.manual = "Stride scheduling (Waldspurger and Weihl, 1995): an input with twice the tickets sends twice the "
		  "packets while both have some. One that has none is passed over, and is owed nothing for that. "
		  "There are as many inputs as values of TICKETS, at most 16.",
	.parameters = parameters,
	.config_size = sizeof(struct config),
	.state_size = sizeof(struct state),
	.configure = stride_configure,
	.pull = stride_pull,
};
