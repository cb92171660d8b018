#include "core/affinity.h"

#include <errno.h>
#include <pthread.h>
#include <sched.h>
#include <string.h>

#include "core/cpuset.h"

int fl_affinity_free(void)
{
	cpu_set_t all;

	// The kernel cuts it down to the cpuset, and widens it again with the cpuset.
	memset(&all, 0xff, sizeof(all));
	return sched_setaffinity(0, sizeof(all), &all) == 0 ? 0 : -errno;
}

static void worker_follow(struct fl_worker *worker, uint32_t cpu)
{
	cpu_set_t set;

	CPU_ZERO(&set);
	CPU_SET(cpu, &set);
	// It fails when the CPU is gone again: then the kernel has put the thread elsewhere, and the next look finds it.
	if (pthread_setaffinity_np(worker->thread, sizeof(set), &set) == 0)
		worker->cpu = cpu;
}

bool fl_affinity_follow(struct fl_engine *engine)
{
	const struct fl_engine_options options = {.cores_shared = true, .worker_count = engine->topology.worker_count};
	uint32_t cpus[FL_WORKERS_MAX];
	int found = fl_cpuset_get(cpus, FL_WORKERS_MAX);
	uint32_t count = found > FL_WORKERS_MAX ? FL_WORKERS_MAX : (uint32_t)found;
	struct fl_topology topology;
	char error[128];

	if (found <= 0 || (count == engine->topology.cpu_count &&
				  memcmp(cpus, engine->topology.cpus, count * sizeof(*cpus)) == 0))
		return false;
	if (fl_cpuset_plan(&topology, &options, cpus, count, "/sys", error, sizeof(error)) != 0)
		return false;
	topology.hugepages = engine->topology.hugepages;
	engine->topology = topology;
	for (uint32_t i = 0; i < topology.worker_count; i++)
		worker_follow(engine->workers[i], topology.workers[i].cpu);
	return true;
}
