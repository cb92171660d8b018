// The address of a neighbour, of either IP version, as a key of tables. An IPv4 address is the IPv4-mapped IPv6 address
// (RFC 4291 2.5.5.2), which is never on the wire. A link-local address means something on its own link alone: the index of
// the router's interface stands in its bits that are zero (RFC 4291 2.5.6).
#pragma once
#include <rte_byteorder.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "core/ip6.h"

struct fl_neighbour_key {
	uint64_t high, low; // of the 128 bits, in host byte order
};

#define FL_NEIGHBOUR_KEY_MAPPED (UINT64_C(0xffff) << 32)

// address: host byte order.
static inline struct fl_neighbour_key fl_neighbour_key_of_ip4(uint32_t address)
{
	return (struct fl_neighbour_key){.low = FL_NEIGHBOUR_KEY_MAPPED | address};
}

static inline struct fl_neighbour_key fl_neighbour_key_of_ip6(const struct fl_ip6 *address, uint16_t interface)
{
	uint64_t words[2];

	memcpy(words, address, sizeof(words));
	words[0] = rte_be_to_cpu_64(words[0]);
	if (fl_ip6_is_link_local(address))
		words[0] |= interface;
	return (struct fl_neighbour_key){.high = words[0], .low = rte_be_to_cpu_64(words[1])};
}

static inline bool fl_neighbour_key_is_ip4(struct fl_neighbour_key key)
{
	return key.high == 0 && (key.low & ~(uint64_t)UINT32_MAX) == FL_NEIGHBOUR_KEY_MAPPED;
}

// Host byte order; of an IPv4 key.
static inline uint32_t fl_neighbour_key_ip4(struct fl_neighbour_key key)
{
	return (uint32_t)key.low;
}

// Of an IPv6 key, without the interface.
static inline struct fl_ip6 fl_neighbour_key_ip6(struct fl_neighbour_key key)
{
	uint64_t words[2] = {rte_cpu_to_be_64(key.high), rte_cpu_to_be_64(key.low)};
	struct fl_ip6 address;

	memcpy(&address, words, sizeof(address));
	if (fl_ip6_is_link_local(&address))
		memset(&address.bytes[6], 0, sizeof(uint16_t));
	return address;
}

static inline bool fl_neighbour_key_equal(struct fl_neighbour_key a, struct fl_neighbour_key b)
{
	return a.low == b.low && a.high == b.high;
}

// Spreads neighbours of one subnet, which differ in their low bits, evenly (Fibonacci hashing). bits: 1..32.
static inline uint32_t fl_neighbour_key_hash(struct fl_neighbour_key key, unsigned int bits)
{
	return (uint32_t)((key.low ^ key.high) * UINT64_C(0x9e3779b97f4a7c15) >> (64 - bits));
}
