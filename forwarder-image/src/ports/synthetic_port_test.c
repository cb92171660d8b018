// The source and the sink.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
// cmocka needs the above
#include <cmocka.h>

#include <rte_ip.h>
#include <rte_udp.h>

#include "core/clock.h"
#include "core/packet.h"
#include "ports/port.h"
#include "test/dpdk.h"

enum { BURST = 32, FRAME_BYTES = 100, QUEUE_FRAMES = 1024, DEADLINE_SECONDS = 20 };

static struct rte_mempool *pool;

static int dpdk_make(void **state)
{
	(void)state;
	dpdk_start();
	pool = fl_packet_pool_create("packets", 64);
	return pool != NULL ? 0 : -1;
}

static struct fl_port *port_open(uint64_t packets_per_second)
{
	const struct fl_synthetic_load load = {packets_per_second, FRAME_BYTES};
	struct fl_port *port = fl_port_synthetic_open("syn-0", &load);

	assert_non_null(port);
	return port;
}

// The sequence number of the frame.
static uint64_t sequence_of(struct rte_mbuf *mbuf)
{
	uint64_t sequence;
	size_t offset = RTE_ETHER_HDR_LEN + sizeof(struct rte_ipv4_hdr) + sizeof(struct rte_udp_hdr);

	memcpy(&sequence, rte_pktmbuf_mtod_offset(mbuf, char *, offset), sizeof(sequence));
	return rte_be_to_cpu_64(sequence);
}

static void gives_full_bursts_when_no_rate_is_asked_for(void **state)
{
	struct fl_port *port = port_open(0);
	struct rte_mbuf *mbufs[BURST];

	(void)state;
	for (uint64_t turn = 0; turn < 3; turn++) {
		assert_int_equal(port->ops->rx_burst(port, pool, mbufs, BURST), BURST);
		for (uint64_t i = 0; i < BURST; i++)
			assert_int_equal(sequence_of(mbufs[i]), turn * BURST + i);
		assert_int_equal(port->missed_packets, 0);
		assert_true(port->synthetic_cycles > 0);
		rte_pktmbuf_free_bulk(mbufs, BURST);
	}
	port->ops->close(port);
}

static void frames_are_ip_datagrams_to_the_port_itself(void **state)
{
	struct fl_port *port = port_open(0);
	struct rte_mbuf *mbuf;

	(void)state;
	assert_int_equal(port->ops->rx_burst(port, pool, &mbuf, 1), 1);
	const struct rte_ether_hdr *ether = rte_pktmbuf_mtod(mbuf, struct rte_ether_hdr *);
	const struct rte_ipv4_hdr *ip = (const struct rte_ipv4_hdr *)(ether + 1);

	assert_int_equal(rte_pktmbuf_pkt_len(mbuf), FRAME_BYTES);
	assert_true(rte_is_same_ether_addr(&ether->dst_addr, &port->mac));
	assert_false(rte_is_same_ether_addr(&ether->src_addr, &port->mac));
	assert_int_equal(rte_be_to_cpu_16(ether->ether_type), RTE_ETHER_TYPE_IPV4);
	assert_int_equal(rte_be_to_cpu_16(ip->total_length), FRAME_BYTES - RTE_ETHER_HDR_LEN);
	assert_int_equal(rte_ipv4_cksum(ip), 0); // over a good header
	assert_int_equal(fl_packet_get(mbuf)->vnet.flags, 0);
	rte_pktmbuf_free(mbuf);
	port->ops->close(port);
}

// Fetches until so many packets have come; every one is received or missed, and none comes before its time.
static void offers_the_rate_that_was_asked_for(void **state)
{
	enum { RATE = 50000, PACKETS = 5000 };
	struct fl_port *port = port_open(RATE);
	struct rte_mbuf *mbufs[BURST];
	uint64_t hz = rte_get_tsc_hz(), begin = fl_clock_cycles(), received = 0, missed = 0, elapsed;

	(void)state;
	while (received < PACKETS) {
		uint16_t count = port->ops->rx_burst(port, pool, mbufs, BURST);

		elapsed = fl_clock_cycles() - begin;
		assert_true(elapsed / hz < DEADLINE_SECONDS);
		missed += port->missed_packets;
		if (count == 0)
			continue;
		assert_int_equal(sequence_of(mbufs[0]), received + missed);
		received += count;
		rte_pktmbuf_free_bulk(mbufs, count);
		assert_true(received + missed <= elapsed * RATE / hz + 1);
	}
	port->ops->close(port);
}

static void counts_as_missed_what_its_queue_cannot_hold(void **state)
{
	enum { RATE = 10000000 };
	struct fl_port *port = port_open(RATE);
	struct rte_mbuf *mbuf;
	uint64_t hz = rte_get_tsc_hz();

	(void)state;
	port->ops->rx_burst(port, pool, &mbuf, 1); // the clock starts; nothing is due yet
	uint64_t begin = fl_clock_cycles();
	while (fl_clock_cycles() - begin < hz / 100)
		;
	// 100000 were due and 1024 could wait, which can be asked before anything is fetched.
	uint64_t so_far = port->ops->missed_so_far(port);
	assert_true(so_far >= RATE / 100 - QUEUE_FRAMES - 1);
	assert_int_equal(port->ops->rx_burst(port, pool, &mbuf, 1), 1);
	assert_true(port->missed_packets >= so_far);
	assert_int_equal(sequence_of(mbuf), port->missed_packets);
	rte_pktmbuf_free(mbuf);
	assert_int_equal(port->ops->rx_burst(port, pool, &mbuf, 1), 1);
	rte_pktmbuf_free(mbuf);
	port->ops->close(port);
}

static void waits_when_there_are_no_buffers(void **state)
{
	struct fl_port *port = port_open(0);
	struct rte_mbuf *held[64], *mbuf;

	(void)state;
	assert_int_equal(rte_pktmbuf_alloc_bulk(pool, held, 64), 0);
	assert_int_equal(port->ops->rx_burst(port, pool, &mbuf, 1), 0);
	rte_pktmbuf_free_bulk(held, 64);
	assert_int_equal(port->ops->rx_burst(port, pool, &mbuf, 1), 1);
	assert_int_equal(sequence_of(mbuf), 0);
	rte_pktmbuf_free(mbuf);
	port->ops->close(port);
}

static void takes_everything_that_is_sent_to_it(void **state)
{
	struct fl_port *port = port_open(0);
	struct fl_port_tx *tx = port->ops->tx_open(port);
	struct rte_mbuf *mbufs[BURST];

	(void)state;
	assert_non_null(tx);
	assert_int_equal(rte_pktmbuf_alloc_bulk(pool, mbufs, BURST), 0);
	assert_int_equal(port->ops->tx_burst(tx, mbufs, BURST), BURST);
	assert_true(rte_mempool_full(pool));
	port->ops->tx_close(tx);
	port->ops->close(port);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(gives_full_bursts_when_no_rate_is_asked_for),
		cmocka_unit_test(frames_are_ip_datagrams_to_the_port_itself),
		cmocka_unit_test(offers_the_rate_that_was_asked_for),
		cmocka_unit_test(counts_as_missed_what_its_queue_cannot_hold),
		cmocka_unit_test(waits_when_there_are_no_buffers),
		cmocka_unit_test(takes_everything_that_is_sent_to_it),
	};

	return cmocka_run_group_tests(tests, dpdk_make, NULL);
}
