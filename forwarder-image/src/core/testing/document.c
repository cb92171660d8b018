#include "core/testing/document.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void *grow(void *array, uint32_t count, size_t size)
{
	void *grown = realloc(array, count * size);

	if (grown == NULL)
		abort();
	return grown;
}

struct fl_config *document_create(const char *forwarder_uid, uint64_t generation)
{
	struct fl_config *config = calloc(1, sizeof(*config));

	if (config == NULL)
		abort();
	snprintf(config->forwarder_uid, sizeof(config->forwarder_uid), "%s", forwarder_uid);
	config->generation = generation;
	config->buffers_per_router = 512;
	return config;
}

static struct fl_config_router *router_add(struct fl_config *config, const char *uid)
{
	config->routers = grow(config->routers, config->router_count + 1, sizeof(*config->routers));
	struct fl_config_router *router = &config->routers[config->router_count++];

	memset(router, 0, sizeof(*router));
	snprintf(router->uid, sizeof(router->uid), "%s", uid);
	return router;
}

static void device_add(struct fl_config *config, const char *name)
{
	config->devices = grow(config->devices, config->device_count + 1, sizeof(*config->devices));
	struct fl_config_device *device = &config->devices[config->device_count++];

	memset(device, 0, sizeof(*device));
	snprintf(device->name, sizeof(device->name), "%s", name);
	device->kind = FL_DEVICE_RING;
}

struct fl_config_router *document_add(
	struct fl_config *config, const char *uid, uint64_t generation, uint32_t worker, uint32_t share_ppm)
{
	struct fl_config_router *router = router_add(config, uid);

	snprintf(router->name, sizeof(router->name), "tests/%s", uid);
	router->generation = generation;
	router->forwarding = FL_FORWARDING_IP_ROUTER;
	router->interface_count = 2;
	for (uint32_t i = 0; i < 2; i++) {
		struct fl_config_interface *interface = &router->interfaces[i];

		interface->name[0] = i == 0 ? 'a' : 'b';
		snprintf(interface->device, sizeof(interface->device), "%.12s-%c", uid, interface->name[0]);
		device_add(config, interface->device);
		router->paths[i].interface = i;
		router->paths[i].worker = worker;
	}
	router->share_count = 1;
	router->shares[0].worker = worker;
	router->shares[0].share_ppm = share_ppm;
	return router;
}

void document_keep(struct fl_config *config, const char *uid)
{
	router_add(config, uid)->keep = true;
}

void document_route_via(struct fl_config_router *router, uint32_t value)
{
	router->routes = grow(router->routes, router->route_count + 1, sizeof(*router->routes));
	struct fl_config_route *route = &router->routes[router->route_count++];

	memset(route, 0, sizeof(*route));
	route->via = value;
}

void document_routes(struct fl_config_router *router, uint32_t count, uint32_t via)
{
	if (count == 0)
		return;
	router->routes = grow(router->routes, count, sizeof(*router->routes));
	for (uint32_t i = 0; i < count; i++)
		router->routes[i] =
			(struct fl_config_route){.to = {.address = 20U << 24 | i << 8, .length = 24}, .via = via};
	router->route_count = count;
}

void document_place(struct fl_config_router *router, uint32_t interface, uint32_t worker, uint32_t share_ppm)
{
	router->paths[interface].worker = worker;
	router->share_count = 0;
	for (uint32_t i = 0; i < router->interface_count; i++) {
		if (fl_config_router_share(router, router->paths[i].worker) != 0)
			continue;
		router->shares[router->share_count++] =
			(struct fl_config_share){.worker = router->paths[i].worker, .share_ppm = share_ppm};
	}
}

void document_interface(struct fl_config *config, struct fl_config_router *router, uint32_t worker, uint32_t share_ppm)
{
	uint32_t index = router->interface_count++;
	struct fl_config_interface *interface = &router->interfaces[index];

	interface->name[0] = (char)('a' + index);
	// As the first one's but for the last character.
	memcpy(interface->device, router->interfaces[0].device, sizeof(interface->device));
	interface->device[strlen(interface->device) - 1] = interface->name[0];
	device_add(config, interface->device);
	router->paths[index].interface = index;
	document_place(router, index, worker, share_ppm);
}
