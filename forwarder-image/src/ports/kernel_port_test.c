// Unmodified Linux hosts on both sides of a loop that hands over whatever comes in on one Kernel port to the other.
#include <errno.h>
#include <rte_cycles.h>
#include <rte_errno.h>
#include <rte_ether.h>
#include <rte_ip4.h>
#include <rte_mempool.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "core/path.h"
#include "ports/offload.h"
#include "ports/port.h"
#include "test/dpdk.h"
#include "test/hosts.h"

enum { BUFFERS = 1024, DEADLINE_SECONDS = 60, STREAM_BYTES = 100 << 20 };

struct wire {
	struct host left, right;
	struct fl_port *ports[2];
	struct fl_port_tx *txs[2];
	struct rte_mempool *pool;
	uint64_t packets, large, unsent;
};

static void turn(void *context)
{
	struct wire *wire = context;
	struct rte_mbuf *mbufs[FL_BURST_MAX];

	for (int side = 0; side < 2; side++) {
		struct fl_port *port = wire->ports[side];
		struct fl_port_tx *tx = wire->txs[!side];
		uint16_t received = port->ops->rx_burst(port, wire->pool, mbufs, FL_BURST_MAX);
		uint16_t sent;

		for (uint16_t i = 0; i < received; i++)
			wire->large += fl_packet_get(mbufs[i])->vnet.gso_type != FL_VNET_GSO_NONE;
		sent = tx->port->ops->tx_burst(tx, mbufs, received);
		wire->packets += received;
		wire->unsent += received - sent;
		rte_pktmbuf_free_bulk(&mbufs[sent], received - sent);
	}
}

static void idle(void *context)
{
	(void)context;
}

static void wire_open(struct wire *wire, uint32_t buffers)
{
	static const char *const devices[] = {"left0", "right0"};

	memset(wire, 0, sizeof(*wire));
	host_create(&wire->left, devices[0], "02:00:00:00:00:01", "10.1.0.1/24", NULL);
	host_create(&wire->right, devices[1], "02:00:00:00:00:02", "10.1.0.2/24", NULL);
	wire->pool = fl_packet_pool_create("wire", buffers);
	if (wire->pool == NULL)
		fail_msg("no pool: %s", rte_strerror(rte_errno));
	for (int side = 0; side < 2; side++) {
		wire->ports[side] = fl_port_kernel_open(devices[side]);
		assert_non_null(wire->ports[side]);
		wire->txs[side] = wire->ports[side]->ops->tx_open(wire->ports[side]);
		assert_non_null(wire->txs[side]);
	}
}

static void wire_close(struct wire *wire)
{
	// Every buffer is back, whatever is parked.
	assert_int_equal(rte_mempool_in_use_count(wire->pool), 0);
	for (int side = 0; side < 2; side++) {
		wire->ports[side]->ops->tx_close(wire->txs[side]);
		wire->ports[side]->ops->close(wire->ports[side]);
	}
	rte_mempool_free(wire->pool);
	host_run(NULL, "ip link del left0; ip link del right0");
	host_destroy(&wire->left);
	host_destroy(&wire->right);
}

static bool transfer_run(struct wire *wire, const struct transfer *transfer)
{
	pid_t processes[2];

	transfer_start(transfer, processes);
	return hosts_wait(processes, 2, DEADLINE_SECONDS, turn, wire);
}

static bool stream_run(struct wire *wire, uint64_t bytes)
{
	return transfer_run(
		wire, &(struct transfer){.from = &wire->left, .to = &wire->right, .tcp = true, .bytes = bytes});
}

static void carries_ping_between_unmodified_hosts(void **state)
{
	struct wire wire;
	pid_t ping;

	(void)state;
	wire_open(&wire, BUFFERS);
	ping = host_start_command(&wire.left, "ping -n -q -c 3 -i 0.01 -s 4000 -W 5 10.1.0.2 >/dev/null");
	assert_true(hosts_wait(&ping, 1, DEADLINE_SECONDS, turn, &wire));
	wire_close(&wire);
}

static void carries_100_megabytes_of_tcp_in_large_segments(void **state)
{
	struct wire wire;

	(void)state;
	wire_open(&wire, BUFFERS);
	assert_true(stream_run(&wire, STREAM_BYTES));
	assert_true(wire.large > 0);
	// Passed whole: far fewer packets than segments of 1,448 bytes.
	assert_true(wire.packets < STREAM_BYTES / 1448);
	wire_close(&wire);
}

