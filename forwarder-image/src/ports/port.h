// A port: one device of the pod, received by one path and sent to by any number of paths of one router; a shared device is
// received by its classifier, and has a port for each of its interfaces (ports/shared_port.h).
// Opened and closed by the control thread; rx by the worker that runs the receiving path; each fl_port_tx by the
// worker that runs the path which opened it. So no two threads ever touch the same rx side or the same tx side.
#pragma once
#include <rte_ether.h>
#include <rte_mbuf.h>
#include <rte_mempool.h>
#include <stdbool.h>
#include <stdint.h>

#include "core/config.h"

struct fl_port;
struct fl_port_tx;

struct fl_port_ops {
	// Receives up to count packets into mbufs, taken from pool; returns how many. Never blocks.
	// Sets each packet's fl_packet.vnet (zero when the device gives none).
	uint16_t (*rx_burst)(struct fl_port *port, struct rte_mempool *pool, struct rte_mbuf **mbufs, uint16_t count);
	// Sends up to count packets; returns how many were taken (from the front). Taken packets are the port's, the
	// others stay the caller's. Never blocks. Completes checksums and cuts large segments where the device cannot.
	uint16_t (*tx_burst)(struct fl_port_tx *tx, struct rte_mbuf **mbufs, uint16_t count);
	// How many packets it has lost because they were not fetched in time, by what the device knows now: what no rx_burst has
	// told yet is among them. The worker that has the rx side. NULL: it does not know.
	uint64_t (*missed_so_far)(struct fl_port *port);
	// Drops what was received so far, while no path has the port. NULL: the device is empty when it is opened.
	void (*rx_drain)(struct fl_port *port);
	// For a device that receives into buffers which it was given before: from now on they come from pool, and what it
	// held of another pool has been given back. Control thread, while no path has the port; before the first rx_burst.
	// 0, or -errno and the port receives and takes nothing. NULL: rx_burst's pool is used.
	int (*start)(struct fl_port *port, struct rte_mempool *pool);
	struct fl_port_tx *(*tx_open)(struct fl_port *port); // NULL and errno on failure
	void (*tx_close)(struct fl_port_tx *tx);             // after the worker has let go of it
	// For a port that keeps packets that it took: a position in what all its tx took so far, and whether everything up
	// to a position has been given back to its pool. Control thread. Both NULL: it keeps none beyond tx_burst.
	uint64_t (*tx_position)(const struct fl_port *port);
	bool (*tx_returned)(const struct fl_port *port, uint64_t position);
	void (*close)(struct fl_port *port); // after every tx is closed and the rx side is unused
};

struct fl_port {
	const struct fl_port_ops *ops;
	char device[FL_NAME_SIZE];
	enum fl_device_kind kind;
	struct rte_ether_addr mac;
	uint16_t mtu; // of the device: largest payload of an Ethernet frame
	// Of the last rx_burst, for the worker that called it; 0 in ports that do not know.
	uint64_t missed_packets;   // were lost since the one before, because the path did not fetch them in time
	uint64_t synthetic_cycles; // went into making packets
	// Of a shared device: a classifier spent on packets of this port, those that were lost included, since the burst before
	// that brought any.
	uint64_t classifier_cycles;
};

struct fl_port_tx {
	struct fl_port *port;
};

// Opens a netdev of this network namespace through packet sockets. NULL and errno: ENODEV no such netdev,
// EPERM no CAP_NET_RAW, ENETDOWN the netdev is down.
struct fl_port *fl_port_kernel_open(const char *device);

// Makes a port of two rings inside this process, for tests and benchmarks; mtu 1500 and a MAC made from the name.
struct fl_port *fl_port_ring_open(const char *device, uint32_t ring_size);
// The far side of a ring port: what is put in is received by the path, what the path sends is taken out.
// One thread at a time, any thread. What was taken out is freed before the engine's next tick. Packets put in must come from a pool made by fl_packet_pool_create.
uint16_t fl_port_ring_put(struct fl_port *port, struct rte_mbuf **mbufs, uint16_t count);
uint16_t fl_port_ring_take(struct fl_port *port, struct rte_mbuf **mbufs, uint16_t count);

// Makes a port that generates what its path receives (Ethernet frames with a UDP datagram from 198.18.0.1 to 198.19.0.1,
// RFC 2544's benchmarking network, and a sequence number of 64 bits as the first payload) and takes everything that is
// sent to it; mtu 1500 and a MAC made from the name. NULL and errno: ENOMEM.
struct fl_port *fl_port_synthetic_open(const char *device, const struct fl_synthetic_load *load);

// Opens a device that a DPDK driver has, by its PCI address; device is its name. It is not touched before it is started:
// another port may use it until then. NULL and errno: ENODEV the process was not given it (fl_engine_options), ENOTSUP
// it has no queues, ENOMEM.
struct fl_port *fl_port_sriov_open(const char *device, const char *pci_address);

// What /v1/topology lists: every Ethernet netdev of this network namespace but lo and eth0.
struct fl_netdev {
	char name[FL_NAME_SIZE];
	struct rte_ether_addr mac;
	uint16_t mtu;
	bool up;
};
// Fills at most max entries, sorted by name; returns how many, or -errno.
int fl_netdevs_list(struct fl_netdev *netdevs, uint32_t max);
