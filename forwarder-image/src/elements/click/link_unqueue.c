// LinkUnqueue: a link of some bandwidth and latency. Its tree decides when the link takes the next packet; what was taken is
// on its way until its second node, a source, delivers it.
#include <errno.h>
#include <rte_bitops.h>
#include <rte_cycles.h>
#include <stdlib.h>
#include <string.h>

#include "elements/click/instance.h"
#include "elements/click/pull.h"
#include "elements/click/setup.h"

enum {
	ELEMENTS_MAX = 8,  // each is a source in its path's graph, of which core/graph.c takes 96
	HOLD_FRACTION = 4, // of the router's buffers that all its links may hold together
	LATENCY_MAX = 10 * 1000 * 1000,
	MICROSECONDS_PER_SECOND = 1000 * 1000,
	// How far ahead of the link a packet is taken: a dispatch decides at one moment for all of its packets.
	AHEAD_MICROSECONDS = 10,
};

#define BANDWIDTH_MAX UINT64_C(100000000000)

struct config {
	uint64_t latency;   // microseconds
	uint64_t bandwidth; // bytes a second
	uint32_t elements;  // of the graph
};

struct flight {
	struct rte_mbuf *packet;
	uint64_t due; // TSC
};

struct state {
	uint64_t free;   // TSC when the link has sent all that it took
	bool is_awaited; // a packet waited then
	// Of the dispatch of that serial: what was taken, whose packets come down in that order, and its buffers.
	uint64_t serial;
	uint16_t taken, arrived;
	uint32_t taken_buffers;
	uint64_t dues[FL_BURST_MAX];
	struct flight *ring;
	uint32_t mask, head, count;
	uint32_t buffers, buffers_max; // on their way
};

static uint64_t cycles_of(uint64_t microseconds)
{
	return microseconds * rte_get_tsc_hz() / MICROSECONDS_PER_SECOND;
}

static void dispatch_begin(struct state *state, uint64_t serial)
{
	if (state->serial == serial)
		return;
	state->serial = serial;
	state->taken = state->arrived = 0;
	state->taken_buffers = 0;
}

// When the packet is taken from the queue, and when it is delivered.
static void packet_take(struct fl_click_instance *instance, const struct rte_mbuf *packet)
{
	const struct config *config = instance->config;
	struct state *state = instance->state;
	const uint64_t now = instance->links->tree->now,
		       start = state->is_awaited ? state->free : RTE_MAX(now, state->free);

	state->free = start + (uint64_t)((double)rte_pktmbuf_pkt_len(packet) * (double)rte_get_tsc_hz() /
					 (double)config->bandwidth);
	state->dues[state->taken++] = state->free + cycles_of(config->latency);
	state->taken_buffers += packet->nb_segs;
	state->is_awaited = fl_click_pull(instance, 0, false) != NULL;
}

static struct rte_mbuf *link_pull(struct fl_click_instance *instance, bool take)
{
	struct state *state = instance->state;
	const uint64_t now = instance->links->tree->now, ahead = now + cycles_of(AHEAD_MICROSECONDS);
	struct rte_mbuf *packet;

	dispatch_begin(state, instance->path->serial);
	if (state->taken == FL_BURST_MAX || state->buffers + state->taken_buffers >= state->buffers_max)
		return NULL; // the path comes back when the first of them is delivered
	packet = fl_click_pull(instance, 0, false);
	if (state->free > ahead) {
		state->is_awaited |= packet != NULL;
		if (packet != NULL)
			fl_click_pull_later(instance, (double)(state->free - ahead));
		return NULL;
	}
	if (packet == NULL || !take)
		return packet;
	fl_click_pull(instance, 0, true);
	packet_take(instance, packet);
	return packet;
}

static void due_note(struct fl_path *path, const struct state *state)
{
	if (state->count > 0)
		path->due_cycles = RTE_MIN(path->due_cycles, state->ring[state->head & state->mask].due);
}

static uint16_t link_unqueue_process(struct rte_graph *graph, struct rte_node *node, void **objs, uint16_t count)
{
	const struct fl_click_instance *instance = fl_click_instance_of(node);
	struct state *state = instance->state;

	(void)graph;
	for (uint16_t i = 0; i < count; i++) {
		struct rte_mbuf *packet = objs[i];

		// Between a queue and its puller packets may be dropped, but there are never more.
		state->ring[(state->head + state->count++) & state->mask] =
			(struct flight){packet, state->dues[state->arrived++]};
		state->buffers += packet->nb_segs;
	}
	due_note(instance->path, state);
	return count;
}

