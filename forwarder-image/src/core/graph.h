// The graph of a path: made from the node names of its kind of forwarding, destroyed when no worker walks it.
// Control thread.
#pragma once
#include "core/forwarding.h"
#include "core/path.h"

// Makes path->graph and path->node_uses: the kind's nodes, with "from_device" before the first of them. name is unique.
// 0 or -errno; path is otherwise complete. Nodes find the path by fl_path_node_init.
int fl_graph_create(struct fl_path *path, const struct fl_forwarding_ops *ops, const char *name);
// Destroys both, if there is a graph.
void fl_graph_destroy(struct fl_path *path);
// The same for a graph that was left in the middle of a walk; what its streams hold is lost.
void fl_graph_abandon(struct fl_path *path);
