// Several routers of one worker, each with one stream, that all have work all the time: what each gets of the worker.
// Only stretches count in which no router was ever without work: only this thread fills the queues, so a queue that is
// found filled before it is filled again was filled all the time.
#pragma once
#include "core/testing/rig.h"
#include "core/testing/traffic.h"

enum { OVERLOAD_ROUTERS_MAX = 4 };

struct overload {
	struct rig *rig;
	uint32_t count;
	const char *const *uids;
	struct traffic traffic[OVERLOAD_ROUTERS_MAX];
	uint64_t received_before[OVERLOAD_ROUTERS_MAX]; // packets that earlier streams brought
};

struct overload_use {
	uint64_t cycles, packets;
};

// The routers of these uids, as they are applied, from their first interface to their second one.
struct overload overload_create(struct rig *rig, const char *const *uids, uint32_t count);
// Overloads all routers until there are enough stretches; used: of each router, what it got in them. Fails the test after a
// deadline.
void overload_measure(struct overload *overload, struct overload_use used[]);
// Takes out what is under way; fails the test when anything was lost or reordered.
void overload_drain(struct overload *overload);
