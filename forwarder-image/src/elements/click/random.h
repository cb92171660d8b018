// Random numbers of an element in a path: xorshift64*, seeded when the path is made. Good enough to spread and to sample.
#pragma once
#include <rte_random.h>

#include "elements/click/class.h"

struct fl_click_random {
	uint64_t seed; // never 0
};

// For a class whose state begins with a struct fl_click_random.
static inline int fl_click_random_init(struct fl_click_instance *instance)
{
	((struct fl_click_random *)instance->state)->seed = rte_rand() | 1;
	return 0;
}

// 32 random bits.
static inline uint32_t fl_click_random_next(struct fl_click_random *random)
{
	uint64_t x = random->seed;

	x ^= x >> 12;
	x ^= x << 25;
	x ^= x >> 27;
	random->seed = x;
	return (uint32_t)(x * UINT64_C(2685821657736338717) >> 32);
}

// From 0 to limit - 1.
static inline uint32_t fl_click_random_below(struct fl_click_random *random, uint32_t limit)
{
	return (uint32_t)((uint64_t)fl_click_random_next(random) * limit >> 32);
}
