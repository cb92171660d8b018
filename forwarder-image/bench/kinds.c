#include "bench/kinds.h"

#include <rte_errno.h>
#include <rte_graph_worker.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bench/fail.h"
#include "bench/frame.h"
#include "bench/pass_nodes.h"
#include "elements/ip_fast_path.h"

enum { NODES_MAX = 16 };

#define OWN UINT32_C(0x0a000001)      // 10.0.0.1/24
#define NEXT_HOP UINT32_C(0x0a000002) // 10.0.0.2
#define ROUTED UINT32_C(0xc6120000)   // 198.18.0.0/24

static uint16_t swap_process(struct rte_graph *graph, struct rte_node *node, void **objs, uint16_t count)
{
	const struct fl_path *path = fl_path_of(node);
	uint16_t output = path->output_count > 1 ? (uint16_t)(1 - path->interface) : 0;

	for (uint16_t i = 0; i < count; i++)
		pass_swap(objs[i], output);
	rte_node_next_stream_move(graph, node, 0);
	return count;
}

static struct rte_node_register swap_node = {
	.name = "bench_swap",
	.process = swap_process,
	.init = fl_path_node_init,
	.nb_edges = 1,
	.next_nodes = {"to_device"},
};

RTE_NODE_REGISTER(swap_node)

// ip_fast_path without the checks of headers.
static uint16_t unchecked_process(struct rte_graph *graph, struct rte_node *node, void **objs, uint16_t count)
{
	const uint16_t done = fl_ip_fast_path(fl_path_of(node), (struct rte_mbuf *const *)objs, count, false);

	if (unlikely(done < count)) {
		rte_node_enqueue(graph, node, 0, objs, done);
		rte_node_enqueue(graph, node, 1, &objs[done], count - done);
		return count;
	}
	rte_node_next_stream_move(graph, node, 0);
	return count;
}

static struct rte_node_register unchecked_node = {
	.name = "bench_ip_unchecked",
	.process = unchecked_process,
	.init = fl_path_node_init,
	.nb_edges = 2,
	.next_nodes = {"to_device", "ip_lookup-bench"},
};

RTE_NODE_REGISTER(unchecked_node)

static uint16_t burn_process(struct rte_graph *graph, struct rte_node *node, void **objs, uint16_t count)
{
	for (uint16_t i = 0; i < count; i++)
		bench_burn(bench_frame_of(objs[i])->steps);
	rte_node_next_stream_move(graph, node, 0);
	return count;
}

static struct rte_node_register burn_node = {
	.name = "bench_burn",
	.process = burn_process,
	.init = fl_path_node_init,
	.nb_edges = 1,
	.next_nodes = {"ether_input"},
};

RTE_NODE_REGISTER(burn_node)

// Makes a clone NODE-bench of a node of the product, one edge of which leads to another node.
static void clone_make(const char *node, const char *from, const char *to)
{
	char name[RTE_NODE_NAMESIZE];
	rte_node_t clone = rte_node_clone(rte_node_from_name(node), "bench");
	char **edges;

	snprintf(name, sizeof(name), "%s-bench", node);
	if (clone == RTE_NODE_ID_INVALID)
		bench_fail("node %s: %s", name, rte_strerror(rte_errno));
	rte_edge_t count = rte_node_edge_count(clone);
	edges = calloc(count, sizeof(*edges));
	if (edges == NULL)
		bench_fail("there is no memory for the edges of %s", name);
	rte_node_edge_get(clone, edges);
	for (rte_edge_t i = 0; i < count; i++)
		if (strcmp(edges[i], from) == 0 && rte_node_edge_update(clone, i, &to, 1) != 1)
			bench_fail("%s cannot lead to %s", name, to);
	free(edges);
}

static void *state_create(const struct fl_forwarding_setup *setup, struct fl_problems *problems)
{
	struct fl_neighbour neighbour = {.mac = setup->macs[0], .state = FL_NEIGHBOUR_REACHABLE};
	struct fl_ip_router *router = fl_ip_router_ops.state_create(setup, problems);

	if (router == NULL)
		return NULL;
	struct fl_neighbour_slot slot = fl_neighbours_slot_take(router->neighbours, fl_neighbour_key_of_ip4(NEXT_HOP));
	fl_neighbours_record(router->neighbours, slot)->due_ms =
		UINT64_MAX; // nobody would answer when it is asked again
	fl_neighbours_set(router->neighbours, slot, neighbour);
	return router;
}

