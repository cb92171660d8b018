// The PCI devices that a device plugin allocated to this container: variables PCIDEVICE_RESOURCE, each with addresses
// separated by commas (github.com/k8snetworkplumbingwg/sriov-network-device-plugin). Those that end in _INFO say more about
// the same devices.
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/config.h"

// Whether text is DDDD:BB:DD.F in lower-case hexadecimal digits, with a domain of four to seven.
bool fl_pci_address_valid(const char *text);
// The addresses in the environment (as environ: NAME=VALUE, NULL-terminated), each once. Returns how many, or -EINVAL with
// a sentence in error: what is no address, or more than FL_PCI_DEVICES_MAX.
int fl_pci_devices_find(const char *const environment[], char addresses[FL_PCI_DEVICES_MAX][FL_PCI_ADDRESS_SIZE],
	char *error, size_t error_size);
