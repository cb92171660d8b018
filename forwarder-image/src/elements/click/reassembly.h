// Fragments of IPv4 datagrams that wait for the others of theirs (RFC 791 3.2, RFC 815). Used by one path's worker alone;
// time is the caller's. Bounded: datagrams, fragments of each, and buffers of all. Fragments may not overlap: what does
// refuses its datagram, as RFC 5722 has it for IPv6; exact duplicates alone are told apart (RFC 8200 4.5).
#pragma once
#include <rte_mbuf.h>
#include <stdbool.h>
#include <stdint.h>

enum {
	FL_REASSEMBLY_DATAGRAMS = 64,
	FL_REASSEMBLY_FRAGMENTS = 128, // of one datagram
};

struct fl_reassembly_key {
	uint64_t addresses, identity;
};

struct fl_fragment {
	struct rte_mbuf *packet;
	uint32_t first, end; // bytes of the datagram's payload: [first, end), not empty
	uint8_t ecn;
	bool is_last;
};

struct fl_reassembly_datagram {
	uint64_t since;         // TSC cycles, when its first fragment came
	uint16_t head, tail;    // of its fragments, in the order of their bytes
	uint16_t count;         // of them
	uint32_t bytes, length; // that came, and that there are; length 0: its end has not come
	uint8_t ecn_seen;       // a bit for each of ECN's four values
	bool refused;           // what comes of it is refused until its time is over
};

struct fl_reassembly_place;

struct fl_reassembly {
	uint32_t buffers, buffers_max; // that its packets are of
	uint16_t count;                // datagrams
	uint16_t free;                 // the first free place
	uint64_t oldest;               // since of the oldest datagram; of no meaning without one
	struct fl_reassembly_key keys[FL_REASSEMBLY_DATAGRAMS]; // the first count are in use
	struct fl_reassembly_datagram datagrams[FL_REASSEMBLY_DATAGRAMS];
	struct fl_reassembly_place *places;
};

// 0 or -ENOMEM. buffers_max: 1 to 65534. Control thread.
int fl_reassembly_init(struct fl_reassembly *table, uint32_t buffers_max);
// Its memory alone; what it holds is the caller's to take out before. Control thread.
void fl_reassembly_fini(struct fl_reassembly *table);

// The datagram of a key, or NULL.
struct fl_reassembly_datagram *fl_reassembly_find(struct fl_reassembly *table, const struct fl_reassembly_key *key);
// Begins one without fragments; there is none of that key, and there is room.
struct fl_reassembly_datagram *fl_reassembly_begin(
	struct fl_reassembly *table, const struct fl_reassembly_key *key, uint64_t now);
// Whether a packet of so many buffers could be taken, of a datagram that is there or, if begins, is begun for it.
bool fl_reassembly_has_room(const struct fl_reassembly *table, uint16_t buffers, bool begins);
// The one that came first; NULL: there is none.
struct fl_reassembly_datagram *fl_reassembly_oldest(struct fl_reassembly *table);

enum fl_reassembly_verdict {
	FL_REASSEMBLY_HELD,      // the packet is the table's
	FL_REASSEMBLY_WHOLE,     // likewise, and it was the last that was missing
	FL_REASSEMBLY_DUPLICATE, // it is held already; the packet is still the caller's, as with the following
	FL_REASSEMBLY_OVERLAP,   // it contradicts one that came before, or its datagram was refused for that
	FL_REASSEMBLY_TOO_MANY,
};

// There is room.
enum fl_reassembly_verdict fl_reassembly_add(
	struct fl_reassembly *table, struct fl_reassembly_datagram *datagram, const struct fl_fragment *fragment);
// Takes a datagram's packets out, in the order of their bytes, at most FL_REASSEMBLY_FRAGMENTS; returns how many.
uint16_t fl_reassembly_take(
	struct fl_reassembly *table, struct fl_reassembly_datagram *datagram, struct rte_mbuf **packets);
// Forgets a datagram without packets: its place, and others in the table, are of another one afterwards.
void fl_reassembly_end(struct fl_reassembly *table, struct fl_reassembly_datagram *datagram);
