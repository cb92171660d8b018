// The facts: a snapshot of everything the forwarder knows of itself
// (docs/reference/control-api.md, GET /v1/report, /v1/topology).
// Values, filled by the engine on the control thread; the caller owns them.
#pragma once
#include <stdbool.h>
#include <stdint.h>

#include "core/config.h"
#include "core/forwarding.h"
#include "core/memory_counter.h"
#include "core/path.h"
#include "core/quarantine.h"

struct fl_worker_report {
	uint32_t index, cpu;
	// The last four add up to the first.
	uint64_t elapsed_cycles, busy_cycles, idle_cycles, overhead_cycles, stolen_cycles;
	uint64_t classifier_cycles; // of busy_cycles: spent by classifiers on packets of some interface
};

enum { FL_ELEMENT_USES_MAX = 32 };

// What an element used in sampled dispatches of a path (core/node_uses.h).
struct fl_element_use_report {
	const char *name, *class_name; // valid until the next apply
	uint64_t calls, packets, cycles;
};

enum fl_path_state { FL_PATH_STARTING, FL_PATH_FORWARDING, FL_PATH_QUARANTINED };

struct fl_path_report {
	char interface[FL_NAME_SIZE];
	char input_of[FL_NAME_SIZE]; // the interface by whose name its path goes, where that is another one, or ""
	uint32_t worker;
	enum fl_path_state state;
	struct fl_evidence evidence; // where state is FL_PATH_QUARANTINED
	uint64_t busy_cycles, dispatches, backlogged_dispatches, sleeping_dispatches;
	double cost_cycles_per_packet, cost_spread_cycles_per_packet; // < 0: none yet
	double memory_accesses_per_packet; // < 0: none yet, or the policy does not count them
	uint64_t moves, move_pause_nanos_last, move_pause_nanos_max;
	bool move_lost_known; // whether its inputs know what they lose
	uint64_t move_lost_packets_last, move_lost_packets, move_reordered_packets;
	struct fl_path_counters counters;
	const char *const *drop_names; // static, NULL-terminated
	uint64_t classifier_cycles;    // spent by a classifier on this path's packets: no part of busy_cycles
	uint64_t wasted_cycles;        // of busy_cycles and classifier_cycles: on packets that were dropped or missed
	uint32_t element_use_count;
	struct fl_element_use_report *element_uses; // those with the most cycles, dearest first. Owned by the report
};

struct fl_interface_report {
	char name[FL_NAME_SIZE], device[FL_NAME_SIZE];
	struct rte_ether_addr mac;
	uint16_t mtu;
	bool hardware_classified; // the device is its own
	int start_error;          // 0, or -errno: the device does not start
};

struct fl_shared_device_report {
	char name[FL_NAME_SIZE];
	enum fl_classification classification;
	uint32_t worker;
	uint64_t received_packets, missed_packets, unmatched_packets, classifier_cycles, unmatched_cycles;
};

struct fl_router_report {
	char uid[FL_UID_SIZE], name[FL_ROUTER_NAME_SIZE];
	uint64_t generation;
	char release[FL_UID_SIZE]; // the applied release token, or ""
	uint32_t interface_count;  // == number of paths
	struct fl_interface_report interfaces[FL_INTERFACES_MAX];
	struct fl_path_report paths[FL_INTERFACES_MAX];
	uint32_t buffers_total, buffers_in_use;
	uint32_t element_count;
	struct fl_element_report *elements; // owned by the report; their names are valid until the next apply
};

struct fl_scheduler_report {
	enum fl_policy policy;   // as configured
	enum fl_policy charging; // as it is: Cpu where the policy needs memory counters and there are none
	uint32_t sample_every;
	bool memory_counters;
	char memory_reason[FL_MEMORY_REASON_SIZE]; // why there are none, or ""
};

struct fl_report {
	char forwarder_uid[FL_UID_SIZE];
	uint64_t generation;
	uint64_t monotonic_nanos, tsc_hz;
	struct fl_scheduler_report scheduler;
	uint32_t worker_count;
	struct fl_worker_report workers[FL_WORKERS_MAX];
	uint32_t router_count;
	struct fl_router_report *routers; // owned by the report
	uint32_t shared_device_count;
	struct fl_shared_device_report *shared_devices; // owned by the report
	// Of pools whose routers or generations are gone: packets that have not come back yet.
	uint32_t stranded_buffers;
};

struct fl_topology_worker {
	uint32_t index, cpu, numa_node, cache_domain;
};

struct fl_topology {
	uint32_t worker_count;
	struct fl_topology_worker workers[FL_WORKERS_MAX];
	uint32_t control_cpu;
	uint32_t cpu_count;
	uint32_t cpus[FL_WORKERS_MAX + 1];
	bool shared_cores; // workers are threads on shared CPUs (--cores shared)
	bool hugepages;
};
