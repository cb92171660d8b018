// Which worker runs which classifier, with which interfaces, from one document to the next. Control thread.
#pragma once
#include "core/engine.h"
#include "core/router.h"

struct fl_classifier_plan_item {
	struct fl_shared_device *shared;
	struct fl_classifier_table *table; // owned until a worker has it; NULL: the device has no interface any more
	uint32_t worker;
	bool fifo;
};

struct fl_classifier_plan {
	uint32_t count;
	struct fl_classifier_plan_item *items; // owned
};

// Whether the document's shared devices have workers that there are, with room for them. False: problems says why.
bool fl_classifier_plan_check(
	const struct fl_config *config, const struct fl_topology *topology, struct fl_problems *problems);
// What is to be, for every shared device in use, once these are the routers. 0 or -ENOMEM, and nothing is planned.
int fl_classifier_plan_make(struct fl_classifier_plan *plan, struct fl_shared_device *shared_devices,
	const struct fl_config *config, struct fl_router *const *routers, uint32_t router_count);
// Gives the orders. Every order for a path to be let go of was given before.
void fl_classifier_plan_realize(struct fl_classifier_plan *plan, struct fl_worker *const *workers);
// The orders are done: frees the tables that were replaced, and the plan.
void fl_classifier_plan_settle(struct fl_classifier_plan *plan);
// Nothing of it was realized: frees the plan.
void fl_classifier_plan_discard(struct fl_classifier_plan *plan);
// Takes every classifier off its worker; returns when it is done.
void fl_classifier_plan_end(struct fl_shared_device *shared_devices, struct fl_worker *const *workers);
