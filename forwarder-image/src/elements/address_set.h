// A set of IPv4 addresses (host byte order), filled once and then read by any thread: the router's own addresses and the
// broadcast addresses of its subnets, or the latter. Small and flat, because every packet's source is looked up in it.
#pragma once
#include <rte_common.h>
#include <stdbool.h>
#include <stdint.h>

#include "core/config.h"

enum {
	// Each interface address brings at most itself and the two ends of its subnet.
	FL_ADDRESS_SET_MAX = 3 * FL_INTERFACES_MAX * FL_ADDRESSES_MAX,
	FL_ADDRESS_SET_SLOT_BITS = 10,
	FL_ADDRESS_SET_SLOTS = 1 << FL_ADDRESS_SET_SLOT_BITS, // more than twice as many
};

#define FL_ADDRESS_SET_FACTOR UINT32_C(2654435761) // Fibonacci hashing

// Zero is an empty set. 0.0.0.0 is never a member.
struct fl_address_set {
	uint32_t slots[FL_ADDRESS_SET_SLOTS]; // open addressing; 0: free
};

static inline uint32_t fl_address_set_slot(uint32_t address)
{
	return (address * FL_ADDRESS_SET_FACTOR) >> (32 - FL_ADDRESS_SET_SLOT_BITS);
}

_Static_assert(FL_ADDRESS_SET_MAX * 2 < FL_ADDRESS_SET_SLOTS, "sparse");

// At most FL_ADDRESS_SET_MAX different ones.
static inline void fl_address_set_add(struct fl_address_set *set, uint32_t address)
{
	uint32_t slot = fl_address_set_slot(address);

	while (set->slots[slot] != 0 && set->slots[slot] != address)
		slot = (slot + 1) % FL_ADDRESS_SET_SLOTS;
	set->slots[slot] = address;
}

static inline bool fl_address_set_has(const struct fl_address_set *set, uint32_t address)
{
	uint32_t slot = fl_address_set_slot(address);

	while (set->slots[slot] != 0) {
		if (set->slots[slot] == address)
			return true;
		slot = (slot + 1) % FL_ADDRESS_SET_SLOTS;
	}
	return false;
}
