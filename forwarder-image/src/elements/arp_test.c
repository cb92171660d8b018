// ARP from both sides: answering, learning, asking, holding, giving up, and getting old. Time is the test's.
#include <rte_arp.h>
#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

#include "elements/drops.h"
#include "elements/resolver.h"
#include "elements/testing/frames.h"
#include "ports/offload.h"

static const struct rte_ether_addr other_mac = {{0x02, 0, 0, 0, 0x02, 0x03}};
static const struct rte_ether_addr broadcast = {{0xff, 0xff, 0xff, 0xff, 0xff, 0xff}};

static struct rte_arp_hdr *arp_of(const struct rte_mbuf *frame)
{
	return (struct rte_arp_hdr *)(frame_ether(frame) + 1);
}

// Takes an ARP request of the router for an address, sent to this MAC by interface 1.
static void assert_asked(struct lab *lab, const char *target, const struct rte_ether_addr *to)
{
	struct rte_mbuf *frame = lab_take(lab, 1);

	assert_true(rte_is_same_ether_addr(&frame_ether(frame)->dst_addr, to));
	assert_true(rte_is_same_ether_addr(&frame_ether(frame)->src_addr, &lab->ports[1]->mac));
	assert_int_equal(frame_ether(frame)->ether_type, RTE_BE16(RTE_ETHER_TYPE_ARP));
	assert_int_equal(arp_of(frame)->arp_opcode, RTE_BE16(RTE_ARP_OP_REQUEST));
	assert_int_equal(rte_be_to_cpu_32(arp_of(frame)->arp_data.arp_tip), lab_address(target));
	assert_int_equal(rte_be_to_cpu_32(arp_of(frame)->arp_data.arp_sip), lab_address("10.2.0.1"));
	assert_true(rte_is_same_ether_addr(&arp_of(frame)->arp_data.arp_sha, &lab->ports[1]->mac));
	rte_pktmbuf_free(frame);
}

// A datagram from the left to a neighbour on the right; its identification tells them apart.
static void put_datagram(struct lab *lab, const char *destination, uint16_t id)
{
	struct rte_mbuf *frame = frame_udp(lab, 0, LAB_LEFT, destination, 0);

	frame_ip(frame)->packet_id = rte_cpu_to_be_16(id);
	frame_ip_finish(frame);
	lab_put(lab, 0, frame);
}

static void assert_forwarded(struct lab *lab, uint16_t id, const struct rte_ether_addr *to)
{
	struct rte_mbuf *frame = lab_take(lab, 1);

	assert_int_equal(rte_be_to_cpu_16(frame_ip(frame)->packet_id), id);
	assert_true(rte_is_same_ether_addr(&frame_ether(frame)->dst_addr, to));
	rte_pktmbuf_free(frame);
}

// The neighbour answers the router, and the control thread hears of it.
static void answer(struct lab *lab, const char *source, const struct rte_ether_addr *mac)
{
	lab_put(lab, 1, frame_arp(lab, RTE_ARP_OP_REPLY, source, mac, "10.2.0.1"));
	lab_tick(lab, 5);
}

static void answers_requests_for_its_addresses(void **state)
{
	struct lab *lab = *state;
	struct rte_mbuf *frame;

	lab_put(lab, 1, frame_arp(lab, RTE_ARP_OP_REQUEST, "10.2.0.3", &other_mac, "10.2.0.1"));
	frame = lab_take(lab, 1);
	assert_true(rte_is_same_ether_addr(&frame_ether(frame)->dst_addr, &other_mac));
	assert_true(rte_is_same_ether_addr(&frame_ether(frame)->src_addr, &lab->ports[1]->mac));
	assert_int_equal(arp_of(frame)->arp_opcode, RTE_BE16(RTE_ARP_OP_REPLY));
	assert_true(rte_is_same_ether_addr(&arp_of(frame)->arp_data.arp_sha, &lab->ports[1]->mac));
	assert_int_equal(rte_be_to_cpu_32(arp_of(frame)->arp_data.arp_sip), lab_address("10.2.0.1"));
	assert_true(rte_is_same_ether_addr(&arp_of(frame)->arp_data.arp_tha, &other_mac));
	assert_int_equal(rte_be_to_cpu_32(arp_of(frame)->arp_data.arp_tip), lab_address("10.2.0.3"));
	rte_pktmbuf_free(frame);
}

