// What moving a path from worker to worker has cost it: for how long nobody ran it, what its inputs lost meanwhile, and what
// may have come out in another order. What waits stays in the path's input and what was sent is in its output before the
// next worker takes the path: so the order is kept, and packets are lost only where more come in than the input has room for.
// Pure. written: the worker that takes the path; read: control (relaxed atomics).
#pragma once
#include <stdbool.h>
#include <stdint.h>

// One move, as the worker that takes the path sees it.
struct fl_move {
	uint64_t from,
		to; // TSC: the worker before let go of it, this one has it (two cores' clocks may be a few cycles apart)
	bool lost_known; // false: an input does not know what it loses
	uint64_t lost;   // packets that the path's inputs lost between the two
};

struct fl_moves {
	uint64_t count;
	uint64_t pause_last, pause_max; // cycles
	bool lost_known;                // of all moves
	uint64_t lost_last, lost;       // packets
	// Packets of dispatches that were not over when another worker had the path already, so that its packets may have
	// overtaken them. The protocol of a move rules it out; it is looked at after each dispatch.
	uint64_t reordered;
};

void fl_moves_init(struct fl_moves *moves);
void fl_moves_add(struct fl_moves *moves, const struct fl_move *move);
// A dispatch of so many packets ended when another worker had the path. Any worker.
void fl_moves_overlap(struct fl_moves *moves, uint32_t packets);
// A copy. Any thread.
struct fl_moves fl_moves_read(const struct fl_moves *moves);
