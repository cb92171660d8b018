// A device of a DPDK driver in this process, found by its PCI address, and its life: started with a pool, stopped, handed
// from one owner to the next. Control thread, while no worker uses the device.
#pragma once
#include <rte_ether.h>
#include <rte_mempool.h>
#include <stdbool.h>
#include <stdint.h>

#include "core/config.h"

enum {
	FL_SRIOV_TX_QUEUES_MAX = 16,
	FL_DRIVER_NAME_SIZE = 32,
};

struct fl_sriov_device {
	uint16_t id;        // DPDK's
	uint64_t owner;     // a number of this value's own, by which DPDK knows who has the device
	uint16_t tx_queues; // 1..FL_SRIOV_TX_QUEUES_MAX
	struct rte_ether_addr mac;
	uint16_t mtu;
	int numa_node; // -1: the machine does not say
};

// Finds it, and changes nothing. 0; -ENODEV: the process was not given such a device, or DPDK has no driver for it;
// -ENOTSUP: it has no queue of each kind.
int fl_sriov_device_find(struct fl_sriov_device *device, const char *pci_address);
// Makes it the owner's, whoever had it, with one receive queue that takes buffers from pool, and all transmit queues. All
// that it held of another pool has been given back then. 0, or -errno and the device is stopped.
int fl_sriov_device_start(struct fl_sriov_device *device, struct rte_mempool *pool);
bool fl_sriov_device_owned(const struct fl_sriov_device *device);
// Stops it and gives it up; nothing when it is another owner's by now.
void fl_sriov_device_stop(struct fl_sriov_device *device);

// What /v1/topology lists of the devices that the process was given.
struct fl_sriov_info {
	char pci_address[FL_PCI_ADDRESS_SIZE];
	char driver[FL_DRIVER_NAME_SIZE];
	struct rte_ether_addr mac;
	uint16_t mtu;
	int numa_node;
	bool link_up; // as far as the driver knows without asking the device; false while nobody has started it
};
// Fills at most max entries, in DPDK's order; returns how many.
uint32_t fl_sriov_list(struct fl_sriov_info *infos, uint32_t max);
