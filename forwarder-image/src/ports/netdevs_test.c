#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
// cmocka needs the above
#include <cmocka.h>

#include "ports/port.h"
#include "test/hosts.h"

enum { NETDEVS_MAX = 16 };

static void ip(const char *arguments)
{
	assert_int_equal(host_run(NULL, "ip %s", arguments), 0);
}

static int namespace_make(void **state)
{
	(void)state;
	hosts_begin();
	ip("link add uplink-0 mtu 1400 address 02:00:00:00:00:0a type veth peer name customers-0");
	ip("link set uplink-0 up");
	ip("link add eth0 type veth peer name zone-0");
	return 0;
}

static void lists_the_ethernet_netdevs_of_the_pod_by_name(void **state)
{
	struct fl_netdev netdevs[NETDEVS_MAX];
	const struct rte_ether_addr mac = {{0x02, 0, 0, 0, 0, 0x0a}};

	(void)state;
	assert_int_equal(fl_netdevs_list(netdevs, NETDEVS_MAX), 3); // neither lo nor eth0
	assert_string_equal(netdevs[0].name, "customers-0");
	assert_false(netdevs[0].up);
	assert_int_equal(netdevs[0].mtu, 1500);
	assert_string_equal(netdevs[1].name, "uplink-0");
	assert_true(netdevs[1].up);
	assert_int_equal(netdevs[1].mtu, 1400);
	assert_memory_equal(&netdevs[1].mac, &mac, sizeof(mac));
	assert_string_equal(netdevs[2].name, "zone-0");
}

static void fills_no_more_than_there_is_room_for(void **state)
{
	struct fl_netdev netdev;

	(void)state;
	assert_int_equal(fl_netdevs_list(&netdev, 1), 1);
	assert_int_equal(fl_netdevs_list(&netdev, 0), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(lists_the_ethernet_netdevs_of_the_pod_by_name),
		cmocka_unit_test(fills_no_more_than_there_is_room_for),
	};

	return cmocka_run_group_tests(tests, namespace_make, NULL);
}
