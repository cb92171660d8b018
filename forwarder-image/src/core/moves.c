#include "core/moves.h"

static void put(uint64_t *to, uint64_t value)
{
	__atomic_store_n(to, value, __ATOMIC_RELAXED);
}

static uint64_t get(const uint64_t *from)
{
	return __atomic_load_n(from, __ATOMIC_RELAXED);
}

void fl_moves_init(struct fl_moves *moves)
{
	*moves = (struct fl_moves){.lost_known = true};
}

void fl_moves_add(struct fl_moves *moves, const struct fl_move *move)
{
	uint64_t pause = move->to > move->from ? move->to - move->from : 0;

	put(&moves->pause_last, pause);
	if (pause > moves->pause_max)
		put(&moves->pause_max, pause);
	if (!move->lost_known)
		__atomic_store_n(&moves->lost_known, false, __ATOMIC_RELAXED);
	put(&moves->lost_last, move->lost);
	put(&moves->lost, moves->lost + move->lost);
	put(&moves->count, moves->count + 1);
}

void fl_moves_overlap(struct fl_moves *moves, uint32_t packets)
{
	__atomic_fetch_add(&moves->reordered, packets, __ATOMIC_RELAXED);
}

struct fl_moves fl_moves_read(const struct fl_moves *moves)
{
	return (struct fl_moves){
		.count = get(&moves->count),
		.pause_last = get(&moves->pause_last),
		.pause_max = get(&moves->pause_max),
		.lost_known = __atomic_load_n(&moves->lost_known, __ATOMIC_RELAXED),
		.lost_last = get(&moves->lost_last),
		.lost = get(&moves->lost),
		.reordered = get(&moves->reordered),
	};
}
