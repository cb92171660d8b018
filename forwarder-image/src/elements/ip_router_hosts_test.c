// Two unmodified Linux hosts, left and right, on different networks, with an IP router or a bridge between them, all through
// Kernel ports.
#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

#include "elements/drops.h"
#include "elements/testing/lab.h"
#include "test/dpdk.h"
#include "test/hosts.h"

enum { DEADLINE_SECONDS = 60, STREAM_BYTES = 100 << 20 };

struct site {
	struct host left, right;
	struct lab lab;
};

static void site_open_mtu(struct site *site, uint16_t right_mtu)
{
	struct fl_config_router config = {.forwarding = FL_FORWARDING_IP_ROUTER};

	host_create(&site->left, "left0", "02:00:00:00:01:01", "10.1.0.2/24", "10.1.0.1");
	host_create(&site->right, "right0", "02:00:00:00:02:01", "10.2.0.2/24", "10.2.0.1");
	lab_interface_add(&config, "left0", "10.1.0.1/24");
	lab_interface_add(&config, "right0", "10.2.0.1/24");
	config.interfaces[1].mtu = right_mtu;
	lab_open(&site->lab, &config, FL_DEVICE_KERNEL, LAB_BUFFERS);
}

// Both IP versions on all sides.
static void site_open_dual(struct site *site, uint16_t right_mtu)
{
	struct fl_config_router config = {.forwarding = FL_FORWARDING_IP_ROUTER};

	host_create(&site->left, "left0", "02:00:00:00:01:01", "10.1.0.2/24", "10.1.0.1");
	host_create(&site->right, "right0", "02:00:00:00:02:01", "10.2.0.2/24", "10.2.0.1");
	host_add_ip6(&site->left, "2001:db8:1::2/64", "2001:db8:1::1");
	host_add_ip6(&site->right, "2001:db8:2::2/64", "2001:db8:2::1");
	lab_interface_add(&config, "left0", "10.1.0.1/24");
	lab6_address_add(&config, "2001:db8:1::1/64");
	lab_interface_add(&config, "right0", "10.2.0.1/24");
	lab6_address_add(&config, "2001:db8:2::1/64");
	config.interfaces[1].mtu = right_mtu;
	lab_open(&site->lab, &config, FL_DEVICE_KERNEL, LAB_BUFFERS);
}

static void site_open(struct site *site)
{
	site_open_mtu(site, 0);
}

static void site_close(struct site *site)
{
	lab_close(&site->lab);
	host_run(NULL, "ip link del left0; ip link del right0");
	host_destroy(&site->left);
	host_destroy(&site->right);
}

// Runs a command on the left host while the router works; whether it succeeds.
static bool left_runs(struct site *site, const char *command)
{
	pid_t process = host_start_command(&site->left, command);

	return hosts_wait(&process, 1, DEADLINE_SECONDS, lab_turn, &site->lab);
}

static bool transfer_run(struct site *site, struct transfer transfer)
{
	pid_t processes[2];

	transfer.from = &site->left;
	transfer.to = &site->right;
	transfer_start(&transfer, processes);
	return hosts_wait(processes, 2, DEADLINE_SECONDS, lab_turn, &site->lab);
}

static void hosts_ping_each_other_and_the_router(void **state)
{
	struct site site;

	(void)state;
	site_open(&site);
	// The first packet already: nobody knows a MAC, the router holds it while it asks.
	assert_true(left_runs(&site, "ping -n -q -c 1 -W 5 10.2.0.2 >/dev/null"));
	assert_true(left_runs(&site, "ping -n -q -c 5 -i 0.01 -W 5 10.1.0.1 >/dev/null"));
	assert_true(left_runs(&site, "ping -n -q -c 5 -i 0.01 -W 5 10.2.0.1 >/dev/null"));
	assert_true(left_runs(&site, "ping -n -q -c 5 -i 0.01 -W 5 -s 4000 10.2.0.2 >/dev/null"));
	site_close(&site);
}

static void a_traceroute_shows_the_router(void **state)
{
	struct site site;

	(void)state;
	site_open(&site);
	assert_true(
		left_runs(&site, "ping -n -c 1 -W 5 -t 1 10.2.0.2 | grep -q 'From 10.1.0.1 .*Time to live exceeded'"));
	site_close(&site);
}