static void carries_tcp_by_netdevs_whose_offloads_are_off(void **state)
{
	struct wire wire;

	(void)state;
	wire_open(&wire, BUFFERS);
	assert_int_equal(host_run(NULL, "ethtool -K right0 tso off gso off tx off >/dev/null"), 0);
	assert_true(stream_run(&wire, STREAM_BYTES / 10));
	assert_true(wire.large > 0);
	assert_int_equal(wire.unsent, 0);
	wire_close(&wire);
}

static void carries_datagrams_with_partial_checksums(void **state)
{
	struct wire wire;
	struct transfer transfer = {.bytes = 1000, .count = 200};

	(void)state;
	wire_open(&wire, BUFFERS);
	transfer.from = &wire.left;
	transfer.to = &wire.right;
	assert_true(transfer_run(&wire, &transfer));
	wire_close(&wire);
}

static void carries_large_udp_segments(void **state)
{
	struct wire wire;
	struct transfer transfer = {.bytes = 12000, .count = 50, .segment = 1200};

	(void)state;
	wire_open(&wire, BUFFERS);
	transfer.from = &wire.left;
	transfer.to = &wire.right;
	assert_true(transfer_run(&wire, &transfer));
	assert_true(wire.large > 0);
	wire_close(&wire);
}

static void loses_nothing_but_time_when_buffers_are_few(void **state)
{
	struct wire wire;

	(void)state;
	// One large segment takes 33 of them.
	wire_open(&wire, 40);
	assert_true(stream_run(&wire, STREAM_BYTES / 10));
	assert_true(wire.large > 0);
	wire_close(&wire);
}

static struct rte_mbuf *frame_create(struct rte_mempool *pool, uint16_t length)
{
	struct rte_mbuf *mbuf = rte_pktmbuf_alloc(pool);
	char *bytes;

	assert_non_null(mbuf);
	memset(fl_packet_get(mbuf), 0, sizeof(struct fl_packet));
	bytes = rte_pktmbuf_append(mbuf, length);
	assert_non_null(bytes);
	memset(bytes, 0xff, length);
	return mbuf;
}

// A port on the host's own end of the wire.
static struct fl_port *far_port_open(const struct host *host, struct fl_port_tx **tx)
{
	int home = host_enter(host);
	struct fl_port *port = fl_port_kernel_open("eth0");

	assert_non_null(port);
	*tx = port->ops->tx_open(port);
	assert_non_null(*tx);
	host_leave(home);
	return port;
}

// Turns the wire until the port has received a frame with this EtherType.
static struct rte_mbuf *frame_await(struct wire *wire, struct fl_port *port, uint16_t type)
{
	uint64_t end = rte_get_timer_cycles() + DEADLINE_SECONDS * rte_get_timer_hz();

	while (rte_get_timer_cycles() < end) {
		struct rte_mbuf *mbuf;

		turn(wire);
		if (port->ops->rx_burst(port, wire->pool, &mbuf, 1) == 0)
			continue;
		if (rte_pktmbuf_mtod(mbuf, struct rte_ether_hdr *)->ether_type == rte_cpu_to_be_16(type))
			return mbuf;
		rte_pktmbuf_free(mbuf);
	}
	fail_msg("no frame of type %04x within %d s", type, DEADLINE_SECONDS);
	return NULL;
}

static void carries_vlan_tags_and_the_checksum_behind_them(void **state)
{
	static const struct rte_vlan_hdr tag = {
		.vlan_tci = RTE_BE16(0xa007), .eth_proto = RTE_BE16(RTE_ETHER_TYPE_IPV4)};
	const struct fl_vnet vnet = {.flags = FL_VNET_NEEDS_CSUM, .csum_start = 38, .csum_offset = 6};
	struct wire wire;
	struct fl_port *left, *right;
	struct fl_port_tx *left_tx, *right_tx;
	struct rte_mbuf *mbuf;

	(void)state;
	wire_open(&wire, BUFFERS);
	left = far_port_open(&wire.left, &left_tx);
	right = far_port_open(&wire.right, &right_tx);
	mbuf = frame_create(wire.pool, 100);
	rte_pktmbuf_mtod(mbuf, struct rte_ether_hdr *)->ether_type = RTE_BE16(RTE_ETHER_TYPE_VLAN);
	memcpy(rte_pktmbuf_mtod_offset(mbuf, void *, RTE_ETHER_HDR_LEN), &tag, sizeof(tag));
	fl_packet_get(mbuf)->vnet = vnet;
	assert_int_equal(left->ops->tx_burst(left_tx, &mbuf, 1), 1);

	mbuf = frame_await(&wire, right, RTE_ETHER_TYPE_VLAN);
	assert_int_equal(mbuf->pkt_len, 100);
	assert_memory_equal(rte_pktmbuf_mtod_offset(mbuf, void *, RTE_ETHER_HDR_LEN), &tag, sizeof(tag));
	assert_memory_equal(&fl_packet_get(mbuf)->vnet, &vnet, sizeof(vnet));
	rte_pktmbuf_free(mbuf);
	left->ops->tx_close(left_tx);
	right->ops->tx_close(right_tx);
	left->ops->close(left);
	right->ops->close(right);
	wire_close(&wire);
}

