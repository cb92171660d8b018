// The port on drivers without hardware: net_null, which makes what it receives in the buffers of its queue's pool, and
// net_ring, which has as many queues as it was given rings.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
// cmocka needs the above
#include <cmocka.h>

#include <errno.h>
#include <rte_bus_vdev.h>
#include <rte_eth_ring.h>
#include <rte_ethdev.h>

#include "core/packet.h"
#include "ports/offload.h"
#include "ports/port.h"
#include "test/dpdk.h"

enum { BURST = 8, RING_SIZE = 256, TX_QUEUES = 2, BUFFERS = 2047 };

static struct rte_mempool *first_pool, *second_pool;
static struct rte_ring *inward, *outward[TX_QUEUES];

static int devices_make(void **state)
{
	(void)state;
	dpdk_start();
	first_pool = fl_packet_pool_create("first", BUFFERS);
	second_pool = fl_packet_pool_create("second", BUFFERS);
	inward = rte_ring_create("inward", RING_SIZE, 0, 0);
	outward[0] = rte_ring_create("outward0", RING_SIZE, 0, 0);
	outward[1] = rte_ring_create("outward1", RING_SIZE, 0, 0);
	if (rte_vdev_init("net_null0", "size=64") != 0)
		return -1;
	return rte_eth_from_rings("r", &inward, 1, outward, TX_QUEUES, 0) >= 0 ? 0 : -1;
}

static struct fl_port *port_start(const char *device, struct rte_mempool *pool)
{
	struct fl_port *port = fl_port_sriov_open("vf-0", device);

	assert_non_null(port);
	assert_int_equal(port->ops->start(port, pool), 0);
	return port;
}

static struct rte_mbuf *packet_make(uint8_t mark)
{
	struct rte_mbuf *mbuf = rte_pktmbuf_alloc(first_pool);

	memset(rte_pktmbuf_append(mbuf, 60), mark, 60);
	memset(fl_packet_get(mbuf), 0, sizeof(struct fl_packet));
	return mbuf;
}

// The mark of the next packet in the ring, or -1.
static int mark_take(struct rte_ring *ring)
{
	struct rte_mbuf *mbuf;

	if (rte_ring_dequeue(ring, (void **)&mbuf) != 0)
		return -1;
	int mark = *rte_pktmbuf_mtod(mbuf, uint8_t *);
	rte_pktmbuf_free(mbuf);
	return mark;
}

static void receive_from(struct fl_port *port, struct rte_mempool *pool)
{
	struct rte_mbuf *mbufs[BURST];

	assert_int_equal(port->ops->rx_burst(port, pool, mbufs, BURST), BURST);
	for (int i = 0; i < BURST; i++)
		assert_ptr_equal(mbufs[i]->pool, pool);
	rte_pktmbuf_free_bulk(mbufs, BURST);
}

static void says_when_the_process_was_not_given_the_device(void **state)
{
	(void)state;
	assert_null(fl_port_sriov_open("vf-0", "0000:21:10.0"));
	assert_int_equal(errno, ENODEV);
}

static void receives_nothing_before_it_is_started(void **state)
{
	struct fl_port *port = fl_port_sriov_open("vf-0", "net_null0");
	struct rte_mbuf *mbufs[BURST];

	(void)state;
	assert_non_null(port);
	assert_int_equal(port->ops->rx_burst(port, first_pool, mbufs, BURST), 0);
	port->ops->close(port);
}

static void receives_into_the_pool_of_its_last_start(void **state)
{
	struct fl_port *port = port_start("net_null0", first_pool);

	(void)state;
	receive_from(port, first_pool);
	assert_int_equal(port->ops->start(port, second_pool), 0);
	receive_from(port, second_pool);
	assert_int_equal(port->ops->start(port, second_pool), 0);
	receive_from(port, second_pool);
	port->ops->close(port);
	assert_true(rte_mempool_full(first_pool) && rte_mempool_full(second_pool));
}

static void goes_to_the_port_that_was_started_last(void **state)
{
	struct fl_port *former = port_start("net_null0", first_pool);
	struct fl_port *present = fl_port_sriov_open("vf-1", "net_null0");

	(void)state;
	assert_non_null(present);
	receive_from(former, first_pool); // opening the other changes nothing
	assert_int_equal(present->ops->start(present, second_pool), 0);
	former->ops->close(former);
	receive_from(present, second_pool);
	present->ops->close(present);
}

