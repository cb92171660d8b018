// The command line. A value; texts point into argv.
#pragma once
#include <stddef.h>
#include <stdint.h>

#include "control/server.h"
#include "core/engine.h"

enum fl_action {
	FL_ACTION_RUN,
	FL_ACTION_DESCRIBE_ELEMENTS,
	FL_ACTION_HELP,
	FL_ACTION_VERSION,
};

struct fl_options {
	enum fl_action action;
	const char *name; // of the Forwarder object; never NULL when the action is to run
	const char *tls_dir, *state_dir;
	struct fl_engine_options engine; // without PCI devices: those are in the environment (control/pci_devices.h)
	struct fl_server_options server;
};

// What --help prints.
extern const char fl_options_usage[];

// 0, or -EINVAL with a sentence in error that names the option and what works. Uses getopt's state: one call a time.
int fl_options_parse(int argc, char *const argv[], struct fl_options *options, char *error, size_t error_size);
