// A double of the engine (and of the lists that come from ports and elements) for tests of the control interface: it keeps
// what a contract needs to be seen from outside, forwards nothing, and fails when told to. Linked instead of core.
#pragma once
#include "core/engine.h"

enum { FAKE_ROUTERS_MAX = 8 };

struct fl_engine {
	char forwarder_uid[FL_UID_SIZE];
	uint64_t generation;
	struct fl_topology topology;
	uint32_t router_count;
	struct fl_config_router routers[FAKE_ROUTERS_MAX]; // routes are not kept
	unsigned applied_count;
	unsigned ticks;
	// What the test decides:
	int fail_with; // result of the next applications; 0: they succeed
	const char *fail_path, *fail_reason;
	bool ready, live;
	struct fl_path_counters counters; // of every path
	double cost, cost_spread, memory_accesses;
	struct fl_scheduler_report scheduler;
	bool quarantined; // the first path of every router, with this evidence
	struct fl_evidence evidence;
};

void fake_engine_init(struct fl_engine *engine);
