#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

#include "elements/neighbours.h"
#include "test/dpdk.h"

// A MAC made from the address, so that a reader sees when they do not belong together.
static struct fl_neighbour neighbour_of(uint32_t address, enum fl_neighbour_state state)
{
	struct fl_neighbour neighbour = {.state = state, .mac = {{0x02, 0, 0, 0, 0, 0}}};

	memcpy(&neighbour.mac.addr_bytes[2], &address, sizeof(address));
	return neighbour;
}

static struct fl_neighbour find(struct fl_neighbours *table, uint32_t address)
{
	return fl_neighbours_find(table, fl_neighbour_key_of_ip4(address));
}

static struct fl_neighbour_slot put(struct fl_neighbours *table, uint32_t address, enum fl_neighbour_state state)
{
	struct fl_neighbour_slot slot = fl_neighbours_slot_take(table, fl_neighbour_key_of_ip4(address));

	fl_neighbours_set(table, slot, neighbour_of(address, state));
	return slot;
}

static void finds_what_was_set(void **state)
{
	struct fl_neighbours *table = fl_neighbours_create();

	(void)state;
	for (uint32_t i = 1; i < 255; i++)
		put(table, 0x0a000000 + i, FL_NEIGHBOUR_REACHABLE);
	for (uint32_t i = 1; i < 255; i++) {
		struct fl_neighbour found = find(table, 0x0a000000 + i);
		struct fl_neighbour expected = neighbour_of(0x0a000000 + i, FL_NEIGHBOUR_REACHABLE);

		assert_int_equal(found.state, FL_NEIGHBOUR_REACHABLE);
		assert_true(rte_is_same_ether_addr(&found.mac, &expected.mac));
	}
	assert_int_equal(find(table, 0x0a000100).state, FL_NEIGHBOUR_NONE);
	fl_neighbours_destroy(table);
}

static void forgets_what_is_set_to_none(void **state)
{
	struct fl_neighbours *table = fl_neighbours_create();
	struct fl_neighbour_slot slot = put(table, 7, FL_NEIGHBOUR_REACHABLE);

	(void)state;
	fl_neighbours_set(table, slot, (struct fl_neighbour){.state = FL_NEIGHBOUR_NONE});
	assert_int_equal(find(table, 7).state, FL_NEIGHBOUR_NONE);
	assert_false(fl_neighbours_slot_find(table, fl_neighbour_key_of_ip4(7), &slot));
	fl_neighbours_destroy(table);
}

static void marks_what_is_used(void **state)
{
	struct fl_neighbours *table = fl_neighbours_create();
	struct fl_neighbour_slot slot = put(table, 7, FL_NEIGHBOUR_REACHABLE);

	(void)state;
	assert_false(fl_neighbours_used_take(table, slot));
	find(table, 7);
	assert_true(fl_neighbours_used_take(table, slot));
	assert_false(fl_neighbours_used_take(table, slot));
	fl_neighbours_destroy(table);
}

enum { RIVALS = 128 };

// Addresses of one bucket.
static uint32_t rival(uint32_t n)
{
	static uint32_t rivals[RIVALS], count, address;

	for (; count < RIVALS; address++)
		if (fl_neighbour_key_hash(fl_neighbour_key_of_ip4(address), FL_NEIGHBOUR_BUCKET_BITS) == 5)
			rivals[count++] = address;
	return rivals[n];
}

static void the_least_useful_makes_room(void **state)
{
	struct fl_neighbours *table = fl_neighbours_create();

	(void)state;
	for (uint32_t i = 0; i < FL_NEIGHBOUR_WAYS; i++) {
		struct fl_neighbour_slot slot = put(table, rival(i),
			i == 3   ? FL_NEIGHBOUR_FAILED
			: i == 5 ? FL_NEIGHBOUR_INCOMPLETE
				 : FL_NEIGHBOUR_REACHABLE);
		fl_neighbours_record(table, slot)->due_ms = 100 - i;
	}
	fl_neighbours_record(table, put(table, rival(100), FL_NEIGHBOUR_REACHABLE))->due_ms = 1000;
	assert_int_equal(find(table, rival(3)).state, FL_NEIGHBOUR_NONE);
	fl_neighbours_record(table, put(table, rival(101), FL_NEIGHBOUR_REACHABLE))->due_ms = 1000;
	assert_int_equal(find(table, rival(5)).state, FL_NEIGHBOUR_NONE);
	fl_neighbours_record(table, put(table, rival(102), FL_NEIGHBOUR_REACHABLE))->due_ms = 1000;
	assert_int_equal(find(table, rival(7)).state, FL_NEIGHBOUR_NONE); // due first
	assert_int_equal(find(table, rival(0)).state, FL_NEIGHBOUR_REACHABLE);
	fl_neighbours_destroy(table);
}

