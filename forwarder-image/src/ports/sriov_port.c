// A virtual function, driven by DPDK: whatever driver DPDK has for it. The device exists once in the process while ports of
// it come and go, two of them for a moment when it changes hands: the port that was started last owns it, as DPDK's own
// register of owners says.
// A device may have fewer transmit queues than there are senders (an igb's function has two). Queue 0 is the receiving
// side's; senders take the others while there are any, and the rest hand their packets over by a ring that the receiving
// side empties into queue 0. So no queue has two writers, and each sender's packets keep their order.
#include <errno.h>
#include <rte_ethdev.h>
#include <rte_ring.h>
#include <rte_ring_peek.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/packet.h"
#include "ports/offload.h"
#include "ports/port.h"
#include "ports/sriov_device.h"

enum {
	HANDOVER_SIZE = 1024,
	HANDOVER_BURST = 32,
	PIECES_MAX = 64, // of a large segment: 64 KB in Ethernet frames are 46
	NO_QUEUE = UINT16_MAX,
};

struct fl_sriov_port {
	struct fl_port port;
	struct fl_sriov_device device;
	struct rte_mempool *pool;  // that it receives into; NULL: not started
	struct rte_ring *handover; // from senders without a queue; many producers, one consumer: the receiving side
	bool taken[FL_SRIOV_TX_QUEUES_MAX];
};

struct fl_sriov_tx {
	struct fl_port_tx tx;
	uint16_t queue; // or NO_QUEUE
};

static struct fl_sriov_port *sriov_port_of(struct fl_port *port)
{
	return (struct fl_sriov_port *)port;
}

static void handover_drain(struct fl_sriov_port *self)
{
	struct rte_mbuf *mbufs[HANDOVER_BURST];

	if (rte_ring_empty(self->handover))
		return;
	unsigned int count = rte_ring_dequeue_burst_start(self->handover, (void **)mbufs, HANDOVER_BURST, NULL);

	if (count == 0)
		return;
	rte_ring_dequeue_finish(self->handover, rte_eth_tx_burst(self->device.id, 0, mbufs, (uint16_t)count));
}

static uint16_t sriov_rx_burst(struct fl_port *port, struct rte_mempool *pool, struct rte_mbuf **mbufs, uint16_t count)
{
	struct fl_sriov_port *self = sriov_port_of(port);

	(void)pool; // the device was given it
	if (self->pool == NULL)
		return 0;
	handover_drain(self);
	uint16_t received = rte_eth_rx_burst(self->device.id, 0, mbufs, count);

	for (uint16_t i = 0; i < received; i++)
		memset(fl_packet_get(mbufs[i]), 0, sizeof(struct fl_packet));
	return received;
}

// Ordinary packets alone; returns how many were taken.
static uint16_t plain_send(struct fl_sriov_tx *tx, struct rte_mbuf **mbufs, uint16_t count)
{
	struct fl_sriov_port *self = sriov_port_of(tx->tx.port);

	if (tx->queue == NO_QUEUE)
		return (uint16_t)rte_ring_mp_enqueue_burst(self->handover, (void *const *)mbufs, count, NULL);
	return rte_eth_tx_burst(self->device.id, tx->queue, mbufs, count);
}

// Whether it was taken: as with a device that cuts, pieces that find no room are lost.
static bool large_send(struct fl_sriov_tx *tx, struct rte_mbuf *packet)
{
	struct rte_mbuf *pieces[PIECES_MAX];
	uint16_t count = fl_offload_complete(packet, pieces, PIECES_MAX);

	if (count == 0)
		return false;
	uint16_t sent = plain_send(tx, pieces, count);
	rte_pktmbuf_free_bulk(pieces + sent, (unsigned int)(count - sent));
	return true;
}

