// RandomSample, RatedSplitter, BandwidthRatedSplitter: some packets this way, the others that.
#include <rte_cycles.h>

#include "elements/click/bucket.h"
#include "elements/click/instance.h"
#include "elements/click/random.h"
#include "elements/click/setup.h"

#define RATE_MAX UINT64_C(100000000000)

struct sample_config {
	const char *text;
	uint64_t threshold; // of 32 random bits: below it, sampled
};

struct rate_config {
	uint64_t rate;  // packets or bytes a second
	uint64_t burst; // what may come at once, likewise
};

enum drop { DROP_REASON };

static const char *const sample_drops[] = {"random_sample_not_sampled", NULL};
static const char *const packet_drops[] = {"rated_splitter_beyond_rate", NULL};
static const char *const byte_drops[] = {"bandwidth_rated_splitter_beyond_rate", NULL};

static rte_edge_t random_sample_verdict(struct fl_click_instance *instance, struct rte_mbuf *packet)
{
	if (fl_click_random_next(instance->state) < ((const struct sample_config *)instance->config)->threshold)
		return 0;
	return fl_click_refuse(instance, packet, 1, DROP_REASON);
}

FL_CLICK_VERDICT_NODE(random_sample)

static void bucket_fill(struct fl_click_bucket *bucket, const struct rate_config *config)
{
	fl_click_bucket_fill(bucket, rte_rdtsc(), config->rate, config->burst, rte_get_tsc_hz());
}

static rte_edge_t bucket_take(struct fl_click_instance *instance, struct rte_mbuf *packet, uint32_t amount)
{
	struct fl_click_bucket *bucket = instance->state;

	if (bucket->tokens <= 0)
		return fl_click_refuse(instance, packet, 1, DROP_REASON);
	bucket->tokens -= amount;
	return 0;
}

static rte_edge_t packet_taken(struct fl_click_instance *instance, struct rte_mbuf *packet)
{
	return bucket_take(instance, packet, 1);
}

static rte_edge_t bytes_taken(struct fl_click_instance *instance, struct rte_mbuf *packet)
{
	return bucket_take(instance, packet, rte_pktmbuf_pkt_len(packet));
}

static uint16_t rated_splitter_process(struct rte_graph *graph, struct rte_node *node, void **objs, uint16_t count)
{
	bucket_fill(fl_click_instance_of(node)->state, fl_click_instance_of(node)->config);
	return fl_click_split(graph, node, objs, count, packet_taken);
}

static uint16_t bandwidth_rated_splitter_process(
	struct rte_graph *graph, struct rte_node *node, void **objs, uint16_t count)
{
	bucket_fill(fl_click_instance_of(node)->state, fl_click_instance_of(node)->config);
	return fl_click_split(graph, node, objs, count, bytes_taken);
}

FL_CLICK_NODE(rated_splitter, 0)
FL_CLICK_NODE(bandwidth_rated_splitter, 0)

static bool sample_configure(struct fl_click_setup *setup, void *place)
{
	struct sample_config *config = place;
	double share;

	if (!fl_click_share_read(config->text, &share))
		return fl_click_problem(
			setup, "P", -1, "\"%.40s\" must be a number from 0 to 1, like 0.25", config->text);
	config->threshold = (uint64_t)(share * 4294967296.0);
	return true;
}

static bool rate_configure(struct fl_click_setup *setup, void *place)
{
	struct rate_config *config = place;

	(void)setup;
	// A twentieth of a second's worth: what a path that is not run for some milliseconds finds waiting.
	if (config->burst == 0)
		config->burst = RTE_MAX(config->rate / 20, UINT64_C(1));
	return true;
}

static const struct fl_click_parameter sample_parameters[] = {
	{.name = "P",
		.type = FL_CLICK_TEXT,
		.offset = offsetof(struct sample_config, text),
		.required = true,
		.description = "the share that is sampled, from 0 to 1"},
	{.name = NULL},
};

#define RATE_PARAMETERS(unit_text)                                                                                     \
	{                                                                                                              \
		{.name = "RATE",                                                                                       \
			.type = FL_CLICK_WHOLE,                                                                        \
			.offset = offsetof(struct rate_config, rate),                                                  \
			.required = true,                                                                              \
			.min = 1,                                                                                      \
			.max = RATE_MAX,                                                                               \
			.unit = unit_text " a second",                                                                 \
			.description = "how many leave by output 0"},                                                  \
		{.name = "BURST",                                                                                      \
			.type = FL_CLICK_WHOLE,                                                                        \
			.offset = offsetof(struct rate_config, burst),                                                 \
			.otherwise = "0",                                                                              \
			.max = RATE_MAX,                                                                               \
			.unit = unit_text,                                                                             \
			.description = "how many may come at once; 0 is a twentieth of a second's worth"},             \
		{.name = NULL},                                                                                        \
	}

static const struct fl_click_parameter packet_parameters[] = RATE_PARAMETERS("packets");
static const struct fl_click_parameter byte_parameters[] = RATE_PARAMETERS("bytes");

const struct fl_click_class fl_click_random_sample = {
	.name = "RandomSample",
	.node = "click_random_sample",
	.inputs = {1, 1},
	.outputs = {1, 2},
	.summary = "Sends each packet out by output 0 with probability P, else by output 1.",
	.manual = "Without an output 1 the others are dropped.",
	.parameters = sample_parameters,
	.drops = sample_drops,
	.config_size = sizeof(struct sample_config),
	.state_size = sizeof(struct fl_click_random),
	.configure = sample_configure,
	.state_init = fl_click_random_init,
};

const struct fl_click_class fl_click_rated_splitter = {
	.name = "RatedSplitter",
	.node = "click_rated_splitter",
	.flow = FL_CLICK_PUSH,
	.inputs = {1, 1},
	.outputs = {1, 2},
	.summary = "Sends up to RATE packets a second out by output 0, the others by output 1.",
	.manual = "Without an output 1 the others are dropped: a policer. Each path has a RATE of its own.",
	.parameters = packet_parameters,
	.drops = packet_drops,
	.config_size = sizeof(struct rate_config),
	.state_size = sizeof(struct fl_click_bucket),
	.configure = rate_configure,
};

const struct fl_click_class fl_click_bandwidth_rated_splitter = {
	.name = "BandwidthRatedSplitter",
	.node = "click_bandwidth_rated_splitter",
	.flow = FL_CLICK_PUSH,
	.inputs = {1, 1},
	.outputs = {1, 2},
	.summary = "Sends up to RATE bytes a second out by output 0, the others by output 1.",
	.manual = "Without an output 1 the others are dropped: a policer. Each path has a RATE of its own. Bytes are "
		  "those of the "
		  "packet as it stands. A packet passes while there is any of the rate left, so a large segment may "
		  "take more, and "
		  "those after it wait the longer.",
	.parameters = byte_parameters,
	.drops = byte_drops,
	.config_size = sizeof(struct rate_config),
	.state_size = sizeof(struct fl_click_bucket),
	.configure = rate_configure,
};
