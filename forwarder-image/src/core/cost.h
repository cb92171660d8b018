// What a packet of a path costs: a robust mean over recent dispatches. Stolen time never enters (the caller has
// taken it out), and a dispatch far beyond what is known counts only up to a multiple of it, so a stall of the machine
// does not show, while a real change does within tens of dispatches.
// Pure. written: worker; fl_cost_read by any thread.
#pragma once
#include <stdint.h>

struct fl_cost {
	double cycles, packets;   // means of a dispatch; packets is 0 before the first
	double cycles_per_packet; // published; negative before the first
};

void fl_cost_init(struct fl_cost *cost);
// A dispatch handled packets (1 or more) in that many cycles.
void fl_cost_add(struct fl_cost *cost, uint64_t cycles, uint32_t packets);
// Cycles above which a dispatch of that many packets (0: an empty poll) is worth asking the thread clock about.
uint64_t fl_cost_suspicious_above(const struct fl_cost *cost, uint32_t packets, uint64_t floor);
// How many packets fit into budget cycles: 1..max; max before the first.
uint16_t fl_cost_burst(const struct fl_cost *cost, uint64_t budget, uint16_t max);
// Cycles a packet, or negative. Any thread.
double fl_cost_read(const struct fl_cost *cost);
