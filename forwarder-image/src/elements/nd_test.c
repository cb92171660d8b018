// Neighbour discovery from both sides (RFC 4861): answering, learning, asking, holding, giving up, and getting old. Time is the test's.
#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

#include "elements/drops.h"
#include "elements/ip6.h"
#include "elements/resolver.h"
#include "elements/testing/frames6.h"

#define NEIGHBOUR "2001:db8:2::3"
#define NEIGHBOUR_GROUP "ff02::1:ff00:3"
#define ROUTER_GROUP "ff02::1:ff00:1" // the solicited-node group of LAB6_LEFT_ROUTER and LAB6_RIGHT_ROUTER

static const struct rte_ether_addr other_mac = {{0x02, 0, 0, 0, 0x02, 0x03}};
static const struct rte_ether_addr right_group_mac = {{0x33, 0x33, 0xff, 0, 0, 0x02}};
static const struct rte_ether_addr neighbour_group_mac = {{0x33, 0x33, 0xff, 0, 0, 0x03}};

// Takes a solicitation of the router for an address, sent to this MAC by interface 1: to the solicited-node group, or to the
// neighbour itself.
static void assert_asked(struct lab *lab, const char *target, const struct rte_ether_addr *to, const char *destination)
{
	const struct fl_ip6 own = lab6_link_local(lab, 1), wanted = lab6_address(target),
			    group = lab6_address(destination);
	struct rte_mbuf *frame = lab_take(lab, 1);
	const struct fl_nd *nd = frame6_nd(frame);
	const struct fl_nd_link_address *option = (const struct fl_nd_link_address *)(nd + 1);

	assert_true(rte_is_same_ether_addr(&frame_ether(frame)->dst_addr, to));
	assert_true(rte_is_same_ether_addr(&frame_ether(frame)->src_addr, &lab->ports[1]->mac));
	assert_int_equal(frame->pkt_len, 14 + 40 + 24 + 8);
	assert_int_equal(frame6_ip(frame)->hop_limits, 255);
	assert_true(fl_ip6_equal(fl_ip6_source(frame6_ip(frame)), &own));
	assert_true(fl_ip6_equal(fl_ip6_destination(frame6_ip(frame)), &group));
	assert_int_equal(nd->type, FL_ICMP6_NEIGHBOUR_SOLICITATION);
	assert_true(fl_ip6_equal(&nd->target, &wanted));
	assert_int_equal(option->type, FL_ND_SOURCE_LINK_ADDRESS);
	assert_true(rte_is_same_ether_addr(&option->mac, &lab->ports[1]->mac));
	assert_int_equal(fl_icmp6_checksum(frame, frame6_ip(frame), 14 + 40), 0);
	rte_pktmbuf_free(frame);
}

static void assert_asks_all(struct lab *lab)
{
	assert_asked(lab, NEIGHBOUR, &neighbour_group_mac, NEIGHBOUR_GROUP);
}

// A packet from the left to a neighbour on the right; its flow label tells them apart.
static void put_packet(struct lab *lab, const char *destination, uint32_t label)
{
	struct rte_mbuf *frame = frame6_udp(lab, 0, LAB6_LEFT, destination, 0);

	frame6_ip(frame)->vtc_flow = rte_cpu_to_be_32(UINT32_C(6) << 28 | label);
	lab_put(lab, 0, frame);
}

static void assert_forwarded(struct lab *lab, uint32_t label, const struct rte_ether_addr *to)
{
	struct rte_mbuf *frame = lab_take(lab, 1);

	assert_int_equal(rte_be_to_cpu_32(frame6_ip(frame)->vtc_flow), UINT32_C(6) << 28 | label);
	assert_true(rte_is_same_ether_addr(&frame_ether(frame)->dst_addr, to));
	rte_pktmbuf_free(frame);
}

