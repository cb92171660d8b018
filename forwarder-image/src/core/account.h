// Where a worker's time goes. Time is cut into spans, the end of one being the start of the next, and each span is
// booked once: busy + idle + overhead + stolen (+ the empty polls of the round under way) == now - started, always.
// What the kernel took (stolen) shows only as the difference between elapsed time and the thread's CPU time; it is
// found by fl_account_check and taken out of the span in which it was found, then of those that follow.
// Pure: the caller reads the clocks. Used by one worker; fl_account_publish hands its sums to other threads.
#pragma once
#include <stdint.h>

struct fl_account {
	uint64_t started, now; // TSC
	uint64_t busy, idle, overhead, stolen;
	uint64_t classifier; // of busy: spent by classifiers, and not by paths
	uint64_t empty;      // empty polls of this round: idle or overhead, known when the round ends
	// The last check of the thread clocks.
	uint64_t checked;           // TSC
	uint64_t checked_cpu;       // CPU time of the worker's thread, in cycles
	uint64_t checked_neighbour; // CPU time of the control thread when it runs on this core, in cycles
	// Found by a check and not yet taken out of a span.
	uint64_t owed_stolen, owed_overhead;
};

void fl_account_init(struct fl_account *account, uint64_t now, uint64_t cpu, uint64_t neighbour);

// Compares elapsed with consumed time up to now, which is then the end of the span that fl_account_turn closes.
// Differences below noise (cycles) are the clocks' own. neighbour: CPU time of the control thread on this core; what it
// consumed is overhead, the rest of the difference is stolen.
void fl_account_check(struct fl_account *account, uint64_t now, uint64_t cpu, uint64_t neighbour, uint64_t noise);

// Closes the span that ends now; returns its cycles without those owed, which are booked. The caller books the rest by
// adding it to busy, empty, idle or overhead.
uint64_t fl_account_turn(struct fl_account *account, uint64_t now);

// Closes a span in which the worker slept by itself: idle up to allowed cycles; beyond that it wanted to run.
// cpu, neighbour: the thread clocks after the sleep.
void fl_account_sleep(struct fl_account *account, uint64_t now, uint64_t allowed, uint64_t cpu, uint64_t neighbour);

// The round is over: its empty polls are idle time when no path had work in it, else overhead.
static inline void fl_account_round_end(struct fl_account *account, int had_work)
{
	if (had_work)
		account->overhead += account->empty;
	else
		account->idle += account->empty;
	account->empty = 0;
}

// The published sums. written: worker, read: control.
struct fl_account_sums {
	uint64_t elapsed, busy, idle, overhead, stolen; // the last four add up to the first
	uint64_t classifier;                            // of busy
};

struct fl_account_board {
	uint32_t version; // odd while the worker writes
	struct fl_account_sums sums;
};

// Between rounds (empty is 0). Worker.
void fl_account_publish(const struct fl_account *account, struct fl_account_board *board);
// A consistent copy. Any thread.
struct fl_account_sums fl_account_read(const struct fl_account_board *board);
