// A shared device in use: its open port, what it receives into, and its classifier; a reference for each of its interfaces
// that is open. The last one closes it. Control thread; the classifier is a worker's while it is attached.
#pragma once
#include "core/classifier.h"
#include "core/config.h"
#include "core/device.h"

struct fl_shared_device {
	struct fl_config_device config; // of the present document
	struct fl_device *device;
	struct fl_classifier classifier;
	struct fl_classifier_table *table; // that a worker has, or NULL: none has the classifier
	uint32_t worker;                   // that has it
	uint32_t references;
	struct fl_shared_device *next, **list; // of all in use
};

// Opens the side of that interface of the device, which is opened with it when it is not in the list; it receives into
// buffers of its own, so many; serial makes names unique. One reference to the result is the caller's
// (fl_device_release). NULL and errno as fl_port_kernel_open.
struct fl_device *fl_shared_device_open(struct fl_shared_device **list, const struct fl_config_device *config,
	const struct fl_config_interface *interface, uint32_t buffers, uint64_t *serial);
// Of an interface's side that was closed. Whoever closes the last one has taken the classifier off its worker before.
void fl_shared_device_release(struct fl_shared_device *shared);
// The interface's side that the device is.
static inline struct fl_shared_port *fl_shared_device_port(const struct fl_device *device)
{
	return (struct fl_shared_port *)device->port;
}
