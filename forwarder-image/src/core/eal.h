// Starts DPDK for the plan of a topology: lcore 0 is the calling thread, lcore 1 + i is worker i.
#pragma once
#include <stddef.h>
#include <stdint.h>

#include "core/engine.h"
#include "core/report.h"

static inline unsigned int fl_eal_lcore_of_worker(uint32_t worker)
{
	return worker + 1;
}

// Once a process. Everything stays inside the process: no PCI device but those of the
// options, no files, no sockets. 0, or -errno with a sentence.
int fl_eal_init(
	const struct fl_topology *topology, const struct fl_engine_options *options, char *error, size_t error_size);
