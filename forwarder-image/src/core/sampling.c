#include "core/sampling.h"

void fl_random_init(struct fl_random *random, uint64_t seed)
{
	random->state = seed != 0 ? seed : 1; // 0 would stay 0
}

uint32_t fl_random_below(struct fl_random *random, uint32_t bound)
{
	uint64_t x = random->state;

	x ^= x >> 12;
	x ^= x << 25;
	x ^= x >> 27;
	random->state = x;
	uint32_t high = (uint32_t)((x * UINT64_C(2685821657736338717)) >> 32);
	return (uint32_t)(((uint64_t)high * bound) >> 32);
}

void fl_sampling_step(struct fl_sampling *sampling, struct fl_random *random, uint32_t every)
{
	if (sampling->left > 1 && sampling->left <= every) {
		sampling->left--;
		return;
	}
	sampling->left = every;
	sampling->measured = every == 1 ? 1 : 1 + fl_random_below(random, every);
}
