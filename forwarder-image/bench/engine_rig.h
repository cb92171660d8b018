// The forwarder's engine with routers on loop ports (loop_port.c), as benchmarks use it. Control thread.
#pragma once
#include "bench/options.h"
#include "core/engine_state.h"

// Starts the engine: the control thread has the first CPU for itself where there is another one and dedicated is asked
// for, workers have the others.
struct fl_engine *engine_rig_start(const struct bench_options *options, bool dedicated);

// An empty document, generation 1 at first and one more with each call.
struct fl_config *engine_rig_document(struct fl_engine *engine);
// Adds a router on a stick, uid and device of that name, its path on worker with that share.
struct fl_config_router *engine_rig_add(
	struct fl_config *config, const char *device, uint32_t worker, uint32_t share_ppm);
// Lists a device that a router gets beside the first one.
void engine_rig_device_add(struct fl_config *config, const char *device);
// Applies the document and destroys it; ends the program when it is refused.
void engine_rig_apply(struct fl_engine *engine, struct fl_config *config);

// What the worker has had of its CPU so far: TSC cycles that went by and were not stolen from it.
uint64_t engine_rig_cycles(const struct fl_engine *engine, uint32_t worker);
// Sleeps until the worker has had that many cycles of its CPU since then; false when it took two hundred times as long.
bool engine_rig_wait(const struct fl_engine *engine, uint32_t worker, uint64_t since, uint64_t cycles);