static void a_host_that_is_not_there_is_unreachable(void **state)
{
	struct site site;

	(void)state;
	site_open(&site);
	assert_true(left_runs(
		&site, "ping -n -c 1 -W 10 10.2.0.77 | grep -q 'From 10.1.0.1 .*Destination Host Unreachable'"));
	assert_true(left_runs(
		&site, "ping -n -c 1 -W 5 192.0.2.1 | grep -q 'From 10.1.0.1 .*Destination Net Unreachable'"));
	site_close(&site);
}

static void routes_100_megabytes_of_tcp_in_large_segments(void **state)
{
	struct site site;

	(void)state;
	site_open(&site);
	assert_true(transfer_run(&site, (struct transfer){.tcp = true, .bytes = STREAM_BYTES}));
	assert_true(site.lab.paths[0].counters.sent_packets < STREAM_BYTES / 1448);
	site_close(&site);
}

static void routes_datagrams_small_and_fragmented(void **state)
{
	struct site site;

	(void)state;
	site_open(&site);
	assert_true(transfer_run(&site, (struct transfer){.bytes = 1000, .count = 200}));
	assert_true(transfer_run(&site, (struct transfer){.bytes = 9000, .count = 50}));
	assert_true(transfer_run(&site, (struct transfer){.bytes = 12000, .count = 50, .segment = 1200}));
	site_close(&site);
}

static void path_mtu_discovery_finds_the_smaller_mtu(void **state)
{
	struct site site;

	(void)state;
	site_open_mtu(&site, 1000);
	assert_true(left_runs(
		&site, "ping -n -c 1 -W 5 -s 1200 -M do 10.2.0.2 | grep -q 'Frag needed and DF set (mtu = 1000)'"));
	assert_true(transfer_run(&site, (struct transfer){.tcp = true, .bytes = STREAM_BYTES / 10}));
	assert_true(lab_drops(&site.lab, FL_DROP_IP_FRAGMENTER_TOO_BIG) > 0);
	site_close(&site);
}

static void fragments_what_may_be_fragmented(void **state)
{
	struct site site;

	(void)state;
	site_open_mtu(&site, 1000);
	assert_true(left_runs(&site, "ping -n -q -c 5 -i 0.01 -W 5 -s 1400 -M dont 10.2.0.2 >/dev/null"));
	assert_int_equal(lab_drops(&site.lab, FL_DROP_IP_FRAGMENTER_TOO_BIG), 0);
	site_close(&site);
}

static void hosts_ping_each_other_and_the_router_by_ipv6(void **state)
{
	struct site site;

	(void)state;
	site_open_dual(&site, 0);
	// The first packet already: nobody knows a MAC, the router holds it while it solicits.
	assert_true(left_runs(&site, "ping -6 -n -q -c 1 -W 5 2001:db8:2::2 >/dev/null"));
	assert_true(left_runs(&site, "ping -6 -n -q -c 5 -i 0.01 -W 5 2001:db8:1::1 >/dev/null"));
	assert_true(left_runs(&site, "ping -6 -n -q -c 5 -i 0.01 -W 5 2001:db8:2::1 >/dev/null"));
	assert_true(left_runs(&site, "ping -6 -n -q -c 5 -i 0.01 -W 5 fe80::ff:fe00:101%eth0 >/dev/null"));
	assert_true(left_runs(&site, "ping -6 -n -q -c 5 -i 0.01 -W 5 ff02::2%eth0 >/dev/null"));
	assert_true(left_runs(&site, "ping -6 -n -q -c 5 -i 0.01 -W 5 -s 4000 2001:db8:2::2 >/dev/null"));
	assert_true(left_runs(&site, "ping -n -q -c 1 -W 5 10.2.0.2 >/dev/null"));
	site_close(&site);
}