// A neighbour advertises itself to the router, and the control thread hears of it.
static void advertise(
	struct lab *lab, const char *source, uint32_t flags, const struct rte_ether_addr *mac, bool option)
{
	const char *destination = (flags & FL_ND_SOLICITED) != 0 ? LAB6_RIGHT_ROUTER : "ff02::1";

	lab_put(lab, 1, frame6_advertisement(lab, 1, source, destination, flags, mac, option));
	lab_tick(lab, 5);
}

static void answer(struct lab *lab, const char *source, const struct rte_ether_addr *mac)
{
	advertise(lab, source, FL_ND_SOLICITED | FL_ND_OVERRIDE, mac, true);
}

static void assert_advertised(
	struct lab *lab, const char *target, const char *destination, const struct rte_ether_addr *to, uint32_t flags)
{
	const struct fl_ip6 wanted = lab6_address(target), to_address = lab6_address(destination);
	struct rte_mbuf *frame = lab_take(lab, 1);
	const struct fl_nd *nd = frame6_nd(frame);
	const struct fl_nd_link_address *option = (const struct fl_nd_link_address *)(nd + 1);

	assert_true(rte_is_same_ether_addr(&frame_ether(frame)->dst_addr, to));
	assert_int_equal(frame6_ip(frame)->hop_limits, 255);
	assert_true(fl_ip6_equal(fl_ip6_destination(frame6_ip(frame)), &to_address));
	assert_int_equal(nd->type, FL_ICMP6_NEIGHBOUR_ADVERTISEMENT);
	assert_true(fl_ip6_equal(&nd->target, &wanted));
	assert_int_equal(rte_be_to_cpu_32(nd->flags), flags);
	assert_int_equal(option->type, FL_ND_TARGET_LINK_ADDRESS);
	assert_true(rte_is_same_ether_addr(&option->mac, &lab->ports[1]->mac));
	assert_int_equal(fl_icmp6_checksum(frame, frame6_ip(frame), 14 + 40), 0);
	rte_pktmbuf_free(frame);
}

static void answers_solicitations_for_its_addresses_rfc4861_7_2_4(void **state)
{
	struct lab *lab = *state;
	const uint32_t flags = FL_ND_ROUTER | FL_ND_SOLICITED | FL_ND_OVERRIDE;

	lab_put(lab, 1, frame6_solicitation(lab, 1, NEIGHBOUR, ROUTER_GROUP, LAB6_RIGHT_ROUTER, &other_mac, true));
	assert_advertised(lab, LAB6_RIGHT_ROUTER, NEIGHBOUR, &other_mac, flags);
	// A neighbour that only makes sure sends it to the address itself, and need not name its MAC.
	lab_put(lab, 1,
		frame6_solicitation(lab, 1, NEIGHBOUR, LAB6_RIGHT_ROUTER, LAB6_RIGHT_ROUTER, &other_mac, false));
	assert_advertised(lab, LAB6_RIGHT_ROUTER, NEIGHBOUR, &other_mac, flags);
}

static void answers_for_the_anycast_address_without_override_rfc4861_7_2_7(void **state)
{
	struct lab *lab = *state;

	lab_put(lab, 1, frame6_solicitation(lab, 1, NEIGHBOUR, "ff02::1:ff00:0", "2001:db8:2::", &other_mac, true));
	assert_advertised(lab, "2001:db8:2::", NEIGHBOUR, &other_mac, FL_ND_ROUTER | FL_ND_SOLICITED);
}

static void tells_all_nodes_when_another_host_tries_its_address_rfc4862_5_4(void **state)
{
	static const struct rte_ether_addr all_nodes = {{0x33, 0x33, 0, 0, 0, 1}};
	struct lab *lab = *state;

	lab_put(lab, 1, frame6_solicitation(lab, 1, "::", ROUTER_GROUP, LAB6_RIGHT_ROUTER, &other_mac, false));
	assert_advertised(lab, LAB6_RIGHT_ROUTER, "ff02::1", &all_nodes, FL_ND_ROUTER | FL_ND_OVERRIDE);
}

