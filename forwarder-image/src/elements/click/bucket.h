// A token bucket: what may pass at a rate, and how much of it at once. Tokens are packets or bytes. Something passes while
// there are any, and may leave a debt, which the next waits for. Pure: time is the caller's, in TSC cycles.
#pragma once
#include <rte_common.h>
#include <stdint.h>

struct fl_click_bucket {
	uint64_t cycles; // when tokens was right; 0: not yet used
	double tokens;
};

// Brings the tokens up to date. rate: a second; burst: the most there are; hz: cycles a second.
static inline void fl_click_bucket_fill(
	struct fl_click_bucket *bucket, uint64_t now, uint64_t rate, uint64_t burst, uint64_t hz)
{
	if (bucket->cycles == 0)
		bucket->tokens = (double)burst;
	else
		bucket->tokens += (double)(now - bucket->cycles) * (double)rate / (double)hz;
	bucket->tokens = RTE_MIN(bucket->tokens, (double)burst);
	bucket->cycles = now;
}

// Cycles until there are tokens again; 0: there are.
static inline double fl_click_bucket_wait(const struct fl_click_bucket *bucket, uint64_t rate, uint64_t hz)
{
	return bucket->tokens > 0 ? 0 : (1 - bucket->tokens) * (double)hz / (double)rate;
}
