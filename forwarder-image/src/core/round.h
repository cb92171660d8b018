// A worker's round: which path runs next, its dispatch, and what that costs it (worker.h says what a round is).
// Private to the worker's files; the worker's thread only.
#pragma once
#include <stdbool.h>

#include "core/worker.h"

// After the account is initialised. Every dispatch is measured and charged its cycles until fl_round_policy.
void fl_round_init(struct fl_worker *worker);
// Runs one round; whether any path had work.
bool fl_round_run(struct fl_worker *worker);

// TSC when the first of its paths has something to do that no packet wakes it for (what was pulled too early);
// UINT64_MAX: none has.
uint64_t fl_round_due(const struct fl_worker *worker);

// The following are for the time between two rounds, after fl_dispatch_settle.

// The task is the worker's from now on, in seat. There is room for it.
void fl_round_attach(struct fl_worker *worker, struct fl_task *task, struct fl_seat *seat);
// The worker lets go of the task.
void fl_round_detach(struct fl_worker *worker, struct fl_task *task);
// As FL_ORDER_SHARE.
void fl_round_share(struct fl_worker *worker, struct fl_seat *seat, uint32_t share_ppm, uint32_t limit_ppm);
// As FL_ORDER_POLICY.
void fl_round_policy(struct fl_worker *worker, enum fl_policy policy, uint32_t sample_every);
