#include "core/cost.h"

static const double newest = 1.0 / 32; // weight of the newest dispatch in the mean
static const double outlier = 4;       // times the mean: beyond, a dispatch counts as this much

void fl_cost_init(struct fl_cost *cost)
{
	cost->cycles = 0;
	cost->packets = 0;
	cost->cycles_per_packet = -1;
}

void fl_cost_add(struct fl_cost *cost, uint64_t cycles, uint32_t packets)
{
	double counted = (double)cycles;

	if (cost->cycles_per_packet <= 0) { // also when the first one was wholly stolen
		cost->cycles = counted;
		cost->packets = packets;
	} else {
		double limit = outlier * cost->cycles_per_packet * packets;

		if (counted > limit)
			counted = limit;
		cost->cycles += (counted - cost->cycles) * newest;
		cost->packets += (packets - cost->packets) * newest;
	}
	double mean = cost->cycles / cost->packets;
	__atomic_store(&cost->cycles_per_packet, &mean, __ATOMIC_RELAXED);
}

uint64_t fl_cost_suspicious_above(const struct fl_cost *cost, uint32_t packets, uint64_t floor)
{
	if (cost->packets == 0)
		return floor;
	return floor + (uint64_t)(outlier * cost->cycles_per_packet * packets);
}

uint16_t fl_cost_burst(const struct fl_cost *cost, uint64_t budget, uint16_t max)
{
	if (cost->packets == 0 || cost->cycles_per_packet * max <= (double)budget)
		return max;
	double burst = (double)budget / cost->cycles_per_packet;
	return burst < 1 ? 1 : (uint16_t)burst;
}

double fl_cost_read(const struct fl_cost *cost)
{
	double value;

	__atomic_load(&cost->cycles_per_packet, &value, __ATOMIC_RELAXED);
	return value;
}
