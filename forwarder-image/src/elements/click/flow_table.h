// The mappings of a rewriter: which flow becomes which, both ways. Used by one path's worker alone; time is the caller's.
// Bounded: when it is full, the mapping whose time would be over soonest gives way.
#pragma once
#include <rte_byteorder.h>
#include <stdbool.h>
#include <stdint.h>

// What tells a flow from another, as it stands in its packets. Fields that a rewriter does not look at are 0.
struct fl_flow_id {
	uint32_t source, destination; // addresses, network byte order
	uint16_t source_port, destination_port;
	uint32_t protocol;
};

static inline bool fl_flow_id_is(const struct fl_flow_id *a, const struct fl_flow_id *b)
{
	return a->source == b->source && a->destination == b->destination && a->source_port == b->source_port &&
	       a->destination_port == b->destination_port && a->protocol == b->protocol;
}

// That of the answers.
static inline struct fl_flow_id fl_flow_id_reverse(struct fl_flow_id id)
{
	return (struct fl_flow_id){id.destination, id.source, id.destination_port, id.source_port, id.protocol};
}

// Which time-out counts for a mapping.
enum fl_flow_kind {
	FL_FLOW_OTHER,   // UDP, and all that has no connections
	FL_FLOW_OPENING, // TCP, and no answer has come yet
	FL_FLOW_OPEN,    // TCP
	FL_FLOW_DONE,    // TCP, after a reset or both ends' FIN
	FL_FLOW_KINDS,
};

enum { FL_FLOW_FORWARD, FL_FLOW_REPLY, FL_FLOW_DIRECTIONS };

struct fl_flow {
	// By direction: the flow as it comes in. It goes out as the reverse of what comes in in the other one.
	struct fl_flow_id ids[FL_FLOW_DIRECTIONS];
	uint64_t used;                     // TSC cycles; up to 1/16 s late
	uint32_t next[FL_FLOW_DIRECTIONS]; // in the bucket of an id
	uint32_t older, newer;             // among those of its kind
	uint16_t outputs[FL_FLOW_DIRECTIONS];
	// The user's. What a packet's checksum gains: in the words of its addresses, and in those of its ports as well.
	uint16_t address_gain[FL_FLOW_DIRECTIONS], gain[FL_FLOW_DIRECTIONS];
	uint8_t kind;
	uint8_t finished; // a bit for each direction that said FIN
};

struct fl_flow_ends {
	uint32_t oldest, newest;
};

struct fl_flow_table {
	uint32_t capacity, count, free;
	uint32_t bucket_mask;
	uint64_t seed, step;              // cycles of 1/16 s
	uint64_t patience[FL_FLOW_KINDS]; // cycles
	struct fl_flow_ends ends[FL_FLOW_KINDS];
	struct fl_flow *flows;
	uint32_t *buckets;
};

// 0 or -ENOMEM. capacity: 1 to 2^20; patience: cycles without a packet after which a mapping of the kind is over; hz: cycles a
// second. Control thread.
int fl_flow_table_init(struct fl_flow_table *table, uint32_t capacity, const uint64_t patience[FL_FLOW_KINDS],
	uint64_t hz, uint64_t seed);
void fl_flow_table_fini(struct fl_flow_table *table);

// The mapping of a flow that comes in, and in which direction; NULL: none, or its time is over.
struct fl_flow *fl_flow_find(struct fl_flow_table *table, const struct fl_flow_id *id, uint64_t now, int *direction);
// Adds one of two different ids, both without a mapping. Outputs and gains are the caller's to set.
struct fl_flow *fl_flow_add(struct fl_flow_table *table, const struct fl_flow_id ids[FL_FLOW_DIRECTIONS],
	enum fl_flow_kind kind, uint64_t now);
// Notes that a packet of it came, and of which kind it is from now on.
void fl_flow_use(struct fl_flow_table *table, struct fl_flow *flow, enum fl_flow_kind kind, uint64_t now);
// Forgets some of those whose time is over: more than one packet can add.
void fl_flow_table_reap(struct fl_flow_table *table, uint64_t now);
