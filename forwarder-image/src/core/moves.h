// What moving a path from worker to worker has cost it: how long nobody ran it. A move loses and reorders nothing, because
// what waits stays in the path's input and what was sent is in its output before the next worker takes the path.
// Pure. written: the worker that takes the path; read: control (relaxed atomics).
#pragma once
#include <stdint.h>

struct fl_moves {
	uint64_t count;
	uint64_t pause_last, pause_max; // cycles
};

// A worker let go of the path at from, another one has it since to (TSC; two cores' may be a few cycles apart).
void fl_moves_add(struct fl_moves *moves, uint64_t from, uint64_t to);
// A copy. Any thread.
struct fl_moves fl_moves_read(const struct fl_moves *moves);
