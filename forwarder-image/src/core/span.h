// A span that several dispatches share: with sampling, the time stamps of most dispatches are left out, and the time between
// two stamps is divided among those in between in proportion to what they were expected to take. So what is booked is
// always the time that has passed, however wrong the expectations are.
// Pure. Used by one worker.
#pragma once
#include <stdbool.h>
#include <stdint.h>

enum { FL_SPAN_MAX = 64 };

struct fl_span {
	uint32_t count;
	uint32_t empty_count; // of which are empty polls
	uint64_t expected;    // cycles, of all
	struct {
		void *owner; // whose dispatch it was; NULL: an empty poll
		uint64_t expected;
	} parts[FL_SPAN_MAX];
};

static inline bool fl_span_full(const struct fl_span *span)
{
	return span->count == FL_SPAN_MAX;
}

// Adds a dispatch that should have taken so many cycles (0 counts as 1). The span is not full.
void fl_span_add(struct fl_span *span, void *owner, uint64_t expected_cycles);
// The span has taken so many cycles: tells each owner's part of it, in the order of the dispatches, and empties the span.
// The parts add up to cycles. Nobody is told when nobody shares the span.
void fl_span_divide(struct fl_span *span, uint64_t cycles, void (*tell)(void *context, void *owner, uint64_t cycles),
	void *context);
