// A worker's round: which path runs next, its dispatch, and what that costs it (worker.h says what a round is).
// Private to the worker's files; the worker's thread only.
#pragma once
#include <stdbool.h>

#include "core/worker.h"

// Runs one round; whether any path had work.
bool fl_round_run(struct fl_worker *worker);
// The task is the worker's from now on, in seat. There is room for it.
void fl_round_attach(struct fl_worker *worker, struct fl_task *task, struct fl_seat *seat);
// The worker lets go of the task, between two dispatches.
void fl_round_detach(struct fl_worker *worker, struct fl_task *task);
