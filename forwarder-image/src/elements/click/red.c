// RED: drops packets early, the more the longer the queues behind it have been of late.
#include <rte_cycles.h>
#include <string.h>

#include "elements/click/instance.h"
#include "elements/click/pull.h"
#include "elements/click/queue.h"
#include "elements/click/random.h"
#include "elements/click/setup.h"

enum { THRESHOLD_MAX = 65536, IDLE_SAMPLES_MAX = 1000 };

struct config {
	uint64_t min_threshold, max_threshold; // packets
	const char *max_p_text;
	double max_p;
	uint64_t stability; // a sample weighs 2^-stability
	bool gentle;
};

struct state {
	struct fl_click_random random; // first: fl_click_random_init
	double average;                // packets
	uint64_t empty_since;          // TSC when the queues were last seen empty; 0: they were not
	uint64_t
		since_drop; // packets let through since the last early drop, while the average is between the thresholds
};

enum drop { DROP_EARLY };

static const char *const drops[] = {[DROP_EARLY] = "red_early", NULL};

static uint32_t queues_length(const struct fl_click_instance *instance)
{
	uint32_t length = 0;

	for (uint16_t i = 0; i < instance->links->queue_count; i++)
		length += fl_click_queue_length(instance->links->queues[i]);
	return length;
}

static void average_sample(struct state *state, const struct config *config, uint32_t length)
{
	state->average += ((double)length - state->average) / (double)(UINT64_C(1) << config->stability);
}

// While the queues were empty there were no packets to sample them by: a sample of nothing for each millisecond.
static void average_idle(struct state *state, const struct config *config, uint64_t now)
{
	uint64_t samples = state->empty_since == 0 ? 0 : (now - state->empty_since) / (rte_get_tsc_hz() / 1000);

	for (samples = RTE_MIN(samples, (uint64_t)IDLE_SAMPLES_MAX); samples > 0; samples--)
		average_sample(state, config, 0);
	state->empty_since = now;
}

// The probability that a packet is dropped, but for since_drop.
static double probability(const struct config *config, double average)
{
	const double least = (double)config->min_threshold, most = (double)config->max_threshold;

	if (average < least)
		return 0;
	if (average < most)
		return config->max_p * (average - least) / (most - least);
	if (config->gentle && average < 2 * most)
		return config->max_p + (1 - config->max_p) * (average - most) / most;
	return 1;
}

static bool is_dropped(struct state *state, const struct config *config)
{
	const double base = probability(config, state->average);
	const double spread = 1 - (double)state->since_drop * base;

	if (base <= 0) {
		state->since_drop = 0;
		return false;
	}
	state->since_drop++;
	if (spread > base && fl_click_random_next(&state->random) >= base / spread * 4294967296.0)
		return false;
	state->since_drop = 0;
	return true;
}

static uint16_t red_process(struct rte_graph *graph, struct rte_node *node, void **objs, uint16_t count)
{
	struct fl_click_instance *instance = fl_click_instance_of(node);
	const struct config *config = instance->config;
	struct state *state = instance->state;
	uint32_t length = queues_length(instance); // they get the packets of this burst later

	if (length == 0)
		average_idle(state, config, rte_rdtsc());
	else
		state->empty_since = 0;
	for (uint16_t i = 0; i < count; i++) {
		average_sample(state, config, length);
		if (is_dropped(state, config)) {
			fl_enqueue_x1(graph, node, fl_click_refuse(instance, objs[i], 1, DROP_EARLY), objs[i]);
			continue;
		}
		length++;
		fl_enqueue_x1(graph, node, 0, objs[i]);
	}
	return count;
}

FL_CLICK_NODE(red, 0)

static bool red_configure(struct fl_click_setup *setup, void *place)
{
	struct config *config = place;

	if (config->min_threshold >= config->max_threshold)
		return fl_click_problem(setup, "MAX_THRESH", -1, "%llu is not more than MIN_THRESH, %llu",
			(unsigned long long)config->max_threshold, (unsigned long long)config->min_threshold);
	if (!fl_click_share_read(config->max_p_text, &config->max_p))
		return fl_click_problem(
			setup, "MAX_P", -1, "\"%.40s\" must be a number from 0 to 1, like 0.02", config->max_p_text);
	return true;
}

static const struct fl_click_parameter parameters[] = {
	{.name = "MIN_THRESH",
		.type = FL_CLICK_WHOLE,
		.offset = offsetof(struct config, min_threshold),
		.required = true,
		.max = THRESHOLD_MAX,
		.unit = "packets",
		.description = "a mean length below which nothing is dropped"},
	{.name = "MAX_THRESH",
		.type = FL_CLICK_WHOLE,
		.offset = offsetof(struct config, max_threshold),
		.required = true,
		.min = 1,
		.max = THRESHOLD_MAX,
		.unit = "packets",
		.description = "a mean length from which everything is dropped"},
	{.name = "MAX_P",
		.type = FL_CLICK_TEXT,
		.offset = offsetof(struct config, max_p_text),
		.required = true,
		.description = "the share that is dropped right below MAX_THRESH, from 0 to 1"},
	{.name = "STABILITY",
		.type = FL_CLICK_WHOLE,
		.offset = offsetof(struct config, stability),
		.otherwise = "4",
		.min = 1,
		.max = 16,
		.description = "each packet's sample of the length weighs 2^-STABILITY in the mean"},
	{.name = "GENTLE",
		.type = FL_CLICK_TRUTH,
		.offset = offsetof(struct config, gentle),
		.otherwise = "false",
		.description = "from MAX_THRESH to twice that the share grows from MAX_P to 1"},
	{.name = NULL},
};

const struct fl_click_class fl_click_red = {
	.name = "RED",
	.node = "click_red",
	.flow = FL_CLICK_PUSH,
	.inputs = {1, 1},
	.outputs = {1, 2},
	.summary = "Drops packets at random before the queues behind it are full.",
	.manual = "Random early detection (Floyd and Jacobson, 1993). It measures the Queues that packets reach from "
		  "its outputs, "
		  "first ones on their way, all together, and keeps a moving mean of their length. Drops are "
		  "spread evenly.\n\n"
		  "With an output 1 packets leave there instead of being dropped.",
	.parameters = parameters,
	.drops = drops,
	.measures_queues = true,
	.config_size = sizeof(struct config),
	.state_size = sizeof(struct state),
	.configure = red_configure,
	.state_init = fl_click_random_init,
};
