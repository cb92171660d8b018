// Queue: holds packets until they are pulled. Its second node, a source, lets go of as many as its tree has decided.
#include "elements/click/queue.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "elements/click/pull.h"
#include "elements/click/setup.h"

enum {
	QUEUES_MAX = 32, // each is a source in its path's graph
	CAPACITY_MAX = 65536,
	HOLD_FRACTION = 2, // of the router's buffers that all its queues may hold together
};

struct config {
	uint64_t capacity;
	uint32_t queues; // of the graph
};

struct state {
	struct rte_mbuf **ring;
	uint32_t mask, head;           // of the ring: the packet that is pulled next
	uint32_t granted;              // from head on: to be let go of in this dispatch
	uint32_t buffers, buffers_max; // held; a packet may be of several
	// written: worker, read: control
	uint32_t length;
	uint64_t packets, longest;
};

extern const struct fl_click_class fl_click_queue;

enum drop { DROP_FULL, DROP_NO_BUFFERS };

static const char *const drops[] = {[DROP_FULL] = "queue_full", [DROP_NO_BUFFERS] = "queue_no_buffers", NULL};

uint32_t fl_click_queue_length(const struct fl_click_instance *queue)
{
	return ((const struct state *)queue->state)->length;
}

static rte_edge_t refusal(const struct fl_click_instance *instance, struct rte_mbuf *packet)
{
	const struct config *config = instance->config;
	const struct state *state = instance->state;

	if (state->length >= config->capacity)
		return fl_click_drop(instance, packet, DROP_FULL);
	return fl_click_drop(instance, packet, DROP_NO_BUFFERS);
}

static bool has_room(const struct config *config, const struct state *state, const struct rte_mbuf *packet)
{
	return state->length < config->capacity && state->buffers + packet->nb_segs <= state->buffers_max;
}

static uint16_t queue_process(struct rte_graph *graph, struct rte_node *node, void **objs, uint16_t count)
{
	const struct fl_click_instance *instance = fl_click_instance_of(node);
	struct state *state = instance->state;
	const uint32_t before = state->length;

	for (uint16_t i = 0; i < count; i++) {
		struct rte_mbuf *packet = objs[i];

		if (unlikely(!has_room(instance->config, state, packet))) {
			fl_enqueue_x1(graph, node, refusal(instance, packet), packet);
			continue;
		}
		state->ring[(state->head + state->length) & state->mask] = packet;
		state->buffers += packet->nb_segs;
		__atomic_store_n(&state->length, state->length + 1, __ATOMIC_RELAXED);
	}
	fl_counter_add(&state->packets, state->length - before);
	if (state->length > state->longest)
		__atomic_store_n(&state->longest, state->length, __ATOMIC_RELAXED);
	return count;
}

static struct rte_mbuf *queue_pull(struct fl_click_instance *instance, bool take)
{
	struct state *state = instance->state;

	if (state->granted == state->length)
		return NULL;
	struct rte_mbuf *packet = state->ring[(state->head + state->granted) & state->mask];
	state->granted += take;
	return packet;
}

static uint16_t queue_release_process(struct rte_graph *graph, struct rte_node *node, void **objs, uint16_t count)
{
	struct fl_click_instance *instance = fl_click_instance_of(node);
	struct state *state = instance->state;
	struct rte_mbuf *packets[FL_BURST_MAX];

	(void)objs;
	(void)count; // a source: nothing comes in
	fl_click_tree_decide(instance->links->tree);
	const uint16_t released = (uint16_t)state->granted;
	if (released == 0)
		return 0;
	for (uint16_t i = 0; i < released; i++) {
		packets[i] = state->ring[(state->head + i) & state->mask];
		state->buffers -= packets[i]->nb_segs;
	}
	state->head += released;
	state->granted = 0;
	__atomic_store_n(&state->length, state->length - released, __ATOMIC_RELAXED);
	if (unlikely(instance->path->head_wanted))
		fl_packet_head_copy(&instance->path->head, packets[0]);
	fl_enqueue(graph, node, 0, (void **)packets, released);
	return released;
}

