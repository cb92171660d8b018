// Which interface a frame is for.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
// cmocka needs the above
#include <cmocka.h>

#include "core/classifier_table.h"

enum { MANY = 500 };

static struct rte_ether_addr mac_of(uint32_t number)
{
	return (struct rte_ether_addr){{2, 0, 0, 0, (uint8_t)(number >> 8), (uint8_t)number}};
}

static void finds_each_of_many_by_mac_and_vlan(void **state)
{
	static struct fl_shared_port ports[MANY];
	struct fl_shared_port *list[MANY];

	(void)state;
	for (uint32_t i = 0; i < MANY; i++) { // pairs with the same MAC, and many in the same VLAN
		ports[i].port.mac = mac_of(i / 2);
		ports[i].vlan = i % 2 == 0 ? 0 : (uint16_t)(1 + i % 7);
		list[i] = &ports[i];
	}
	struct fl_classifier_table *table = fl_classifier_table_create(list, MANY);
	assert_non_null(table);
	for (uint32_t i = 0; i < MANY; i++)
		assert_ptr_equal(fl_classifier_table_find(table, &ports[i].port.mac, ports[i].vlan), &ports[i]);
	fl_classifier_table_destroy(table);
}

static void finds_nobody_for_another_mac_or_another_vlan(void **state)
{
	struct fl_shared_port port = {.port.mac = mac_of(1), .vlan = 7}, *list[] = {&port};
	struct rte_ether_addr mac = mac_of(1), other = mac_of(2);
	struct fl_classifier_table *table = fl_classifier_table_create(list, 1);

	(void)state;
	assert_non_null(table);
	assert_ptr_equal(fl_classifier_table_find(table, &mac, 7), &port);
	assert_null(fl_classifier_table_find(table, &mac, 0));
	assert_null(fl_classifier_table_find(table, &mac, 8));
	assert_null(fl_classifier_table_find(table, &other, 7));
	fl_classifier_table_destroy(table);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(finds_each_of_many_by_mac_and_vlan),
		cmocka_unit_test(finds_nobody_for_another_mac_or_another_vlan),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
