// A frozen copy of an IPv4 FIB, which is what workers look routes up in: the ranges of addresses that have one route.
//
// rte_fib finds the routes: the control thread fills one, and asks it about every range. So the copy says what the FIB says,
// in 12 bytes a range, of which there are about twice as many as routes. A look-up is a binary search without branches: as
// many steps as the number of ranges has bits, whatever the packets are (docs/adr/0011).
#pragma once
#include <rte_common.h>
#include <rte_fib.h>
#include <stdint.h>

// A value: who looks up many keeps a copy of it at hand.
struct fl_ip_ranges {
	uint32_t half;          // of the number of places, a power of two; 0: there is one place
	const uint32_t *starts; // of each place: ascending from 0, host byte order; behind the last range UINT32_MAX
	const uint64_t *words;  // of each place: what the FIB has for the range
};

// What fib says of all addresses, now. fib is of the type RTE_FIB_DUMMY; it is not needed afterwards. NULL: no memory.
// Control thread. Free it with fl_ip_ranges_destroy.
struct fl_ip_ranges *fl_ip_ranges_create(struct rte_fib *fib);
void fl_ip_ranges_destroy(struct fl_ip_ranges *ranges); // or NULL

// The next hop's word of an address (host byte order). Any thread.
static __rte_always_inline uint64_t fl_ip_ranges_find(const struct fl_ip_ranges *ranges, uint32_t address)
{
	const uint32_t *place = ranges->starts;

	for (uint32_t step = ranges->half; step > 0; step /= 2)
		place = place[step] <= address ? place + step : place;
	return ranges->words[place - ranges->starts];
}

// Addresses that have one word.
struct fl_ip_range {
	uint32_t first, last; // host byte order
	uint64_t word;
};

// The range that an address is in, or a part of it with the address.
static inline struct fl_ip_range fl_ip_ranges_range(const struct fl_ip_ranges *ranges, uint32_t address)
{
	const uint32_t *place = ranges->starts, *end = place + RTE_MAX(2 * ranges->half, 1u);

	for (uint32_t step = ranges->half; step > 0; step /= 2)
		place = place[step] <= address ? place + step : place;
	return (struct fl_ip_range){.first = *place,
		.last = place + 1 < end && place[1] > address ? place[1] - 1 : UINT32_MAX,
		.word = ranges->words[place - ranges->starts]};
}

// The words of four addresses: their searches are independent of each other, so a processor does them at once.
static __rte_always_inline void fl_ip_ranges_find_four(
	const struct fl_ip_ranges *ranges, const uint32_t addresses[4], uint64_t words[4])
{
	const uint32_t *a = ranges->starts, *b = a, *c = a, *d = a;

	for (uint32_t step = ranges->half; step > 0; step /= 2) {
		a = a[step] <= addresses[0] ? a + step : a;
		b = b[step] <= addresses[1] ? b + step : b;
		c = c[step] <= addresses[2] ? c + step : c;
		d = d[step] <= addresses[3] ? d + step : d;
	}
	words[0] = ranges->words[a - ranges->starts];
	words[1] = ranges->words[b - ranges->starts];
	words[2] = ranges->words[c - ranges->starts];
	words[3] = ranges->words[d - ranges->starts];
}
