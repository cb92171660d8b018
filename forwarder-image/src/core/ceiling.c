#include "core/ceiling.h"

static double rate(const struct fl_ceiling *ceiling)
{
	return (double)ceiling->limit_ppm / FL_CEILING_PPM_MAX;
}

static void fill(struct fl_ceiling *ceiling, uint64_t now)
{
	ceiling->credit += (double)(now - ceiling->filled_at) * rate(ceiling);
	if (ceiling->credit > ceiling->depth)
		ceiling->credit = ceiling->depth;
	ceiling->filled_at = now;
}

static void limit_take(struct fl_ceiling *ceiling, uint32_t limit_ppm, uint64_t hz)
{
	ceiling->limit_ppm = limit_ppm;
	ceiling->depth = (double)hz * FL_CEILING_DEPTH_MICROS / 1000000 * rate(ceiling);
}

void fl_ceiling_init(struct fl_ceiling *ceiling, uint32_t limit_ppm, uint64_t now, uint64_t hz)
{
	limit_take(ceiling, limit_ppm, hz);
	ceiling->filled_at = now;
	ceiling->credit = ceiling->depth;
}

void fl_ceiling_set(struct fl_ceiling *ceiling, uint32_t limit_ppm, uint64_t now, uint64_t hz)
{
	if (ceiling->limit_ppm == limit_ppm)
		return;
	if (ceiling->limit_ppm == FL_CEILING_NONE) {
		fl_ceiling_init(ceiling, limit_ppm, now, hz);
		return;
	}
	fill(ceiling, now);
	limit_take(ceiling, limit_ppm, hz);
	if (ceiling->credit > ceiling->depth)
		ceiling->credit = ceiling->depth;
}

bool fl_ceiling_allows(struct fl_ceiling *ceiling, uint64_t now)
{
	if (ceiling->limit_ppm == FL_CEILING_NONE)
		return true;
	if (ceiling->credit <= 0)
		fill(ceiling, now);
	return ceiling->credit > 0;
}
