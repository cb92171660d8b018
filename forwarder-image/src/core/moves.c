#include "core/moves.h"

void fl_moves_add(struct fl_moves *moves, uint64_t from, uint64_t to)
{
	uint64_t pause = to > from ? to - from : 0;

	__atomic_store_n(&moves->pause_last, pause, __ATOMIC_RELAXED);
	if (pause > moves->pause_max)
		__atomic_store_n(&moves->pause_max, pause, __ATOMIC_RELAXED);
	__atomic_store_n(&moves->count, moves->count + 1, __ATOMIC_RELAXED);
}

struct fl_moves fl_moves_read(const struct fl_moves *moves)
{
	return (struct fl_moves){
		.count = __atomic_load_n(&moves->count, __ATOMIC_RELAXED),
		.pause_last = __atomic_load_n(&moves->pause_last, __ATOMIC_RELAXED),
		.pause_max = __atomic_load_n(&moves->pause_max, __ATOMIC_RELAXED),
	};
}
