#include "elements/ip_router.h"

#include <errno.h>
#include <inttypes.h>
#include <rte_malloc.h>
#include <stdio.h>

#include "core/library.h"
#include "elements/catalogue.h"
#include "elements/drops.h"
#include "elements/resolver.h"

enum {
	EVENTS_SIZE = 256, // of a path's ring to the control thread: what comes in during a few ticks
	// The part of the router's buffers that its paths may hold together for neighbours that are being asked for.
	HOLD_FRACTION = 4,
};

bool fl_ip_path_tell(struct fl_ip_path *path, const struct fl_neighbour_event *event)
{
	struct fl_neighbour_event copy = *event; // rte_ring's parameter is not const

	return fl_ring_put(path->events, &copy, sizeof(copy)) == 0;
}

static void interface_init(struct fl_ip_router *router, const struct fl_forwarding_setup *setup, uint32_t index)
{
	const struct fl_config_interface *config = &setup->config->interfaces[index];
	struct fl_ip_interface *interface = &router->interfaces[index];

	interface->mac = setup->macs[index];
	interface->link_local = fl_ip6_link_local_of(&interface->mac);
	interface->address_count = config->address_count;
	interface->address6_count = config->address6_count;
	for (uint32_t i = 0; i < config->address6_count; i++) {
		interface->addresses6[i] = config->addresses6[i];
		fl_address6_set_add(&router->own6, &config->addresses6[i].address);
	}
	for (uint32_t i = 0; i < config->address_count; i++) {
		const struct fl_ip4_prefix *address = &config->addresses[i];
		uint32_t mask = fl_prefix_mask(address->length);

		interface->addresses[i] = *address;
		fl_address_set_add(&router->no_sources, address->address);
		if (fl_prefix_has_broadcast(address)) {
			fl_address_set_add(&router->no_sources, address->address & mask);
			fl_address_set_add(&router->no_sources, address->address | ~mask);
			fl_address_set_add(&router->broadcasts, address->address & mask);
			fl_address_set_add(&router->broadcasts, address->address | ~mask);
		}
	}
}

static void state_destroy(void *state)
{
	struct fl_ip_router *router = state;

	fl_ip_ranges_destroy(router->routes);
	fl_ip6_routes_destroy(router->routes6);
	fl_neighbours_destroy(router->neighbours);
	rte_free(router);
}

// RFC 8200 5: a link that carries IPv6 carries packets of 1280 bytes. The parser knows the MTUs that the document gives; here the
// devices' are known.
static bool mtus_good(const struct fl_forwarding_setup *setup, struct fl_problems *problems)
{
	char path[sizeof(((struct fl_problem *)0)->path)];
	bool good = true;

	for (uint32_t i = 0; i < setup->interface_count; i++) {
		if (setup->config->interfaces[i].address6_count == 0 || setup->mtus[i] >= FL_IP6_MTU_MIN)
			continue;
		snprintf(path, sizeof(path), "interfaces[%u].mtu", i);
		fl_problems_add(problems, path,
			"%u is less than 1280, which IPv6 needs: give the device an MTU of 1280", setup->mtus[i]);
		good = false;
	}
	return good;
}

static bool has_ip6(const struct fl_config_router *config)
{
	for (uint32_t i = 0; i < config->interface_count; i++)
		if (config->interfaces[i].address6_count > 0)
			return true;
	return false;
}

// 0, or what errno is to be.
static int tables_create(
	struct fl_ip_router *router, const struct fl_forwarding_setup *setup, struct fl_problems *problems)
{
	char name[2 * sizeof(uintptr_t) + 2];
	int error = 0;

	router->neighbours = fl_neighbours_create();
	if (router->neighbours == NULL)
		return ENOMEM;
	// Unique while this router is there.
	snprintf(name, sizeof(name), "%" PRIxPTR, (uintptr_t)router);
	router->routes = fl_ip_routes_create(name, setup->config, problems);
	if (router->routes == NULL)
		error = errno;
	// A name of its own: both versions' tables name memory pools by it.
	snprintf(name, sizeof(name), "%" PRIxPTR "v", (uintptr_t)router);
	if (has_ip6(setup->config)) {
		router->routes6 = fl_ip6_routes_create(name, setup->config, problems);
		if (router->routes6 == NULL)
			error = errno;
	}
	return error;
}

static void *state_create(const struct fl_forwarding_setup *setup, struct fl_problems *problems)
{
	struct fl_ip_router *router = rte_zmalloc("ip_router", sizeof(*router), RTE_CACHE_LINE_SIZE);
	int error;

	if (router == NULL) {
		errno = ENOMEM;
		return NULL;
	}
	router->interface_count = setup->interface_count;
	router->pool = setup->pool;
	router->resolver_due_ms = UINT64_MAX;
	for (uint32_t i = 0; i < setup->interface_count; i++)
		interface_init(router, setup, i);
	error = mtus_good(setup, problems) ? tables_create(router, setup, problems) : EINVAL;
	if (error != 0) {
		state_destroy(router);
		errno = error;
		return NULL;
	}
	if (setup->previous_state != NULL)
		fl_resolver_inherit(router, setup->previous_state);
	return router;
}

// What the hold queue has stays where it is; the ring of events was never left half-done.
static void path_state_abandon(void *state)
{
	struct fl_ip_path *path = state;

	path->router->paths[path->interface] = NULL;
	rte_free(path->events);
	rte_free(path);
}

static void path_state_destroy(void *state)
{
	struct fl_ip_path *path = state;

	fl_hold_queue_fini(&path->hold);
	path_state_abandon(path);
}

static struct rte_ring *events_create(void)
{
	ssize_t size = rte_ring_get_memsize_elem(sizeof(struct fl_neighbour_event), EVENTS_SIZE);
	struct rte_ring *ring = rte_zmalloc("neighbour_events", (size_t)size, RTE_CACHE_LINE_SIZE);

	if (ring != NULL)
		rte_ring_init(ring, "neighbour_events", EVENTS_SIZE, RING_F_SP_ENQ | RING_F_SC_DEQ);
	return ring;
}

static void *path_state_create(struct fl_path *path)
{
	struct fl_ip_router *router = path->router_state;
	struct fl_ip_path *state = rte_zmalloc("ip_path", sizeof(*state), RTE_CACHE_LINE_SIZE);

	if (state == NULL) {
		errno = ENOMEM;
		return NULL;
	}
	state->router = router;
	state->interface = path->interface;
	fl_hold_queue_init(&state->hold, path->pool->size / (HOLD_FRACTION * router->interface_count));
	state->events = events_create();
	if (state->events == NULL) {
		rte_free(state);
		errno = ENOMEM;
		return NULL;
	}
	router->paths[path->interface] = state;
	return state;
}

static void tick(void *state, uint64_t now_ms, struct fl_port_tx *const *control_tx)
{
	fl_resolver_tick(state, now_ms, control_tx);
}

static void started(void *state, struct fl_port_tx *const *control_tx)
{
	fl_resolver_announce(state, control_tx);
}

// The first node is where from_device leads; neighbour_hold is a source that no edge leads to. All others follow by their edges.
static const char *const nodes[] = {"ip_fast_path", "neighbour_hold", NULL};

const struct fl_forwarding_ops fl_ip_router_ops = {
	.name = "ipRouter",
	.nodes = nodes,
	.drop_names = fl_drop_names,
	.state_create = state_create,
	.state_destroy = state_destroy,
	.path_state_create = path_state_create,
	.path_state_destroy = path_state_destroy,
	.path_state_abandon = path_state_abandon,
	.tick = tick,
	.started = started,
	.node_owner = fl_element_node_owner,
};
