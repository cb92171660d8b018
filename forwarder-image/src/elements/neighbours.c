#include "elements/neighbours.h"

#include <rte_malloc.h>
#include <string.h>

static uint16_t bucket_of(struct fl_neighbour_key key)
{
	return (uint16_t)fl_neighbour_key_hash(key, FL_NEIGHBOUR_BUCKET_BITS);
}

static uint64_t value_pack(struct fl_neighbour neighbour)
{
	uint64_t value = 0;

	memcpy(&value, neighbour.mac.addr_bytes, RTE_ETHER_ADDR_LEN);
	return value | (uint64_t)neighbour.state << 48;
}

static struct fl_neighbour value_unpack(uint64_t value)
{
	struct fl_neighbour neighbour = {.state = (enum fl_neighbour_state)(value >> 48)};

	memcpy(neighbour.mac.addr_bytes, &value, RTE_ETHER_ADDR_LEN);
	return neighbour;
}

struct fl_neighbours *fl_neighbours_create(void)
{
	return rte_zmalloc("neighbours", sizeof(struct fl_neighbours), 0);
}

void fl_neighbours_destroy(struct fl_neighbours *neighbours)
{
	rte_free(neighbours);
}

// Inside a read of the bucket: its value for the neighbour, 0 if it has none.
static uint64_t bucket_read(const struct fl_neighbour_bucket *bucket, struct fl_neighbour_key key, int *way)
{
	for (*way = 0; *way < FL_NEIGHBOUR_WAYS; (*way)++) {
		const struct fl_neighbour_entry *entry = &bucket->entries[*way];
		uint64_t value = __atomic_load_n(&entry->value, __ATOMIC_RELAXED);

		if (__atomic_load_n(&entry->key.low, __ATOMIC_RELAXED) == key.low &&
			__atomic_load_n(&entry->key.high, __ATOMIC_RELAXED) == key.high && value != 0)
			return value;
	}
	return 0;
}

struct fl_neighbour fl_neighbours_find(struct fl_neighbours *neighbours, struct fl_neighbour_key key)
{
	struct fl_neighbour_bucket *bucket = &neighbours->buckets[bucket_of(key)];
	uint32_t version;
	uint64_t value;
	int way;

	do {
		version = rte_seqcount_read_begin(&bucket->version);
		value = bucket_read(bucket, key, &way);
	} while (rte_seqcount_read_retry(&bucket->version, version));
	// Written only when it changes: the mark shares its cache line with what all paths read.
	if (value != 0 && __atomic_load_n(&bucket->used[way], __ATOMIC_RELAXED) == 0)
		__atomic_store_n(&bucket->used[way], 1, __ATOMIC_RELAXED);
	return value_unpack(value);
}

bool fl_neighbours_slot_find(
	const struct fl_neighbours *neighbours, struct fl_neighbour_key key, struct fl_neighbour_slot *slot)
{
	int way;

	slot->bucket = bucket_of(key);
	if (bucket_read(&neighbours->buckets[slot->bucket], key, &way) == 0)
		return false;
	slot->way = (uint16_t)way;
	return true;
}

// The smaller, the sooner it makes room: free, failed, asked for, known; among equals what is due first.
static uint64_t usefulness(const struct fl_neighbours *neighbours, struct fl_neighbour_slot slot)
{
	static const uint64_t ranks[] = {
		[FL_NEIGHBOUR_NONE] = 0,
		[FL_NEIGHBOUR_FAILED] = 1,
		[FL_NEIGHBOUR_INCOMPLETE] = 2,
		[FL_NEIGHBOUR_REACHABLE] = 3,
	};

	return ranks[fl_neighbours_get(neighbours, slot).state] << 56 |
	       neighbours->records[slot.bucket][slot.way].due_ms;
}

struct fl_neighbour_slot fl_neighbours_slot_take(struct fl_neighbours *neighbours, struct fl_neighbour_key key)
{
	struct fl_neighbour_slot slot, candidate;
	struct fl_neighbour_bucket *bucket;

	if (fl_neighbours_slot_find(neighbours, key, &slot))
		return slot;
	slot.way = 0;
	candidate.bucket = slot.bucket;
	for (candidate.way = 1; candidate.way < FL_NEIGHBOUR_WAYS; candidate.way++)
		if (usefulness(neighbours, candidate) < usefulness(neighbours, slot))
			slot = candidate;
	bucket = &neighbours->buckets[slot.bucket];
	rte_seqcount_write_begin(&bucket->version);
	__atomic_store_n(&bucket->entries[slot.way].value, 0, __ATOMIC_RELAXED);
	__atomic_store_n(&bucket->entries[slot.way].key.high, key.high, __ATOMIC_RELAXED);
	__atomic_store_n(&bucket->entries[slot.way].key.low, key.low, __ATOMIC_RELAXED);
	rte_seqcount_write_end(&bucket->version);
	__atomic_store_n(&bucket->used[slot.way], 0, __ATOMIC_RELAXED);
	neighbours->records[slot.bucket][slot.way] = (struct fl_neighbour_record){0};
	return slot;
}

void fl_neighbours_set(struct fl_neighbours *neighbours, struct fl_neighbour_slot slot, struct fl_neighbour neighbour)
{
	struct fl_neighbour_bucket *bucket = &neighbours->buckets[slot.bucket];

	rte_seqcount_write_begin(&bucket->version);
	__atomic_store_n(&bucket->entries[slot.way].value, value_pack(neighbour), __ATOMIC_RELAXED);
	rte_seqcount_write_end(&bucket->version);
}

struct fl_neighbour fl_neighbours_get(const struct fl_neighbours *neighbours, struct fl_neighbour_slot slot)
{
	return value_unpack(neighbours->buckets[slot.bucket].entries[slot.way].value);
}

struct fl_neighbour_key fl_neighbours_key(const struct fl_neighbours *neighbours, struct fl_neighbour_slot slot)
{
	return neighbours->buckets[slot.bucket].entries[slot.way].key;
}

struct fl_neighbour_record *fl_neighbours_record(struct fl_neighbours *neighbours, struct fl_neighbour_slot slot)
{
	return &neighbours->records[slot.bucket][slot.way];
}

bool fl_neighbours_used_take(struct fl_neighbours *neighbours, struct fl_neighbour_slot slot)
{
	return __atomic_exchange_n(&neighbours->buckets[slot.bucket].used[slot.way], 0, __ATOMIC_RELAXED) != 0;
}
