#include "core/eal.h"

#include <errno.h>
#include <rte_eal.h>
#include <rte_errno.h>
#include <rte_memzone.h>
#include <stdio.h>

enum {
	MEMORY_MIB_DEFAULT = 128,
	MEMZONES_MAX = 16384, // a graph and a pool take one to three each; the default is 2560
	LCORES_SIZE = (FL_WORKERS_MAX + 1) * 24,
	ARGUMENTS_MAX = 16 + FL_PCI_DEVICES_MAX,
};

// "0@2,1@2,2@3": indices of ours onto CPUs, which may be beyond RTE_MAX_LCORE.
static void lcores_format(char *lcores, const struct fl_topology *topology)
{
	int length = 0;

	if (topology->shared_cores) {
		// The control thread goes wherever there is room.
		length += snprintf(lcores, LCORES_SIZE, "0@(");
		for (uint32_t i = 0; i < topology->cpu_count; i++)
			length += snprintf(lcores + length, LCORES_SIZE - (size_t)length, "%s%u", i == 0 ? "" : ",",
				topology->cpus[i]);
		length += snprintf(lcores + length, LCORES_SIZE - (size_t)length, ")");
	} else {
		length += snprintf(lcores, LCORES_SIZE, "0@%u", topology->control_cpu);
	}
	for (uint32_t i = 0; i < topology->worker_count; i++)
		length += snprintf(lcores + length, LCORES_SIZE - (size_t)length, ",%u@%u", fl_eal_lcore_of_worker(i),
			topology->workers[i].cpu);
}

// The devices that were given, and no other; without any, nothing of PCI is looked at.
static int devices_allow(
	const struct fl_engine_options *options, char (*texts)[LCORES_SIZE], char **arguments, int count)
{
	if (options->pci_device_count == 0) {
		snprintf(texts[count], LCORES_SIZE, "--no-pci");
		arguments[count] = texts[count];
		return count + 1;
	}
	for (uint32_t i = 0; i < options->pci_device_count; i++, count++) {
		snprintf(texts[count], LCORES_SIZE, "--allow=%s", options->pci_devices[i]);
		arguments[count] = texts[count];
	}
	return count;
}

int fl_eal_init(
	const struct fl_topology *topology, const struct fl_engine_options *options, char *error, size_t error_size)
{
	char lcores[LCORES_SIZE], memory[16];
	char texts[ARGUMENTS_MAX][LCORES_SIZE]; // DPDK permutes the pointers and may write to the texts
	char *arguments[ARGUMENTS_MAX + 1];
	uint32_t mib = options->hugepage_mib;
	int count = 0;

	if (mib == 0)
		mib = options->memory_mib > 0 ? options->memory_mib : MEMORY_MIB_DEFAULT;
	lcores_format(lcores, topology);
	snprintf(memory, sizeof(memory), "%u", mib);
	const char *const wanted[] = {"fairlane-forwarder", "--no-telemetry", "--iova-mode=va", "--log-level=warning",
		"--main-lcore=0", "--lcores", lcores, "-m", memory,
		// DPDK refuses --in-memory without hugepages; there, --no-shconf leaves no file either.
		options->hugepage_mib > 0 ? "--in-memory" : "--no-shconf",
		options->hugepage_mib > 0 ? NULL : "--no-huge", NULL};
	for (; wanted[count] != NULL; count++) {
		snprintf(texts[count], sizeof(texts[count]), "%s", wanted[count]);
		arguments[count] = texts[count];
	}
	count = devices_allow(options, texts, arguments, count);
	arguments[count] = NULL;

	rte_memzone_max_set(MEMZONES_MAX);
	if (rte_eal_init(count, arguments) >= 0)
		return 0;
	snprintf(error, error_size, "DPDK does not start with %u MiB of %s on CPUs %s: %s", mib,
		options->hugepage_mib > 0 ? "hugepages" : "memory", lcores, rte_strerror(rte_errno));
	return rte_errno > 0 ? -rte_errno : -EINVAL;
}
