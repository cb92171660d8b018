// How packets are pulled out of queues, in graphs that can only push.
//
// What lies between queues and the element that pulls from them is a tree: its leaves are Queues, its end is the puller
// (an Unqueue, or a ToDevice or Discard with a queue before it), and between them are elements that choose (schedulers)
// or wait (shapers), and others that packets just pass through. In each dispatch of the path the tree decides once how
// many packets every queue lets go of: the puller is asked packet by packet, and the question goes up the tree. Then the
// queues, source nodes of the graph, push those packets down the same way. So an element between a queue and a puller
// works like anywhere else, and lengths that shapers and schedulers look at are those in the queue.
//
// Packets of one queue keep their order; those of several queues leave one dispatch queue by queue, at most a burst.
#pragma once
#include "elements/click/class.h"
#include "elements/click/router.h"

struct fl_click_tree {
	struct fl_click_instance *root; // the puller
	uint16_t index;                 // among the path's pullers
	// written: worker
	uint64_t serial; // of the dispatch for which it decided last
	uint64_t now;    // TSC of that
};

// Of instances that pull, are pulled from or measure queues. Made with their path, freed with it.
struct fl_click_links {
	struct fl_click_tree *tree;    // whose the instance is; NULL: none
	struct fl_click_tree own_tree; // of a puller
	uint16_t input_count;
	struct fl_click_instance **upstream; // what is asked by each input; elements without a say are left out
	uint16_t queue_count;
	struct fl_click_instance **queues; // that packets reach from here, first queues on their way
};

// Decides for this dispatch, unless it has: every queue of the tree knows its part afterwards. Worker.
void fl_click_tree_decide(struct fl_click_tree *tree);

// Asks the element behind an input for its next packet, as fl_click_class.pull. Worker.
static inline struct rte_mbuf *fl_click_pull(struct fl_click_instance *instance, uint16_t input, bool take)
{
	struct fl_click_instance *from = instance->links->upstream[input];

	return from->class_->pull(from, take);
}

// Notes that the tree has something to give in so many cycles from now, and nothing before. Worker.
void fl_click_pull_later(struct fl_click_instance *instance, double cycles);

// Links the instances of a path; places: by element, the number of its instance + 1, or 0. Returns how many pullers there
// are, or -errno; links are freed by fl_click_links_free all the same. Control thread.
int fl_click_links_make(const struct fl_click_router *router, struct fl_click_instance *instances, uint16_t count,
	const uint16_t *places);
void fl_click_links_free(struct fl_click_instance *instances, uint16_t count);