static void clears_what_it_says_of_received_packets(void **state)
{
	struct fl_port *port = port_start("net_ring_r", first_pool);
	struct rte_mbuf *mbuf = packet_make(1);

	(void)state;
	memset(fl_packet_get(mbuf), 0xff, sizeof(struct fl_packet));
	assert_int_equal(rte_ring_enqueue(inward, mbuf), 0);
	assert_int_equal(port->ops->rx_burst(port, first_pool, &mbuf, 1), 1);
	assert_false(fl_offload_needed(mbuf));
	rte_pktmbuf_free(mbuf);
	port->ops->close(port);
}

static void senders_without_a_queue_send_by_way_of_the_receiver_in_order(void **state)
{
	struct fl_port *port = port_start("net_ring_r", first_pool);
	struct fl_port_tx *own = port->ops->tx_open(port), *second = port->ops->tx_open(port),
			  *third = port->ops->tx_open(port);
	struct rte_mbuf *mbufs[] = {packet_make(1), packet_make(2), packet_make(3), packet_make(4)}, *received;

	(void)state;
	assert_int_equal(port->ops->tx_burst(own, &mbufs[0], 1), 1);
	assert_int_equal(mark_take(outward[1]), 1);
	assert_int_equal(port->ops->tx_burst(second, &mbufs[1], 1), 1);
	assert_int_equal(port->ops->tx_burst(third, &mbufs[2], 1), 1);
	assert_int_equal(port->ops->tx_burst(second, &mbufs[3], 1), 1);
	assert_int_equal(mark_take(outward[0]), -1); // until the receiving side comes by
	assert_int_equal(port->ops->rx_burst(port, first_pool, &received, 1), 0);
	for (int mark = 2; mark <= 4; mark++)
		assert_int_equal(mark_take(outward[0]), mark);
	port->ops->tx_close(own);
	struct fl_port_tx *heir = port->ops->tx_open(port);
	mbufs[0] = packet_make(5);
	assert_int_equal(port->ops->tx_burst(heir, &mbufs[0], 1), 1);
	assert_int_equal(mark_take(outward[1]), 5);
	port->ops->tx_close(heir);
	port->ops->tx_close(second);
	port->ops->tx_close(third);
	port->ops->close(port);
}

static void keeps_what_a_full_queue_does_not_take(void **state)
{
	struct fl_port *port = port_start("net_ring_r", first_pool);
	struct fl_port_tx *own = port->ops->tx_open(port);
	struct rte_mbuf *mbufs[RING_SIZE + 1];

	(void)state;
	for (int i = 0; i <= RING_SIZE; i++)
		mbufs[i] = packet_make(7);
	uint16_t sent = port->ops->tx_burst(own, mbufs, RING_SIZE + 1);
	assert_int_equal(sent, RING_SIZE - 1);
	rte_pktmbuf_free_bulk(mbufs + sent, RING_SIZE + 1U - sent);
	while (mark_take(outward[1]) == 7)
		continue;
	port->ops->tx_close(own);
	port->ops->close(port);
	assert_true(rte_mempool_full(first_pool));
}

// What waits for the receiving side when the port ends is given back.
static void gives_back_what_was_handed_over_and_not_sent(void **state)
{
	struct fl_port *port = port_start("net_ring_r", first_pool);
	struct fl_port_tx *own = port->ops->tx_open(port), *second = port->ops->tx_open(port);
	struct rte_mbuf *mbuf = packet_make(9);

	(void)state;
	assert_int_equal(port->ops->tx_burst(second, &mbuf, 1), 1);
	port->ops->tx_close(own);
	port->ops->tx_close(second);
	port->ops->close(port);
	assert_true(rte_mempool_full(first_pool));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(says_when_the_process_was_not_given_the_device),
		cmocka_unit_test(receives_nothing_before_it_is_started),
		cmocka_unit_test(receives_into_the_pool_of_its_last_start),
		cmocka_unit_test(goes_to_the_port_that_was_started_last),
		cmocka_unit_test(clears_what_it_says_of_received_packets),
		cmocka_unit_test(senders_without_a_queue_send_by_way_of_the_receiver_in_order),
		cmocka_unit_test(keeps_what_a_full_queue_does_not_take),
		cmocka_unit_test(gives_back_what_was_handed_over_and_not_sent),
	};

	return cmocka_run_group_tests(tests, devices_make, NULL);
}
