// Meter, BandwidthMeter: outputs by how fast packets come.
#include <rte_cycles.h>
#include <rte_malloc.h>

#include "elements/click/instance.h"
#include "elements/click/setup.h"

enum {
	WINDOWS_PER_SECOND = 10, // in which packets are counted
	WEIGHT = 4,              // of the mean so far against the window that ends, and one less
};

struct config {
	struct fl_click_texts texts;
	uint64_t *rates; // one for each text, each more than the one before
};

struct state {
	uint64_t window_start; // cycles; 0: no packet yet
	uint64_t amount;       // packets or bytes in this window
	double rate;           // a moving mean, a second
};

// Ends the windows that are over. After a long silence the mean is nothing.
static void windows_end(struct state *state, uint64_t now)
{
	uint64_t window = rte_get_tsc_hz() / WINDOWS_PER_SECOND;
	uint64_t over;

	if (state->window_start == 0)
		state->window_start = now;
	over = (now - state->window_start) / window;
	state->window_start += over * window;
	if (over > 10 * WEIGHT) {
		state->rate = 0;
		state->amount = 0;
		return;
	}
	for (; over > 0; over--) {
		state->rate += ((double)state->amount * WINDOWS_PER_SECOND - state->rate) / WEIGHT;
		state->amount = 0;
	}
}

static rte_edge_t output_of(const struct fl_click_instance *instance)
{
	const struct config *config = instance->config;
	const struct state *state = instance->state;
	uint32_t output = 0;

	while (output < config->texts.count && state->rate >= (double)config->rates[output])
		output++;
	return (rte_edge_t)output;
}

static uint16_t meter_process(struct rte_graph *graph, struct rte_node *node, void **objs, uint16_t count)
{
	struct fl_click_instance *instance = fl_click_instance_of(node);
	struct state *state = instance->state;

	(void)objs;
	windows_end(state, rte_rdtsc());
	state->amount += count;
	fl_stream_move(graph, node, output_of(instance));
	return count;
}

static uint16_t bandwidth_meter_process(struct rte_graph *graph, struct rte_node *node, void **objs, uint16_t count)
{
	struct fl_click_instance *instance = fl_click_instance_of(node);
	struct state *state = instance->state;

	windows_end(state, rte_rdtsc());
	for (uint16_t i = 0; i < count; i++)
		state->amount += rte_pktmbuf_pkt_len((const struct rte_mbuf *)objs[i]);
	fl_stream_move(graph, node, output_of(instance));
	return count;
}

FL_CLICK_NODE(meter, 0)
FL_CLICK_NODE(bandwidth_meter, 0)

static bool meter_configure(struct fl_click_setup *setup, void *place)
{
	struct config *config = place;
	bool good = true;

	config->rates = rte_calloc("click_rates", config->texts.count, sizeof(*config->rates), 0);
	if (config->rates == NULL)
		return false;
	if (setup->outputs != config->texts.count + 1)
		return fl_click_problem(setup, "RATE", -1, "%u outputs are connected, %u rates need %u", setup->outputs,
			config->texts.count, config->texts.count + 1);
	for (uint32_t i = 0; i < config->texts.count; i++) {
		if (!fl_click_whole_read(config->texts.items[i], &config->rates[i]))
			good = fl_click_problem(
				setup, "RATE", (int)i, "\"%.40s\" must be a whole number", config->texts.items[i]);
		else if (i > 0 && config->rates[i] <= config->rates[i - 1])
			good = fl_click_problem(setup, "RATE", (int)i, "%s is not more than the rate before it",
				config->texts.items[i]);
	}
	return good;
}

static void meter_config_fini(void *place)
{
	rte_free(((struct config *)place)->rates);
}

static const struct fl_click_parameter packet_parameters[] = {
	{.name = "RATE",
		.type = FL_CLICK_TEXTS,
		.offset = offsetof(struct config, texts),
		.required = true,
		.unit = "packets a second",
		.description = "rates that part the outputs, growing"},
	{.name = NULL},
};

static const struct fl_click_parameter byte_parameters[] = {
	{.name = "RATE",
		.type = FL_CLICK_TEXTS,
		.offset = offsetof(struct config, texts),
		.required = true,
		.unit = "bytes a second",
		.description = "rates that part the outputs, growing"},
	{.name = NULL},
};

#define MANUAL                                                                                                         \
	"Below the first RATE packets leave by output 0, below the second by output 1, and so on; there is one "       \
	"output more "                                                                                                 \
	"than there are rates. All packets go one way at a time: RatedSplitter parts them. The rate is a moving mean " \
	"over "                                                                                                        \
	"tenths of a second, of each path by itself."

#define METER(symbol, class_name, things, table)                                                                       \
	const struct fl_click_class fl_click_##symbol = {                                                              \
		.name = class_name,                                                                                    \
		.node = "click_" #symbol,                                                                              \
		.flow = FL_CLICK_PUSH,                                                                                 \
		.inputs = {1, 1},                                                                                      \
		.outputs = {2, 64},                                                                                    \
		.summary = "Sends packets out by an output that says how many " things " a second there are.",         \
		.manual = MANUAL,                                                                                      \
		.parameters = table,                                                                                   \
		.config_size = sizeof(struct config),                                                                  \
		.state_size = sizeof(struct state),                                                                    \
		.configure = meter_configure,                                                                          \
		.config_fini = meter_config_fini,                                                                      \
	}

METER(meter, "Meter", "packets", packet_parameters);
METER(bandwidth_meter, "BandwidthMeter", "bytes", byte_parameters);
