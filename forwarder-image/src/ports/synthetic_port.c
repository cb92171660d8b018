// A source and a sink for experiments: it makes the frames that its path receives, at the rate that was asked for, and
// takes every frame that is sent to it. What the path does not fetch in time is lost as behind a NIC's queue.
#include <errno.h>
#include <rte_ip.h>
#include <rte_udp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/clock.h"
#include "core/packet.h"
#include "ports/device_mac.h"
#include "ports/port.h"

enum {
	SYNTHETIC_PORT_MTU = 1500,
	QUEUE_FRAMES = 1024, // frames that wait for the path before they are missed
	UDP_DISCARD_PORT = 9,
	HEADERS_BYTES = RTE_ETHER_HDR_LEN + sizeof(struct rte_ipv4_hdr) + sizeof(struct rte_udp_hdr),
};

// Addresses of the benchmarking network, RFC 2544 C.2.2.
static const rte_be32_t source_address = RTE_BE32(RTE_IPV4(198, 18, 0, 1));
static const rte_be32_t destination_address = RTE_BE32(RTE_IPV4(198, 19, 0, 1));

struct fl_synthetic_port {
	struct fl_port port;
	uint8_t headers[HEADERS_BYTES];
	uint16_t frame_bytes;
	uint64_t packets_per_second; // 0: as many as the path takes
	uint64_t hz;                 // TSC
	// The receiving worker's.
	uint64_t started;  // TSC of the first poll, or 0
	uint64_t sequence; // frames that are made or missed
	uint64_t missed, missed_told;
};

static struct fl_synthetic_port *synthetic_port_of(struct fl_port *port)
{
	return (struct fl_synthetic_port *)port;
}

// Counts the frames as missed that came until now and did not fit into the queue; returns how many wait in it.
static uint64_t queue_fill(struct fl_synthetic_port *self, uint64_t now)
{
	uint64_t offered = (uint64_t)((unsigned __int128)(now - self->started) * self->packets_per_second / self->hz);
	uint64_t waiting = offered - self->sequence;

	if (waiting <= QUEUE_FRAMES)
		return waiting;
	self->missed += waiting - QUEUE_FRAMES;
	self->sequence += waiting - QUEUE_FRAMES;
	return QUEUE_FRAMES;
}

// How many frames wait now.
static uint16_t frames_waiting(struct fl_synthetic_port *self, uint64_t now, uint16_t most)
{
	if (self->packets_per_second == 0)
		return most;
	if (self->started == 0)
		self->started = now;
	uint64_t waiting = queue_fill(self, now);

	return waiting < most ? (uint16_t)waiting : most;
}

static void frame_write(struct fl_synthetic_port *self, struct rte_mbuf *mbuf)
{
	char *frame = rte_pktmbuf_append(mbuf, self->frame_bytes);
	uint64_t sequence = rte_cpu_to_be_64(self->sequence++);

	memcpy(frame, self->headers, HEADERS_BYTES);
	memcpy(frame + HEADERS_BYTES, &sequence, sizeof(sequence));
	memset(fl_packet_get(mbuf), 0, sizeof(struct fl_packet));
}

static uint16_t synthetic_rx_burst(
	struct fl_port *port, struct rte_mempool *pool, struct rte_mbuf **mbufs, uint16_t count)
{
	struct fl_synthetic_port *self = synthetic_port_of(port);
	uint64_t start = fl_clock_cycles();

	port->synthetic_cycles = 0;
	uint16_t made = frames_waiting(self, start, count);

	port->missed_packets = self->missed - self->missed_told;
	self->missed_told = self->missed;

	if (made == 0 || rte_pktmbuf_alloc_bulk(pool, mbufs, made) != 0)
		return 0; // without buffers they wait on
	for (uint16_t i = 0; i < made; i++)
		frame_write(self, mbufs[i]);
	port->synthetic_cycles = fl_clock_cycles() - start;
	return made;
}

static uint64_t synthetic_missed_so_far(struct fl_port *port)
{
	struct fl_synthetic_port *self = synthetic_port_of(port);

	if (self->started != 0)
		queue_fill(self, fl_clock_cycles());
	return self->missed;
}

static uint16_t synthetic_tx_burst(struct fl_port_tx *tx, struct rte_mbuf **mbufs, uint16_t count)
{
	(void)tx;
	rte_pktmbuf_free_bulk(mbufs, count);
	return count;
}

static struct fl_port_tx *synthetic_tx_open(struct fl_port *port)
{
	struct fl_port_tx *tx = calloc(1, sizeof(*tx));

	if (tx != NULL)
		tx->port = port;
	return tx;
}

static void synthetic_tx_close(struct fl_port_tx *tx)
{
	free(tx);
}

static void synthetic_close(struct fl_port *port)
{
	free(synthetic_port_of(port));
}

static const struct fl_port_ops synthetic_ops = {
	.rx_burst = synthetic_rx_burst,
	.tx_burst = synthetic_tx_burst,
	.missed_so_far = synthetic_missed_so_far,
	.tx_open = synthetic_tx_open,
	.tx_close = synthetic_tx_close,
	.close = synthetic_close,
};

// An Ethernet frame to the port's own MAC with a UDP datagram, whose checksum is left out (RFC 768).
static void headers_make(struct fl_synthetic_port *self)
{
	struct rte_ether_hdr ether = {.dst_addr = self->port.mac, .ether_type = RTE_BE16(RTE_ETHER_TYPE_IPV4)};
	uint16_t ip_bytes = self->frame_bytes - RTE_ETHER_HDR_LEN;
	struct rte_ipv4_hdr ip = {
		.version_ihl = RTE_IPV4_VHL_DEF,
		.total_length = rte_cpu_to_be_16(ip_bytes),
		.time_to_live = 64,
		.next_proto_id = IPPROTO_UDP,
		.src_addr = source_address,
		.dst_addr = destination_address,
	};
	struct rte_udp_hdr udp = {
		.src_port = RTE_BE16(UDP_DISCARD_PORT),
		.dst_port = RTE_BE16(UDP_DISCARD_PORT),
		.dgram_len = rte_cpu_to_be_16((uint16_t)(ip_bytes - sizeof(ip))),
	};

	ether.src_addr = self->port.mac;
	ether.src_addr.addr_bytes[1] ^= 1; // a neighbour of its own
	ip.hdr_checksum = rte_ipv4_cksum(&ip);
	memcpy(self->headers, &ether, sizeof(ether));
	memcpy(self->headers + sizeof(ether), &ip, sizeof(ip));
	memcpy(self->headers + sizeof(ether) + sizeof(ip), &udp, sizeof(udp));
}

struct fl_port *fl_port_synthetic_open(const char *device, const struct fl_synthetic_load *load)
{
	struct fl_synthetic_port *self = calloc(1, sizeof(*self));

	if (self == NULL)
		return NULL;
	self->port.ops = &synthetic_ops;
	self->port.kind = FL_DEVICE_SYNTHETIC;
	self->port.mtu = SYNTHETIC_PORT_MTU;
	snprintf(self->port.device, sizeof(self->port.device), "%s", device);
	self->port.mac = fl_device_mac(device);
	self->frame_bytes = load->frame_bytes;
	self->packets_per_second = load->packets_per_second;
	self->hz = rte_get_tsc_hz();
	headers_make(self);
	return &self->port;
}
