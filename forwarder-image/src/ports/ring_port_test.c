#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
// cmocka needs the above
#include <cmocka.h>

#include "core/packet.h"
#include "ports/port.h"
#include "test/dpdk.h"

enum { RING_SIZE = 8, BURST = 12 };

static struct rte_mempool *pool;

static int dpdk_make(void **state)
{
	(void)state;
	dpdk_start();
	pool = fl_packet_pool_create("packets", 64);
	return pool != NULL ? 0 : -1;
}

static void packets_make(struct rte_mbuf *mbufs[BURST])
{
	assert_int_equal(rte_pktmbuf_alloc_bulk(pool, mbufs, BURST), 0);
	for (uint16_t i = 0; i < BURST; i++) {
		memset(fl_packet_get(mbufs[i]), 0, sizeof(struct fl_packet));
		fl_packet_get(mbufs[i])->vnet.csum_start = i;
	}
}

static void carries_packets_inward_in_order_as_far_as_they_fit(void **state)
{
	struct fl_port *port = fl_port_ring_open("dev", RING_SIZE);
	struct rte_mbuf *put[BURST], *got[BURST];

	(void)state;
	assert_non_null(port);
	packets_make(put);
	assert_int_equal(fl_port_ring_put(port, put, BURST), RING_SIZE);
	assert_int_equal(port->ops->rx_burst(port, pool, got, 3), 3);
	assert_int_equal(port->ops->rx_burst(port, pool, &got[3], BURST), RING_SIZE - 3);
	for (uint16_t i = 0; i < RING_SIZE; i++) {
		assert_ptr_equal(got[i], put[i]);
		assert_int_equal(fl_packet_get(got[i])->vnet.csum_start, i);
	}
	assert_int_equal(port->ops->rx_burst(port, pool, got, 1), 0);
	rte_pktmbuf_free_bulk(put, BURST);
	port->ops->close(port);
	assert_true(rte_mempool_full(pool));
}

static void leaves_to_the_sender_what_does_not_fit_outward(void **state)
{
	struct fl_port *port = fl_port_ring_open("dev", RING_SIZE);
	struct rte_mbuf *sent[BURST], *taken[BURST];

	(void)state;
	struct fl_port_tx *tx = port->ops->tx_open(port);
	struct fl_port_tx *other = port->ops->tx_open(port);
	packets_make(sent);
	assert_int_equal(port->ops->tx_burst(tx, sent, 5), 5);
	assert_int_equal(port->ops->tx_burst(other, &sent[5], BURST - 5), RING_SIZE - 5);
	assert_int_equal(fl_port_ring_take(port, taken, BURST), RING_SIZE);
	for (uint16_t i = 0; i < RING_SIZE; i++)
		assert_ptr_equal(taken[i], sent[i]);
	rte_pktmbuf_free_bulk(sent, BURST);
	port->ops->tx_close(tx);
	port->ops->tx_close(other);
	port->ops->close(port);
	assert_true(rte_mempool_full(pool));
}

static void gives_back_what_is_left_in_it_when_it_is_closed(void **state)
{
	struct fl_port *port = fl_port_ring_open("dev", RING_SIZE);
	struct rte_mbuf *mbufs[BURST];

	(void)state;
	struct fl_port_tx *tx = port->ops->tx_open(port);
	packets_make(mbufs);
	assert_int_equal(fl_port_ring_put(port, mbufs, 6), 6);
	assert_int_equal(port->ops->tx_burst(tx, &mbufs[6], 6), 6);
	port->ops->tx_close(tx);
	port->ops->close(port);
	assert_true(rte_mempool_full(pool));
}

static void has_the_mac_of_its_name_and_may_be_open_twice(void **state)
{
	struct fl_port *one = fl_port_ring_open("dev", RING_SIZE), *again = fl_port_ring_open("dev", RING_SIZE);
	struct fl_port *other = fl_port_ring_open("other", RING_SIZE);

	(void)state;
	assert_memory_equal(&one->mac, &again->mac, sizeof(one->mac));
	assert_memory_not_equal(&one->mac, &other->mac, sizeof(one->mac));
	assert_true(rte_is_valid_assigned_ether_addr(&one->mac));
	assert_int_equal(one->mtu, 1500);
	one->ops->close(one);
	again->ops->close(again);
	other->ops->close(other);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(carries_packets_inward_in_order_as_far_as_they_fit),
		cmocka_unit_test(leaves_to_the_sender_what_does_not_fit_outward),
		cmocka_unit_test(gives_back_what_is_left_in_it_when_it_is_closed),
		cmocka_unit_test(has_the_mac_of_its_name_and_may_be_open_twice),
	};

	return cmocka_run_group_tests(tests, dpdk_make, NULL);
}
