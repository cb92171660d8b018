#include "core/clock.h"

enum { MEASURE_NANOS = 20000000, TRIES = 16 };

struct instant {
	uint64_t cycles, nanos;
};

// Both clocks at the same instant, as far as that goes: the try in which the least time went by.
static struct instant instant_read(void)
{
	struct instant best = {0};
	uint64_t least = UINT64_MAX;

	for (int i = 0; i < TRIES; i++) {
		uint64_t before = fl_clock_cycles();
		uint64_t nanos = fl_clock_nanos(CLOCK_MONOTONIC_RAW);
		uint64_t gap = fl_clock_cycles() - before;

		if (gap >= least)
			continue;
		least = gap;
		best = (struct instant){.cycles = before + gap / 2, .nanos = nanos};
	}
	return best;
}

uint64_t fl_clock_hz_measure(void)
{
	const struct timespec pause = {.tv_nsec = MEASURE_NANOS};
	struct instant from = instant_read();

	nanosleep(&pause, NULL);
	struct instant to = instant_read();
	return (uint64_t)((unsigned __int128)(to.cycles - from.cycles) * FL_NANOS_PER_SECOND / (to.nanos - from.nanos));
}
