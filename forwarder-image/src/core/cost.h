// What a packet of a path costs: a robust mean over recent dispatches, with its spread (mean absolute deviation), in
// cycles or in any other unit that a dispatch uses up. Stolen time never enters (the caller has taken it out). A
// dispatch beyond twice the mean and six times the spread counts only up to there, and the spread grows with it: a stall of
// the machine does not show, a real change does within a hundred dispatches, and packets that are dear now and then,
// as a habit of the path, count in full.
// Pure. written: worker; fl_cost_read and fl_cost_spread_read by any thread.
#pragma once
#include <stdint.h>

struct fl_cost {
	double amount, packets; // means of a dispatch; packets is 0 before the first
	double per_packet;      // published; negative before the first
	double spread;          // published; of per_packet, 0 after the first
};

void fl_cost_init(struct fl_cost *cost);
// A dispatch handled packets (1 or more) and used that much.
void fl_cost_add(struct fl_cost *cost, uint64_t amount, uint32_t packets);
// What so many packets (0: an empty poll, which is free here) are expected to use; 0 before the first.
uint64_t fl_cost_expected(const struct fl_cost *cost, uint32_t packets);
// What a dispatch of that many packets must exceed to be worth asking the thread clock about: floor above what is usual.
uint64_t fl_cost_suspicious_above(const struct fl_cost *cost, uint32_t packets, uint64_t floor);
// How many packets fit into budget: 1..max; max before the first.
uint16_t fl_cost_burst(const struct fl_cost *cost, uint64_t budget, uint16_t max);
// Of a packet, or negative before the first. Any thread.
double fl_cost_read(const struct fl_cost *cost);
// Mean absolute deviation of a packet's cost, or negative before the first. Any thread.
double fl_cost_spread_read(const struct fl_cost *cost);