// The product's kind with other nodes; sources (hold queues) stay. The list is kept for the life of the process.
static struct fl_forwarding_ops *ip_variant(const char *name, const char *first, uint32_t skipped)
{
	struct fl_forwarding_ops *ops = malloc(sizeof(*ops));
	const char **nodes = calloc(NODES_MAX, sizeof(*nodes));
	uint32_t count = 0;

	if (ops == NULL || nodes == NULL)
		bench_fail("there is no memory for the kind %s", name);
	nodes[count++] = first;
	for (uint32_t i = skipped; fl_ip_router_ops.nodes[i] != NULL && count < NODES_MAX - 1; i++)
		nodes[count++] = fl_ip_router_ops.nodes[i];
	*ops = fl_ip_router_ops;
	ops->name = name;
	ops->nodes = nodes;
	ops->state_create = state_create;
	ops->started = NULL; // nobody is there to hear of it
	return ops;
}

// check_ip_header -> ip_lookup -> dec_ip_ttl -> arp_querier: no fragmenter between the last two.
static void short_chain_make(void)
{
	if (rte_node_from_name("dec_ip_ttl-bench") == RTE_NODE_ID_INVALID) {
		clone_make("dec_ip_ttl", "ip_fragmenter", "arp_querier");
		clone_make("ip_lookup", "dec_ip_ttl", "dec_ip_ttl-bench");
		clone_make("check_ip_header", "ip_lookup", "ip_lookup-bench");
	}
}

static const char *const swap_nodes[] = {"bench_swap", NULL};
static const char *const swap_drops[] = {"to_device_full", NULL};
static const char *const swap6_nodes[] = {"bench_count", NULL};
static const struct fl_forwarding_ops swap_ops = {.name = "swap", .nodes = swap_nodes, .drop_names = swap_drops};
static const struct fl_forwarding_ops swap6_ops = {.name = "swap6", .nodes = swap6_nodes, .drop_names = swap_drops};

const struct fl_forwarding_ops *bench_kind_get(const char *name)
{
	if (strcmp(name, "swap") == 0)
		return &swap_ops;
	if (strcmp(name, "swap6") == 0)
		return &swap6_ops;
	if (strcmp(name, "ip") == 0)
		return ip_variant("ip", fl_ip_router_ops.nodes[0], 1);
	short_chain_make();
	if (strcmp(name, "ip-unchecked") == 0)
		return ip_variant("ip-unchecked", "bench_ip_unchecked", 1);
	if (strcmp(name, "ip-checked") == 0)
		return ip_variant("ip-checked", "check_ip_header-bench", 1);
	if (strcmp(name, "burn") == 0)
		return ip_variant("burn", "bench_burn", 1);
	bench_fail("there is no kind %s: swap, swap6, ip, ip-unchecked, ip-checked and burn are", name);
}

// Control thread.
static const struct fl_forwarding_ops *chosen = &swap_ops;

void bench_kind_choose(const char *name)
{
	chosen = bench_kind_get(name);
}

const struct fl_forwarding_ops *fl_forwarding_get(enum fl_forwarding_kind kind)
{
	(void)kind;
	return chosen;
}

void bench_router_fill(struct fl_config_router *router, const char *device)
{
	struct fl_config_interface *interface = &router->interfaces[0];

	router->forwarding = FL_FORWARDING_IP_ROUTER;
	router->interface_count = 1;
	snprintf(interface->name, sizeof(interface->name), "a");
	snprintf(interface->device, sizeof(interface->device), "%s", device);
	interface->address_count = 1;
	interface->addresses[0] = (struct fl_ip4_prefix){.address = OWN, .length = 24};
	router->routes = calloc(1, sizeof(*router->routes));
	if (router->routes == NULL)
		bench_fail("there is no memory for a route");
	router->route_count = 1;
	router->routes[0] = (struct fl_config_route){.to = {.address = ROUTED, .length = 24}, .via = NEXT_HOP};
}
