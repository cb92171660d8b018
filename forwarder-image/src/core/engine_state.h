// The engine's own state, shared by the files that make it up (engine.c, apply.c, report.c). Control thread.
#pragma once
#include "core/engine.h"
#include "core/pool.h"
#include "core/router.h"
#include "core/shared_device.h"
#include "core/worker.h"

struct fl_engine {
	struct fl_topology topology;
	struct fl_worker *workers[FL_WORKERS_MAX];
	uint64_t tsc_hz;
	struct fl_watch_limits limits;
	char forwarder_uid[FL_UID_SIZE]; // "" before the first document
	uint64_t generation;
	bool applied, live;
	struct fl_config_scheduler scheduler;
	enum fl_policy charging; // scheduler.policy, or Cpu where that cannot be had
	uint32_t router_count;
	struct fl_router **routers; // in the document's order
	struct fl_pool *waiting_pools;
	struct fl_shared_device *shared_devices; // in use: one more for each that a router opens
	uint64_t serial;                         // of the names of graphs and pools
	uint64_t cpuset_due_nanos;               // when to look at the cpuset again (shared cores)
};