static void does_not_answer_for_addresses_of_other_interfaces_and_hosts(void **state)
{
	static const char *const targets[] = {LAB6_LEFT_ROUTER, "2001:db8:2::9", "fe80::1"};
	struct lab *lab = *state;

	for (size_t i = 0; i < RTE_DIM(targets); i++)
		lab_put(lab, 1, frame6_solicitation(lab, 1, NEIGHBOUR, ROUTER_GROUP, targets[i], &other_mac, true));
	lab_assert_silent(lab);
	assert_int_equal(lab_drops(lab, FL_DROP_ND_RESPONDER_OTHER_TARGET), RTE_DIM(targets));
}

static struct rte_mbuf *solicitation(struct lab *lab)
{
	return frame6_solicitation(lab, 1, NEIGHBOUR, ROUTER_GROUP, LAB6_RIGHT_ROUTER, &other_mac, true);
}

static void assert_invalid(struct lab *lab, struct rte_mbuf *frame)
{
	uint64_t before = lab_drops(lab, FL_DROP_ND_RESPONDER_MALFORMED);

	frame6_icmp_finish(frame);
	lab_put(lab, 1, frame);
	assert_int_equal(lab_drops(lab, FL_DROP_ND_RESPONDER_MALFORMED), before + 1);
	lab_assert_silent(lab);
}

static void drops_invalid_messages_rfc4861_7_1(void **state)
{
	static const uint8_t padding[8] = {0, 0, 1, 4};
	struct lab *lab = *state;
	struct rte_mbuf *frame = solicitation(lab);

	frame6_ip(frame)->hop_limits = 254; // it came through a router
	assert_invalid(lab, frame);
	frame = solicitation(lab);
	frame6_nd(frame)->code = 1;
	assert_invalid(lab, frame);
	frame = solicitation(lab);
	frame6_nd(frame)->target.bytes[0] = 0xff;
	assert_invalid(lab, frame);
	frame = solicitation(lab);
	((struct fl_nd_link_address *)(frame6_nd(frame) + 1))->length = 0;
	assert_invalid(lab, frame);
	frame = solicitation(lab);
	((struct fl_nd_link_address *)(frame6_nd(frame) + 1))->length = 2;
	assert_invalid(lab, frame);
	frame = solicitation(lab);
	rte_pktmbuf_trim(frame, 16);
	frame6_ip(frame)->payload_len = RTE_BE16(16);
	assert_invalid(lab, frame);
	// Duplicate address detection names no MAC, and solicits the group alone.
	assert_invalid(lab, frame6_solicitation(lab, 1, "::", ROUTER_GROUP, LAB6_RIGHT_ROUTER, &other_mac, true));
	assert_invalid(lab, frame6_solicitation(lab, 1, "::", "ff02::1", LAB6_RIGHT_ROUTER, &other_mac, false));
	assert_invalid(lab, frame6_advertisement(lab, 1, NEIGHBOUR, "ff02::1", FL_ND_SOLICITED, &other_mac, true));
	// Behind an extension header: its own checksum stays right.
	frame = solicitation(lab);
	frame6_extension_insert(frame, IPPROTO_DSTOPTS, padding, 8);
	lab_put(lab, 1, frame);
	assert_int_equal(lab_drops(lab, FL_DROP_ND_RESPONDER_MALFORMED), 10);
	lab_assert_silent(lab);
}

