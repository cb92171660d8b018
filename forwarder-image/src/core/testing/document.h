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
// Gives the router one more interface on device NAME-INDEX, its path on worker; shares follow.
void document_interface(struct fl_config *config, struct fl_config_router *router, uint32_t worker, uint32_t share_ppm);
// Gives the router one more route, whose via is the value.
void document_route_via(struct fl_config_router *router, uint32_t value);
// Gives the router count routes (FL_ROUTES_MAX at most) to different networks of 20.0.0.0/8, all by way of via.
void document_routes(struct fl_config_router *router, uint32_t count, uint32_t via);
// Puts one path on another worker; shares follow (share_ppm on each).
void document_place(struct fl_config_router *router, uint32_t interface, uint32_t worker, uint32_t share_ppm);
