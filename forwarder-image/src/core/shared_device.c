#include "core/shared_device.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/packet.h"

static struct fl_shared_device *find(struct fl_shared_device *shared, const struct fl_config_device *config)
{
	while (shared != NULL && !fl_config_device_same(&shared->config, config))
		shared = shared->next;
	return shared;
}

static void destroy(struct fl_shared_device *shared)
{
	fl_classifier_fini(&shared->classifier);
	fl_classifier_table_destroy(shared->table);
	fl_device_release(shared->device);
	rte_mempool_free(shared->classifier.pool); // whole again: the classifier keeps nothing, nor does a closed port
	free(shared);
}

// Without a reference yet.
static struct fl_shared_device *make(
	struct fl_shared_device **list, const struct fl_config_device *config, uint32_t buffers, uint64_t *serial)
{
	struct fl_shared_device *shared = calloc(1, sizeof(*shared));
	char name[24];

	if (shared == NULL)
		return NULL;
	shared->config = *config;
	shared->device = fl_device_open(config);
	if (shared->device == NULL) {
		int cause = errno;

		free(shared);
		errno = cause;
		return NULL;
	}
	snprintf(name, sizeof(name), "d%" PRIu64, ++*serial);
	shared->classifier.device = shared->device->port;
	shared->classifier.pool = fl_packet_pool_create(name, buffers);
	if (shared->classifier.pool == NULL) {
		destroy(shared);
		errno = ENOMEM;
		return NULL;
	}
	shared->list = list;
	shared->next = *list;
	*list = shared;
	return shared;
}

void fl_shared_device_release(struct fl_shared_device *shared)
{
	struct fl_shared_device **link = shared->list;

	if (--shared->references > 0)
		return;
	while (*link != shared)
		link = &(*link)->next;
	*link = shared->next;
	destroy(shared);
}

struct fl_device *fl_shared_device_open(struct fl_shared_device **list, const struct fl_config_device *config,
	const struct fl_config_interface *interface, uint32_t buffers, uint64_t *serial)
{
	struct fl_shared_device *shared = find(*list, config);

	if (shared == NULL)
		shared = make(list, config, buffers, serial);
	if (shared == NULL)
		return NULL;
	shared->references++;
	struct fl_device *device = calloc(1, sizeof(*device));
	struct rte_ether_addr mac;
	memcpy(mac.addr_bytes, interface->mac, sizeof(mac.addr_bytes));
	struct fl_shared_port *port = fl_shared_port_open(shared->device->port, &mac, interface->vlan);
	if (device == NULL || port == NULL) {
		if (port != NULL)
			port->port.ops->close(&port->port);
		free(device);
		fl_shared_device_release(shared);
		errno = ENOMEM;
		return NULL;
	}
	*device = (struct fl_device){.port = &port->port, .shared = shared, .references = 1};
	return device;
}
