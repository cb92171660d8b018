#include "core/cost.h"

static const double newest = 1.0 / 32; // weight of the newest dispatch in the means
// Beyond these a dispatch is an outlier.
static const double means_usual = 2, spreads_usual = 6;

void fl_cost_init(struct fl_cost *cost)
{
	cost->amount = 0;
	cost->packets = 0;
	cost->per_packet = -1;
	cost->spread = -1;
}

// Of a packet; everything above is unusual.
static double usual_limit(const struct fl_cost *cost)
{
	return means_usual * cost->per_packet + spreads_usual * cost->spread;
}

static void publish(struct fl_cost *cost, double spread)
{
	double mean = cost->amount / cost->packets;

	__atomic_store(&cost->per_packet, &mean, __ATOMIC_RELAXED);
	__atomic_store(&cost->spread, &spread, __ATOMIC_RELAXED);
}

void fl_cost_add(struct fl_cost *cost, uint64_t amount, uint32_t packets)
{
	double counted = (double)amount;

	if (cost->per_packet <= 0) { // also when the first one was wholly stolen
		cost->amount = counted;
		cost->packets = packets;
		publish(cost, 0);
		return;
	}
	double limit = usual_limit(cost) * packets;
	if (counted > limit)
		counted = limit;
	double deviation = counted / packets - cost->per_packet;
	double spread = cost->spread + ((deviation < 0 ? -deviation : deviation) - cost->spread) * newest;
	cost->amount += (counted - cost->amount) * newest;
	cost->packets += (packets - cost->packets) * newest;
	publish(cost, spread);
}

uint64_t fl_cost_expected(const struct fl_cost *cost, uint32_t packets)
{
	return cost->packets == 0 ? 0 : (uint64_t)(cost->per_packet * packets);
}

uint64_t fl_cost_suspicious_above(const struct fl_cost *cost, uint32_t packets, uint64_t floor)
{
	if (cost->packets == 0)
		return floor;
	return floor + (uint64_t)(usual_limit(cost) * packets);
}

uint16_t fl_cost_burst(const struct fl_cost *cost, uint64_t budget, uint16_t max)
{
	if (cost->packets == 0 || cost->per_packet * max <= (double)budget)
		return max;
	double burst = (double)budget / cost->per_packet;
	return burst < 1 ? 1 : (uint16_t)burst;
}

double fl_cost_read(const struct fl_cost *cost)
{
	double value;

	__atomic_load(&cost->per_packet, &value, __ATOMIC_RELAXED);
	return value;
}

double fl_cost_spread_read(const struct fl_cost *cost)
{
	double value;

	__atomic_load(&cost->spread, &value, __ATOMIC_RELAXED);
	return value;
}
