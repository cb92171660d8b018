#include "ports/shared_port.h"

#include <errno.h>
#include <rte_byteorder.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ports/vlan_tag.h"

enum { DRAIN_BURST = 64 };

// A sender that tags. Without a VLAN the interface has the device's own.
struct tagged_tx {
	struct fl_port_tx tx;
	struct fl_port_tx *device; // owned
	uint8_t tag[FL_VLAN_TAG_SIZE];
};

static struct fl_shared_port *shared_port_of(struct fl_port *port)
{
	return (struct fl_shared_port *)port;
}

// What a sum has grown by since it was last told.
static uint64_t news(const uint64_t *sum, uint64_t *told)
{
	uint64_t now = __atomic_load_n(sum, __ATOMIC_RELAXED), since = now - *told;

	*told = now;
	return since;
}

// The classifier's cycles are told together with packets only: a dispatch without packets is charged to nobody.
static uint16_t shared_rx_burst(struct fl_port *port, struct rte_mempool *pool, struct rte_mbuf **mbufs, uint16_t count)
{
	struct fl_shared_port *self = shared_port_of(port);
	uint16_t taken = (uint16_t)rte_ring_sc_dequeue_burst(self->queue, (void **)mbufs, count, NULL);

	(void)pool; // the classifier has copied them into it
	port->missed_packets = news(&self->sums.missed_packets, &self->missed_told);
	port->classifier_cycles = taken > 0 ? news(&self->sums.cycles, &self->cycles_told) : 0;
	return taken;
}

static uint64_t shared_missed_so_far(struct fl_port *port)
{
	return __atomic_load_n(&shared_port_of(port)->sums.missed_packets, __ATOMIC_RELAXED);
}

static uint16_t tagged_tx_burst(struct fl_port_tx *tx, struct rte_mbuf **mbufs, uint16_t count)
{
	struct tagged_tx *self = (struct tagged_tx *)tx;
	uint16_t tagged = 0;

	// A packet without room for the tag must not cost those behind it: it goes to the end of the array, unsent.
	for (uint16_t i = 0; i < count; i++) {
		struct rte_mbuf *packet = mbufs[i];

		if (!fl_vlan_tag_push(packet, self->tag))
			continue;
		mbufs[i] = mbufs[tagged];
		mbufs[tagged++] = packet;
	}
	uint16_t sent = self->device->port->ops->tx_burst(self->device, mbufs, tagged);
	for (uint16_t i = sent; i < tagged; i++)
		fl_vlan_tag_strip(mbufs[i]);
	return sent;
}

static struct fl_port_tx *shared_tx_open(struct fl_port *port)
{
	struct fl_shared_port *self = shared_port_of(port);
	struct fl_port_tx *device = self->device->ops->tx_open(self->device);
	const rte_be16_t words[] = {RTE_BE16(RTE_ETHER_TYPE_VLAN), rte_cpu_to_be_16(self->vlan)};

	if (device == NULL || self->vlan == 0)
		return device;
	struct tagged_tx *tagged = calloc(1, sizeof(*tagged));
	if (tagged == NULL) {
		self->device->ops->tx_close(device);
		errno = ENOMEM;
		return NULL;
	}
	tagged->tx.port = port;
	tagged->device = device;
	memcpy(tagged->tag, words, sizeof(tagged->tag));
	return &tagged->tx;
}

static void tagged_tx_close(struct fl_port_tx *tx)
{
	struct tagged_tx *self = (struct tagged_tx *)tx;

	self->device->port->ops->tx_close(self->device);
	free(self);
}

static void shared_close(struct fl_port *port)
{
	struct fl_shared_port *self = shared_port_of(port);
	struct rte_mbuf *mbufs[DRAIN_BURST];
	unsigned int count;

	while (self->queue != NULL &&
		(count = rte_ring_dequeue_burst(self->queue, (void **)mbufs, DRAIN_BURST, NULL)) > 0)
		rte_pktmbuf_free_bulk(mbufs, count);
	rte_ring_free(self->queue);
	free(self);
}

// What is sent is the device's: it, and not this port, is asked for positions (core/pool.c).
static const struct fl_port_ops shared_ops = {
	.rx_burst = shared_rx_burst,
	.tx_burst = tagged_tx_burst,
	.missed_so_far = shared_missed_so_far,
	.tx_open = shared_tx_open,
	.tx_close = tagged_tx_close,
	.close = shared_close,
};

struct fl_shared_port *fl_shared_port_open(struct fl_port *device, const struct rte_ether_addr *mac, uint16_t vlan)
{
	struct fl_shared_port *self = calloc(1, sizeof(*self));
	char name[RTE_RING_NAMESIZE];

	if (self == NULL)
		return NULL;
	self->port.ops = &shared_ops;
	self->port.kind = device->kind;
	self->port.mac = *mac;
	self->port.mtu = device->mtu;
	memcpy(self->port.device, device->device, sizeof(self->port.device));
	self->device = device;
	self->vlan = vlan;
	snprintf(name, sizeof(name), "shared%p", (const void *)self);
	self->queue = rte_ring_create(
		name, FL_SHARED_QUEUE_PACKETS, SOCKET_ID_ANY, RING_F_SP_ENQ | RING_F_SC_DEQ | RING_F_EXACT_SZ);
	if (self->queue == NULL) {
		shared_close(&self->port);
		errno = ENOMEM;
		return NULL;
	}
	return self;
}