static void does_not_answer_for_addresses_of_other_interfaces_and_hosts(void **state)
{
	static const char *const targets[] = {"10.1.0.1", "10.2.0.9"};
	struct lab *lab = *state;

	for (size_t i = 0; i < RTE_DIM(targets); i++)
		lab_put(lab, 1, frame_arp(lab, RTE_ARP_OP_REQUEST, "10.2.0.3", &other_mac, targets[i]));
	lab_assert_silent(lab);
	assert_int_equal(lab_drops(lab, FL_DROP_ARP_RESPONDER_OTHER_TARGET), 2);
}

static void answers_probes_and_strangers_but_remembers_neither(void **state)
{
	static const char *const sources[] = {"0.0.0.0", "192.0.2.9"};
	struct lab *lab = *state;

	for (size_t i = 0; i < RTE_DIM(sources); i++) {
		lab_put(lab, 1, frame_arp(lab, RTE_ARP_OP_REQUEST, sources[i], &other_mac, "10.2.0.1"));
		rte_pktmbuf_free(lab_take(lab, 1));
	}
	lab_tick(lab, 5);
	put_datagram(lab, "10.2.0.3", 1);
	lab_tick(lab, 5);
	assert_asked(lab, "10.2.0.3", &broadcast);
}

static void drops_malformed_and_conflicting_frames(void **state)
{
	static const struct rte_ether_addr group = {{0x01, 0, 0, 0, 0, 1}};
	struct lab *lab = *state;
	struct rte_mbuf *frame = frame_arp(lab, 3, "10.2.0.3", &other_mac, "10.2.0.1");

	lab_put(lab, 1, frame);
	lab_put(lab, 1, frame_arp(lab, RTE_ARP_OP_REQUEST, "10.2.0.3", &group, "10.2.0.1"));
	frame = frame_arp(lab, RTE_ARP_OP_REQUEST, "10.2.0.3", &other_mac, "10.2.0.1");
	rte_pktmbuf_trim(frame, 1);
	lab_put(lab, 1, frame);
	assert_int_equal(lab_drops(lab, FL_DROP_ARP_RESPONDER_MALFORMED), 3);
	lab_put(lab, 1, frame_arp(lab, RTE_ARP_OP_REQUEST, "10.2.0.1", &other_mac, "10.2.0.1"));
	assert_int_equal(lab_drops(lab, FL_DROP_ARP_RESPONDER_ADDRESS_CONFLICT), 1);
	lab_assert_silent(lab);
}

static void learns_from_who_asks_it(void **state)
{
	struct lab *lab = *state;

	lab_put(lab, 1, frame_arp(lab, RTE_ARP_OP_REQUEST, "10.2.0.3", &other_mac, "10.2.0.1"));
	rte_pktmbuf_free(lab_take(lab, 1));
	lab_tick(lab, 5);
	put_datagram(lab, "10.2.0.3", 1);
	assert_forwarded(lab, 1, &other_mac);
}

static void corrects_what_it_knows_by_announcements_but_learns_nobody_from_them(void **state)
{
	struct lab *lab = *state;

	lab_put(lab, 1, frame_arp(lab, RTE_ARP_OP_REQUEST, LAB_RIGHT, &other_mac, LAB_RIGHT));
	lab_put(lab, 1, frame_arp(lab, RTE_ARP_OP_REQUEST, "10.2.0.3", &other_mac, "10.2.0.3"));
	lab_tick(lab, 5);
	put_datagram(lab, LAB_RIGHT, 1);
	assert_forwarded(lab, 1, &other_mac);
	put_datagram(lab, "10.2.0.3", 2);
	lab_tick(lab, 5);
	assert_asked(lab, "10.2.0.3", &broadcast);
}