static void moves_what_the_kernel_refuses_behind_what_it_takes(void **state)
{
	struct rte_mbuf *mbufs[3], *refused;
	struct wire wire;

	(void)state;
	wire_open(&wire, BUFFERS);
	mbufs[0] = frame_create(wire.pool, 100);
	mbufs[1] = refused = frame_create(wire.pool, 1700); // more than the MTU
	mbufs[2] = frame_create(wire.pool, 200);
	assert_int_equal(wire.txs[0]->port->ops->tx_burst(wire.txs[0], mbufs, 3), 2);
	assert_ptr_equal(mbufs[2], refused);
	rte_pktmbuf_free(refused);
	wire_close(&wire);
}

static void receives_nothing_that_it_sends(void **state)
{
	struct rte_mbuf *mbuf, *received;
	struct wire wire;

	(void)state;
	wire_open(&wire, BUFFERS);
	mbuf = frame_create(wire.pool, 100);
	rte_pktmbuf_mtod(mbuf, struct rte_ether_hdr *)->ether_type = RTE_BE16(0x88b5); // for experiments
	assert_int_equal(wire.txs[0]->port->ops->tx_burst(wire.txs[0], &mbuf, 1), 1);
	// Sent and received by the kernel before the call returned, if at all.
	while (wire.ports[0]->ops->rx_burst(wire.ports[0], wire.pool, &received, 1) == 1) {
		assert_int_not_equal(rte_pktmbuf_mtod(received, struct rte_ether_hdr *)->ether_type, RTE_BE16(0x88b5));
		rte_pktmbuf_free(received);
	}
	wire_close(&wire);
}

static void drops_what_came_before_its_path(void **state)
{
	struct rte_mbuf *received;
	struct wire wire;
	struct fl_port *port;

	(void)state;
	wire_open(&wire, BUFFERS);
	port = wire.ports[0];
	// Nobody answers: the host's requests for the neighbour's address wait in the port.
	assert_int_not_equal(host_run(&wire.left, "ping -q -c 1 -W 1 10.1.0.2 >/dev/null"), 0);
	port->ops->rx_drain(port);
	assert_int_equal(port->ops->rx_burst(port, wire.pool, &received, 1), 0);
	assert_int_not_equal(host_run(&wire.left, "ping -q -c 1 -W 1 10.1.0.2 >/dev/null"), 0);
	assert_int_equal(port->ops->rx_burst(port, wire.pool, &received, 1), 1);
	rte_pktmbuf_free(received);
	wire_close(&wire);
}

// Receives until nothing waits; counts what came and what the port says it missed.
static uint32_t drain(struct wire *wire, struct fl_port *port, uint64_t *missed)
{
	struct rte_mbuf *mbufs[FL_BURST_MAX];
	uint32_t all = 0;
	uint16_t received;

	while ((received = port->ops->rx_burst(port, wire->pool, mbufs, FL_BURST_MAX)) > 0) {
		*missed += port->missed_packets;
		all += received;
		rte_pktmbuf_free_bulk(mbufs, received);
	}
	return all;
}

static void frames_send(struct wire *wire, struct fl_port_tx *tx, uint32_t count)
{
	for (uint32_t i = 0; i < count; i++) {
		struct rte_mbuf *mbuf = frame_create(wire->pool, 1000);

		assert_int_equal(tx->port->ops->tx_burst(tx, &mbuf, 1), 1);
	}
}

