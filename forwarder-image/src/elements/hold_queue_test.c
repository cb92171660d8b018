#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

#include "core/packet.h"
#include "elements/hold_queue.h"
#include "test/dpdk.h"

enum { BUFFERS = 256, BUFFERS_HELD_MAX = 20 };

static struct fl_neighbour_key key(uint32_t address)
{
	return fl_neighbour_key_of_ip4(address);
}

struct fixture {
	struct rte_mempool *pool;
	struct fl_hold_queue queue;
};

static struct rte_mbuf *packet_create(struct fixture *fixture, uint16_t segments)
{
	struct rte_mbuf *packet = rte_pktmbuf_alloc(fixture->pool);

	assert_non_null(packet);
	while (packet->nb_segs < segments)
		assert_int_equal(rte_pktmbuf_chain(packet, rte_pktmbuf_alloc(fixture->pool)), 0);
	return packet;
}

static void gives_back_in_order(void **state)
{
	struct fixture *fixture = *state;
	struct fl_held *held = fl_hold_queue_begin(&fixture->queue, key(7), 1, 0);
	struct rte_mbuf *packets[FL_HOLD_PACKETS], *out[FL_HOLD_PACKETS];

	for (int i = 0; i < 5; i++) {
		packets[i] = packet_create(fixture, 1);
		assert_null(fl_hold_queue_add(&fixture->queue, held, packets[i]));
	}
	assert_ptr_equal(fl_hold_queue_find(&fixture->queue, key(7)), held);
	assert_int_equal(fl_hold_queue_end(&fixture->queue, held, out), 5);
	assert_memory_equal(out, packets, 5 * sizeof(out[0]));
	assert_null(fl_hold_queue_find(&fixture->queue, key(7)));
	rte_pktmbuf_free_bulk(out, 5);
}

static void the_oldest_gives_way(void **state)
{
	struct fixture *fixture = *state;
	struct fl_held *held = fl_hold_queue_begin(&fixture->queue, key(7), 1, 0);
	struct rte_mbuf *first = packet_create(fixture, 1), *newest = packet_create(fixture, 1);

	assert_null(fl_hold_queue_add(&fixture->queue, held, first));
	for (int i = 1; i < FL_HOLD_PACKETS; i++)
		assert_null(fl_hold_queue_add(&fixture->queue, held, packet_create(fixture, 1)));
	assert_ptr_equal(fl_hold_queue_add(&fixture->queue, held, newest), first);
	assert_int_equal(fixture->queue.buffers, FL_HOLD_PACKETS);
	rte_pktmbuf_free(first);
}

static void refuses_what_takes_too_many_buffers(void **state)
{
	struct fixture *fixture = *state;
	struct fl_held *held = fl_hold_queue_begin(&fixture->queue, key(7), 1, 0);
	struct rte_mbuf *large = packet_create(fixture, BUFFERS_HELD_MAX - 1), *other = packet_create(fixture, 2);

	assert_null(fl_hold_queue_add(&fixture->queue, held, large));
	assert_ptr_equal(fl_hold_queue_add(&fixture->queue, held, other), other);
	rte_pktmbuf_free(other);
	assert_null(fl_hold_queue_add(&fixture->queue, held, packet_create(fixture, 1)));
}

static void the_oldest_gives_way_to_no_packet_that_takes_too_many_buffers(void **state)
{
	struct fixture *fixture = *state;
	struct fl_held *held = fl_hold_queue_begin(&fixture->queue, key(7), 1, 0);
	struct rte_mbuf *large = packet_create(fixture, BUFFERS_HELD_MAX - FL_HOLD_PACKETS + 2);

	for (int i = 0; i < FL_HOLD_PACKETS; i++)
		assert_null(fl_hold_queue_add(&fixture->queue, held, packet_create(fixture, 1)));
	assert_ptr_equal(fl_hold_queue_add(&fixture->queue, held, large), large);
	assert_int_equal(fixture->queue.buffers, FL_HOLD_PACKETS);
	rte_pktmbuf_free(large);
}

static void has_room_for_so_many_neighbours_and_for_others_when_one_ends(void **state)
{
	struct fixture *fixture = *state;
	struct rte_mbuf *out[FL_HOLD_PACKETS];

	for (uint32_t i = 0; i < FL_HOLD_NEIGHBOURS; i++) {
		struct fl_held *held = fl_hold_queue_begin(&fixture->queue, key(i), 1, 0);

		assert_null(fl_hold_queue_add(&fixture->queue, held, packet_create(fixture, 1)));
	}
	assert_null(fl_hold_queue_begin(&fixture->queue, key(99), 1, 0));
	assert_int_equal(fl_hold_queue_end(&fixture->queue, fl_hold_queue_find(&fixture->queue, key(3)), out), 1);
	rte_pktmbuf_free(out[0]);
	assert_non_null(fl_hold_queue_begin(&fixture->queue, key(99), 1, 0));
	for (uint32_t i = 0; i < FL_HOLD_NEIGHBOURS; i++)
		assert_int_equal(fl_hold_queue_find(&fixture->queue, key(i)) != NULL, i != 3);
}

static int setup(void **state)
{
	static struct fixture fixture;

	fixture.pool = fl_packet_pool_create("hold", BUFFERS);
	assert_non_null(fixture.pool);
	fl_hold_queue_init(&fixture.queue, BUFFERS_HELD_MAX);
	*state = &fixture;
	return 0;
}

static int teardown(void **state)
{
	struct fixture *fixture = *state;

	fl_hold_queue_fini(&fixture->queue);
	assert_int_equal(rte_mempool_in_use_count(fixture->pool), 0);
	rte_mempool_free(fixture->pool);
	return 0;
}

static int start(void **state)
{
	(void)state;
	dpdk_start();
	return 0;
}

#define HOLD_TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		HOLD_TEST(gives_back_in_order),
		HOLD_TEST(the_oldest_gives_way),
		HOLD_TEST(refuses_what_takes_too_many_buffers),
		HOLD_TEST(the_oldest_gives_way_to_no_packet_that_takes_too_many_buffers),
		HOLD_TEST(has_room_for_so_many_neighbours_and_for_others_when_one_ends),
	};

	return cmocka_run_group_tests(tests, start, NULL);
}