static void holds_datagrams_while_it_asks_and_sends_them_in_order(void **state)
{
	struct lab *lab = *state;

	for (uint16_t id = 0; id < 10; id++)
		put_datagram(lab, "10.2.0.3", id);
	lab_tick(lab, 5);
	assert_asked(lab, "10.2.0.3", &broadcast); // once for all of them
	lab_assert_silent(lab);
	answer(lab, "10.2.0.3", &other_mac);
	// One that comes in during the dispatch that lets go of the held ones stays behind them.
	put_datagram(lab, "10.2.0.3", 10);
	for (uint16_t id = 0; id <= 10; id++)
		assert_forwarded(lab, id, &other_mac);
	assert_int_equal(lab->paths[0].resumed, 10);
}

static void keeps_the_order_when_the_answer_comes_between_two_datagrams_of_a_burst(void **state)
{
	struct lab *lab = *state;
	struct rte_mbuf *frames[2];

	put_datagram(lab, "10.2.0.3", 0);
	lab_tick(lab, 5);
	lab_flush(lab);
	lab_put(lab, 1, frame_arp(lab, RTE_ARP_OP_REPLY, "10.2.0.3", &other_mac, "10.2.0.1"));
	for (uint16_t i = 0; i < 2; i++) {
		frames[i] = frame_udp(lab, 0, LAB_LEFT, "10.2.0.3", 0);
		frame_ip(frames[i])->packet_id = rte_cpu_to_be_16((uint16_t)(1 + i));
		frame_ip_finish(frames[i]);
	}
	assert_int_equal(fl_port_ring_put(lab->ports[0], frames, 2), 2);
	lab_tick(lab, 5);
	lab_dispatch(lab);
	for (uint16_t id = 0; id < 3; id++)
		assert_forwarded(lab, id, &other_mac);
}

static void lets_the_oldest_give_way_when_too_many_wait(void **state)
{
	struct lab *lab = *state;

	for (uint16_t id = 0; id < FL_HOLD_PACKETS + 3; id++)
		put_datagram(lab, "10.2.0.3", id);
	assert_int_equal(lab_drops(lab, FL_DROP_ARP_QUERIER_HOLD_FULL), 3);
	lab_tick(lab, 5);
	lab_flush(lab);
	answer(lab, "10.2.0.3", &other_mac);
	lab_dispatch(lab);
	for (uint16_t id = 3; id < FL_HOLD_PACKETS + 3; id++)
		assert_forwarded(lab, id, &other_mac);
}

static void bounds_what_waits_by_neighbours_and_by_buffers(void **state)
{
	struct lab *lab = *state;
	char address[32];

	for (int i = 0; i < FL_HOLD_NEIGHBOURS + 2; i++) {
		snprintf(address, sizeof(address), "10.2.0.%d", 100 + i);
		put_datagram(lab, address, 0);
	}
	assert_int_equal(lab_drops(lab, FL_DROP_ARP_QUERIER_HOLD_FULL), 2);
	// 1024 buffers, a quarter of them for two paths: 128 for each. 16 are taken; a large segment takes 30.
	for (int i = 0; i < 4; i++) {
		struct rte_mbuf *frame = frame_udp(lab, 0, LAB_LEFT, "10.2.0.101", 60000);

		fl_packet_get(frame)->vnet = (struct fl_vnet){.flags = FL_VNET_NEEDS_CSUM,
			.gso_type = FL_VNET_GSO_UDP_L4,
			.gso_size = 1400,
			.csum_start = 34,
			.csum_offset = 6};
		lab_put(lab, 0, frame);
		assert_int_equal(lab_drops(lab, FL_DROP_ARP_QUERIER_HOLD_FULL), i < 3 ? 2 : 3);
	}
	// The held ones are freed with the router: lab_close counts the buffers.
}

