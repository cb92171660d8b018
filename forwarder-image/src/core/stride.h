// Stride scheduling with start-time virtual time: one level. Each entity has a weight; among those that wait, the one
// with the smallest pass runs next, and pays for what it used: its pass grows by cycles / weight. The virtual time is
// the pass at which the last one started. An entity that wakes starts at the virtual time at least, so idling earns no
// credit; one that ran ahead still owes when it wakes, so idling pays no debt either.
// Pure: no clock, no memory, no DPDK. Used by one thread at a time.
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { FL_STRIDE_WEIGHT_MAX = 1000000 };

// 2^40 units are one cycle at weight 1. 128 bits last longer than any machine, so nothing ever wraps.
typedef unsigned __int128 fl_stride_pass;

struct fl_stride_entity {
	fl_stride_pass pass;
	uint64_t units_per_cycle; // 2^40 / weight
	uint32_t slot;            // in the heap, or FL_STRIDE_RESTING
};

enum { FL_STRIDE_RESTING = UINT32_MAX };

// An entity that waits. The pass is the entity's: who looks for a place compares the heap's few cache lines, and not one of
// each entity on the way.
struct fl_stride_place {
	fl_stride_pass pass;
	struct fl_stride_entity *entity;
};

struct fl_stride {
	fl_stride_pass virtual_time;
	uint32_t count, capacity;     // entities that wait
	struct fl_stride_place *heap; // the smallest pass is first; of equal ones, either
};

// heap: capacity places, the caller's.
void fl_stride_init(struct fl_stride *stride, struct fl_stride_place *heap, uint32_t capacity);
// weight: 1..FL_STRIDE_WEIGHT_MAX. The entity rests.
void fl_stride_entity_init(struct fl_stride_entity *entity, uint32_t weight);
// Holds from now on; what the entity owes stays the same in cycles.
void fl_stride_weight_set(struct fl_stride *stride, struct fl_stride_entity *entity, uint32_t weight);

static inline bool fl_stride_entity_rests(const struct fl_stride_entity *entity)
{
	return entity->slot == FL_STRIDE_RESTING;
}

// The waiting entity that runs next, or NULL.
static inline struct fl_stride_entity *fl_stride_next(const struct fl_stride *stride)
{
	return stride->count > 0 ? stride->heap[0].entity : NULL;
}

// The waiting entity that runs after the next one, if that one's turn is dear enough; or NULL.
static inline struct fl_stride_entity *fl_stride_second(const struct fl_stride *stride)
{
	if (stride->count < 2)
		return NULL;
	return stride->heap[stride->count > 2 && stride->heap[2].pass < stride->heap[1].pass ? 2 : 1].entity;
}

// Whether the entity has had more than its share so far: it is not its turn while others wait.
static inline bool fl_stride_owes(const struct fl_stride *stride, const struct fl_stride_entity *entity)
{
	return entity->pass > stride->virtual_time;
}

// A resting entity waits from now on. There is room for it.
void fl_stride_wake(struct fl_stride *stride, struct fl_stride_entity *entity);
// A waiting entity rests from now on.
void fl_stride_rest(struct fl_stride *stride, struct fl_stride_entity *entity);
// The waiting entity has run for that many cycles (below 2^64 units_per_cycle: weeks).
void fl_stride_charge(struct fl_stride *stride, struct fl_stride_entity *entity, uint64_t cycles);
