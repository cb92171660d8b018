// One engine for a test program (DPDK starts once a process), on shared cores, with two workers.
#pragma once
#include "core/engine_state.h"

struct rig {
	struct fl_engine *engine;
	struct rte_mempool *pool; // for traffic
};

// Group set-up and tear-down of cmocka; *state becomes a struct rig.
int rig_start(void **state);
// The same with a source of memory accesses; rig_start has none.
int rig_start_counting(void **state, fl_memory_counter_opener *memory_open);
int rig_stop(void **state);
// Applies the document and destroys it; fails the test unless it is accepted.
void rig_apply(struct rig *rig, struct fl_config *config);
// Applies the document and destroys it; fails the test unless the result is expected. Returns the problems,
// which the next call overwrites.
const struct fl_problems *rig_refuse(struct rig *rig, struct fl_config *config, int expected);
// The applied router of that uid; fails the test when there is none.
struct fl_router *rig_router(struct rig *rig, const char *uid);
// Returns when every worker has ended the round that was under way: what came out before is counted then.
void rig_settle(struct rig *rig);
// A stream through the router, from its first interface to its second one, or back.
struct traffic rig_traffic(struct rig *rig, const char *uid, uint32_t from);
// Fails the test unless the spans of every worker add up to the time that has passed.
void rig_assert_adds_up(struct rig *rig);
// Fails the test unless the workers' busy cycles, less those of classifiers, are those of the paths. Nothing is under way, and no router has been removed.
void rig_assert_busy_is_the_paths(struct rig *rig);
