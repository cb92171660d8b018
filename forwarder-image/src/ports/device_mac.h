// MACs of devices that have none of their own.
#pragma once
#include <rte_ether.h>
#include <rte_jhash.h>
#include <string.h>

#include "core/config.h"

// Locally administered, made from the device's name: the same name gives the same MAC, on every machine.
static inline struct rte_ether_addr fl_device_mac(const char *device)
{
	char name[FL_NAME_SIZE] = {0};
	struct rte_ether_addr mac = {.addr_bytes = {0x02}};

	strncpy(name, device, sizeof(name) - 1);
	uint32_t hash = rte_jhash(name, sizeof(name), 0);
	memcpy(&mac.addr_bytes[2], &hash, sizeof(hash));
	return mac;
}
