// RoundRobinSched, PrioSched, DRRSched: which of several queues the next packet is pulled from.
#include <rte_malloc.h>
#include <stdlib.h>

#include "elements/click/instance.h"
#include "elements/click/pull.h"

enum { INPUTS_MAX = 16, LENGTH_MAX = 65535 + 18 };

struct turn {
	uint16_t next; // the input that is asked first
};

struct drr_config {
	uint64_t quantum;
};

struct drr_state {
	uint16_t next;
	bool started; // the input next has its quantum of this turn
	uint64_t deficits[INPUTS_MAX];
};

static uint16_t inputs_of(const struct fl_click_instance *instance)
{
	return instance->links->input_count;
}

static struct rte_mbuf *round_robin_pull(struct fl_click_instance *instance, bool take)
{
	struct turn *turn = instance->state;
	const uint16_t inputs = inputs_of(instance);

	for (uint16_t i = 0; i < inputs; i++) {
		const uint16_t input = (uint16_t)((turn->next + i) % inputs);
		struct rte_mbuf *packet = fl_click_pull(instance, input, take);

		if (packet == NULL)
			continue;
		if (take)
			turn->next = (uint16_t)((input + 1) % inputs);
		return packet;
	}
	return NULL;
}

static struct rte_mbuf *prio_pull(struct fl_click_instance *instance, bool take)
{
	struct rte_mbuf *packet = NULL;

	for (uint16_t i = 0; i < inputs_of(instance) && packet == NULL; i++)
		packet = fl_click_pull(instance, i, take);
	return packet;
}

static void drr_next(struct drr_state *state, uint16_t inputs)
{
	state->next = (uint16_t)((state->next + 1) % inputs);
	state->started = false;
}

// Goes on to the input whose turn it is and whose packet is within its deficit; its packet, or NULL: there is none at all.
// Asked again before that is taken, it stays there.
static struct rte_mbuf *drr_choose(struct fl_click_instance *instance)
{
	const struct drr_config *config = instance->config;
	struct drr_state *state = instance->state;
	const uint16_t inputs = inputs_of(instance);

	for (uint16_t empty = 0; empty < inputs;) {
		struct rte_mbuf *packet = fl_click_pull(instance, state->next, false);
		uint64_t *deficit = &state->deficits[state->next];

		if (packet == NULL) {
			*deficit = 0;
			empty++;
			drr_next(state, inputs);
			continue;
		}
		empty = 0;
		if (!state->started)
			*deficit += config->quantum;
		state->started = true;
		if (rte_pktmbuf_pkt_len(packet) <= *deficit)
			return packet;
		drr_next(state, inputs);
	}
	return NULL;
}

static struct rte_mbuf *drr_pull(struct fl_click_instance *instance, bool take)
{
	struct drr_state *state = instance->state;
	struct rte_mbuf *packet = drr_choose(instance);

	if (packet == NULL || !take)
		return packet;
	state->deficits[state->next] -= rte_pktmbuf_pkt_len(packet);
	return fl_click_pull(instance, state->next, true);
}

static const struct fl_click_parameter drr_parameters[] = {
	{.name = "QUANTUM",
		.type = FL_CLICK_WHOLE,
		.offset = offsetof(struct drr_config, quantum),
		.otherwise = "500",
		.min = 500,
		.max = LENGTH_MAX,
		.unit = "bytes",
		.description = "what an input may send more in each of its turns"},
	{.name = NULL},
};

const struct fl_click_class fl_click_round_robin_sched = {
	.name = "RoundRobinSched",
	.node = "click_pass",
	.sharing = FL_CLICK_JOINING,
	.flow = FL_CLICK_PULL,
	.inputs = {1, INPUTS_MAX},
	.outputs = {1, 1},
	.summary = "Pulls one packet from each input in turn.",
	.manual = "An input that has none is passed over.",
	.state_size = sizeof(struct turn),
	.pull = round_robin_pull,
};

const struct fl_click_class fl_click_prio_sched = {
	.name = "PrioSched",
	.node = "click_pass",
	.sharing = FL_CLICK_JOINING,
	.flow = FL_CLICK_PULL,
	.inputs = {1, INPUTS_MAX},
	.outputs = {1, 1},
	.summary = "Pulls from the first input that has a packet.",
	.manual = "Input 0 goes before all others; what has to wait longest may wait for ever.",
	.pull = prio_pull,
};

const struct fl_click_class fl_click_drr_sched = {
	.name = "DRRSched",
	.node = "click_pass",
	.sharing = FL_CLICK_JOINING,
	.flow = FL_CLICK_PULL,
	.inputs = {1, INPUTS_MAX},
	.outputs = {1, 1},
	.summary = "Pulls from its inputs in turn, as many bytes from each.",
	.manual =
		"Deficit round robin (Shreedhar and Varghese, 1995): in its turn an input may send QUANTUM bytes more "
		"than it did, "
		"and what is left of that is kept for the next turn while the input has packets. Lengths are those "
		"of packets in "
		"their queue.",
	.parameters = drr_parameters,
	.config_size = sizeof(struct drr_config),
	.state_size = sizeof(struct drr_state),
	.pull = drr_pull,
};