static void counts_address_conflicts_and_what_it_does_not_serve(void **state)
{
	static const uint8_t types[] = {133, 134, 137};
	struct lab *lab = *state;
	struct rte_mbuf *frame = frame6_advertisement(lab, 1, NEIGHBOUR, "ff02::1", 0, &other_mac, true);

	frame6_nd(frame)->target = lab6_address(LAB6_RIGHT_ROUTER);
	frame6_icmp_finish(frame);
	lab_put(lab, 1, frame);
	assert_int_equal(lab_drops(lab, FL_DROP_ND_RESPONDER_ADDRESS_CONFLICT), 1);
	for (size_t i = 0; i < RTE_DIM(types); i++) {
		frame = solicitation(lab);
		frame6_nd(frame)->type = types[i];
		frame6_icmp_finish(frame);
		lab_put(lab, 1, frame);
	}
	assert_int_equal(lab_drops(lab, FL_DROP_ND_RESPONDER_NOT_SERVED), 3);
	lab_assert_silent(lab);
}

static void learns_from_who_solicits_it_and_makes_sure_when_it_is_used_rfc4861_7_2_3(void **state)
{
	struct lab *lab = *state;

	lab_put(lab, 1, solicitation(lab));
	rte_pktmbuf_free(lab_take(lab, 1));
	lab_tick(lab, 5);
	put_packet(lab, NEIGHBOUR, 1);
	assert_forwarded(lab, 1, &other_mac);
	lab_tick(lab, FL_RESOLVER_DELAY_MS);
	assert_asked(lab, NEIGHBOUR, &other_mac, NEIGHBOUR); // it alone
}

static void learns_no_strangers(void **state)
{
	struct lab *lab = *state;

	lab_put(lab, 1,
		frame6_solicitation(lab, 1, "2001:db8:7::7", ROUTER_GROUP, LAB6_RIGHT_ROUTER, &other_mac, true));
	rte_pktmbuf_free(lab_take(lab, 1)); // it is answered
	answer(lab, NEIGHBOUR, &other_mac); // nobody asked
	put_packet(lab, NEIGHBOUR, 1);
	lab_tick(lab, 5);
	assert_asks_all(lab);
}

static void holds_packets_while_it_asks_and_sends_them_in_order(void **state)
{
	struct lab *lab = *state;

	for (uint32_t label = 0; label < 10; label++)
		put_packet(lab, NEIGHBOUR, label);
	lab_tick(lab, 5);
	assert_asks_all(lab); // once for all of them
	lab_assert_silent(lab);
	answer(lab, NEIGHBOUR, &other_mac);
	// One that comes in during the dispatch that lets go of the held ones stays behind them.
	put_packet(lab, NEIGHBOUR, 10);
	for (uint32_t label = 0; label <= 10; label++)
		assert_forwarded(lab, label, &other_mac);
	assert_int_equal(lab->paths[0].resumed, 10);
}

static void lets_the_oldest_give_way_when_too_many_wait_rfc4861_7_2_2(void **state)
{
	struct lab *lab = *state;

	for (uint32_t label = 0; label < FL_HOLD_PACKETS + 3; label++)
		put_packet(lab, NEIGHBOUR, label);
	assert_int_equal(lab_drops(lab, FL_DROP_ND_QUERIER_HOLD_FULL), 3);
	lab_tick(lab, 5);
	lab_flush(lab);
	answer(lab, NEIGHBOUR, &other_mac);
	lab_dispatch(lab);
	for (uint32_t label = 3; label < FL_HOLD_PACKETS + 3; label++)
		assert_forwarded(lab, label, &other_mac);
}

static void gives_up_after_three_solicitations_and_says_address_unreachable_rfc4861_7_2_2(void **state)
{
	struct lab *lab = *state;
	struct rte_mbuf *message;

	put_packet(lab, NEIGHBOUR, 1);
	lab_tick(lab, 5);
	assert_asks_all(lab);
	for (int i = 1; i < FL_RESOLVER_REQUESTS_MAX; i++) {
		lab_tick(lab, FL_RESOLVER_RETRY_MS - 1);
		lab_assert_silent(lab); // no more than one a second
		lab_tick(lab, 1);
		assert_asks_all(lab);
	}
	lab_tick(lab, FL_RESOLVER_RETRY_MS);
	lab_dispatch(lab);
	message = lab_take(lab, 0);
	frame6_assert_icmp(message, 1, 3, LAB6_LEFT_ROUTER, LAB6_LEFT);
	rte_pktmbuf_free(message);
	// For a while it is refused at once; then asked for anew.
	put_packet(lab, NEIGHBOUR, 2);
	message = lab_take(lab, 0);
	frame6_assert_icmp(message, 1, 3, LAB6_LEFT_ROUTER, LAB6_LEFT);
	rte_pktmbuf_free(message);
	assert_int_equal(lab_drops(lab, FL_DROP_ND_QUERIER_UNREACHABLE), 2);
	lab_tick(lab, FL_RESOLVER_FAILED_MS);
	put_packet(lab, NEIGHBOUR, 3);
	lab_tick(lab, 5);
	assert_asks_all(lab);
}

