// The nodes of Click graphs. rte_graph registers nodes for ever, but copies their edges when a graph is made: so a clone
// is lent to one graph after the other, and there are never more of a class than were in use at once.
// Control thread only: what rte_graph holds is the process's, and so is this.
#pragma once
#include "elements/click/class.h"

struct fl_click_clone;

// A clone of a node of the class for an input port of an instance, its edges unset. NULL and errno.
struct fl_click_clone *fl_click_clone_take(const char *node, struct fl_click_instance *instance, uint16_t port);
// Its name, valid for ever.
const char *fl_click_clone_name(const struct fl_click_clone *clone);
// Sets its edges. 0 or -ENOMEM.
int fl_click_clone_edges_set(struct fl_click_clone *clone, const char *const *next, uint16_t count);
// The instance that a node is lent for, by its id; NULL: it is no clone, or not lent.
const struct fl_click_instance *fl_click_clone_instance(rte_node_t node);
// Gives it back; no graph has it. NULL is allowed.
void fl_click_clone_give(struct fl_click_clone *clone);
