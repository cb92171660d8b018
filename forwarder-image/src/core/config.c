#include "core/config.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

void fl_config_destroy(struct fl_config *config)
{
	if (config == NULL)
		return;
	for (uint32_t i = 0; i < config->router_count; i++)
		fl_config_router_fini(&config->routers[i]);
	free(config->routers);
	free(config->devices);
	free(config);
}

int fl_config_router_copy(struct fl_config_router *to, const struct fl_config_router *from)
{
	struct fl_config_route *routes = NULL;

	if (from->route_count > 0) {
		routes = malloc(from->route_count * sizeof(*routes));
		if (routes == NULL)
			return -ENOMEM;
		memcpy(routes, from->routes, from->route_count * sizeof(*routes));
	}
	*to = *from;
	to->routes = routes;
	fl_config_click_reference(to->click);
	return 0;
}

void fl_config_router_fini(struct fl_config_router *router)
{
	free(router->routes);
	router->routes = NULL;
	router->route_count = 0;
	fl_config_click_release(router->click);
	router->click = NULL;
}

static bool prefix_equal(struct fl_ip4_prefix a, struct fl_ip4_prefix b)
{
	return a.address == b.address && a.length == b.length;
}

static bool interface_equal(const struct fl_config_interface *a, const struct fl_config_interface *b)
{
	if (strcmp(a->name, b->name) != 0 || strcmp(a->device, b->device) != 0 || a->mtu != b->mtu ||
		a->address_count != b->address_count)
		return false;
	for (uint32_t i = 0; i < a->address_count; i++)
		if (!prefix_equal(a->addresses[i], b->addresses[i]))
			return false;
	return true;
}

bool fl_config_router_same_definition(const struct fl_config_router *a, const struct fl_config_router *b)
{
	if (a->forwarding != b->forwarding || a->interface_count != b->interface_count ||
		a->route_count != b->route_count)
		return false;
	for (uint32_t i = 0; i < a->interface_count; i++)
		if (!interface_equal(&a->interfaces[i], &b->interfaces[i]))
			return false;
	for (uint32_t i = 0; i < a->route_count; i++)
		if (!prefix_equal(a->routes[i].to, b->routes[i].to) || a->routes[i].via != b->routes[i].via)
			return false;
	return fl_config_click_equal(a->click, b->click);
}

uint32_t fl_config_router_share(const struct fl_config_router *router, uint32_t worker)
{
	for (uint32_t i = 0; i < router->share_count; i++)
		if (router->shares[i].worker == worker)
			return router->shares[i].share_ppm;
	return 0;
}

bool fl_config_device_same(const struct fl_config_device *a, const struct fl_config_device *b)
{
	return strcmp(a->name, b->name) == 0 && a->kind == b->kind &&
	       a->load.packets_per_second == b->load.packets_per_second && a->load.frame_bytes == b->load.frame_bytes;
}

const struct fl_config_device *fl_config_device_get(const struct fl_config *config, const char *name)
{
	for (uint32_t i = 0; i < config->device_count; i++)
		if (strcmp(config->devices[i].name, name) == 0)
			return &config->devices[i];
	return NULL;
}
