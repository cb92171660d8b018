// One dispatch of a path: the walk of its graph, what that took by measurement or estimate, and the charge for it. A path whose
// packets are so cheap that the dispatch would cost as much as they do, and that has a backlog, is walked up to 8 times in one
// dispatch, while that is expected to take less than 2 us.
// Private to the worker's files; the worker's thread only.
//
// Time stamps: with sample_every 1 every dispatch ends with one, which is the start of the next. Otherwise most dispatches
// take none: they join the open span, are charged what their path is expected to cost, and get their part of the span's
// time when it is closed by the next time stamp (core/span.h). Only a measured dispatch, which has a stamp of its own at
// either end, teaches the path's cost.
//
// Wasted cycles: of a dispatch's cycles, the part that its dropped packets are of its packets. All packets of a burst count as
// equally dear, whatever element drops them, because a dispatch is measured as a whole; one that was held in the path counts
// in the dispatch that drops it. A dispatch that is not measured wastes of what it was expected to take, and one that the
// watchdog ends wastes all it took.
#pragma once
#include <stdbool.h>

#include "core/worker.h"

// Charges are the round's: it knows the queues.
struct fl_dispatch {
	uint32_t packets; // 0: an empty poll, and nothing to charge
	uint64_t charge;
	bool dear; // dear packets were found: the path is to be quarantined, its evidence is complete
};

enum { FL_DISPATCH_WALKS_MAX = 8 };

// Whether a dispatch whose walks have brought in load walks the graph once more: the input has more, and so cheaply that the
// whole is expected to take at most budget (cycles). It is measured and charged as a whole. A path with several inputs, or
// with elements that pull, takes turns among them from dispatch to dispatch; and what is looked at closely is one walk. Pure.
bool fl_dispatch_goes_on(const struct fl_task *task, const struct fl_path_load *load, uint64_t budget);

// After the account is initialised.
void fl_dispatch_init(struct fl_worker *worker);
// Runs the task once.
struct fl_dispatch fl_dispatch_run(struct fl_worker *worker, struct fl_task *task);
// The dispatch of the task was unwound (core/phase.h): books what it took, which *cycles gets, as far as it is known apart
// from what shares its span, and tells the charge. Nothing refers to a task after that.
struct fl_dispatch fl_dispatch_unwound(struct fl_worker *worker, struct fl_task *task, uint64_t *cycles);
// Takes a time stamp and books the open span, if there is one: nothing refers to a task after that.
void fl_dispatch_settle(struct fl_worker *worker);
