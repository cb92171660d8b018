// Three routers on one shared ring device, told apart by MAC and VLAN, and numbered frames from it through each of them: in
// by the router's first interface, which is on the shared device, and out by its second, on a ring of its own.
#pragma once
#include <stdbool.h>
#include <stdint.h>

#include "core/testing/rig.h"

enum { SHARED_ROUTERS = 3, SHARED_FRAME_BYTES = 60 };

struct shared_place {
	const char *uid;
	struct rte_ether_addr mac;
	uint16_t vlan;
};

// The first two are in no VLAN; the third has the first one's MAC, in a VLAN.
extern const struct shared_place shared_places[SHARED_ROUTERS];

// A document of the three routers, all paths and the classifier on worker 0.
struct fl_config *shared_document(uint64_t generation, enum fl_classification classification);
// The shared device in it.
struct fl_config_device *shared_device_of(struct fl_config *config);

struct shared_stream {
	struct rte_mempool *pool;
	const struct shared_place *place;
	struct fl_port *in, *out;
	uint64_t put, taken; // sequence numbers: the next to put, the next to be expected
	uint64_t missing, reordered, malformed;
};

// The stream through the router of that place in the list, which is applied.
struct shared_stream shared_stream_of(struct rig *rig, uint32_t place);
// Puts up to count frames (fewer when the device is full); none while so many are under way that a queue might be.
void shared_put(struct shared_stream *stream, uint32_t count);
// The same whatever is under way.
void shared_put_anyway(struct shared_stream *stream, uint32_t count);
// Takes what has come out and compares. Returns how many.
uint32_t shared_take(struct shared_stream *stream);
// Takes until all that was put has come out; false after the deadline.
bool shared_drain(struct shared_stream *stream);
// A frame with that destination and VLAN (0: none); fails the test without memory.
struct rte_mbuf *shared_frame(
	struct rte_mempool *pool, const struct rte_ether_addr *destination, uint16_t vlan, uint64_t sequence);
