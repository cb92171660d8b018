#include "core/device.h"

#include <errno.h>
#include <stdlib.h>

#include "core/shared_device.h"

enum { RING_SIZE = 1024 };

static struct fl_port *port_open(const struct fl_config_device *config)
{
	switch (config->kind) {
	case FL_DEVICE_KERNEL:
		return fl_port_kernel_open(config->name);
	case FL_DEVICE_RING:
		return fl_port_ring_open(config->name, RING_SIZE);
	case FL_DEVICE_SYNTHETIC:
		return fl_port_synthetic_open(config->name, &config->load);
	case FL_DEVICE_SRIOV:
		return fl_port_sriov_open(config->name, config->pci_address);
	}
	errno = EINVAL;
	return NULL;
}

struct fl_device *fl_device_open(const struct fl_config_device *config)
{
	struct fl_device *device = calloc(1, sizeof(*device));

	if (device == NULL)
		return NULL;
	device->port = port_open(config);
	if (device->port == NULL) {
		int cause = errno;

		free(device);
		errno = cause;
		return NULL;
	}
	device->references = 1;
	return device;
}

struct fl_device *fl_device_reference(struct fl_device *device)
{
	device->references++;
	return device;
}

void fl_device_release(struct fl_device *device)
{
	if (device == NULL || --device->references > 0)
		return;
	device->port->ops->close(device->port);
	device->port = NULL;
	if (device->shared != NULL)
		fl_shared_device_release(device->shared);
	device->shared = NULL;
	if (device->watchers == 0)
		free(device);
}

struct fl_device *fl_device_watch(struct fl_device *device)
{
	device->watchers++;
	return device;
}

void fl_device_unwatch(struct fl_device *device)
{
	if (--device->watchers == 0 && device->references == 0)
		free(device);
}
