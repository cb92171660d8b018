// How many ICMP errors a path may send (RFC 1812 4.3.2.8): a token bucket, so that a flood of bad packets does not
// become a flood of complaints. Echo replies are not limited: they answer one for one.
// Used by the path's worker alone. Zero is a full bucket.
#pragma once
#include <stdbool.h>
#include <stdint.h>

enum {
	FL_ICMP_LIMIT_PER_SECOND = 1000,
	FL_ICMP_LIMIT_BURST = 100,
};

struct fl_icmp_limit {
	uint64_t full_at; // time, in cycles, at which the bucket is full again
};

// Takes a token, at the time now of a clock with hz cycles a second; false when there is none.
static inline bool fl_icmp_limit_take(struct fl_icmp_limit *limit, uint64_t now, uint64_t hz)
{
	uint64_t token = hz / FL_ICMP_LIMIT_PER_SECOND;
	uint64_t full_at = limit->full_at > now ? limit->full_at : now;

	if (full_at + token > now + FL_ICMP_LIMIT_BURST * token)
		return false;
	limit->full_at = full_at + token;
	return true;
}
