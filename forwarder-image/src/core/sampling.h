// Which dispatches of a path are measured: one in each interval of so many that had work, at a random place within it, so
// that no pattern of traffic can have its dear packets always fall between two measurements.
// Pure: the random numbers are a generator's, seeded by the caller. Used by one worker.
#pragma once
#include <stdbool.h>
#include <stdint.h>

enum { FL_SAMPLE_EVERY_MAX = 1000 };

// Of a worker: xorshift64* (Vigna, 2016), good enough to be unpredictable by those who see no output of it.
struct fl_random {
	uint64_t state;
};

// Of a path.
struct fl_sampling {
	uint32_t left;     // dispatches with work until the interval is over
	uint32_t measured; // the one at which left is this is measured; all zero at first
};

void fl_random_init(struct fl_random *random, uint64_t seed);
// 0..bound - 1; bound is 1 or more.
uint32_t fl_random_below(struct fl_random *random, uint32_t bound);

// Whether the next dispatch, if it has work, is the one to measure. The first dispatch of all is.
static inline bool fl_sampling_due(const struct fl_sampling *sampling)
{
	return sampling->left == sampling->measured;
}

// A dispatch had work. every: 1..FL_SAMPLE_EVERY_MAX; when it has become less than what is left, a new interval begins.
void fl_sampling_step(struct fl_sampling *sampling, struct fl_random *random, uint32_t every);
