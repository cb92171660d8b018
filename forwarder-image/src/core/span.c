#include "core/span.h"

#include <stddef.h>

void fl_span_add(struct fl_span *span, void *owner, uint64_t expected_cycles)
{
	if (expected_cycles == 0)
		expected_cycles = 1;
	span->parts[span->count].owner = owner;
	span->parts[span->count].expected = expected_cycles;
	span->count++;
	span->empty_count += owner == NULL;
	span->expected += expected_cycles;
}

void fl_span_divide(
	struct fl_span *span, uint64_t cycles, void (*tell)(void *context, void *owner, uint64_t cycles), void *context)
{
	double ratio = span->expected > 0 ? (double)cycles / (double)span->expected : 0;
	uint64_t expected = 0, told = 0;

	for (uint32_t i = 0; i < span->count; i++) {
		// Rounding the sums and not the parts leaves nothing over.
		expected += span->parts[i].expected;
		uint64_t sum = i + 1 == span->count ? cycles : (uint64_t)(ratio * (double)expected);

		tell(context, span->parts[i].owner, sum - told);
		told = sum;
	}
	span->count = 0;
	span->empty_count = 0;
	span->expected = 0;
}
