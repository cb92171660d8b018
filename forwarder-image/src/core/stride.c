#include "core/stride.h"

#include <stddef.h>

static const uint64_t units_per_cycle_at_weight_one = UINT64_C(1) << 40;

void fl_stride_init(struct fl_stride *stride, struct fl_stride_place *heap, uint32_t capacity)
{
	stride->virtual_time = 0;
	stride->count = 0;
	stride->capacity = capacity;
	stride->heap = heap;
}

void fl_stride_entity_init(struct fl_stride_entity *entity, uint32_t weight)
{
	entity->pass = 0;
	entity->slot = FL_STRIDE_RESTING;
	entity->units_per_cycle = units_per_cycle_at_weight_one / weight;
}

static void put(struct fl_stride *stride, uint32_t slot, struct fl_stride_place place)
{
	stride->heap[slot] = place;
	place.entity->slot = slot;
}

static struct fl_stride_place place_of(struct fl_stride_entity *entity)
{
	return (struct fl_stride_place){.pass = entity->pass, .entity = entity};
}

static void sift_up(struct fl_stride *stride, uint32_t slot, struct fl_stride_place place)
{
	while (slot > 0) {
		uint32_t parent = (slot - 1) / 2;

		if (stride->heap[parent].pass <= place.pass)
			break;
		put(stride, slot, stride->heap[parent]);
		slot = parent;
	}
	put(stride, slot, place);
}

static void sift_down(struct fl_stride *stride, uint32_t slot, struct fl_stride_place place)
{
	for (uint32_t child = 2 * slot + 1; child < stride->count; child = 2 * slot + 1) {
		// Which of two is the smaller is chance: added and not branched upon. The last may be an only child.
		const uint32_t other = child + (child + 1 < stride->count);

		child += stride->heap[other].pass < stride->heap[child].pass;
		if (place.pass <= stride->heap[child].pass)
			break;
		put(stride, slot, stride->heap[child]);
		slot = child;
	}
	put(stride, slot, place);
}

void fl_stride_wake(struct fl_stride *stride, struct fl_stride_entity *entity)
{
	if (entity->pass < stride->virtual_time)
		entity->pass = stride->virtual_time;
	sift_up(stride, stride->count++, place_of(entity));
}

void fl_stride_rest(struct fl_stride *stride, struct fl_stride_entity *entity)
{
	uint32_t slot = entity->slot;
	const struct fl_stride_place last = stride->heap[--stride->count];

	entity->slot = FL_STRIDE_RESTING;
	if (last.entity == entity)
		return;
	// The last one may belong above or below the hole.
	if (slot > 0 && last.pass < stride->heap[(slot - 1) / 2].pass)
		sift_up(stride, slot, last);
	else
		sift_down(stride, slot, last);
}

void fl_stride_weight_set(struct fl_stride *stride, struct fl_stride_entity *entity, uint32_t weight)
{
	bool rests = fl_stride_entity_rests(entity);
	uint64_t units_per_cycle = units_per_cycle_at_weight_one / weight;

	if (!rests)
		fl_stride_rest(stride, entity);
	if (entity->pass > stride->virtual_time) {
		fl_stride_pass owed = (entity->pass - stride->virtual_time) / entity->units_per_cycle;

		entity->pass = stride->virtual_time + owed * units_per_cycle;
	}
	entity->units_per_cycle = units_per_cycle;
	if (!rests)
		fl_stride_wake(stride, entity);
}

void fl_stride_charge(struct fl_stride *stride, struct fl_stride_entity *entity, uint64_t cycles)
{
	if (stride->virtual_time < entity->pass)
		stride->virtual_time = entity->pass;
	entity->pass += (fl_stride_pass)cycles * entity->units_per_cycle;
	sift_down(stride, entity->slot, place_of(entity));
}
