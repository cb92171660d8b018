// The CPUs this process may use, and what the kernel says of each. Found, never configured by number.
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/engine.h"
#include "core/report.h"

// Fills cpus (room for max) with the CPUs of the calling thread's affinity mask, ascending; returns how many there
// are, which may be more than max, or -errno.
int fl_cpuset_get(uint32_t *cpus, uint32_t max);

// NUMA node, and the lowest CPU that shares the last-level cache, of a CPU; sysfs is "/sys" (elsewhere in tests).
// 0 and the CPU itself where the kernel does not say.
uint32_t fl_cpuset_numa_node(const char *sysfs, uint32_t cpu);
uint32_t fl_cpuset_cache_domain(const char *sysfs, uint32_t cpu);

// Which CPU is whose: the control thread on the first one, workers on the others (control_dedicated) or on all of
// them; with cores_shared, worker_count threads spread over all. 0, or -EINVAL with a sentence in error.
int fl_cpuset_plan(struct fl_topology *topology, const struct fl_engine_options *options, const uint32_t *cpus,
	uint32_t cpu_count, const char *sysfs, char *error, size_t error_size);
