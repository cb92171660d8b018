// A set of IPv6 addresses, filled once and then read by any thread: the router's own addresses. Small and flat, because every
// packet's source is looked up in it. The sibling of address_set.h.
#pragma once
#include "core/config.h"
#include "elements/neighbour_key.h"

enum {
	FL_ADDRESS6_SET_MAX = FL_INTERFACES_MAX * FL_ADDRESSES_MAX,
	FL_ADDRESS6_SET_BITS = 9, // 2 to the power of them is more than twice as many
};

// Zero is an empty set. The unspecified address is never a member.
struct fl_address6_set {
	struct fl_ip6 slots[1 << FL_ADDRESS6_SET_BITS]; // open addressing; unspecified: free
};

_Static_assert(FL_ADDRESS6_SET_MAX * 2 < 1 << FL_ADDRESS6_SET_BITS, "sparse");

// The address's slot, or the free one where it would be.
static inline uint32_t fl_address6_set_slot(const struct fl_address6_set *set, const struct fl_ip6 *address)
{
	uint32_t slot = fl_neighbour_key_hash(fl_neighbour_key_of_ip6(address, 0), FL_ADDRESS6_SET_BITS);

	while (!fl_ip6_is_unspecified(&set->slots[slot]) && !fl_ip6_equal(&set->slots[slot], address))
		slot = (slot + 1) % (1 << FL_ADDRESS6_SET_BITS);
	return slot;
}

// At most FL_ADDRESS6_SET_MAX different ones.
static inline void fl_address6_set_add(struct fl_address6_set *set, const struct fl_ip6 *address)
{
	set->slots[fl_address6_set_slot(set, address)] = *address;
}

static inline bool fl_address6_set_has(const struct fl_address6_set *set, const struct fl_ip6 *address)
{
	return !fl_ip6_is_unspecified(&set->slots[fl_address6_set_slot(set, address)]);
}