FL_CLICK_NODE(queue, 0)
FL_CLICK_NODE(queue_release, RTE_NODE_SOURCE_F)

static uint32_t queues_count(const struct fl_config_click *click)
{
	uint32_t count = 0;

	for (uint32_t i = 0; i < click->element_count; i++)
		count += strcmp(click->elements[i].class_name, fl_click_queue.name) == 0;
	return count;
}

static bool queue_configure(struct fl_click_setup *setup, void *place)
{
	struct config *config = place;

	config->queues = queues_count(setup->forwarding->config->click);
	if (config->queues > QUEUES_MAX)
		return fl_click_problem(setup, NULL, -1, "a graph has at most %d Queues", QUEUES_MAX);
	return true;
}

static int queue_state_init(struct fl_click_instance *instance)
{
	const struct config *config = instance->config;
	struct state *state = instance->state;
	const uint32_t most = instance->path->pool->size / HOLD_FRACTION / config->queues;
	const uint32_t size = rte_align32pow2((uint32_t)RTE_MIN(config->capacity, (uint64_t)most) + 1);

	state->buffers_max = most;
	state->mask = size - 1;
	state->ring = malloc(size * sizeof(*state->ring));
	return state->ring != NULL ? 0 : -ENOMEM;
}

static void queue_state_abandon(struct fl_click_instance *instance)
{
	free(((struct state *)instance->state)->ring);
}

static void queue_state_fini(struct fl_click_instance *instance)
{
	struct state *state = instance->state;

	for (; state->length > 0; state->length--)
		fl_buffer_free(state->ring[state->head++ & state->mask]);
	free(state->ring);
}

static void figures_add(const struct fl_click_instance *instance, uint64_t *counters)
{
	const struct state *state = instance->state;

	counters[0] += __atomic_load_n(&state->packets, __ATOMIC_RELAXED);
	counters[1] += __atomic_load_n(&state->length, __ATOMIC_RELAXED);
	counters[2] += __atomic_load_n(&state->longest, __ATOMIC_RELAXED);
}

static const char *const counters[] = {"packets", "length", "longest", NULL};

static const struct fl_click_parameter parameters[] = {
	{.name = "CAPACITY",
		.type = FL_CLICK_WHOLE,
		.offset = offsetof(struct config, capacity),
		.otherwise = "1000",
		.min = 1,
		.max = CAPACITY_MAX,
		.unit = "packets",
		.description = "how many it holds"},
	{.name = NULL},
};

const struct fl_click_class fl_click_queue = {
	.name = "Queue",
	.node = "click_queue",
	.source_node = "click_queue_release",
	.sharing = FL_CLICK_JOINING,
	.flow = FL_CLICK_PUSH_TO_PULL,
	.inputs = {1, 1},
	.outputs = {1, 1},
	.summary = "Holds packets in their order until they are pulled; drops those that find it full.",
	.manual =
		"What pulls is behind it: an Unqueue, a shaper or scheduler and then a ToDevice, or a ToDevice alone. "
		"Interfaces whose packets reach the same Queue are inputs of one path: they are scheduled, charged "
		"and moved as one.\n\n"
		"All Queues of a router together hold at most half of its buffers, each an equal part, whatever "
		"CAPACITY says: the others are for what comes in. A large segment is one packet in several buffers. "
		"A graph has at most 32 Queues.",
	.parameters = parameters,
	.drops = drops,
	.counters = counters,
	.config_size = sizeof(struct config),
	.state_size = sizeof(struct state),
	.configure = queue_configure,
	.state_init = queue_state_init,
	.state_fini = queue_state_fini,
	.state_abandon = queue_state_abandon,
	.count = figures_add,
	.pull = queue_pull,
};
