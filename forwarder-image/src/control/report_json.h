// The facts as JSON (docs/reference/control-api.md). Control thread only. Each returns a new reference, or NULL when memory
// ran out.
#pragma once
#include <jansson.h>
#include <stdint.h>

#include "core/report.h"
#include "ports/port.h"
#include "ports/sriov_device.h"

// boot_id: of this run of the process.
json_t *fl_report_json(const struct fl_report *report, const char *boot_id);
// The devices of this pod: netdevs, sorted, and functions that DPDK drives.
struct fl_pod_devices {
	const struct fl_netdev *netdevs;
	uint32_t netdev_count;
	const struct fl_sriov_info *functions;
	uint32_t function_count;
};
json_t *fl_topology_json(const struct fl_topology *topology, const struct fl_pod_devices *devices);
// "02:00:00:00:00:01"
json_t *fl_mac_json(const struct rte_ether_addr *mac);
