#include "core/charge.h"

enum { RECENT = 1024 }; // dispatches that the worker's means go back

const char *fl_policy_name(enum fl_policy policy)
{
	static const char *const names[FL_POLICY_COUNT] = {
		[FL_POLICY_CPU] = "Cpu",
		[FL_POLICY_PACKETS] = "Packets",
		[FL_POLICY_MEMORY] = "Memory",
		[FL_POLICY_DOMINANT] = "Dominant",
	};
	return names[policy];
}

void fl_charger_init(struct fl_charger *charger, enum fl_policy policy)
{
	charger->policy = policy;
	charger->cycles = 0;
	charger->memory_accesses = 0;
	charger->dispatches = 0;
}

static uint64_t at_least(uint64_t value, uint64_t least)
{
	return value < least ? least : value;
}

// An access costs as many cycles as the worker spends on the average until the next one: so the two parts are compared
// by comparing cycles with cycles.
static uint64_t dominant(struct fl_charger *charger, const struct fl_use *use)
{
	if (charger->dispatches < RECENT)
		charger->dispatches++; // at first all of them weigh the same: the price is right soon
	double newest = 1.0 / charger->dispatches;

	charger->cycles += ((double)use->cycles - charger->cycles) * newest;
	charger->memory_accesses += ((double)use->memory_accesses - charger->memory_accesses) * newest;
	if (charger->memory_accesses < 1e-3) // nobody uses memory: there is but one resource
		return use->cycles;
	double price = charger->cycles / charger->memory_accesses;

	return at_least(use->cycles, (uint64_t)((double)use->memory_accesses * price));
}

uint64_t fl_charge(struct fl_charger *charger, const struct fl_use *use)
{
	uint64_t charge = use->cycles;

	switch (charger->policy) {
	case FL_POLICY_PACKETS:
		charge = (uint64_t)use->packets * FL_CHARGE_PACKET_CYCLES;
		break;
	case FL_POLICY_MEMORY:
		charge = at_least(use->memory_accesses, use->packets) * FL_CHARGE_ACCESS_CYCLES;
		break;
	case FL_POLICY_DOMINANT:
		charge = dominant(charger, use);
		break;
	case FL_POLICY_CPU:
	case FL_POLICY_COUNT:
		break;
	}
	return at_least(charge, 1);
}
