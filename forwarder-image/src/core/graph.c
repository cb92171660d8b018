#include "core/graph.h"

#include <errno.h>
#include <rte_errno.h>
#include <stdio.h>
#include <stdlib.h>

enum { NODES_MAX = 96 };

// rte_graph gives a node's init callback nothing but the graph and the node, so the path goes this way.
// Not NULL only inside fl_graph_create; control thread only.
static struct fl_path *path_being_made;

int fl_path_node_init(const struct rte_graph *graph, struct rte_node *node)
{
	(void)graph;
	node->ctx_ptr = path_being_made;
	return 0;
}

// The edges of a node are its registration's, the same in every graph, but from_device leads to another node in each
// kind. So each kind has its own clone of it, made once a process: nodes are registered for ever.
static int source_get(char name[RTE_NODE_NAMESIZE], const struct fl_forwarding_ops *ops)
{
	const char *next[] = {ops->nodes[0]};

	snprintf(name, RTE_NODE_NAMESIZE, "from_device-%s", ops->name);
	if (rte_node_from_name(name) != RTE_NODE_ID_INVALID)
		return 0;
	rte_node_t parent = rte_node_from_name("from_device");
	if (parent == RTE_NODE_ID_INVALID)
		return -ENOENT;
	rte_node_t clone = rte_node_clone(parent, ops->name);
	if (clone == RTE_NODE_ID_INVALID)
		return -rte_errno;
	return rte_node_edge_update(clone, 0, next, 1) == 1 ? 0 : -ENOMEM;
}

int fl_graph_create(struct fl_path *path, const struct fl_forwarding_ops *ops, const char *name)
{
	char source[RTE_NODE_NAMESIZE];
	const char *names[NODES_MAX];
	struct rte_graph_param parameters = {.socket_id = SOCKET_ID_ANY, .node_patterns = names};
	const char *const *nodes = ops->path_sources != NULL ? ops->path_sources(path) : ops->nodes;
	int result = ops->path_sources != NULL ? 0 : source_get(source, ops);

	if (result != 0)
		return result;
	if (ops->path_sources == NULL)
		names[parameters.nb_node_patterns++] = source;
	for (size_t i = 0; nodes[i] != NULL; i++) {
		if (parameters.nb_node_patterns == NODES_MAX)
			return -E2BIG;
		names[parameters.nb_node_patterns++] = nodes[i];
	}

	path_being_made = path;
	rte_graph_t id = rte_graph_create(name, &parameters);
	path_being_made = NULL;
	if (id == RTE_GRAPH_ID_INVALID)
		return rte_errno > 0 ? -rte_errno : -EINVAL;
	path->graph = rte_graph_lookup(name);
	path->node_uses = fl_node_uses_create(path->graph);
	if (path->node_uses != NULL)
		return 0;
	fl_graph_destroy(path);
	return -ENOMEM;
}

void fl_graph_destroy(struct fl_path *path)
{
	if (path->graph != NULL)
		rte_graph_destroy(path->graph->id);
	path->graph = NULL;
	free(path->node_uses);
	path->node_uses = NULL;
}

void fl_graph_abandon(struct fl_path *path)
{
	rte_node_t count, other_count;
	rte_graph_off_t offset, other_offset;
	struct rte_node *node, *other;

	// The walk may have been left while two nodes exchanged their streams; a stream that both have by now is freed
	// once, and the one that none has is lost.
	rte_graph_foreach_node(count, offset, path->graph, node)
	{
		rte_graph_foreach_node(other_count, other_offset, path->graph, other)
		{
			if (other != node && other->objs == node->objs)
				other->objs = NULL;
		}
	}
	fl_graph_destroy(path);
}
