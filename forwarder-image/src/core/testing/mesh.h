// Numbered packets from every interface of a router to every other one: what comes out is compared stream by stream. For
// routers of the cross kind with more than two interfaces (core/testing/cross_kind.h).
#pragma once
#include <stdbool.h>
#include <stdint.h>

#include "core/testing/rig.h"

enum { MESH_PORTS = 4 };

struct mesh {
	struct rte_mempool *pool;
	struct fl_port *ports[MESH_PORTS];
	uint64_t put[MESH_PORTS][MESH_PORTS];   // by input and output: the next sequence number to put
	uint64_t taken[MESH_PORTS][MESH_PORTS]; // and the one to be expected
	uint64_t missing, reordered;
};

// Streams through the applied router of that uid, which has MESH_PORTS interfaces.
struct mesh mesh_create(struct rig *rig, const char *uid);
// Puts a few packets of each stream, while not too many are under way, and takes what has come out. Returns how many came.
uint32_t mesh_turn(struct mesh *mesh);
// Takes until everything that was put has come out; false after the deadline.
bool mesh_drain(struct mesh *mesh);
// Packets that came out so far.
uint64_t mesh_taken(const struct mesh *mesh);
