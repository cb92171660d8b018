// Shaper, BandwidthShaper, RatedUnqueue, BandwidthRatedUnqueue: packets are pulled no faster than at a rate. And Unqueue:
// as fast as they come.
#include <rte_cycles.h>

#include "elements/click/bucket.h"
#include "elements/click/instance.h"
#include "elements/click/pull.h"
#include "elements/click/setup.h"

#define RATE_MAX UINT64_C(100000000000)

struct config {
	uint64_t rate;  // packets or bytes a second
	uint64_t burst; // what may pass at once, likewise
};

// Whether a packet may pass now; else the path is told when.
static bool is_due(struct fl_click_instance *instance)
{
	const struct config *config = instance->config;
	struct fl_click_bucket *bucket = instance->state;
	const uint64_t hz = rte_get_tsc_hz();

	fl_click_bucket_fill(bucket, instance->links->tree->now, config->rate, config->burst, hz);
	if (bucket->tokens > 0)
		return true;
	if (fl_click_pull(instance, 0, false) != NULL)
		fl_click_pull_later(instance, fl_click_bucket_wait(bucket, config->rate, hz));
	return false;
}

static struct rte_mbuf *packets_pull(struct fl_click_instance *instance, bool take)
{
	struct fl_click_bucket *bucket = instance->state;
	struct rte_mbuf *packet = is_due(instance) ? fl_click_pull(instance, 0, take) : NULL;

	if (packet != NULL && take)
		bucket->tokens -= 1;
	return packet;
}

static struct rte_mbuf *bytes_pull(struct fl_click_instance *instance, bool take)
{
	struct fl_click_bucket *bucket = instance->state;
	struct rte_mbuf *packet = is_due(instance) ? fl_click_pull(instance, 0, take) : NULL;

	if (packet != NULL && take)
		bucket->tokens -= rte_pktmbuf_pkt_len(packet);
	return packet;
}

// Packets that are let go of may pass: the tree has decided.
static uint16_t pass_process(struct rte_graph *graph, struct rte_node *node, void **objs, uint16_t count)
{
	(void)objs;
	fl_stream_move(graph, node, 0);
	return count;
}

FL_CLICK_NODE(pass, 0)

static bool rate_configure(struct fl_click_setup *setup, void *place)
{
	struct config *config = place;

	(void)setup;
	// A fiftieth of a second's worth: what a path that is not run for some milliseconds has to make up for.
	if (config->burst == 0)
		config->burst = RTE_MAX(config->rate / 50, UINT64_C(1));
	return true;
}

#define RATE_PARAMETERS(unit_text)                                                                                     \
	{                                                                                                              \
		{.name = "RATE",                                                                                       \
			.type = FL_CLICK_WHOLE,                                                                        \
			.offset = offsetof(struct config, rate),                                                       \
			.required = true,                                                                              \
			.min = 1,                                                                                      \
			.max = RATE_MAX,                                                                               \
			.unit = unit_text " a second",                                                                 \
			.description = "how many may pass"},                                                           \
		{.name = "BURST",                                                                                      \
			.type = FL_CLICK_WHOLE,                                                                        \
			.offset = offsetof(struct config, burst),                                                      \
			.otherwise = "0",                                                                              \
			.max = RATE_MAX,                                                                               \
			.unit = unit_text,                                                                             \
			.description = "how many may pass at once; 0 is a fiftieth of a second's worth"},              \
		{.name = NULL},                                                                                        \
	}

static const struct fl_click_parameter packet_parameters[] = RATE_PARAMETERS("packets");
static const struct fl_click_parameter byte_parameters[] = RATE_PARAMETERS("bytes");

#define MANUAL                                                                                                         \
	"What waits, waits in the Queue before it. After a pause BURST may pass at once. A packet passes while there " \
	"is any of the rate left, so a large segment may take more, and those after it wait the longer. Bytes are "    \
	"those of the packet in the Queue."

#define SHAPER(symbol, class_name, flow_kind, pull_function, table, sentence)                                          \
	const struct fl_click_class fl_click_##symbol = {                                                              \
		.name = class_name,                                                                                    \
		.node = "click_pass",                                                                                  \
		.sharing = FL_CLICK_JOINING,                                                                           \
		.flow = flow_kind,                                                                                     \
		.inputs = {1, 1},                                                                                      \
		.outputs = {1, 1},                                                                                     \
		.summary = sentence,                                                                                   \
		.manual = MANUAL,                                                                                      \
		.parameters = table,                                                                                   \
		.config_size = sizeof(struct config),                                                                  \
		.state_size = sizeof(struct fl_click_bucket),                                                          \
		.configure = rate_configure,                                                                           \
		.pull = pull_function,                                                                                 \
	}

SHAPER(shaper, "Shaper", FL_CLICK_PULL, packets_pull, packet_parameters,
	"Lets no more than RATE packets a second be pulled through.");
SHAPER(bandwidth_shaper, "BandwidthShaper", FL_CLICK_PULL, bytes_pull, byte_parameters,
	"Lets no more than RATE bytes a second be pulled through.");
SHAPER(rated_unqueue, "RatedUnqueue", FL_CLICK_PULL_TO_PUSH, packets_pull, packet_parameters,
	"Pulls RATE packets a second out of the queue before it and pushes them on.");
SHAPER(bandwidth_rated_unqueue, "BandwidthRatedUnqueue", FL_CLICK_PULL_TO_PUSH, bytes_pull, byte_parameters,
	"Pulls RATE bytes a second out of the queue before it and pushes them on.");

const struct fl_click_class fl_click_unqueue = {
	.name = "Unqueue",
	.node = "click_pass",
	.sharing = FL_CLICK_JOINING,
	.flow = FL_CLICK_PULL_TO_PUSH,
	.inputs = {1, 1},
	.outputs = {1, 1},
	.summary = "Pulls packets out of the queue before it and pushes them on.",
	.manual = "As many as the path carries in its turn.",
};
