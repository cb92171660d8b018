#include "ports/sriov_device.h"

#include <errno.h>
#include <rte_ethdev.h>
#include <stdio.h>
#include <string.h>

// Of each queue. What waits in a receive queue are buffers of the router's pool (at least 512), so it is kept short.
enum { DESCRIPTORS = 256 };

int fl_sriov_device_find(struct fl_sriov_device *device, const char *pci_address)
{
	struct rte_eth_dev_info info = {0}; // where it cannot be asked, it has no queue

	memset(device, 0, sizeof(*device));
	if (rte_eth_dev_get_port_by_name(pci_address, &device->id) != 0)
		return -ENODEV;
	int result = rte_eth_dev_info_get(device->id, &info);

	if (result == 0 && (info.max_rx_queues == 0 || info.max_tx_queues == 0))
		result = -ENOTSUP;
	if (result == 0)
		result = rte_eth_macaddr_get(device->id, &device->mac);
	if (result == 0)
		result = rte_eth_dev_get_mtu(device->id, &device->mtu);
	if (result == 0)
		result = rte_eth_dev_owner_new(&device->owner);
	device->tx_queues = RTE_MIN(info.max_tx_queues, (uint16_t)FL_SRIOV_TX_QUEUES_MAX);
	device->numa_node = rte_eth_dev_socket_id(device->id);
	return result;
}

bool fl_sriov_device_owned(const struct fl_sriov_device *device)
{
	struct rte_eth_dev_owner owner;

	return rte_eth_dev_owner_get(device->id, &owner) == 0 && owner.id == device->owner;
}

static int owner_become(const struct fl_sriov_device *device)
{
	struct rte_eth_dev_owner owner;

	if (fl_sriov_device_owned(device))
		return 0;
	if (rte_eth_dev_owner_get(device->id, &owner) == 0 && owner.id != RTE_ETH_DEV_NO_OWNER)
		rte_eth_dev_owner_unset(device->id, owner.id);
	owner = (struct rte_eth_dev_owner){.id = device->owner, .name = "fairlane"};
	return rte_eth_dev_owner_set(device->id, &owner);
}

static int queues_make(const struct fl_sriov_device *device, struct rte_mempool *pool)
{
	uint16_t rx = DESCRIPTORS, tx = DESCRIPTORS;
	int result = rte_eth_dev_adjust_nb_rx_tx_desc(device->id, &rx, &tx);

	if (result == 0)
		result = rte_eth_rx_queue_setup(device->id, 0, rx, SOCKET_ID_ANY, NULL, pool);
	for (uint16_t i = 0; i < device->tx_queues && result == 0; i++)
		result = rte_eth_tx_queue_setup(device->id, i, tx, SOCKET_ID_ANY, NULL);
	return result;
}

int fl_sriov_device_start(struct fl_sriov_device *device, struct rte_mempool *pool)
{
	struct rte_eth_dev_info info;
	struct rte_eth_conf conf = {.rxmode = {.mtu = device->mtu}};
	int result = owner_become(device);

	if (result == 0)
		result = rte_eth_dev_stop(device->id);
	if (result == 0)
		result = rte_eth_dev_info_get(device->id, &info);
	if (result != 0)
		return result;
	// Pieces of a segment that was cut are chains of buffers.
	conf.txmode.offloads = info.tx_offload_capa & RTE_ETH_TX_OFFLOAD_MULTI_SEGS;
	result = rte_eth_dev_configure(device->id, 1, device->tx_queues, &conf);
	if (result == 0)
		result = queues_make(device, pool);
	if (result == 0)
		result = rte_eth_dev_start(device->id);
	if (result != 0)
		return result;
	// A physical function may refuse one that it does not trust: then only frames for its own MAC, broadcasts and what
	// it was told of come in, which is what an IPv4 router needs.
	rte_eth_allmulticast_enable(device->id);
	rte_eth_promiscuous_enable(device->id);
	return 0;
}

void fl_sriov_device_stop(struct fl_sriov_device *device)
{
	if (!fl_sriov_device_owned(device))
		return;
	rte_eth_dev_stop(device->id);
	rte_eth_dev_owner_unset(device->id, device->owner);
}

static bool info_fill(struct fl_sriov_info *info, uint16_t id)
{
	struct rte_eth_dev_info device;
	struct rte_eth_link link;

	memset(info, 0, sizeof(*info));
	if (rte_eth_dev_info_get(id, &device) != 0 || rte_eth_macaddr_get(id, &info->mac) != 0 ||
		rte_eth_dev_get_mtu(id, &info->mtu) != 0)
		return false;
	snprintf(info->pci_address, sizeof(info->pci_address), "%s", rte_dev_name(device.device));
	snprintf(info->driver, sizeof(info->driver), "%s", device.driver_name);
	info->numa_node = rte_eth_dev_socket_id(id);
	info->link_up = rte_eth_link_get_nowait(id, &link) == 0 && link.link_status == RTE_ETH_LINK_UP;
	return true;
}

uint32_t fl_sriov_list(struct fl_sriov_info *infos, uint32_t max)
{
	uint32_t count = 0;

	for (uint16_t id = rte_eth_find_next(0); id < RTE_MAX_ETHPORTS && count < max; id = rte_eth_find_next(id + 1))
		if (info_fill(&infos[count], id))
			count++;
	return count;
}
