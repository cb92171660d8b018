#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
// cmocka needs the above
#include <cmocka.h>

#include "core/cpuset.h"

static char sysfs[] = "/tmp/fl-cpuset-XXXXXX";

static void file_write(const char *directory, const char *name, const char *text)
{
	char path[512], command[600];

	snprintf(command, sizeof(command), "mkdir -p %s/%s", sysfs, directory);
	assert_int_equal(system(command), 0);
	snprintf(path, sizeof(path), "%s/%s/%s", sysfs, directory, name);
	FILE *file = fopen(path, "w");
	assert_non_null(file);
	fputs(text, file);
	fclose(file);
}

// CPU 9: node 1, caches of level 1 (its own), 2 and 3 (shared by 8 to 11).
static int sysfs_make(void **state)
{
	(void)state;
	assert_non_null(mkdtemp(sysfs));
	file_write("devices/system/cpu/cpu9/cache/index0", "level", "1\n");
	file_write("devices/system/cpu/cpu9/cache/index0", "shared_cpu_list", "9\n");
	file_write("devices/system/cpu/cpu9/cache/index3", "level", "3\n");
	file_write("devices/system/cpu/cpu9/cache/index3", "shared_cpu_list", "8-11\n");
	file_write("devices/system/cpu/cpu9/cache/index2", "level", "2\n");
	file_write("devices/system/cpu/cpu9/cache/index2", "shared_cpu_list", "9\n");
	file_write("devices/system/cpu/cpu9/node1", "cpulist", "8-11\n");
	return 0;
}

static int sysfs_remove(void **state)
{
	char command[64];

	(void)state;
	snprintf(command, sizeof(command), "rm -rf %s", sysfs);
	return system(command);
}

static void finds_node_and_cache_domain(void **state)
{
	(void)state;
	assert_int_equal(fl_cpuset_numa_node(sysfs, 9), 1);
	assert_int_equal(fl_cpuset_cache_domain(sysfs, 9), 8);
}

static void takes_a_cpu_of_which_nothing_is_said_for_a_domain_of_its_own(void **state)
{
	(void)state;
	assert_int_equal(fl_cpuset_numa_node(sysfs, 5), 0);
	assert_int_equal(fl_cpuset_cache_domain(sysfs, 5), 5);
}

static void lists_the_cpus_of_this_thread(void **state)
{
	uint32_t cpus[FL_WORKERS_MAX];
	int count = fl_cpuset_get(cpus, FL_WORKERS_MAX);

	(void)state;
	assert_true(count >= 1);
	for (int i = 1; i < count && i < FL_WORKERS_MAX; i++)
		assert_true(cpus[i - 1] < cpus[i]);
}

static int plan(struct fl_topology *topology, const struct fl_engine_options *options, const uint32_t *cpus,
	uint32_t count, char error[256])
{
	return fl_cpuset_plan(topology, options, cpus, count, sysfs, error, 256);
}

static void lets_control_share_the_first_core(void **state)
{
	const uint32_t cpus[] = {9, 200};
	const struct fl_engine_options options = {.hugepage_mib = 64};
	struct fl_topology topology;
	char error[256];

	(void)state;
	assert_int_equal(plan(&topology, &options, cpus, 2, error), 0);
	assert_int_equal(topology.control_cpu, 9);
	assert_int_equal(topology.worker_count, 2);
	assert_int_equal(topology.workers[0].cpu, 9);
	assert_int_equal(topology.workers[0].cache_domain, 8);
	assert_int_equal(topology.workers[0].numa_node, 1);
	assert_int_equal(topology.workers[1].cpu, 200);
	assert_int_equal(topology.workers[1].index, 1);
	assert_true(topology.hugepages);
	assert_false(topology.shared_cores);
}

static void keeps_the_first_core_for_control_when_it_is_dedicated(void **state)
{
	const uint32_t cpus[] = {2, 3, 4};
	const struct fl_engine_options options = {.control_dedicated = true};
	struct fl_topology topology;
	char error[256];

	(void)state;
	assert_int_equal(plan(&topology, &options, cpus, 3, error), 0);
	assert_int_equal(topology.control_cpu, 2);
	assert_int_equal(topology.worker_count, 2);
	assert_int_equal(topology.workers[0].cpu, 3);
	assert_int_equal(topology.workers[1].cpu, 4);
	assert_int_equal(topology.cpu_count, 3);
}

static void refuses_a_dedicated_control_core_on_one_cpu(void **state)
{
	const uint32_t cpus[] = {2};
	const struct fl_engine_options options = {.control_dedicated = true};
	struct fl_topology topology;
	char error[256];

	(void)state;
	assert_true(plan(&topology, &options, cpus, 1, error) < 0);
	assert_non_null(strstr(error, "two CPUs"));
}

static void spreads_the_wanted_number_of_workers_over_shared_cores(void **state)
{
	const uint32_t cpus[] = {1, 5};
	const struct fl_engine_options options = {.cores_shared = true, .worker_count = 3};
	struct fl_topology topology;
	char error[256];

	(void)state;
	assert_int_equal(plan(&topology, &options, cpus, 2, error), 0);
	assert_int_equal(topology.worker_count, 3);
	assert_int_equal(topology.workers[0].cpu, 1);
	assert_int_equal(topology.workers[1].cpu, 5);
	assert_int_equal(topology.workers[2].cpu, 1);
	assert_true(topology.shared_cores);
}

static void refuses_no_worker_and_too_many_on_shared_cores(void **state)
{
	const uint32_t cpus[] = {1};
	struct fl_engine_options options = {.cores_shared = true, .worker_count = 0};
	struct fl_topology topology;
	char error[256];

	(void)state;
	assert_true(plan(&topology, &options, cpus, 1, error) < 0);
	assert_non_null(strstr(error, "1 to 64"));
	options.worker_count = FL_WORKERS_MAX + 1;
	assert_true(plan(&topology, &options, cpus, 1, error) < 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(finds_node_and_cache_domain),
		cmocka_unit_test(takes_a_cpu_of_which_nothing_is_said_for_a_domain_of_its_own),
		cmocka_unit_test(lists_the_cpus_of_this_thread),
		cmocka_unit_test(lets_control_share_the_first_core),
		cmocka_unit_test(keeps_the_first_core_for_control_when_it_is_dedicated),
		cmocka_unit_test(refuses_a_dedicated_control_core_on_one_cpu),
		cmocka_unit_test(spreads_the_wanted_number_of_workers_over_shared_cores),
		cmocka_unit_test(refuses_no_worker_and_too_many_on_shared_cores),
	};

	return cmocka_run_group_tests(tests, sysfs_make, sysfs_remove);
}
