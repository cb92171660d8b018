// One generation of a router: its definition, its shared state, and a task for each interface. Control thread; the
// tasks are a worker's while they are attached.
#pragma once
#include "core/config.h"
#include "core/device.h"
#include "core/forwarding.h"
#include "core/pool.h"
#include "core/problems.h"
#include "core/shared_device.h"
#include "core/worker.h"

struct fl_router {
	struct fl_config_router config; // owned; keep is false
	struct fl_config_device device_configs[FL_INTERFACES_MAX];
	const struct fl_forwarding_ops *ops;
	struct fl_pool *pool;
	void *state;
	struct fl_device *devices[FL_INTERFACES_MAX];
	int start_errors[FL_INTERFACES_MAX]; // 0, or -errno: the device does not start, and the interface is silent
	struct fl_port_tx *control_tx[FL_INTERFACES_MAX];
	struct fl_task *tasks[FL_INTERFACES_MAX];
	uint32_t firsts[FL_INTERFACES_MAX];    // the interface whose task runs this one's path: itself, or a lower one
	struct fl_seat *seats[FL_WORKERS_MAX]; // by worker, where a path is or was
};

struct fl_router_setup {
	const struct fl_config *config;           // the document
	const struct fl_config_router *router;    // in it, not keep
	struct fl_router *previous;               // the generation that is replaced, still forwarding; or NULL
	struct fl_shared_device **shared_devices; // the engine's
	uint64_t *serial;                         // makes names unique
};

// Builds everything the router needs, attached to no worker. Devices of the previous generation are taken over with
// what waits in them. NULL on failure; then problems says why, with paths relative to the router, and *error is
// -EINVAL where the document is at fault, else what ran out (-ENOMEM, ...).
struct fl_router *fl_router_create(const struct fl_router_setup *setup, struct fl_problems *problems, int *error);
// Whether the definition (interfaces, forwarding, devices, buffers) is the router's own already.
bool fl_router_same_definition(
	const struct fl_router *router, const struct fl_config *config, const struct fl_config_router *wanted);
// The task that runs the interface's path.
static inline struct fl_task *fl_router_task(const struct fl_router *router, uint32_t interface)
{
	return router->tasks[router->firsts[interface]];
}
// Whether a path of the router is quarantined.
bool fl_router_quarantined(const struct fl_router *router);
// Whether a path is quarantined and wanted lets it go again: by a new generation, or by another release token.
bool fl_router_released(const struct fl_router *router, const struct fl_config_router *wanted);
// Makes the seats that the paths of wanted need. 0 or -ENOMEM; seats that are not needed do no harm.
int fl_router_seats_make(struct fl_router *router, const struct fl_config_router *wanted);
// Counters go on where the previous generation's stopped, by interface name. Both attached to no worker.
void fl_router_counters_inherit(struct fl_router *router, const struct fl_router *previous);
// What classifiers did for the path of an interface, over its generations.
struct fl_classified fl_router_classified(const struct fl_router *router, uint32_t interface);
// Frees all of it; no worker has a task of it. Its pool goes to the waiting list when it was the last user.
void fl_router_destroy(struct fl_router *router, struct fl_pool **waiting);
