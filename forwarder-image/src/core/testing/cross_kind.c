#include "core/testing/cross_kind.h"

#include <errno.h>
#include <rte_graph_worker.h>
#include <stdlib.h>

#include "core/forwarding.h"

struct cross {
	uint64_t steps, accesses; // a packet
};

static __thread uint64_t accesses_made;

static uint64_t accesses_read(struct fl_memory_counter *counter)
{
	(void)counter;
	return accesses_made;
}

static void accesses_close(struct fl_memory_counter *counter)
{
	(void)counter;
}

struct fl_memory_counter *cross_memory_open(char *reason, size_t reason_size)
{
	static struct fl_memory_counter counter = {accesses_read, accesses_close};

	(void)reason;
	(void)reason_size;
	return &counter;
}

static uint32_t states;

uint32_t cross_states_count(void)
{
	return states;
}

// Work, not time: what a neighbour steals in the middle of it is not part of it.
static void burn(uint64_t steps)
{
	uint64_t value = steps;

	for (uint64_t i = 0; i < steps; i++) {
		value = value * 6364136223846793005U + 1442695040888963407U;
		__asm__ volatile("" : "+r"(value)); // not to be computed in one go
	}
}

static uint16_t output_of(const struct fl_path *path, const struct rte_mbuf *mbuf)
{
	if (path->output_count > 2)
		return (uint16_t)(rte_pktmbuf_mtod(mbuf, const unsigned char *)[CROSS_OUTPUT_AT] % path->output_count);
	return path->output_count > 1 ? (uint16_t)(1 - path->interface) : 0;
}

static uint16_t cross_process(struct rte_graph *graph, struct rte_node *node, void **objs, uint16_t count)
{
	struct fl_path *path = fl_path_of(node);
	const struct cross *cross = path->router_state;

	for (uint16_t i = 0; i < count; i++)
		fl_packet_get(objs[i])->output = output_of(path, objs[i]);
	burn(cross->steps * count);
	accesses_made += cross->accesses * count;
	rte_node_next_stream_move(graph, node, 0);
	return count;
}

static struct rte_node_register cross_node = {
	.name = "cross",
	.process = cross_process,
	.init = fl_path_node_init,
	.nb_edges = 1,
	.next_nodes = {"to_device"},
};

RTE_NODE_REGISTER(cross_node)

static void *cross_state_create(const struct fl_forwarding_setup *setup, struct fl_problems *problems)
{
	for (uint32_t i = 0; i < setup->interface_count; i++) {
		if (setup->mtus[i] == CROSS_MTU_REFUSED) {
			fl_problems_add(problems, "interfaces[0].mtu", "this MTU is refused");
			return NULL;
		}
		if (setup->mtus[i] == CROSS_MTU_NO_MEMORY) {
			errno = ENOMEM;
			return NULL;
		}
	}
	struct cross *cross = calloc(1, sizeof(*cross));
	if (cross == NULL)
		return NULL;
	if (setup->config->route_count > 0)
		cross->steps = setup->config->routes[0].via;
	if (setup->config->route_count > 1)
		cross->accesses = setup->config->routes[1].via;
	states++;
	return cross;
}

static void cross_state_destroy(void *state)
{
	states--;
	free(state);
}

static void *cross_path_state_create(struct fl_path *path)
{
	(void)path;
	void *state = malloc(1);
	if (state != NULL)
		states++;
	return state;
}

static const char *const nodes[] = {"cross", NULL};
static const char *const drop_names[] = {"to_device_full", NULL};
static const struct fl_forwarding_ops kinds[] = {
	[FL_FORWARDING_BRIDGE] =
		{
			.name = "bridge",
			.nodes = nodes,
			.drop_names = drop_names,
			.state_create = cross_state_create,
			.state_destroy = cross_state_destroy,
			.path_state_create = cross_path_state_create,
			.path_state_destroy = cross_state_destroy,
		},
	[FL_FORWARDING_IP_ROUTER] =
		{
			.name = "ipRouter",
			.nodes = nodes,
			.drop_names = drop_names,
			.state_create = cross_state_create,
			.state_destroy = cross_state_destroy,
		},
};

const struct fl_forwarding_ops *fl_forwarding_get(enum fl_forwarding_kind kind)
{
	return &kinds[kind];
}
