// A worker's clocks: every time stamp that cuts its time into spans is taken here, and here the kernel is asked what it
// took. Private to the worker's files (worker.c, round.c); the worker's thread only.
#pragma once
#include "core/worker.h"

enum { FL_WORKER_SUSPICIOUS_MICROS = 10 }; // a span that is longer than expected by this is checked at once

static inline uint64_t fl_worker_micros(const struct fl_worker *worker, uint64_t micros)
{
	return micros * worker->hz / 1000000; // cycles
}

// Starts the account at the present instant.
void fl_worker_time_init(struct fl_worker *worker);
// Ends the span that began with the last time stamp; returns its own cycles. One that is longer than suspicious_above
// (cycles) is checked against the thread clocks at once.
uint64_t fl_worker_turn(struct fl_worker *worker, uint64_t suspicious_above);
// Ends a span that is neither a dispatch nor an empty poll.
uint64_t fl_worker_turn_own(struct fl_worker *worker);
// Sleeps so long: idle time, and stolen what it sleeps beyond.
void fl_worker_nap(struct fl_worker *worker, uint64_t nanos);
