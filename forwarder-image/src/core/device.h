// A device in use: its open port, shared by the generations of one router, so that a new generation receives what the
// old one left in the device's queue. Control thread.
#pragma once
#include "core/config.h"
#include "ports/port.h"

struct fl_shared_device;

struct fl_device {
	struct fl_port *port; // NULL: closed, and only watched
	struct fl_shared_device
		*shared; // whose interface's side it is, a reference of its own; NULL: an interface's alone
	uint32_t references, watchers;
};

// Opens a device that is not shared, or one that is, for its classifier; one reference is the caller's. NULL and errno as
// its kind's open (ports/port.h).
struct fl_device *fl_device_open(const struct fl_config_device *config);
struct fl_device *fl_device_reference(struct fl_device *device);
// Gives a reference back; the last one closes the port. NULL is allowed.
void fl_device_release(struct fl_device *device);
// The device's struct stays until it is unwatched, also after the port is closed. Returns it.
struct fl_device *fl_device_watch(struct fl_device *device);
void fl_device_unwatch(struct fl_device *device);
