#include "core/cpuset.h"

#include <errno.h>
#include <limits.h>
#include <sched.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { NUMA_NODES_MAX = 64, CACHE_INDICES_MAX = 8 };

int fl_cpuset_get(uint32_t *cpus, uint32_t max)
{
	cpu_set_t set;
	uint32_t count = 0;

	if (sched_getaffinity(0, sizeof(set), &set) != 0)
		return -errno;
	for (uint32_t cpu = 0; cpu < CPU_SETSIZE; cpu++) {
		if (!CPU_ISSET(cpu, &set))
			continue;
		if (count < max)
			cpus[count] = cpu;
		count++;
	}
	return (int)count;
}

uint32_t fl_cpuset_numa_node(const char *sysfs, uint32_t cpu)
{
	char path[PATH_MAX];

	for (uint32_t node = 0; node < NUMA_NODES_MAX; node++) {
		snprintf(path, sizeof(path), "%s/devices/system/cpu/cpu%u/node%u", sysfs, cpu, node);
		if (access(path, F_OK) == 0)
			return node;
	}
	return 0;
}

// The first number of a file, or fallback.
static uint32_t number_of_file(const char *path, uint32_t fallback)
{
	FILE *file = fopen(path, "re");
	uint32_t number;

	if (file == NULL)
		return fallback;
	if (fscanf(file, "%u", &number) != 1)
		number = fallback;
	fclose(file);
	return number;
}

uint32_t fl_cpuset_cache_domain(const char *sysfs, uint32_t cpu)
{
	char path[PATH_MAX];
	uint32_t highest = 0;
	uint32_t domain = cpu;

	for (uint32_t index = 0; index < CACHE_INDICES_MAX; index++) {
		snprintf(path, sizeof(path), "%s/devices/system/cpu/cpu%u/cache/index%u/level", sysfs, cpu, index);
		uint32_t level = number_of_file(path, 0);

		if (level <= highest)
			continue;
		highest = level;
		// A list such as "0-3,8": the lowest CPU comes first.
		snprintf(path, sizeof(path), "%s/devices/system/cpu/cpu%u/cache/index%u/shared_cpu_list", sysfs, cpu,
			index);
		domain = number_of_file(path, cpu);
	}
	return domain;
}

static uint32_t worker_count_get(
	const struct fl_engine_options *options, uint32_t cpu_count, char *error, size_t error_size)
{
	if (options->cores_shared) {
		if (options->worker_count >= 1 && options->worker_count <= FL_WORKERS_MAX)
			return options->worker_count;
		snprintf(error, error_size, "%u workers are out of range: it takes 1 to %d", options->worker_count,
			FL_WORKERS_MAX);
		return 0;
	}
	if (!options->control_dedicated)
		return cpu_count;
	if (cpu_count == 1)
		snprintf(error, error_size,
			"a core of its own for the control thread needs two CPUs, this container "
			"has one: give it another or let control share the first");
	return cpu_count - 1;
}

int fl_cpuset_plan(struct fl_topology *topology, const struct fl_engine_options *options, const uint32_t *cpus,
	uint32_t cpu_count, const char *sysfs, char *error, size_t error_size)
{
	uint32_t first = options->control_dedicated && !options->cores_shared ? 1 : 0;

	if (cpu_count > FL_WORKERS_MAX + first)
		cpu_count = FL_WORKERS_MAX + first;
	uint32_t worker_count = worker_count_get(options, cpu_count, error, error_size);
	if (worker_count == 0)
		return -EINVAL;

	memset(topology, 0, sizeof(*topology));
	topology->cpu_count = cpu_count;
	memcpy(topology->cpus, cpus, cpu_count * sizeof(*cpus));
	topology->control_cpu = cpus[0];
	topology->shared_cores = options->cores_shared;
	topology->hugepages = options->hugepage_mib > 0;
	topology->worker_count = worker_count;
	for (uint32_t i = 0; i < worker_count; i++) {
		uint32_t cpu = cpus[first + i % (cpu_count - first)];

		topology->workers[i] = (struct fl_topology_worker){
			.index = i,
			.cpu = cpu,
			.numa_node = fl_cpuset_numa_node(sysfs, cpu),
			.cache_domain = fl_cpuset_cache_domain(sysfs, cpu),
		};
	}
	return 0;
}
