// Policies: what a dispatch is charged on the worker, from what it used.
//   Packets   a packet is a packet: Click's scheduler, the "before" of the paper (section 3.3.1, figure 7).
//   Cpu       the cycles.
//   Memory    the memory accesses (paper, section 3.1); a packet counts as one at least, its own bytes, so that a path
//             which finds everything in the cache still takes turns.
//   Dominant  the larger of the path's parts in the worker's recent use of cycles and of memory accesses (Ghodsi et al.,
//             "Dominant Resource Fairness", NSDI 2011, for two resources that are always used up together).
// Charges are in cycles under every policy (a packet and an access have a fixed price), so that what a path owes means
// about the same after a change of policy, which therefore needs no pause. Only the ratio of charges matters.
// Pure. Used by one worker.
#pragma once
#include <stdint.h>

enum fl_policy {
	FL_POLICY_CPU,
	FL_POLICY_PACKETS,
	FL_POLICY_MEMORY,
	FL_POLICY_DOMINANT,
	FL_POLICY_COUNT,
};

enum {
	FL_CHARGE_PACKET_CYCLES = 1024, // the price of a packet under Packets
	FL_CHARGE_ACCESS_CYCLES = 128,  // and of an access under Memory
};

// What one dispatch used, measured or estimated.
struct fl_use {
	uint64_t cycles;
	uint64_t memory_accesses; // 0 unless the policy counts them (fl_charge_counts_memory)
	uint32_t packets;         // 1 or more
};

struct fl_charger {
	enum fl_policy policy;
	// Of Dominant: means of a dispatch over the worker's recent ones, and over how many of them.
	double cycles, memory_accesses;
	uint32_t dispatches;
};

// "Packets", ...; as in the document.
const char *fl_policy_name(enum fl_policy policy);
// Whether the policy is about memory accesses.
static inline int fl_charge_counts_memory(enum fl_policy policy)
{
	return policy == FL_POLICY_MEMORY || policy == FL_POLICY_DOMINANT;
}

void fl_charger_init(struct fl_charger *charger, enum fl_policy policy);
// The charge, 1 or more.
uint64_t fl_charge(struct fl_charger *charger, const struct fl_use *use);