static void asks_a_neighbour_in_use_again_before_its_entry_gets_old_rfc4861_7_3_3(void **state)
{
	struct lab *lab = *state;

	put_packet(lab, NEIGHBOUR, 1);
	lab_tick(lab, 5);
	lab_flush(lab);
	answer(lab, NEIGHBOUR, &other_mac);
	lab_dispatch(lab);
	assert_forwarded(lab, 1, &other_mac);
	lab_tick(lab, FL_RESOLVER_REACHABLE_MS);
	assert_asked(lab, NEIGHBOUR, &other_mac, NEIGHBOUR);
	put_packet(lab, NEIGHBOUR, 2);
	assert_forwarded(lab, 2, &other_mac); // still trusted
	// Its answer need not name its MAC again (4.4).
	advertise(lab, NEIGHBOUR, FL_ND_SOLICITED, &other_mac, false);
	lab_tick(lab, FL_RESOLVER_RETRY_MS);
	lab_assert_silent(lab);
}

static void forgets_a_neighbour_in_use_that_no_longer_answers(void **state)
{
	struct lab *lab = *state;

	put_packet(lab, LAB6_RIGHT, 1);
	lab_flush(lab);
	lab_tick(lab, FL_RESOLVER_DELAY_MS);
	for (int i = 1; i < FL_RESOLVER_REQUESTS_MAX; i++)
		lab_tick(lab, FL_RESOLVER_RETRY_MS);
	for (int i = 0; i < FL_RESOLVER_REQUESTS_MAX; i++)
		assert_asked(lab, LAB6_RIGHT, &lab_right_mac, LAB6_RIGHT);
	lab_tick(lab, FL_RESOLVER_RETRY_MS);
	put_packet(lab, LAB6_RIGHT, 2);
	lab_tick(lab, 5);
	assert_asked(lab, LAB6_RIGHT, &right_group_mac, "ff02::1:ff00:2");
}

static void an_advertisement_with_override_corrects_what_it_knows_rfc4861_7_2_5(void **state)
{
	struct lab *lab = *state;

	advertise(lab, LAB6_RIGHT, FL_ND_OVERRIDE, &other_mac, true);
	put_packet(lab, LAB6_RIGHT, 1);
	assert_forwarded(lab, 1, &other_mac);
}

static void without_override_it_asks_the_neighbour_that_it_knew_rfc4861_7_2_5(void **state)
{
	struct lab *lab = *state;

	put_packet(lab, LAB6_RIGHT, 1);
	assert_forwarded(lab, 1, &lab_right_mac);
	advertise(lab, LAB6_RIGHT, 0, &other_mac, true);
	assert_asked(lab, LAB6_RIGHT, &lab_right_mac, LAB6_RIGHT);
	put_packet(lab, LAB6_RIGHT, 2);
	assert_forwarded(lab, 2, &lab_right_mac);
}

static void an_answer_without_a_mac_makes_no_neighbour_rfc4861_7_2_5(void **state)
{
	struct lab *lab = *state;

	put_packet(lab, NEIGHBOUR, 1);
	lab_tick(lab, 5);
	lab_flush(lab);
	advertise(lab, NEIGHBOUR, FL_ND_SOLICITED, &other_mac, false);
	lab_dispatch(lab);
	lab_assert_silent(lab);
	answer(lab, NEIGHBOUR, &other_mac);
	lab_dispatch(lab);
	assert_forwarded(lab, 1, &other_mac);
}

