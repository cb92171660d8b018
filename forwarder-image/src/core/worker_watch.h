// The worker's own part of the watchdog: the walk that may be unwound, the search for dear packets, and what becomes of
// a path that is quarantined. Private to the worker's files; the worker's thread only.
#pragma once
#include "core/worker.h"

// Walks the task's graph. It is the only part of a dispatch that may not return: then the worker goes on in
// fl_worker_unwound. Nothing of the worker's own changes in it.
void fl_worker_walk(struct fl_worker *worker, struct fl_task *task);
// A dispatch of packets (1 or more) was measured. True: dear packets were found, and the task's evidence is complete.
bool fl_worker_dear(struct fl_worker *worker, struct fl_task *task, uint64_t cycles, uint32_t packets);
// Takes the task off this worker for good; its evidence is complete. Between two dispatches.
void fl_worker_quarantine(struct fl_worker *worker, struct fl_task *task);
// The watchdog ended the dispatch that was under way: its time is the path's, and the path is quarantined.
void fl_worker_unwound(struct fl_worker *worker);