static uint16_t sriov_tx_burst(struct fl_port_tx *port_tx, struct rte_mbuf **mbufs, uint16_t count)
{
	struct fl_sriov_tx *tx = (struct fl_sriov_tx *)port_tx;
	uint16_t done = 0;

	if (sriov_port_of(port_tx->port)->pool == NULL)
		return 0;
	while (done < count) {
		uint16_t plain = done;

		while (plain < count && !fl_offload_needed(mbufs[plain]))
			plain++;
		uint16_t sent = plain_send(tx, mbufs + done, (uint16_t)(plain - done));
		done = (uint16_t)(done + sent);
		if (done < plain || done == count || !large_send(tx, mbufs[done]))
			break;
		done++;
	}
	return done;
}

static struct fl_port_tx *sriov_tx_open(struct fl_port *port)
{
	struct fl_sriov_port *self = sriov_port_of(port);
	struct fl_sriov_tx *tx = calloc(1, sizeof(*tx));

	if (tx == NULL)
		return NULL;
	tx->tx.port = port;
	tx->queue = NO_QUEUE;
	for (uint16_t i = 1; i < self->device.tx_queues && tx->queue == NO_QUEUE; i++)
		if (!self->taken[i])
			tx->queue = i;
	if (tx->queue != NO_QUEUE)
		self->taken[tx->queue] = true;
	return &tx->tx;
}

static void sriov_tx_close(struct fl_port_tx *port_tx)
{
	struct fl_sriov_tx *tx = (struct fl_sriov_tx *)port_tx;

	if (tx->queue != NO_QUEUE)
		sriov_port_of(port_tx->port)->taken[tx->queue] = false;
	free(tx);
}

static void handover_free(struct fl_sriov_port *self)
{
	struct rte_mbuf *mbufs[HANDOVER_BURST];
	unsigned int count;

	while ((count = rte_ring_sc_dequeue_burst(self->handover, (void **)mbufs, HANDOVER_BURST, NULL)) > 0)
		rte_pktmbuf_free_bulk(mbufs, count);
}

static int sriov_start(struct fl_port *port, struct rte_mempool *pool)
{
	struct fl_sriov_port *self = sriov_port_of(port);

	if (self->pool == pool && fl_sriov_device_owned(&self->device))
		return 0;
	handover_free(self);
	int result = fl_sriov_device_start(&self->device, pool);

	self->pool = result == 0 ? pool : NULL;
	return result;
}

static void sriov_close(struct fl_port *port)
{
	struct fl_sriov_port *self = sriov_port_of(port);

	fl_sriov_device_stop(&self->device);
	handover_free(self);
	rte_ring_free(self->handover);
	free(self);
}

static const struct fl_port_ops sriov_ops = {
	.rx_burst = sriov_rx_burst,
	.tx_burst = sriov_tx_burst,
	.start = sriov_start,
	.tx_open = sriov_tx_open,
	.tx_close = sriov_tx_close,
	.close = sriov_close,
};

static struct rte_ring *handover_make(const struct fl_sriov_port *self)
{
	char name[RTE_RING_NAMESIZE];

	snprintf(name, sizeof(name), "handover%p", (const void *)self);
	return rte_ring_create(name, HANDOVER_SIZE, SOCKET_ID_ANY, RING_F_SC_DEQ);
}

struct fl_port *fl_port_sriov_open(const char *device, const char *pci_address)
{
	struct fl_sriov_port *self = calloc(1, sizeof(*self));

	if (self == NULL)
		return NULL;
	struct fl_port *port = &self->port;
	int result = fl_sriov_device_find(&self->device, pci_address);

	if (result == 0) {
		self->handover = handover_make(self);
		result = self->handover == NULL ? -ENOMEM : 0;
	}
	if (result != 0) {
		free(self);
		errno = -result;
		return NULL;
	}
	port->ops = &sriov_ops;
	port->kind = FL_DEVICE_SRIOV;
	snprintf(port->device, sizeof(port->device), "%s", device);
	port->mac = self->device.mac;
	port->mtu = self->device.mtu;
	return port;
}
