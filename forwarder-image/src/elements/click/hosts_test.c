// Two unmodified Linux hosts on different networks with a Click router between them: Click's own IP router configuration, its
// compound elements expanded, through Kernel ports.
#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

#include "elements/testing/click_lab.h"
#include "test/dpdk.h"
#include "test/hosts.h"

enum { DEADLINE_SECONDS = 60, STREAM_BYTES = 50 << 20 };

// What each side has: devices, ARP, and the way out with its checks. fix, ttl and fragmenter complain to the route table.
#define SIDE(device, mtu)                                                                                              \
	device "in = FromDevice; DEVNAME: " device "\n" device "out = ToDevice; DEVNAME: " device "\n" device          \
	       "class = Classifier; PATTERN[]: 12/0806 20/0001; PATTERN[]: 12/0806 20/0002; PATTERN[]: 12/0800; "      \
	       "PATTERN[]: -\n" device "arpr = ARPResponder; ENTRY[]: " device ":ip " device ":eth\n" device           \
	       "arpq = ARPQuerier; IP: " device ":ip; ETHER: " device ":eth\n" device                                  \
	       "strip = Strip; LENGTH: 14\n" device "check = CheckIPHeader\n" device "else = Discard\n" device         \
	       "cast = DropBroadcasts\n" device "fix = FixIPSrc; IPADDR: " device ":ip\n" device                       \
	       "ttl = DecIPTTL\n" device "frag = IPFragmenter; MTU: " mtu "\n" device "late = ICMPError; SRC: " device \
	       ":ip; TYPE: timeexceeded\n" device "big = ICMPError; SRC: " device                                      \
	       ":ip; TYPE: unreachable; CODE: needfrag\n" device "in 0 > " device "class 0\n" device                   \
	       "class 0 > " device "arpr 0\n" device "arpr 0 > " device "out 0\n" device "class 1 > " device           \
	       "arpq 1\n" device "class 2 > " device "strip 0\n" device "class 3 > " device "else 0\n" device          \
	       "strip 0 > " device "check 0\n" device "cast 0 > " device "fix 0\n" device "fix 0 > " device            \
	       "ttl 0\n" device "ttl 0 > " device "frag 0\n" device "frag 0 > " device "arpq 0\n" device               \
	       "arpq 0 > " device "out 0\n"

#define WIRING(device)                                                                                                 \
	device "ttl 1 > " device "late 0\n" device "late 0 > rt 0\n" device "frag 1 > " device "big 0\n" device        \
	       "big 0 > rt 0\n"

// All but what is between the checks and the route table.
#define ROUTES(mtu)                                                                                                    \
	SIDE("left0", "1500")                                                                                          \
	SIDE("right0", mtu)                                                                                            \
	"rt = StaticIPLookup; ROUTE[]: left0:ip 2; ROUTE[]: right0:ip 2; ROUTE[]: 10.1.0.0/24 0; ROUTE[]: "            \
	"10.2.0.0/24 1; "                                                                                              \
	"ROUTE[]: 0.0.0.0/0 3\n"                                                                                       \
	"ping = ICMPPingResponder\nnoproto = ICMPError; SRC: left0:ip; TYPE: unreachable; CODE: port\n"                \
	"nonet = ICMPError; SRC: left0:ip; TYPE: unreachable; CODE: net\n" WIRING("left0")                             \
		WIRING("right0") "rt 0 > left0cast 0\nrt 1 > right0cast 0\nrt 2 > ping 0\nping 0 > rt 0\nping 1 > "    \
				 "noproto 0\nnoproto 0 > rt 0\n"                                                       \
				 "rt 3 > nonet 0\nnonet 0 > rt 0\n"

#define ROUTER(mtu) ROUTES(mtu) "left0check 0 > rt 0\nright0check 0 > rt 0\n"

// The host on the left is hidden behind the router's address on the right.
#define TRANSLATOR                                                                                                     \
	ROUTES("1500")                                                                                                 \
	"leftwhole = IPReassembler\nrightwhole = IPReassembler\n"                                                      \
	"nat = IPRewriter; INPUTSPEC[]: pattern right0:ip 1024-65535 - - 0 1; INPUTSPEC[]: drop\n"                     \
	"left0check 0 > leftwhole 0\nleftwhole 0 > nat 0\nright0check 0 > rightwhole 0\nrightwhole 0 > nat 1\n"        \
	"nat 0 > rt 0\nnat 1 > rt 0\n"

struct site {
	struct host left, right;
	struct lab lab;
};