static void tells_what_its_socket_had_no_room_for(void **state)
{
	enum { FLOOD = 50000, OTHERS = 16 }; // OTHERS: frames that the host's kernel sends by itself
	struct fl_port_tx *tx;
	struct fl_port *far, *port;
	uint64_t missed = 0;
	struct wire wire;
	uint32_t received;

	(void)state;
	wire_open(&wire, BUFFERS);
	port = wire.ports[0];
	far = far_port_open(&wire.left, &tx);
	frames_send(&wire, tx, 1);
	assert_in_range(drain(&wire, port, &missed), 1, OTHERS);
	assert_int_equal(missed, 0);

	frames_send(&wire, tx, FLOOD);
	assert_in_range(port->ops->missed_so_far(port), 1, FLOOD + OTHERS);
	received = drain(&wire, port, &missed);
	assert_in_range(received, 1, FLOOD - 1);
	// What can be asked at any time is what the messages tell one by one.
	assert_in_range(received + port->ops->missed_so_far(port), FLOOD, FLOOD + OTHERS);
	// The last of the flood were dropped after the last that was queued: the next one knows of them.
	frames_send(&wire, tx, 1);
	received += drain(&wire, port, &missed);
	assert_in_range(received + missed, FLOOD + 1, FLOOD + 1 + OTHERS);

	// A new path is not told of what its predecessor missed.
	frames_send(&wire, tx, FLOOD);
	port->ops->rx_drain(port);
	missed = 0;
	frames_send(&wire, tx, 1);
	assert_in_range(drain(&wire, port, &missed), 1, OTHERS);
	assert_int_equal(missed, 0);
	tx->port->ops->tx_close(tx);
	far->ops->close(far);
	wire_close(&wire);
}

static int open_without_rights(const void *device)
{
	if (setresuid(65534, 65534, 65534) != 0)
		return 2;
	return fl_port_kernel_open(device) == NULL && errno == EPERM ? 0 : 1;
}

static void says_when_it_lacks_the_right(void **state)
{
	pid_t process;

	(void)state;
	assert_int_equal(host_run(NULL, "ip link add right0 type veth; ip link set right0 up"), 0);
	process = host_start(NULL, open_without_rights, "right0");
	assert_true(hosts_wait(&process, 1, DEADLINE_SECONDS, idle, NULL));
	host_run(NULL, "ip link del right0");
}

static void takes_mac_and_mtu_of_the_netdev(void **state)
{
	static const struct rte_ether_addr mac = {{0x02, 0, 0, 0, 0, 0x01}};
	struct fl_port *port;

	(void)state;
	assert_int_equal(host_run(NULL, "ip link add mtu0 address 02:00:00:00:00:01 type veth; ip "
					"link set mtu0 up mtu 1400"),
		0);
	port = fl_port_kernel_open("mtu0");
	assert_non_null(port);
	assert_int_equal(port->mtu, 1400);
	assert_true(rte_is_same_ether_addr(&port->mac, &mac));
	assert_string_equal(port->device, "mtu0");
	port->ops->close(port);
	host_run(NULL, "ip link del mtu0");
}

static void refuses_netdevs_that_are_absent_or_down(void **state)
{
	(void)state;
	errno = 0;
	assert_null(fl_port_kernel_open("absent0"));
	assert_int_equal(errno, ENODEV);
	assert_null(fl_port_kernel_open("a-name-that-is-too-long"));
	assert_int_equal(errno, ENODEV);
	assert_int_equal(host_run(NULL, "ip link add down0 type veth"), 0);
	assert_null(fl_port_kernel_open("down0"));
	assert_int_equal(errno, ENETDOWN);
	host_run(NULL, "ip link del down0");
}

static int start(void **state)
{
	(void)state;
	hosts_begin();
	dpdk_start();
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(carries_ping_between_unmodified_hosts),
		cmocka_unit_test(carries_100_megabytes_of_tcp_in_large_segments),
		cmocka_unit_test(carries_tcp_by_netdevs_whose_offloads_are_off),
		cmocka_unit_test(carries_datagrams_with_partial_checksums),
		cmocka_unit_test(carries_large_udp_segments),
		cmocka_unit_test(loses_nothing_but_time_when_buffers_are_few),
		cmocka_unit_test(carries_vlan_tags_and_the_checksum_behind_them),
		cmocka_unit_test(moves_what_the_kernel_refuses_behind_what_it_takes),
		cmocka_unit_test(receives_nothing_that_it_sends),
		cmocka_unit_test(drops_what_came_before_its_path),
		cmocka_unit_test(tells_what_its_socket_had_no_room_for),
		cmocka_unit_test(says_when_it_lacks_the_right),
		cmocka_unit_test(takes_mac_and_mtu_of_the_netdev),
		cmocka_unit_test(refuses_netdevs_that_are_absent_or_down),
	};

	return cmocka_run_group_tests(tests, start, NULL);
}