static uint16_t link_unqueue_release_process(
	struct rte_graph *graph, struct rte_node *node, void **objs, uint16_t count)
{
	const struct fl_click_instance *instance = fl_click_instance_of(node);
	struct state *state = instance->state;
	struct rte_mbuf *packets[FL_BURST_MAX];
	uint16_t released = 0;

	(void)objs;
	(void)count; // a source: nothing comes in
	if (state->count == 0)
		return 0;
	const uint64_t now = rte_rdtsc();
	while (released < FL_BURST_MAX && state->count > 0 && state->ring[state->head & state->mask].due <= now) {
		packets[released] = state->ring[state->head++ & state->mask].packet;
		state->buffers -= packets[released++]->nb_segs;
		state->count--;
	}
	due_note(instance->path, state);
	if (released > 0)
		fl_enqueue(graph, node, 0, (void **)packets, released);
	instance->path->resumed += released;
	return released;
}

FL_CLICK_NODE(link_unqueue, 0)
FL_CLICK_NODE(link_unqueue_release, RTE_NODE_SOURCE_F)

static bool link_unqueue_configure(struct fl_click_setup *setup, void *place)
{
	const struct fl_config_click *click = setup->forwarding->config->click;
	struct config *config = place;

	for (uint32_t i = 0; i < click->element_count; i++)
		config->elements += strcmp(click->elements[i].class_name, "LinkUnqueue") == 0;
	return config->elements <= ELEMENTS_MAX ||
	       fl_click_problem(setup, NULL, -1, "a graph has at most %d LinkUnqueues", ELEMENTS_MAX);
}

static int link_unqueue_state_init(struct fl_click_instance *instance)
{
	struct state *state = instance->state;
	const uint32_t part =
		instance->path->pool->size / HOLD_FRACTION / ((const struct config *)instance->config)->elements;

	state->buffers_max = RTE_MAX(part, 1u);
	const uint32_t size = rte_align32pow2(state->buffers_max + 1); // a packet has one buffer at least
	state->mask = size - 1;
	state->ring = malloc(size * sizeof(*state->ring));
	return state->ring != NULL ? 0 : -ENOMEM;
}

static void link_unqueue_state_abandon(struct fl_click_instance *instance)
{
	free(((struct state *)instance->state)->ring);
}

static void link_unqueue_state_fini(struct fl_click_instance *instance)
{
	struct state *state = instance->state;

	for (; state->count > 0; state->count--)
		fl_buffer_free(state->ring[state->head++ & state->mask].packet);
	free(state->ring);
}

static const struct fl_click_parameter parameters[] = {
	{.name = "LATENCY",
		.type = FL_CLICK_WHOLE,
		.offset = offsetof(struct config, latency),
		.required = true,
		.max = LATENCY_MAX,
		.unit = "microseconds",
		.description = "how long a packet is on its way, once it is sent"},
	{.name = "BANDWIDTH",
		.type = FL_CLICK_WHOLE,
		.offset = offsetof(struct config, bandwidth),
		.required = true,
		.min = 1,
		.max = BANDWIDTH_MAX,
		.unit = "bytes a second",
		.description = "how fast packets are sent, one after the other"},
	{.name = NULL},
};

const struct fl_click_class fl_click_link_unqueue = {
	.name = "LinkUnqueue",
	.node = "click_link_unqueue",
	.source_node = "click_link_unqueue_release",
	.sharing = FL_CLICK_JOINING,
	.flow = FL_CLICK_PULL_TO_PUSH,
	.inputs = {1, 1},
	.outputs = {1, 1},
	.summary = "Pulls packets and pushes them on as a link of some latency and bandwidth would.",
	.manual =
		"A packet of L bytes leaves no sooner than L / BANDWIDTH + LATENCY after the link began with it, and "
		"it "
		"begins with one when it has sent the one before. What finds the link busy waits in the Queue before "
		"it; "
		"packets are taken from there up to 10 us ahead. Bytes are those of the packet in the Queue.\n\n"
		"Packets on their way are in the router's buffers, at most a quarter of them for all LinkUnqueues "
		"together: a link that would hold more takes no packet until it has delivered one. A graph has at most "
		"8.",
	.parameters = parameters,
	.config_size = sizeof(struct config),
	.state_size = sizeof(struct state),
	.configure = link_unqueue_configure,
	.state_init = link_unqueue_state_init,
	.state_fini = link_unqueue_state_fini,
	.state_abandon = link_unqueue_state_abandon,
	.pull = link_pull,
};
