#include "control/pci_devices.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

static const char prefix[] = "PCIDEVICE_", info_suffix[] = "_INFO";

static const char hex_digits[] = "0123456789abcdef";

bool fl_pci_address_valid(const char *text)
{
	size_t domain = strspn(text, hex_digits);

	if (domain < 4 || domain > 7)
		return false;
	text += domain;
	return text[0] == ':' && strspn(text + 1, hex_digits) == 2 && text[3] == ':' &&
	       strspn(text + 4, hex_digits) == 2 && text[6] == '.' && text[7] >= '0' && text[7] <= '7' &&
	       text[8] == '\0';
}

// The variable's value, or NULL when it is not about devices.
static const char *value_of(const char *variable)
{
	const char *equals = strchr(variable, '=');

	if (equals == NULL || strncmp(variable, prefix, sizeof(prefix) - 1) != 0)
		return NULL;
	size_t length = (size_t)(equals - variable), suffix = sizeof(info_suffix) - 1;
	if (length > suffix && strncmp(equals - suffix, info_suffix, suffix) == 0)
		return NULL;
	return equals + 1;
}

static bool is_known(char (*addresses)[FL_PCI_ADDRESS_SIZE], int count, const char *address)
{
	for (int i = 0; i < count; i++)
		if (strcmp(addresses[i], address) == 0)
			return true;
	return false;
}

// Adds the addresses of one value. Returns the new count, or -EINVAL.
static int addresses_add(
	const char *value, char (*addresses)[FL_PCI_ADDRESS_SIZE], int count, char *error, size_t error_size)
{
	while (*value != '\0') {
		char address[FL_PCI_ADDRESS_SIZE];
		size_t length = strcspn(value, ",");

		snprintf(address, sizeof(address), "%.*s", (int)length, value);
		if (length >= sizeof(address) || !fl_pci_address_valid(address)) {
			snprintf(
				error, error_size, "%s*: \"%.40s\" is no PCI address like 0000:3b:02.1", prefix, value);
			return -EINVAL;
		}
		value += length;
		value += *value == ',';
		if (is_known(addresses, count, address))
			continue;
		if (count == FL_PCI_DEVICES_MAX) {
			snprintf(error, error_size, "%s*: more than %d devices: ask for fewer", prefix,
				FL_PCI_DEVICES_MAX);
			return -EINVAL;
		}
		memcpy(addresses[count++], address, sizeof(address));
	}
	return count;
}

int fl_pci_devices_find(const char *const environment[], char addresses[FL_PCI_DEVICES_MAX][FL_PCI_ADDRESS_SIZE],
	char *error, size_t error_size)
{
	int count = 0;

	for (; *environment != NULL && count >= 0; environment++) {
		const char *value = value_of(*environment);

		if (value != NULL)
			count = addresses_add(value, addresses, count, error, error_size);
	}
	return count;
}
