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

// A copy of count items, NULL for none. False: no memory.
static bool items_copy(void **to, const void *from, uint32_t count, size_t size)
{
	*to = NULL;
	if (count == 0)
		return true;
	*to = malloc(count * size);
	if (*to != NULL)
		memcpy(*to, from, count * size);
	return *to != NULL;
}

int fl_config_router_copy(struct fl_config_router *to, const struct fl_config_router *from)
{
	void *routes, *routes6;

	if (!items_copy(&routes, from->routes, from->route_count, sizeof(*from->routes)))
		return -ENOMEM;
	if (!items_copy(&routes6, from->routes6, from->route6_count, sizeof(*from->routes6))) {
		free(routes);
		return -ENOMEM;
	}
	*to = *from;
	to->routes = routes;
	to->routes6 = routes6;
	fl_config_click_reference(to->click);
	return 0;
}

void fl_config_router_fini(struct fl_config_router *router)
{
	free(router->routes);
	free(router->routes6);
	router->routes = NULL;
	router->routes6 = NULL;
	router->route_count = router->route6_count = 0;
	fl_config_click_release(router->click);
	router->click = NULL;
}

static bool prefix_equal(struct fl_ip4_prefix a, struct fl_ip4_prefix b)
{
	return a.address == b.address && a.length == b.length;
}

static bool prefix6_equal(const struct fl_ip6_prefix *a, const struct fl_ip6_prefix *b)
{
	return fl_ip6_equal(&a->address, &b->address) && a->length == b->length;
}

bool fl_config_interface_same_place(const struct fl_config_interface *a, const struct fl_config_interface *b)
{
	return memcmp(a->mac, b->mac, sizeof(a->mac)) == 0 && a->vlan == b->vlan;
}

static bool interface_equal(const struct fl_config_interface *a, const struct fl_config_interface *b)
{
	if (strcmp(a->name, b->name) != 0 || strcmp(a->device, b->device) != 0 || a->mtu != b->mtu ||
		!fl_config_interface_same_place(a, b) || a->address_count != b->address_count ||
		a->address6_count != b->address6_count)
		return false;
	for (uint32_t i = 0; i < a->address_count; i++)
		if (!prefix_equal(a->addresses[i], b->addresses[i]))
			return false;
	for (uint32_t i = 0; i < a->address6_count; i++)
		if (!prefix6_equal(&a->addresses6[i], &b->addresses6[i]))
			return false;
	return true;
}

static bool routes_equal(const struct fl_config_router *a, const struct fl_config_router *b)
{
	if (a->route_count != b->route_count || a->route6_count != b->route6_count)
		return false;
	for (uint32_t i = 0; i < a->route_count; i++)
		if (!prefix_equal(a->routes[i].to, b->routes[i].to) || a->routes[i].via != b->routes[i].via)
			return false;
	for (uint32_t i = 0; i < a->route6_count; i++)
		if (!prefix6_equal(&a->routes6[i].to, &b->routes6[i].to) ||
			!fl_ip6_equal(&a->routes6[i].via, &b->routes6[i].via))
			return false;
	return true;
}

bool fl_config_router_same_definition(const struct fl_config_router *a, const struct fl_config_router *b)
{
	if (a->forwarding != b->forwarding || a->interface_count != b->interface_count)
		return false;
	for (uint32_t i = 0; i < a->interface_count; i++)
		if (!interface_equal(&a->interfaces[i], &b->interfaces[i]))
			return false;
	return routes_equal(a, b) && fl_config_click_equal(a->click, b->click);
}

uint32_t fl_config_router_share(const struct fl_config_router *router, uint32_t worker)
{
	for (uint32_t i = 0; i < router->share_count; i++)
		if (router->shares[i].worker == worker)
			return router->shares[i].share_ppm;
	return 0;
}

const char *fl_classification_name(enum fl_classification classification)
{
	static const char *const names[FL_CLASSIFICATION_COUNT] = {
		[FL_CLASSIFICATION_NONE] = "",
		[FL_CLASSIFICATION_CLASSIFIER] = "Classifier",
		[FL_CLASSIFICATION_FIFO] = "Fifo",
	};
	return names[classification];
}

bool fl_config_device_same(const struct fl_config_device *a, const struct fl_config_device *b)
{
	return strcmp(a->name, b->name) == 0 && a->kind == b->kind &&
	       fl_config_device_shared(a) == fl_config_device_shared(b) &&
	       a->load.packets_per_second == b->load.packets_per_second && a->load.frame_bytes == b->load.frame_bytes &&
	       strcmp(a->pci_address, b->pci_address) == 0;
}

const struct fl_config_device *fl_config_device_get(const struct fl_config *config, const char *name)
{
	for (uint32_t i = 0; i < config->device_count; i++)
		if (strcmp(config->devices[i].name, name) == 0)
			return &config->devices[i];
	return NULL;
}