static void site_open(struct site *site, const char *graph)
{
	struct fl_config_router config = {.forwarding = FL_FORWARDING_CLICK, .click = lab_click_read(graph)};

	host_create(&site->left, "left0", "02:00:00:00:01:01", "10.1.0.2/24", "10.1.0.1");
	host_create(&site->right, "right0", "02:00:00:00:02:01", "10.2.0.2/24", "10.2.0.1");
	lab_interface_add(&config, "left0", "10.1.0.1/24");
	lab_interface_add(&config, "right0", "10.2.0.1/24");
	lab_open(&site->lab, &config, FL_DEVICE_KERNEL, LAB_BUFFERS);
}

static void site_close(struct site *site)
{
	lab_close(&site->lab);
	fl_config_click_release(site->lab.config.click);
	host_run(NULL, "ip link del left0; ip link del right0");
	host_destroy(&site->left);
	host_destroy(&site->right);
}

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
	site_open(&site, ROUTER("1500"));
	// The first packet already: the router holds it while it asks.
	assert_true(left_runs(&site, "ping -n -q -c 1 -W 5 10.2.0.2 >/dev/null"));
	assert_true(left_runs(&site, "ping -n -q -c 5 -i 0.01 -W 5 10.1.0.1 >/dev/null"));
	assert_true(left_runs(&site, "ping -n -q -c 5 -i 0.01 -W 5 10.2.0.1 >/dev/null"));
	site_close(&site);
}

static void a_traceroute_shows_the_router(void **state)
{
	struct site site;

	(void)state;
	site_open(&site, ROUTER("1500"));
	assert_true(
		left_runs(&site, "ping -n -c 1 -W 5 -t 1 10.2.0.2 | grep -q 'From 10.1.0.1 .*Time to live exceeded'"));
	assert_true(left_runs(
		&site, "ping -n -c 1 -W 5 192.0.2.1 | grep -q 'From 10.1.0.1 .*Destination Net Unreachable'"));
	site_close(&site);
}

static void routes_tcp_in_large_segments(void **state)
{
	struct site site;

	(void)state;
	site_open(&site, ROUTER("1500"));
	assert_true(transfer_run(&site, (struct transfer){.tcp = true, .bytes = STREAM_BYTES}));
	assert_true(site.lab.paths[0].counters.sent_packets < STREAM_BYTES / 1448);
	site_close(&site);
}

static void routes_datagrams_small_and_fragmented(void **state)
{
	struct site site;

	(void)state;
	site_open(&site, ROUTER("1500"));
	assert_true(transfer_run(&site, (struct transfer){.bytes = 1000, .count = 100}));
	assert_true(transfer_run(&site, (struct transfer){.bytes = 9000, .count = 20}));
	assert_true(transfer_run(&site, (struct transfer){.bytes = 12000, .count = 20, .segment = 1200}));
	site_close(&site);
}

// The host on the right has no way to the left one's network: what comes back was translated. Datagrams are longer than the
// MTU, and TCP comes in segments whose checksums a device is to complete.
static void hides_a_host_behind_its_address(void **state)
{
	struct site site;

	(void)state;
	site_open(&site, TRANSLATOR);
	assert_int_equal(host_run(&site.right, "ip route add blackhole 10.1.0.0/24"), 0);
	assert_true(transfer_run(&site, (struct transfer){.tcp = true, .bytes = STREAM_BYTES / 10}));
	assert_true(transfer_run(&site, (struct transfer){.bytes = 9000, .count = 20}));
	assert_true(transfer_run(&site, (struct transfer){.bytes = 12000, .count = 20, .segment = 1200}));
	assert_true(lab_click_counter(&site.lab, "leftwhole", "datagrams") >= 20);
	assert_int_equal(lab_click_counter(&site.lab, "nat", "made"), 3);
	site_close(&site);
}

static void path_mtu_discovery_finds_the_smaller_mtu(void **state)
{
	struct site site;

	(void)state;
	site_open(&site, ROUTER("1000"));
	assert_true(left_runs(
		&site, "ping -n -c 1 -W 5 -s 1200 -M do 10.2.0.2 | grep -q 'Frag needed and DF set (mtu = 1000)'"));
	assert_true(transfer_run(&site, (struct transfer){.tcp = true, .bytes = STREAM_BYTES / 10}));
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
		cmocka_unit_test(routes_tcp_in_large_segments),
		cmocka_unit_test(routes_datagrams_small_and_fragmented),
		cmocka_unit_test(hides_a_host_behind_its_address),
		cmocka_unit_test(path_mtu_discovery_finds_the_smaller_mtu),
	};

	return cmocka_run_group_tests(tests, start, NULL);
}
