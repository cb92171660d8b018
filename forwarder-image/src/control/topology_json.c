#include <rte_version.h>

#include "control/report_json.h"

static json_t *netdev_json(const struct fl_netdev *netdev)
{
	return json_pack("{s:s,s:s,s:o,s:i}", "name", netdev->name, "kind", "Kernel", "mac", fl_mac_json(&netdev->mac),
		"mtu", (int)netdev->mtu);
}

static json_t *function_json(const struct fl_sriov_info *function)
{
	// Where the machine does not say, no node is nearer than another.
	int node = function->numa_node < 0 ? 0 : function->numa_node;

	return json_pack("{s:s,s:s,s:s,s:s,s:i,s:o,s:i,s:b}", "name", function->pci_address, "kind", "SRIOV",
		"pciAddress", function->pci_address, "driver", function->driver, "numaNode", node, "mac",
		fl_mac_json(&function->mac), "mtu", (int)function->mtu, "linkUp", function->link_up);
}

static json_t *worker_json(const struct fl_topology_worker *worker)
{
	return json_pack("{s:i,s:i,s:i,s:i}", "index", (int)worker->index, "cpu", (int)worker->cpu, "numaNode",
		(int)worker->numa_node, "cacheDomain", (int)worker->cache_domain);
}

json_t *fl_topology_json(const struct fl_topology *topology, const struct fl_pod_devices *pod)
{
	json_t *workers = json_array(), *cpus = json_array(), *devices = json_array();
	for (uint32_t i = 0; i < topology->worker_count; i++)
		json_array_append_new(workers, worker_json(&topology->workers[i]));
	for (uint32_t i = 0; i < topology->cpu_count; i++)
		json_array_append_new(cpus, json_integer(topology->cpus[i]));
	for (uint32_t i = 0; i < pod->netdev_count; i++)
		json_array_append_new(devices, netdev_json(&pod->netdevs[i]));
	for (uint32_t i = 0; i < pod->function_count; i++)
		json_array_append_new(devices, function_json(&pod->functions[i]));
	return json_pack("{s:o,s:i,s:s,s:o,s:b,s:s,s:o}", "workers", workers, "controlCpu", (int)topology->control_cpu,
		"coresMode", topology->shared_cores ? "Shared" : "Exclusive", "cpus", cpus, "hugepages",
		(int)topology->hugepages, "dpdkVersion", rte_version(), "devices", devices);
}
