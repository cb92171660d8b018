#include "core/dear_search.h"

static void begin(struct fl_dear_search *search)
{
	search->packets_left = FL_DEAR_SEARCH_PACKETS;
}

bool fl_dear_search_add(struct fl_dear_search *search, uint64_t cycles, uint32_t packets, uint64_t limit)
{
	if (cycles > limit) {
		if (fl_dear_search_active(search) && packets == 1)
			search->found++;
		begin(search);
		return search->found >= FL_DEAR_PACKETS_FOUND;
	}
	if (!fl_dear_search_active(search))
		return false;
	search->packets_left -= packets < search->packets_left ? packets : search->packets_left;
	if (search->packets_left == 0)
		search->found = 0;
	return false;
}
