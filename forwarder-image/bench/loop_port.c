// The ring devices of the benchmarks, linked in the place of ports/ring_port.c: what a path sends by such a port comes
// back to it, so a path has always work and no generator takes part. A device's name says what its packets are:
//   NAME         a ring of DPDK, taken from and put into directly
//   NAME-STEPS   the same; every packet costs that many steps of work in bench_burn
//   ether...     the ring behind DPDK's net_ring driver, as testpmd and l3fwd use it
// Routed packets would die of old age, so every BENCH_LAPS times round a packet gets a fresh TTL.
#include <errno.h>
#include <rte_eth_ring.h>
#include <rte_ethdev.h>
#include <rte_jhash.h>
#include <rte_ring.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bench/frame.h"
#include "bench/loop_port.h"
#include "core/path.h"

enum { BENCH_LAPS = 200, SLACK = 2 * FL_BURST_MAX, MTU = 1500 };

static void frames_refresh(struct bench_loop_port *loop, struct rte_mbuf **mbufs, uint16_t count)
{
	for (uint16_t i = 0; i < count; i++)
		bench_frame_refresh(mbufs[i]);
	if (loop->fresh_for < -(BENCH_LOOP_PACKETS + SLACK))
		loop->fresh_for = BENCH_LAPS * BENCH_LOOP_PACKETS;
}

static inline void frames_age(struct bench_loop_port *loop, struct rte_mbuf **mbufs, uint16_t count)
{
	if (unlikely(loop->observer != NULL))
		loop->observer(mbufs, count);
	loop->fresh_for -= count;
	if (unlikely(loop->fresh_for < 0))
		frames_refresh(loop, mbufs, count);
}

static uint16_t ring_rx_burst(struct fl_port *port, struct rte_mempool *pool, struct rte_mbuf **mbufs, uint16_t count)
{
	struct bench_loop_port *loop = (struct bench_loop_port *)port;
	uint16_t received = (uint16_t)rte_ring_sc_dequeue_burst(loop->ring, (void **)mbufs, count, NULL);

	(void)pool; // the packets are the port's own
	frames_age(loop, mbufs, received);
	return received;
}

static uint16_t ring_tx_burst(struct fl_port_tx *tx, struct rte_mbuf **mbufs, uint16_t count)
{
	struct bench_loop_port *loop = (struct bench_loop_port *)tx->port;

	// As ports/ring_port.c does: paths of several workers may send by one port.
	return (uint16_t)rte_ring_mp_enqueue_burst(loop->ring, (void *const *)mbufs, count, NULL);
}

static uint16_t ether_rx_burst(struct fl_port *port, struct rte_mempool *pool, struct rte_mbuf **mbufs, uint16_t count)
{
	struct bench_loop_port *loop = (struct bench_loop_port *)port;
	uint16_t received = rte_eth_rx_burst(loop->ether, 0, mbufs, count);

	(void)pool;
	for (uint16_t i = 0; i < received; i++) // what the driver leaves, another packet's path may have written
		memset(fl_packet_get(mbufs[i]), 0, sizeof(struct fl_packet));
	frames_age(loop, mbufs, received);
	return received;
}

static uint16_t ether_tx_burst(struct fl_port_tx *tx, struct rte_mbuf **mbufs, uint16_t count)
{
	return rte_eth_tx_burst(((struct bench_loop_port *)tx->port)->ether, 0, mbufs, count);
}

static struct fl_port_tx *tx_open(struct fl_port *port)
{
	struct fl_port_tx *tx = calloc(1, sizeof(*tx));

	if (tx != NULL)
		tx->port = port;
	return tx;
}

static void tx_close(struct fl_port_tx *tx)
{
	free(tx);
}

// The process ends with its benchmark: rings and packets with it.
static void port_close(struct fl_port *port)
{
	free(port);
}

static const struct fl_port_ops ring_ops = {.rx_burst = ring_rx_burst,
	.tx_burst = ring_tx_burst,
	.tx_open = tx_open,
	.tx_close = tx_close,
	.close = port_close};
static const struct fl_port_ops ether_ops = {.rx_burst = ether_rx_burst,
	.tx_burst = ether_tx_burst,
	.tx_open = tx_open,
	.tx_close = tx_close,
	.close = port_close};

// Control thread.
static bench_loop_observer *observer_next;

void bench_loop_observe(bench_loop_observer *observer)
{
	observer_next = observer;
}

static int ether_start(struct bench_loop_port *loop)
{
	const struct rte_eth_conf config = {0};
	int port = rte_eth_from_ring(loop->ring);

	if (port < 0)
		return -1;
	loop->ether = (uint16_t)port;
	if (rte_eth_dev_configure(loop->ether, 1, 1, &config) != 0 ||
		rte_eth_rx_queue_setup(loop->ether, 0, BENCH_RING_SIZE, SOCKET_ID_ANY, NULL, loop->pool) != 0 ||
		rte_eth_tx_queue_setup(loop->ether, 0, BENCH_RING_SIZE, SOCKET_ID_ANY, NULL) != 0)
		return -1;
	return rte_eth_dev_start(loop->ether);
}

static int packets_put(struct bench_loop_port *loop, uint32_t steps)
{
	struct rte_mbuf *mbufs[BENCH_LOOP_PACKETS];

	if (rte_pktmbuf_alloc_bulk(loop->pool, mbufs, BENCH_LOOP_PACKETS) != 0)
		return -1;
	for (uint32_t i = 0; i < BENCH_LOOP_PACKETS; i++)
		bench_frame_write(mbufs[i], &loop->port.mac, steps, 0, i);
	loop->fresh_for = BENCH_LAPS * BENCH_LOOP_PACKETS;
	return rte_ring_enqueue_bulk(loop->ring, (void *const *)mbufs, BENCH_LOOP_PACKETS, NULL) > 0 ? 0 : -1;
}

struct fl_port *fl_port_ring_open(const char *device, uint32_t ring_size)
{
	struct bench_loop_port *loop = calloc(1, sizeof(*loop));
	const bool ether = strncmp(device, "ether", 5) == 0;
	const char *steps = strchr(device, '-');

	(void)ring_size; // as testpmd's and l3fwd's
	if (loop == NULL)
		return NULL;
	struct fl_port *port = &loop->port;
	port->ops = ether ? &ether_ops : &ring_ops;
	port->kind = FL_DEVICE_RING;
	port->mtu = MTU;
	loop->observer = observer_next;
	snprintf(port->device, sizeof(port->device), "%s", device);
	uint32_t hash = rte_jhash(port->device, sizeof(port->device), 0);
	port->mac.addr_bytes[0] = 0x02; // locally administered
	memcpy(&port->mac.addr_bytes[2], &hash, sizeof(hash));

	loop->pool = fl_packet_pool_create(device, BENCH_LOOP_PACKETS + 1);
	loop->ring = rte_ring_create(
		device, BENCH_RING_SIZE, SOCKET_ID_ANY, ether ? RING_F_SP_ENQ | RING_F_SC_DEQ : RING_F_SC_DEQ);
	if (loop->pool == NULL || loop->ring == NULL || (ether && ether_start(loop) != 0) ||
		packets_put(loop, steps != NULL ? (uint32_t)atoi(steps + 1) : 0) != 0) {
		free(loop);
		errno = ENOMEM;
		return NULL;
	}
	return port;
}
