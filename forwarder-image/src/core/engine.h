// The engine: routers, paths, workers. It turns one configuration into running graphs, all or nothing, and reports
// facts.
// Every function is called by the control thread, which is the thread that called rte_eal_init.
#pragma once
#include <stdbool.h>
#include <stdint.h>

#include "core/config.h"
#include "core/memory_counter.h"
#include "core/problems.h"
#include "core/report.h"
#include "core/watchdog.h"

struct fl_engine;

struct fl_engine_options {
	bool control_dedicated; // the first CPU is the control thread's alone (needs two or more)
	bool cores_shared; // --cores shared: worker_count threads on the CPUs of the cpuset, sleeping when idle, nice 5
	uint32_t worker_count; // with cores_shared: 1..FL_WORKERS_MAX; else ignored, the cpuset decides
	uint32_t hugepage_mib; // 0: ordinary pages
	// The PCI devices that DPDK may take, bound to a driver that it knows (vfio-pci); at most FL_PCI_DEVICES_MAX.
	uint32_t pci_device_count;
	char (*pci_devices)[FL_PCI_ADDRESS_SIZE];   // the caller's, until fl_engine_create returns
	uint32_t memory_mib;                        // DPDK memory without hugepages; 0: 128
	fl_memory_counter_opener *memory_open;      // NULL: the processor's counters; a test has its own
	const struct fl_watch_limits *watch_limits; // of the watchdog; NULL: those of the machine
};

// Finds the cpuset, initialises DPDK (rte_eal_init, once a process) and starts the workers.
// NULL on failure, with one sentence for people in error (of error_size bytes).
struct fl_engine *fl_engine_create(const struct fl_engine_options *options, char *error, size_t error_size);
void fl_engine_destroy(struct fl_engine *engine);

// Applies the document, all of it or nothing. config is read during the call and may be destroyed afterwards.
// 0: applied. -ESTALE: older than the applied generation of the same uid. -EINVAL: problems says why, nothing changed.
// -ENOMEM and others: nothing changed, problems says what ran out. Returns when every path runs on its worker
// (at most about a second; others' traffic goes on meanwhile).
int fl_engine_apply(struct fl_engine *engine, const struct fl_config *config, struct fl_problems *problems);
uint64_t fl_engine_generation(const struct fl_engine *engine); // 0 before the first

// Periodic work of the control thread. In how many milliseconds it is to be called again: 5, or 1 while the watchdog sees a
// dispatch that goes on from one call to the next; any time before does no harm.
uint32_t fl_engine_tick(struct fl_engine *engine);

// Fills report; free what it owns with fl_report_fini. 0 or -ENOMEM.
int fl_engine_report(const struct fl_engine *engine, struct fl_report *report);
void fl_report_fini(struct fl_report *report);
const struct fl_topology *fl_engine_topology(const struct fl_engine *engine);
// A config was applied and every path is FORWARDING, or quarantined, which is no matter of the other routers.
bool fl_engine_ready(const struct fl_engine *engine);
bool fl_engine_live(const struct fl_engine *engine); // every worker turned within the last 2 s of its CPU time

// For tests: the open port of a device in use, of a shared one the device's own, or NULL.
struct fl_port *fl_engine_port(struct fl_engine *engine, const char *device);