static void announces_its_addresses_when_it_starts_rfc4861_7_2_6(void **state)
{
	static const struct rte_ether_addr all_nodes = {{0x33, 0x33, 0, 0, 0, 1}};
	struct lab *lab = *state;
	struct fl_config_router config = lab->config;
	const struct fl_ip6 expected[] = {lab6_link_local(lab, 1), lab6_address(LAB6_RIGHT_ROUTER)};

	lab_replace(lab, &config);
	rte_pktmbuf_free(lab_take(lab, 1)); // ARP's
	rte_pktmbuf_free(lab_take(lab, 1)); // the groups that it listens to
	for (size_t i = 0; i < RTE_DIM(expected); i++) {
		struct rte_mbuf *frame = lab_take(lab, 1);

		assert_true(rte_is_same_ether_addr(&frame_ether(frame)->dst_addr, &all_nodes));
		assert_true(fl_ip6_equal(fl_ip6_source(frame6_ip(frame)), &expected[i]));
		assert_true(fl_ip6_equal(&frame6_nd(frame)->target, &expected[i]));
		assert_int_equal(rte_be_to_cpu_32(frame6_nd(frame)->flags), FL_ND_ROUTER | FL_ND_OVERRIDE);
		rte_pktmbuf_free(frame);
	}
	lab_flush(lab);
}

static void keeps_its_neighbours_when_the_router_changes(void **state)
{
	struct lab *lab = *state;
	struct fl_config_router config = lab->config;

	config.interfaces[0].addresses6[0].address.bytes[15] = 9;
	lab_replace(lab, &config);
	lab_flush(lab);
	put_packet(lab, LAB6_RIGHT, 1);
	assert_forwarded(lab, 1, &lab_right_mac);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		LAB6_TEST(answers_solicitations_for_its_addresses_rfc4861_7_2_4),
		LAB6_TEST(answers_for_the_anycast_address_without_override_rfc4861_7_2_7),
		LAB6_TEST(tells_all_nodes_when_another_host_tries_its_address_rfc4862_5_4),
		LAB6_TEST(does_not_answer_for_addresses_of_other_interfaces_and_hosts),
		LAB6_TEST(drops_invalid_messages_rfc4861_7_1),
		LAB6_TEST(counts_address_conflicts_and_what_it_does_not_serve),
		LAB6_TEST(learns_from_who_solicits_it_and_makes_sure_when_it_is_used_rfc4861_7_2_3),
		LAB6_TEST(learns_no_strangers),
		LAB6_TEST(holds_packets_while_it_asks_and_sends_them_in_order),
		LAB6_TEST(lets_the_oldest_give_way_when_too_many_wait_rfc4861_7_2_2),
		LAB6_TEST(gives_up_after_three_solicitations_and_says_address_unreachable_rfc4861_7_2_2),
		LAB6_TEST(asks_a_neighbour_in_use_again_before_its_entry_gets_old_rfc4861_7_3_3),
		LAB6_TEST(forgets_a_neighbour_in_use_that_no_longer_answers),
		LAB6_TEST(an_advertisement_with_override_corrects_what_it_knows_rfc4861_7_2_5),
		LAB6_TEST(without_override_it_asks_the_neighbour_that_it_knew_rfc4861_7_2_5),
		LAB6_TEST(an_answer_without_a_mac_makes_no_neighbour_rfc4861_7_2_5),
		LAB6_TEST(announces_its_addresses_when_it_starts_rfc4861_7_2_6),
		LAB6_TEST(keeps_its_neighbours_when_the_router_changes),
	};

	return cmocka_run_group_tests(tests, lab_group_setup, NULL);
}
