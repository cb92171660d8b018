// Paths without an engine: no workers, no scheduler, no accounting. The calling thread walks them itself, on the last
// CPU that it may use: the one that an engine's worker would have. One thread.
#pragma once
#include "bench/options.h"
#include "core/forwarding.h"

struct direct_path {
	struct fl_path path;
	struct fl_port *port;
	const struct fl_forwarding_ops *ops;
};

// Starts DPDK on the calling thread and moves it to its CPU.
void direct_start(const struct bench_options *options);
// Makes a path from the device to itself.
void direct_path_open(struct direct_path *direct, const struct fl_forwarding_ops *ops, const char *device);