static void the_hop_limit_shows_the_router(void **state)
{
	struct site site;

	(void)state;
	site_open_dual(&site, 0);
	assert_true(left_runs(&site, "ping -6 -n -c 1 -W 5 -t 1 2001:db8:2::2 | "
				     "grep -q 'From 2001:db8:1::1.*Time exceeded: Hop limit'"));
	assert_true(left_runs(&site, "ping -6 -n -c 1 -W 10 2001:db8:2::77 | "
				     "grep -q 'From 2001:db8:1::1.*Destination unreachable: Address unreachable'"));
	assert_true(left_runs(&site, "ping -6 -n -c 1 -W 5 2001:db8:9::1 | "
				     "grep -q 'From 2001:db8:1::1.*Destination unreachable: No route'"));
	site_close(&site);
}

static void routes_tcp_over_ipv6_in_large_segments_and_datagrams(void **state)
{
	struct site site;

	(void)state;
	site_open_dual(&site, 0);
	assert_true(transfer_run(&site, (struct transfer){.tcp = true, .ip6 = true, .bytes = STREAM_BYTES}));
	assert_true(site.lab.paths[0].counters.sent_packets < STREAM_BYTES / 1428);
	assert_true(transfer_run(&site, (struct transfer){.ip6 = true, .bytes = 1000, .count = 200}));
	assert_true(transfer_run(&site, (struct transfer){.ip6 = true, .bytes = 9000, .count = 50}));
	assert_true(transfer_run(&site, (struct transfer){.ip6 = true, .bytes = 12000, .count = 50, .segment = 1200}));
	site_close(&site);
}

static void path_mtu_discovery_finds_the_smaller_mtu_of_ipv6_rfc8201(void **state)
{
	struct site site;

	(void)state;
	site_open_dual(&site, 1300);
	assert_true(left_runs(
		&site, "ping -6 -n -c 1 -W 5 -s 1400 -M do 2001:db8:2::2 | grep -q 'Packet too big: mtu=1300'"));
	assert_true(transfer_run(&site, (struct transfer){.tcp = true, .ip6 = true, .bytes = STREAM_BYTES / 10}));
	assert_true(lab_drops(&site.lab, FL_DROP_CHECK_IP6_MTU_TOO_BIG) > 0);
	// The sender fragments by itself once it knows.
	assert_true(left_runs(&site, "ping -6 -n -q -c 2 -i 0.01 -W 5 -s 3000 2001:db8:2::2 >/dev/null"));
	site_close(&site);
}

static void a_bridge_joins_two_hosts_of_one_network(void **state)
{
	struct fl_config_router config = {.forwarding = FL_FORWARDING_BRIDGE};
	struct site site;

	(void)state;
	host_create(&site.left, "left0", "02:00:00:00:01:01", "10.1.0.2/24", NULL);
	host_create(&site.right, "right0", "02:00:00:00:02:01", "10.1.0.3/24", NULL);
	lab_interface_add(&config, "left0", NULL);
	lab_interface_add(&config, "right0", NULL);
	lab_open(&site.lab, &config, FL_DEVICE_KERNEL, LAB_BUFFERS);
	assert_true(left_runs(&site, "ping -n -q -c 5 -i 0.01 -W 5 -s 4000 10.1.0.3 >/dev/null"));
	assert_true(transfer_run(&site, (struct transfer){.tcp = true, .bytes = STREAM_BYTES}));
	assert_int_equal(site.lab.paths[0].counters.dropped_packets, 0);
	site_close(&site);
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
		cmocka_unit_test(hosts_ping_each_other_and_the_router),
		cmocka_unit_test(a_traceroute_shows_the_router),
		cmocka_unit_test(a_host_that_is_not_there_is_unreachable),
		cmocka_unit_test(routes_100_megabytes_of_tcp_in_large_segments),
		cmocka_unit_test(routes_datagrams_small_and_fragmented),
		cmocka_unit_test(path_mtu_discovery_finds_the_smaller_mtu),
		cmocka_unit_test(fragments_what_may_be_fragmented),
		cmocka_unit_test(hosts_ping_each_other_and_the_router_by_ipv6),
		cmocka_unit_test(the_hop_limit_shows_the_router),
		cmocka_unit_test(routes_tcp_over_ipv6_in_large_segments_and_datagrams),
		cmocka_unit_test(path_mtu_discovery_finds_the_smaller_mtu_of_ipv6_rfc8201),
		cmocka_unit_test(a_bridge_joins_two_hosts_of_one_network),
	};

	return cmocka_run_group_tests(tests, start, NULL);
}
