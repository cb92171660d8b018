#include "elements/ip_ranges.h"

#include <rte_malloc.h>
#include <rte_rib.h>
#include <stdlib.h>

// Every place where one route may end and another begin. bounds has room for two each; NULL: they are counted.
static uint32_t bounds_collect(struct rte_rib *rib, uint32_t *bounds)
{
	struct rte_rib_node *node = NULL;
	uint32_t count = 0;

	// All but 0.0.0.0/0, which has no ends.
	while ((node = rte_rib_get_nxt(rib, 0, 0, node, RTE_RIB_GET_NXT_ALL)) != NULL) {
		uint32_t first;
		uint8_t length;

		rte_rib_get_ip(node, &first);
		rte_rib_get_depth(node, &length);
		uint32_t behind = first + (UINT32_C(1) << (32 - length)); // 0: nothing is
		if (bounds != NULL) {
			bounds[count] = first;
			bounds[count + 1] = behind;
		}
		count += 2;
	}
	return count;
}

static int bound_compare(const void *a, const void *b)
{
	uint32_t left = *(const uint32_t *)a, right = *(const uint32_t *)b;

	return (left > right) - (left < right);
}

// The starts of ranges, ascending, in the place of bounds, and their words: neighbours that agree become one.
static uint32_t ranges_find(struct rte_fib *fib, uint32_t *bounds, uint64_t *words, uint32_t count)
{
	uint32_t ranges = 0;

	qsort(bounds, count, sizeof(*bounds), bound_compare);
	for (uint32_t i = 0; i < count; i++) {
		uint64_t word;

		rte_fib_lookup_bulk(fib, &bounds[i], &word, 1);
		if (ranges > 0 && words[ranges - 1] == word)
			continue;
		words[ranges] = word;
		bounds[ranges++] = bounds[i];
	}
	return ranges;
}

static struct fl_ip_ranges *ranges_make(const uint32_t *starts, const uint64_t *words, uint32_t count)
{
	uint32_t places = rte_align32pow2(count);
	struct fl_ip_ranges *ranges = rte_malloc(
		"ip_ranges", sizeof(*ranges) + places * (sizeof(*words) + sizeof(*starts)), RTE_CACHE_LINE_SIZE);

	if (ranges == NULL)
		return NULL;
	uint64_t *own_words = (uint64_t *)(ranges + 1);
	uint32_t *own_starts = (uint32_t *)(own_words + places);
	for (uint32_t i = 0; i < places; i++) {
		own_starts[i] = i < count ? starts[i] : UINT32_MAX;
		own_words[i] = words[RTE_MIN(i, count - 1)];
	}
	*ranges = (struct fl_ip_ranges){.half = places / 2, .starts = own_starts, .words = own_words};
	return ranges;
}

struct fl_ip_ranges *fl_ip_ranges_create(struct rte_fib *fib)
{
	struct rte_rib *rib = rte_fib_get_rib(fib);
	uint32_t room = bounds_collect(rib, NULL) + 1; // address 0 begins a range in any case
	uint32_t *bounds = calloc(room, sizeof(*bounds));
	uint64_t *words = calloc(room, sizeof(*words));
	struct fl_ip_ranges *ranges = NULL;

	if (bounds != NULL && words != NULL) {
		bounds_collect(rib, bounds + 1);
		ranges = ranges_make(bounds, words, ranges_find(fib, bounds, words, room));
	}
	free(bounds);
	free(words);
	return ranges;
}

void fl_ip_ranges_destroy(struct fl_ip_ranges *ranges)
{
	rte_free(ranges);
}
