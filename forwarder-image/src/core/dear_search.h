// The search for packets that cost more than the limit. A dispatch over the limit makes the path run at burst 1, until
// such a packet was found often enough, or so many packets in a row stayed below it that the one was chance: a machine
// may stall under its kernel for longer than the limit, but not again and again at the same path.
// Pure. Used by the worker that runs the path.
#pragma once
#include <stdbool.h>
#include <stdint.h>

enum {
	FL_DEAR_PACKETS_FOUND = 3,     // one alone may be the machine's doing
	FL_DEAR_SEARCH_PACKETS = 1000, // below the limit, after the last one above
};

// Zero at first: no search.
struct fl_dear_search {
	uint32_t packets_left, found;
};

static inline bool fl_dear_search_active(const struct fl_dear_search *search)
{
	return search->packets_left > 0;
}

// A dispatch handled packets (1 or more) in that many cycles; limit: of one packet. True: it was a dear packet, and
// dear packets were found often enough.
bool fl_dear_search_add(struct fl_dear_search *search, uint64_t cycles, uint32_t packets, uint64_t limit);
