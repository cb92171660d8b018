#include "elements/click/flow_table.h"

#include <errno.h>
#include <rte_bitops.h>
#include <rte_branch_prediction.h>
#include <stdlib.h>
#include <string.h>

enum {
	NONE = UINT32_MAX,
	STEPS_PER_SECOND = 16,
	REAPED_AT_ONCE = 2, // of each kind
};

// A link of a bucket names a mapping and one of its directions.
static uint32_t link_of(uint32_t index, int direction)
{
	return index * FL_FLOW_DIRECTIONS + (uint32_t)direction;
}

int fl_flow_table_init(struct fl_flow_table *table, uint32_t capacity, const uint64_t patience[FL_FLOW_KINDS],
	uint64_t hz, uint64_t seed)
{
	const uint32_t buckets = rte_align32pow2(FL_FLOW_DIRECTIONS * capacity);

	*table = (struct fl_flow_table){
		.capacity = capacity, .bucket_mask = buckets - 1, .seed = seed, .step = hz / STEPS_PER_SECOND};
	memcpy(table->patience, patience, sizeof(table->patience));
	table->flows = calloc(capacity, sizeof(*table->flows));
	table->buckets = malloc(buckets * sizeof(*table->buckets));
	if (table->flows == NULL || table->buckets == NULL) {
		fl_flow_table_fini(table);
		return -ENOMEM;
	}
	memset(table->buckets, 0xff, buckets * sizeof(*table->buckets));
	for (int i = 0; i < FL_FLOW_KINDS; i++)
		table->ends[i] = (struct fl_flow_ends){NONE, NONE};
	for (uint32_t i = 0; i < capacity; i++)
		table->flows[i].newer = i + 1 < capacity ? i + 1 : NONE;
	return 0;
}

void fl_flow_table_fini(struct fl_flow_table *table)
{
	free(table->flows);
	free(table->buckets);
}

// Seeded, so that nobody outside can choose flows that share a bucket.
static uint32_t *bucket_of(const struct fl_flow_table *table, const struct fl_flow_id *id)
{
	const uint64_t addresses = (uint64_t)id->source << 32 | id->destination;
	const uint64_t ports = (uint64_t)id->source_port << 32 | (uint32_t)id->destination_port << 16 | id->protocol;
	uint64_t hash = (addresses ^ table->seed) * UINT64_C(0x9e3779b97f4a7c15);

	hash = (hash ^ hash >> 32 ^ ports) * UINT64_C(0xd6e8feb86659fd93);
	return &table->buckets[(hash >> 32) & table->bucket_mask];
}

static void kind_leave(struct fl_flow_table *table, struct fl_flow *flow)
{
	struct fl_flow_ends *ends = &table->ends[flow->kind];

	*(flow->older != NONE ? &table->flows[flow->older].newer : &ends->oldest) = flow->newer;
	*(flow->newer != NONE ? &table->flows[flow->newer].older : &ends->newest) = flow->older;
}

static void kind_join(struct fl_flow_table *table, struct fl_flow *flow, enum fl_flow_kind kind, uint64_t now)
{
	struct fl_flow_ends *ends = &table->ends[kind];
	const uint32_t index = (uint32_t)(flow - table->flows);

	flow->kind = kind;
	flow->used = now;
	flow->newer = NONE;
	flow->older = ends->newest;
	*(ends->newest != NONE ? &table->flows[ends->newest].newer : &ends->oldest) = index;
	ends->newest = index;
}

static void flow_forget(struct fl_flow_table *table, struct fl_flow *flow)
{
	const uint32_t index = (uint32_t)(flow - table->flows);

	for (int i = 0; i < FL_FLOW_DIRECTIONS; i++) {
		uint32_t *link = bucket_of(table, &flow->ids[i]);

		while (*link != link_of(index, i))
			link = &table->flows[*link / FL_FLOW_DIRECTIONS].next[*link % FL_FLOW_DIRECTIONS];
		*link = flow->next[i];
	}
	kind_leave(table, flow);
	flow->newer = table->free;
	table->free = index;
	table->count--;
}

static bool is_over(const struct fl_flow_table *table, const struct fl_flow *flow, uint64_t now)
{
	return now - flow->used > table->patience[flow->kind];
}

struct fl_flow *fl_flow_find(struct fl_flow_table *table, const struct fl_flow_id *id, uint64_t now, int *direction)
{
	for (uint32_t link = *bucket_of(table, id); link != NONE;) {
		struct fl_flow *flow = &table->flows[link / FL_FLOW_DIRECTIONS];

		*direction = (int)(link % FL_FLOW_DIRECTIONS);
		if (fl_flow_id_is(&flow->ids[*direction], id)) {
			if (likely(!is_over(table, flow, now)))
				return flow;
			flow_forget(table, flow);
			return NULL;
		}
		link = flow->next[*direction];
	}
	return NULL;
}

// The mapping whose time is over soonest: the oldest of one kind.
static struct fl_flow *soonest_over(struct fl_flow_table *table, uint64_t now)
{
	struct fl_flow *soonest = NULL;
	int64_t least = INT64_MAX;

	for (int i = 0; i < FL_FLOW_KINDS; i++) {
		if (table->ends[i].oldest == NONE)
			continue;
		struct fl_flow *flow = &table->flows[table->ends[i].oldest];
		const int64_t left = (int64_t)(table->patience[i] - (now - flow->used));
		if (soonest == NULL || left < least) {
			soonest = flow;
			least = left;
		}
	}
	return soonest;
}

struct fl_flow *fl_flow_add(struct fl_flow_table *table, const struct fl_flow_id ids[FL_FLOW_DIRECTIONS],
	enum fl_flow_kind kind, uint64_t now)
{
	if (table->count == table->capacity)
		flow_forget(table, soonest_over(table, now));
	const uint32_t index = table->free;
	struct fl_flow *flow = &table->flows[index];

	table->free = flow->newer;
	table->count++;
	*flow = (struct fl_flow){.ids = {ids[FL_FLOW_FORWARD], ids[FL_FLOW_REPLY]}};
	for (int i = 0; i < FL_FLOW_DIRECTIONS; i++) {
		uint32_t *bucket = bucket_of(table, &ids[i]);

		flow->next[i] = *bucket;
		*bucket = link_of(index, i);
	}
	kind_join(table, flow, kind, now);
	return flow;
}

void fl_flow_use(struct fl_flow_table *table, struct fl_flow *flow, enum fl_flow_kind kind, uint64_t now)
{
	// Lists are put in order again a few times a second only: that touches three mappings.
	if (likely(flow->kind == kind && now - flow->used < table->step))
		return;
	kind_leave(table, flow);
	kind_join(table, flow, kind, now);
}

void fl_flow_table_reap(struct fl_flow_table *table, uint64_t now)
{
	for (int i = 0; i < FL_FLOW_KINDS; i++)
		for (int left = REAPED_AT_ONCE; left > 0 && table->ends[i].oldest != NONE; left--) {
			struct fl_flow *oldest = &table->flows[table->ends[i].oldest];

			if (likely(!is_over(table, oldest, now)))
				break;
			flow_forget(table, oldest);
		}
}
