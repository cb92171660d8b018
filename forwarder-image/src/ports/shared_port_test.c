// An interface's side of a shared device: its tag, and what it tells of its classifier.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
// cmocka needs the above
#include <cmocka.h>

#include "core/packet.h"
#include "ports/shared_port.h"
#include "ports/vlan_tag.h"
#include "test/dpdk.h"

enum { RING_SIZE = 4, FRAME_BYTES = 60, CHECKSUM_AT = 34, HEADERS_BYTES = 54, SEGMENT_BYTES = 1448 };

static const struct rte_ether_addr mac = {{2, 0, 0, 0, 0, 1}};
static const uint8_t tag_of_7[FL_VLAN_TAG_SIZE] = {0x81, 0x00, 0x00, 0x07};
static struct rte_mempool *pool;

static int dpdk_make(void **state)
{
	(void)state;
	dpdk_start();
	pool = fl_packet_pool_create("packets", 64);
	return pool != NULL ? 0 : -1;
}

// A large segment with a checksum to be completed, every byte of which has another value.
static struct rte_mbuf *frame_make(void)
{
	struct rte_mbuf *mbuf = rte_pktmbuf_alloc(pool);

	assert_non_null(mbuf);
	uint8_t *data = (uint8_t *)rte_pktmbuf_append(mbuf, FRAME_BYTES);
	for (uint8_t i = 0; i < FRAME_BYTES; i++)
		data[i] = i;
	fl_packet_get(mbuf)->vnet = (struct fl_vnet){.flags = FL_VNET_NEEDS_CSUM,
		.gso_type = 1,
		.hdr_len = HEADERS_BYTES,
		.gso_size = SEGMENT_BYTES,
		.csum_start = CHECKSUM_AT};
	return mbuf;
}

static void assert_is_as_made(struct rte_mbuf *mbuf)
{
	struct rte_mbuf *made = frame_make();

	assert_int_equal(mbuf->pkt_len, FRAME_BYTES);
	assert_memory_equal(rte_pktmbuf_mtod(mbuf, char *), rte_pktmbuf_mtod(made, char *), FRAME_BYTES);
	assert_memory_equal(&fl_packet_get(mbuf)->vnet, &fl_packet_get(made)->vnet, sizeof(struct fl_vnet));
	rte_pktmbuf_free(made);
}

static void tags_what_it_sends_and_moves_the_offload_headers_places(void **state)
{
	struct fl_port *device = fl_port_ring_open("dev", RING_SIZE);
	struct fl_shared_port *port = fl_shared_port_open(device, &mac, 7);
	struct fl_port_tx *tx = port->port.ops->tx_open(&port->port);
	struct rte_mbuf *mbuf = frame_make();

	(void)state;
	assert_int_equal(tx->port->ops->tx_burst(tx, &mbuf, 1), 1);
	assert_int_equal(fl_port_ring_take(device, &mbuf, 1), 1);
	const uint8_t *data = rte_pktmbuf_mtod(mbuf, const uint8_t *);
	assert_int_equal(mbuf->pkt_len, FRAME_BYTES + FL_VLAN_TAG_SIZE);
	assert_int_equal(data[11], 11);
	assert_memory_equal(data + 12, tag_of_7, FL_VLAN_TAG_SIZE);
	assert_int_equal(data[16], 12);
	assert_int_equal(fl_packet_get(mbuf)->vnet.csum_start, CHECKSUM_AT + FL_VLAN_TAG_SIZE);
	assert_int_equal(fl_packet_get(mbuf)->vnet.hdr_len, HEADERS_BYTES + FL_VLAN_TAG_SIZE);
	fl_vlan_tag_strip(mbuf);
	assert_is_as_made(mbuf);
	rte_pktmbuf_free(mbuf);
	tx->port->ops->tx_close(tx);
	port->port.ops->close(&port->port);
	device->ops->close(device);
	assert_true(rte_mempool_full(pool));
}

static void gives_back_as_it_was_what_the_device_does_not_take(void **state)
{
	struct fl_port *device = fl_port_ring_open("dev", RING_SIZE);
	struct fl_shared_port *port = fl_shared_port_open(device, &mac, 7);
	struct fl_port_tx *tx = port->port.ops->tx_open(&port->port);
	struct rte_mbuf *mbufs[RING_SIZE + 3];

	(void)state;
	for (int i = 0; i < RING_SIZE + 3; i++)
		mbufs[i] = frame_make();
	struct rte_mbuf *cramped = mbufs[1]; // without room for a tag
	assert_non_null(rte_pktmbuf_prepend(cramped, rte_pktmbuf_headroom(cramped)));
	assert_int_equal(tx->port->ops->tx_burst(tx, mbufs, RING_SIZE + 3), RING_SIZE);
	for (int i = RING_SIZE; i < RING_SIZE + 3; i++)
		if (mbufs[i] != cramped)
			assert_is_as_made(mbufs[i]);
	assert_ptr_equal(mbufs[RING_SIZE + 2], cramped);
	rte_pktmbuf_free_bulk(&mbufs[RING_SIZE], 3);
	tx->port->ops->tx_close(tx);
	port->port.ops->close(&port->port);
	device->ops->close(device);
	assert_true(rte_mempool_full(pool));
}

static void tells_of_losses_at_once_and_of_cycles_with_the_next_packets(void **state)
{
	struct fl_port *device = fl_port_ring_open("dev", RING_SIZE);
	struct fl_shared_port *port = fl_shared_port_open(device, &mac, 0);
	struct rte_mbuf *mbuf = frame_make();

	(void)state;
	port->sums = (struct fl_shared_port_sums){.missed_packets = 3, .cycles = 1000};
	assert_int_equal(port->port.ops->rx_burst(&port->port, pool, &mbuf, 1), 0);
	assert_int_equal(port->port.missed_packets, 3);
	assert_int_equal(port->port.classifier_cycles, 0);
	assert_int_equal(rte_ring_sp_enqueue(port->queue, mbuf), 0);
	port->sums.cycles = 1500;
	assert_int_equal(port->port.ops->rx_burst(&port->port, pool, &mbuf, 1), 1);
	assert_int_equal(port->port.missed_packets, 0);
	assert_int_equal(port->port.classifier_cycles, 1500);
	assert_int_equal(rte_ring_sp_enqueue(port->queue, mbuf), 0); // left in its queue
	port->port.ops->close(&port->port);
	device->ops->close(device);
	assert_true(rte_mempool_full(pool));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(tags_what_it_sends_and_moves_the_offload_headers_places),
		cmocka_unit_test(gives_back_as_it_was_what_the_device_does_not_take),
		cmocka_unit_test(tells_of_losses_at_once_and_of_cycles_with_the_next_packets),
	};

	return cmocka_run_group_tests(tests, dpdk_make, NULL);
}