static void gives_up_after_three_requests_and_says_host_unreachable(void **state)
{
	struct lab *lab = *state;
	struct rte_mbuf *message;

	put_datagram(lab, "10.2.0.3", 1);
	lab_tick(lab, 5);
	assert_asked(lab, "10.2.0.3", &broadcast);
	for (int i = 1; i < FL_RESOLVER_REQUESTS_MAX; i++) {
		lab_tick(lab, FL_RESOLVER_RETRY_MS - 1);
		lab_assert_silent(lab); // no more than one a second
		lab_tick(lab, 1);
		assert_asked(lab, "10.2.0.3", &broadcast);
	}
	lab_tick(lab, FL_RESOLVER_RETRY_MS);
	lab_dispatch(lab);
	message = lab_take(lab, 0);
	frame_assert_icmp(message, 3, 1, "10.1.0.1", LAB_LEFT);
	rte_pktmbuf_free(message);
	// For a while it is refused at once; then asked for anew.
	put_datagram(lab, "10.2.0.3", 2);
	message = lab_take(lab, 0);
	frame_assert_icmp(message, 3, 1, "10.1.0.1", LAB_LEFT);
	rte_pktmbuf_free(message);
	assert_int_equal(lab_drops(lab, FL_DROP_ARP_QUERIER_UNREACHABLE), 2);
	lab_tick(lab, FL_RESOLVER_FAILED_MS);
	put_datagram(lab, "10.2.0.3", 3);
	lab_tick(lab, 5);
	assert_asked(lab, "10.2.0.3", &broadcast);
}

static void asks_a_neighbour_in_use_again_before_its_entry_gets_old(void **state)
{
	struct lab *lab = *state;

	put_datagram(lab, LAB_RIGHT, 1);
	assert_forwarded(lab, 1, &lab_right_mac);
	lab_tick(lab, FL_RESOLVER_REACHABLE_MS);
	assert_asked(lab, LAB_RIGHT, &lab_right_mac); // it alone
	put_datagram(lab, LAB_RIGHT, 2);
	assert_forwarded(lab, 2, &lab_right_mac); // still trusted
	answer(lab, LAB_RIGHT, &lab_right_mac);
	lab_tick(lab, FL_RESOLVER_RETRY_MS);
	lab_assert_silent(lab);
}

static void forgets_a_neighbour_in_use_that_no_longer_answers(void **state)
{
	struct lab *lab = *state;

	put_datagram(lab, LAB_RIGHT, 1);
	lab_flush(lab);
	lab_tick(lab, FL_RESOLVER_REACHABLE_MS);
	for (int i = 1; i < FL_RESOLVER_REQUESTS_MAX; i++)
		lab_tick(lab, FL_RESOLVER_RETRY_MS);
	for (int i = 0; i < FL_RESOLVER_REQUESTS_MAX; i++)
		assert_asked(lab, LAB_RIGHT, &lab_right_mac);
	lab_tick(lab, FL_RESOLVER_RETRY_MS);
	put_datagram(lab, LAB_RIGHT, 2);
	lab_tick(lab, 5);
	assert_asked(lab, LAB_RIGHT, &broadcast);
}

static void forgets_neighbours_nobody_uses_without_asking(void **state)
{
	struct lab *lab = *state;

	lab_tick(lab, FL_RESOLVER_REACHABLE_MS);
	lab_assert_silent(lab);
	put_datagram(lab, LAB_RIGHT, 1);
	lab_tick(lab, 5);
	assert_asked(lab, LAB_RIGHT, &broadcast);
}

static void announces_its_addresses_when_it_starts(void **state)
{
	struct lab *lab = *state;
	struct fl_config_router config = lab->config;

	lab_replace(lab, &config);
	for (uint32_t i = 0; i < 2; i++) {
		struct rte_mbuf *frame = lab_take(lab, i);
		uint32_t own = config.interfaces[i].addresses[0].address;

		assert_true(rte_is_same_ether_addr(&frame_ether(frame)->dst_addr, &broadcast));
		assert_int_equal(rte_be_to_cpu_32(arp_of(frame)->arp_data.arp_sip), own);
		assert_int_equal(rte_be_to_cpu_32(arp_of(frame)->arp_data.arp_tip), own);
		rte_pktmbuf_free(frame);
	}
	lab_assert_silent(lab);
}

