// A ceiling: a token bucket of a worker's cycles. It fills at limit_ppm millionths of the time that the worker has (elapsed
// less stolen), holds at most what that makes in 2 ms, and is emptied by what the router uses, below zero where a
// dispatch takes more than there was. A router whose bucket is empty waits, even on an idle worker. Over any stretch it
// gets at most limit_ppm of it, and the bucket, and a dispatch.
// Pure: time is a parameter. Used by one worker.
#pragma once
#include <stdbool.h>
#include <stdint.h>

enum {
	FL_CEILING_NONE = 0,
	FL_CEILING_PPM_MAX = 1000000,
	FL_CEILING_DEPTH_MICROS = 2000,
};

struct fl_ceiling {
	uint32_t limit_ppm; // 1..FL_CEILING_PPM_MAX, or FL_CEILING_NONE
	uint64_t filled_at; // the worker's own time, in cycles
	double credit;      // cycles
	double depth;       // the most that credit becomes
};

// now: the worker's own time (elapsed less stolen), in cycles; it never goes back. hz: cycles a second. Full at first.
void fl_ceiling_init(struct fl_ceiling *ceiling, uint32_t limit_ppm, uint64_t now, uint64_t hz);
// Holds from now on; what is owed stays owed.
void fl_ceiling_set(struct fl_ceiling *ceiling, uint32_t limit_ppm, uint64_t now, uint64_t hz);
// The router used that many cycles.
static inline void fl_ceiling_use(struct fl_ceiling *ceiling, uint64_t cycles)
{
	if (ceiling->limit_ppm != FL_CEILING_NONE)
		ceiling->credit -= (double)cycles;
}
// Whether the router may run now.
bool fl_ceiling_allows(struct fl_ceiling *ceiling, uint64_t now);
