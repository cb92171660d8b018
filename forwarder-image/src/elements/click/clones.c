#include "elements/click/clones.h"

#include <errno.h>
#include <rte_errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct fl_click_clone {
	struct fl_click_clone *next; // among the free ones of its class
	rte_node_t node, parent;
	char name[RTE_NODE_NAMESIZE];
	struct fl_click_instance *instance; // that it is lent for
	uint16_t port;
};

// What is known of a node of rte_graph, by its id.
struct slot {
	struct fl_click_clone *clone; // the node is this clone's
	struct fl_click_clone *free;  // the free clones of this class's node
};

static struct slot *slots;
static uint32_t slot_count;

static bool room_make(rte_node_t node)
{
	uint32_t count = (node + 1) * 2;
	struct slot *grown;

	if (node < slot_count)
		return true;
	grown = realloc(slots, count * sizeof(*grown));
	if (grown == NULL)
		return false;
	memset(grown + slot_count, 0, (count - slot_count) * sizeof(*grown));
	slots = grown;
	slot_count = count;
	return true;
}

static struct fl_click_clone *clone_create(rte_node_t parent)
{
	struct fl_click_clone *clone = calloc(1, sizeof(*clone));
	char suffix[16];

	// The number of nodes is a name that no other has: none is ever taken back. It is the new node's id, too.
	snprintf(suffix, sizeof(suffix), "%u", rte_node_max_count());
	if (clone == NULL || !room_make(rte_node_max_count())) {
		free(clone);
		errno = ENOMEM;
		return NULL;
	}
	clone->parent = parent;
	clone->node = rte_node_clone(parent, suffix);
	if (clone->node == RTE_NODE_ID_INVALID || !room_make(clone->node)) {
		errno = ENOMEM;
		free(clone);
		return NULL;
	}
	snprintf(clone->name, sizeof(clone->name), "%s", rte_node_id_to_name(clone->node));
	slots[clone->node].clone = clone;
	return clone;
}

struct fl_click_clone *fl_click_clone_take(const char *node, struct fl_click_instance *instance, uint16_t port)
{
	rte_node_t parent = rte_node_from_name(node);
	struct fl_click_clone *clone;

	if (parent == RTE_NODE_ID_INVALID || !room_make(parent)) {
		errno = parent == RTE_NODE_ID_INVALID ? ENOENT : ENOMEM;
		return NULL;
	}
	clone = slots[parent].free;
	if (clone != NULL)
		slots[parent].free = clone->next;
	else
		clone = clone_create(parent);
	if (clone == NULL)
		return NULL;
	clone->instance = instance;
	clone->port = port;
	return clone;
}

const char *fl_click_clone_name(const struct fl_click_clone *clone)
{
	return clone->name;
}

int fl_click_clone_edges_set(struct fl_click_clone *clone, const char *const *next, uint16_t count)
{
	// Edges that it has from an earlier graph are taken away first: rte_node_edge_update adds to their number.
	if (rte_node_edge_count(clone->node) > 0)
		rte_node_edge_shrink(clone->node, 0);
	return rte_node_edge_update(clone->node, 0, (const char **)(uintptr_t)next, count) == count ? 0 : -ENOMEM;
}

void fl_click_clone_give(struct fl_click_clone *clone)
{
	if (clone == NULL)
		return;
	clone->instance = NULL;
	clone->next = slots[clone->parent].free;
	slots[clone->parent].free = clone;
}

const struct fl_click_instance *fl_click_clone_instance(rte_node_t node)
{
	const struct fl_click_clone *clone = node < slot_count ? slots[node].clone : NULL;

	return clone != NULL ? clone->instance : NULL;
}

int fl_click_node_init(const struct rte_graph *graph, struct rte_node *node)
{
	const struct fl_click_clone *clone = node->id < slot_count ? slots[node->id].clone : NULL;

	(void)graph;
	if (clone == NULL || clone->instance == NULL)
		return -EINVAL;
	node->ctx_ptr = clone->instance;
	node->ctx_ptr2 = (void *)(uintptr_t)clone->port;
	return 0;
}