static void keeps_its_neighbours_when_the_router_changes(void **state)
{
	struct lab *lab = *state;
	struct fl_config_router config = lab->config;
	struct fl_config_route route = {.to = {lab_address("192.0.2.0"), 24}, .via = lab_address(LAB_RIGHT)};

	config.routes = &route;
	config.route_count = 1;
	lab_replace(lab, &config);
	lab_flush(lab);
	put_datagram(lab, "192.0.2.1", 1);
	assert_forwarded(lab, 1, &lab_right_mac);
}

static void forgets_neighbours_of_a_subnet_it_no_longer_has(void **state)
{
	struct lab *lab = *state;
	struct fl_config_router config = lab->config;
	struct fl_config_route route = {.to = {lab_address("10.2.0.0"), 24}, .via = lab_address("10.3.0.9")};

	config.interfaces[1].addresses[0].address = lab_address("10.3.0.1");
	config.routes = &route;
	config.route_count = 1;
	lab_replace(lab, &config);
	lab_flush(lab);
	put_datagram(lab, LAB_RIGHT, 1);
	lab_assert_silent(lab);
}

static void frees_what_it_holds_when_the_router_changes(void **state)
{
	struct lab *lab = *state;
	struct fl_config_router config = lab->config;

	put_datagram(lab, "10.2.0.3", 1);
	lab_replace(lab, &config); // lab_close counts the buffers
}

static void asks_few_at_a_time_in_a_scan_and_the_rest_later(void **state)
{
	struct lab *lab = *state;
	struct rte_mbuf *frame;
	uint32_t asked = 0;
	char address[32];

	for (int i = 0; i < 100; i++) {
		snprintf(address, sizeof(address), "10.2.0.%d", 100 + i);
		put_datagram(lab, address, 0);
	}
	lab_tick(lab, 5);
	while (fl_port_ring_take(lab->ports[1], &frame, 1) != 0) {
		asked++;
		rte_pktmbuf_free(frame);
	}
	assert_int_equal(asked, FL_RESOLVER_NEW_PER_TICK);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		LAB_TEST(answers_requests_for_its_addresses),
		LAB_TEST(does_not_answer_for_addresses_of_other_interfaces_and_hosts),
		LAB_TEST(answers_probes_and_strangers_but_remembers_neither),
		LAB_TEST(drops_malformed_and_conflicting_frames),
		LAB_TEST(learns_from_who_asks_it),
		LAB_TEST(corrects_what_it_knows_by_announcements_but_learns_nobody_from_them),
		LAB_TEST(holds_datagrams_while_it_asks_and_sends_them_in_order),
		LAB_TEST(keeps_the_order_when_the_answer_comes_between_two_datagrams_of_a_burst),
		LAB_TEST(lets_the_oldest_give_way_when_too_many_wait),
		LAB_TEST(bounds_what_waits_by_neighbours_and_by_buffers),
		LAB_TEST(gives_up_after_three_requests_and_says_host_unreachable),
		LAB_TEST(asks_a_neighbour_in_use_again_before_its_entry_gets_old),
		LAB_TEST(forgets_a_neighbour_in_use_that_no_longer_answers),
		LAB_TEST(forgets_neighbours_nobody_uses_without_asking),
		LAB_TEST(announces_its_addresses_when_it_starts),
		LAB_TEST(keeps_its_neighbours_when_the_router_changes),
		LAB_TEST(forgets_neighbours_of_a_subnet_it_no_longer_has),
		LAB_TEST(frees_what_it_holds_when_the_router_changes),
		LAB_TEST(asks_few_at_a_time_in_a_scan_and_the_rest_later),
	};

	return cmocka_run_group_tests(tests, lab_group_setup, NULL);
}
