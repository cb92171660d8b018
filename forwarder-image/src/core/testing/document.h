// Builds configuration documents for tests, of routers on ring devices.
#pragma once
#include "core/config.h"

// An empty document; destroy it with fl_config_destroy.
struct fl_config *document_create(const char *forwarder_uid, uint64_t generation);
// Adds a router of two interfaces "a" and "b" on devices NAME-a and NAME-b (ring), where NAME is uid; both paths on
// worker, with that share. Returns it, valid until the next one is added.
struct fl_config_router *document_add(
	struct fl_config *config, const char *uid, uint64_t generation, uint32_t worker, uint32_t share_ppm);
// Adds a kept router.
void document_keep(struct fl_config *config, const char *uid);
// Gives the router one route, whose via is the value.
void document_route_via(struct fl_config_router *router, uint32_t value);
// Puts one path on another worker; shares follow (share_ppm on each).
void document_place(struct fl_config_router *router, uint32_t interface, uint32_t worker, uint32_t share_ppm);
