// The classifiers of a worker: one turn of each a round, before its paths. Private to the worker's files; the worker's
// thread only.
#pragma once
#include "core/worker.h"

// Turns and books: what a classifier spends on packets of some interface is busy time, the rest overhead, and a turn without
// packets an empty poll. The router is charged when its path next runs (core/dispatch.c). Returns whether any had work.
bool fl_worker_classify_run(struct fl_worker *worker);
// As FL_ORDER_CLASSIFY and FL_ORDER_CLASSIFY_END.
void fl_worker_classify_take(struct fl_worker *worker, const struct fl_order *order);
void fl_worker_classify_let_go(struct fl_worker *worker, struct fl_classifier *classifier);
// Whether the worker has it.
bool fl_worker_classify_has(const struct fl_worker *worker, const struct fl_classifier *classifier);