static void tells_link_local_neighbours_of_two_interfaces_apart(void **state)
{
	const struct fl_ip6 address = {{0xfe, 0x80, [15] = 7}};
	struct fl_neighbours *table = fl_neighbours_create();

	(void)state;
	for (uint16_t interface = 0; interface < 2; interface++)
		fl_neighbours_set(table, fl_neighbours_slot_take(table, fl_neighbour_key_of_ip6(&address, interface)),
			neighbour_of(interface, FL_NEIGHBOUR_REACHABLE));
	for (uint16_t interface = 0; interface < 2; interface++) {
		struct fl_neighbour_key key = fl_neighbour_key_of_ip6(&address, interface);
		struct fl_neighbour found = fl_neighbours_find(table, key);
		struct fl_neighbour expected = neighbour_of(interface, FL_NEIGHBOUR_REACHABLE);
		struct fl_ip6 back = fl_neighbour_key_ip6(key);

		assert_true(rte_is_same_ether_addr(&found.mac, &expected.mac));
		assert_true(fl_ip6_equal(&back, &address));
		assert_false(fl_neighbour_key_is_ip4(key));
	}
	fl_neighbours_destroy(table);
}

static void neighbours_of_a_subnet_spread_over_the_buckets(void **state)
{
	struct fl_neighbours *table = fl_neighbours_create();
	struct fl_ip6 address = {{0x20, 0x01, 0x0d, 0xb8}};

	(void)state;
	// Half of what the table holds, numbered through: none has to make room.
	for (uint16_t i = 0; i < FL_NEIGHBOUR_BUCKETS * FL_NEIGHBOUR_WAYS / 2; i++) {
		address.bytes[14] = (uint8_t)(i >> 8);
		address.bytes[15] = (uint8_t)i;
		fl_neighbours_set(table, fl_neighbours_slot_take(table, fl_neighbour_key_of_ip6(&address, 0)),
			neighbour_of(i, FL_NEIGHBOUR_REACHABLE));
	}
	for (uint16_t i = 0; i < FL_NEIGHBOUR_BUCKETS * FL_NEIGHBOUR_WAYS / 2; i++) {
		address.bytes[14] = (uint8_t)(i >> 8);
		address.bytes[15] = (uint8_t)i;
		assert_int_equal(
			fl_neighbours_find(table, fl_neighbour_key_of_ip6(&address, 0)).state, FL_NEIGHBOUR_REACHABLE);
	}
	fl_neighbours_destroy(table);
}

struct reading {
	struct fl_neighbours *table;
	bool stop; // atomic; written: test, read: reader
	uint64_t reads, torn;
};

static void *read_all(void *argument)
{
	struct reading *reading = argument;

	while (!__atomic_load_n(&reading->stop, __ATOMIC_RELAXED))
		for (uint32_t i = 0; i < 16; i++) {
			struct fl_neighbour found = find(reading->table, rival(i));
			struct fl_neighbour expected = neighbour_of(rival(i), FL_NEIGHBOUR_REACHABLE);

			reading->reads += found.state == FL_NEIGHBOUR_REACHABLE;
			reading->torn += found.state == FL_NEIGHBOUR_REACHABLE &&
					 !rte_is_same_ether_addr(&found.mac, &expected.mac);
		}
	return NULL;
}

static void a_reader_never_sees_another_neighbours_mac(void **state)
{
	struct reading reading = {.table = fl_neighbours_create()};
	pthread_t reader;

	(void)state;
	assert_int_equal(pthread_create(&reader, NULL, read_all, &reading), 0);
	// Twice as many neighbours as the bucket has places: each put throws another one out.
	for (uint32_t i = 0; i < 300000; i++)
		put(reading.table, rival(i * 7 % 16), FL_NEIGHBOUR_REACHABLE);
	__atomic_store_n(&reading.stop, true, __ATOMIC_RELAXED);
	pthread_join(reader, NULL);
	assert_true(reading.reads > 0);
	assert_int_equal(reading.torn, 0);
	fl_neighbours_destroy(reading.table);
}

static int start(void **state)
{
	(void)state;
	dpdk_start();
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(finds_what_was_set),
		cmocka_unit_test(forgets_what_is_set_to_none),
		cmocka_unit_test(marks_what_is_used),
		cmocka_unit_test(the_least_useful_makes_room),
		cmocka_unit_test(tells_link_local_neighbours_of_two_interfaces_apart),
		cmocka_unit_test(neighbours_of_a_subnet_spread_over_the_buckets),
		cmocka_unit_test(a_reader_never_sees_another_neighbours_mac),
	};

	return cmocka_run_group_tests(tests, start, NULL);
}
