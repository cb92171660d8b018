// The neighbours of a router: IPv4 or IPv6 address -> MAC, shared by its paths.
//
// written: the control thread alone (resolver.c). read: every worker that runs a path of the router, without locks, by
// a sequence count for each bucket. The one thing that workers write is an entry's used mark.
//
// Fixed size: buckets of FL_NEIGHBOUR_WAYS; where a bucket is full, its least useful entry makes room, so a scan through a
// large subnet cannot grow it.
#pragma once
#include <rte_ether.h>
#include <rte_seqcount.h>
#include <stdbool.h>
#include <stdint.h>

#include "elements/neighbour_key.h"

enum {
	FL_NEIGHBOUR_BUCKET_BITS = 7,
	FL_NEIGHBOUR_BUCKETS = 1 << FL_NEIGHBOUR_BUCKET_BITS,
	FL_NEIGHBOUR_WAYS = 8,
};

enum fl_neighbour_state {
	FL_NEIGHBOUR_NONE,       // unknown: it has to be asked for
	FL_NEIGHBOUR_INCOMPLETE, // asked for, no answer yet
	FL_NEIGHBOUR_REACHABLE,  // the MAC is known
	FL_NEIGHBOUR_FAILED,     // no answer; packets to it are refused for a while
};

struct fl_neighbour {
	struct rte_ether_addr mac; // when REACHABLE
	enum fl_neighbour_state state;
};

// What the control thread alone knows of an entry. Times are the tick's milliseconds.
struct fl_neighbour_record {
	uint64_t due_ms;    // when something is to be done about it
	uint16_t interface; // of the router, that it is on
	uint8_t probes;     // requests sent since it was last heard of
};

struct fl_neighbour_entry {
	struct fl_neighbour_key key;
	uint64_t value; // MAC in the low 48 bits, state above; 0: free
};

// What a reader needs of the first entry is in one cache line.
struct fl_neighbour_bucket {
	rte_seqcount_t version;
	uint8_t used[FL_NEIGHBOUR_WAYS]; // written: workers (1), control (0)
	struct fl_neighbour_entry entries[FL_NEIGHBOUR_WAYS];
} __rte_cache_aligned;

struct fl_neighbours {
	struct fl_neighbour_bucket buckets[FL_NEIGHBOUR_BUCKETS];
	struct fl_neighbour_record records[FL_NEIGHBOUR_BUCKETS][FL_NEIGHBOUR_WAYS];
};

// A place in the table. Control thread.
struct fl_neighbour_slot {
	uint16_t bucket, way;
};

struct fl_neighbours *fl_neighbours_create(void); // NULL: no memory
void fl_neighbours_destroy(struct fl_neighbours *neighbours);

// What is known of a neighbour, marking it used. Any worker.
struct fl_neighbour fl_neighbours_find(struct fl_neighbours *neighbours, struct fl_neighbour_key key);

// The rest: control thread only.

// False: unknown.
bool fl_neighbours_slot_find(
	const struct fl_neighbours *neighbours, struct fl_neighbour_key key, struct fl_neighbour_slot *slot);
// The slot of the neighbour, taken for it, state NONE, if it had none.
struct fl_neighbour_slot fl_neighbours_slot_take(struct fl_neighbours *neighbours, struct fl_neighbour_key key);
void fl_neighbours_set(struct fl_neighbours *neighbours, struct fl_neighbour_slot slot, struct fl_neighbour neighbour);
// Setting NONE frees the slot.
struct fl_neighbour fl_neighbours_get(const struct fl_neighbours *neighbours, struct fl_neighbour_slot slot);
struct fl_neighbour_key fl_neighbours_key(const struct fl_neighbours *neighbours, struct fl_neighbour_slot slot);
struct fl_neighbour_record *fl_neighbours_record(struct fl_neighbours *neighbours, struct fl_neighbour_slot slot);
// Whether a worker has asked for it since the last call.
bool fl_neighbours_used_take(struct fl_neighbours *neighbours, struct fl_neighbour_slot slot);
