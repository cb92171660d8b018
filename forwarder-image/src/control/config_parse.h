// From the text of a configuration document to a struct fl_config, with every rule of docs/reference/control-api.md that
// the document alone can show. What needs the topology, the devices or the applied configuration is the engine's to check.
// Control thread only.
#pragma once
#include <stddef.h>

#include "core/config.h"
#include "core/problems.h"

enum {
	FL_DEVICES_MAX = 4096,
	FL_ROUTERS_MAX = 4096,
	FL_BUFFERS_MIN = 512,
	FL_BUFFERS_MAX = 65536,
	FL_MTU_MIN = 576,
	FL_MTU_IP6_MIN = 1280, // of interfaces with IPv6 addresses (RFC 8200 5)
	FL_MTU_MAX = 9000,
};

// 0: *config is the caller's (fl_config_destroy). Otherwise *config is NULL and problems says why:
// -EBADMSG: not JSON, or an object has a field twice; -EINVAL: rules are broken, all of them are listed; -ENOMEM.
int fl_config_parse(const char *text, size_t length, struct fl_config **config, struct fl_problems *problems);
