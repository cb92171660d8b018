// A port of two rings inside the process. It carries packets as they are, fl_packet.vnet included: tests see what a
// device with every offload would see.
#include <errno.h>
#include <rte_errno.h>
#include <rte_ring.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/packet.h"
#include "ports/device_mac.h"
#include "ports/port.h"

enum { RING_PORT_MTU = 1500, DRAIN_BURST = 64 };

struct fl_ring_port {
	struct fl_port port;
	struct rte_ring *inward;  // one producer (the far side), one consumer (the receiving path)
	struct rte_ring *outward; // many producers (every path's tx), one consumer (the far side)
};

static struct fl_ring_port *ring_port_of(struct fl_port *port)
{
	return (struct fl_ring_port *)port;
}

static uint16_t ring_rx_burst(struct fl_port *port, struct rte_mempool *pool, struct rte_mbuf **mbufs, uint16_t count)
{
	(void)pool; // the far side brings its own buffers
	return (uint16_t)rte_ring_sc_dequeue_burst(ring_port_of(port)->inward, (void **)mbufs, count, NULL);
}

static uint16_t ring_tx_burst(struct fl_port_tx *tx, struct rte_mbuf **mbufs, uint16_t count)
{
	return (uint16_t)rte_ring_mp_enqueue_burst(ring_port_of(tx->port)->outward, (void *const *)mbufs, count, NULL);
}

static struct fl_port_tx *ring_tx_open(struct fl_port *port)
{
	struct fl_port_tx *tx = calloc(1, sizeof(*tx));

	if (tx != NULL)
		tx->port = port;
	return tx;
}

static void ring_tx_close(struct fl_port_tx *tx)
{
	free(tx);
}

// Positions are the ring's own, of 32 bits: far more than it holds.
static uint64_t ring_tx_position(const struct fl_port *port)
{
	const struct fl_ring_port *ring_port = (const struct fl_ring_port *)port;

	return __atomic_load_n(&ring_port->outward->prod.tail, __ATOMIC_ACQUIRE);
}

static bool ring_tx_returned(const struct fl_port *port, uint64_t position)
{
	const struct fl_ring_port *ring_port = (const struct fl_ring_port *)port;
	uint32_t taken = __atomic_load_n(&ring_port->outward->cons.tail, __ATOMIC_ACQUIRE);

	return (int32_t)(taken - (uint32_t)position) >= 0;
}

static void drain_and_free(struct rte_ring *ring)
{
	struct rte_mbuf *mbufs[DRAIN_BURST];
	unsigned int count;

	while (ring != NULL && (count = rte_ring_dequeue_burst(ring, (void **)mbufs, DRAIN_BURST, NULL)) > 0)
		rte_pktmbuf_free_bulk(mbufs, count);
	rte_ring_free(ring);
}

static void ring_close(struct fl_port *port)
{
	struct fl_ring_port *ring_port = ring_port_of(port);

	drain_and_free(ring_port->inward);
	drain_and_free(ring_port->outward);
	free(ring_port);
}

static const struct fl_port_ops ring_ops = {
	.rx_burst = ring_rx_burst,
	.tx_burst = ring_tx_burst,
	.tx_open = ring_tx_open,
	.tx_close = ring_tx_close,
	.tx_position = ring_tx_position,
	.tx_returned = ring_tx_returned,
	.close = ring_close,
};

// Names of rings are unique in the process, but two ports of one device may be open for a moment while it changes
// hands, so the port's address is part of the name.
static struct rte_ring *ring_make(
	const struct fl_ring_port *ring_port, const char *direction, uint32_t size, unsigned flags)
{
	char name[RTE_RING_NAMESIZE];

	snprintf(name, sizeof(name), "%s%p", direction, (const void *)ring_port);
	return rte_ring_create(name, size, SOCKET_ID_ANY, flags | RING_F_EXACT_SZ);
}

struct fl_port *fl_port_ring_open(const char *device, uint32_t ring_size)
{
	struct fl_ring_port *ring_port = calloc(1, sizeof(*ring_port));

	if (ring_port == NULL)
		return NULL;
	struct fl_port *port = &ring_port->port;

	port->ops = &ring_ops;
	port->kind = FL_DEVICE_RING;
	port->mtu = RING_PORT_MTU;
	snprintf(port->device, sizeof(port->device), "%s", device);
	port->mac = fl_device_mac(device);
	ring_port->inward = ring_make(ring_port, "in", ring_size, RING_F_SP_ENQ | RING_F_SC_DEQ);
	ring_port->outward = ring_make(ring_port, "out", ring_size, RING_F_SC_DEQ);
	if (ring_port->inward == NULL || ring_port->outward == NULL) {
		ring_close(port);
		errno = ENOMEM;
		return NULL;
	}
	return port;
}

uint16_t fl_port_ring_put(struct fl_port *port, struct rte_mbuf **mbufs, uint16_t count)
{
	return (uint16_t)rte_ring_sp_enqueue_burst(ring_port_of(port)->inward, (void *const *)mbufs, count, NULL);
}

uint16_t fl_port_ring_take(struct fl_port *port, struct rte_mbuf **mbufs, uint16_t count)
{
	return (uint16_t)rte_ring_sc_dequeue_burst(ring_port_of(port)->outward, (void **)mbufs, count, NULL);
}
