// ARPQuerier in a router of two paths: replies come in by one, packets by the other.
#include <rte_arp.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "elements/testing/click_lab.h"

static const char graph[] =
	"ina = FromDevice; DEVNAME: a\ninb = FromDevice; DEVNAME: b\n"
	"s = Strip; LENGTH: 14\nh = CheckIPHeader\nc = Classifier; PATTERN[]: 12/0806 20/0002; PATTERN[]: -\n"
	"none = Discard\nq = ARPQuerier; IP: b:ip; ETHER: b:eth\nout = ToDevice; DEVNAME: b\n"
	"ina 0 > s 0\ns 0 > h 0\nh 0 > q 0\ninb 0 > c 0\nc 0 > q 1\nc 1 > none 0\nq 0 > out 0";

static int open_graph(void **state)
{
	struct lab *lab = calloc(1, sizeof(*lab));

	lab_click_open(lab, graph);
	*state = lab;
	return 0;
}

static int close_graph(void **state)
{
	lab_click_close(*state);
	free(*state);
	return 0;
}

static struct rte_mbuf *frame_of(struct lab *lab, uint16_t payload)
{
	return frame_udp(lab, LAB_A, LAB_LEFT, LAB_RIGHT, payload);
}

// An answer from LAB_RIGHT, by the path of b.
static void answer(struct lab *lab)
{
	struct rte_mbuf *reply = frame_arp(lab, RTE_ARP_OP_REPLY, LAB_RIGHT, &lab_right_mac, "10.2.0.1");

	lab_put(lab, LAB_B, reply);
	lab_tick(lab, 5);
	lab_dispatch(lab);
}

static void assert_query(struct lab *lab, const char *address)
{
	struct rte_mbuf *query = lab_take(lab, LAB_B);
	const struct rte_arp_hdr *arp = (const struct rte_arp_hdr *)(frame_ether(query) + 1);

	assert_int_equal(rte_be_to_cpu_16(frame_ether(query)->ether_type), RTE_ETHER_TYPE_ARP);
	assert_true(rte_is_broadcast_ether_addr(&frame_ether(query)->dst_addr));
	assert_memory_equal(&frame_ether(query)->src_addr, &lab->ports[LAB_B]->mac, RTE_ETHER_ADDR_LEN);
	assert_int_equal(rte_be_to_cpu_16(arp->arp_opcode), RTE_ARP_OP_REQUEST);
	assert_int_equal(rte_be_to_cpu_32(arp->arp_data.arp_sip), lab_address("10.2.0.1"));
	assert_int_equal(rte_be_to_cpu_32(arp->arp_data.arp_tip), lab_address(address));
	rte_pktmbuf_free(query);
}

static void assert_datagram(struct lab *lab, uint16_t payload)
{
	struct rte_mbuf *frame = lab_take(lab, LAB_B);

	assert_int_equal(frame->pkt_len, 14 + 28 + payload);
	assert_int_equal(rte_be_to_cpu_16(frame_ether(frame)->ether_type), RTE_ETHER_TYPE_IPV4);
	assert_memory_equal(&frame_ether(frame)->dst_addr, &lab_right_mac, RTE_ETHER_ADDR_LEN);
	assert_memory_equal(&frame_ether(frame)->src_addr, &lab->ports[LAB_B]->mac, RTE_ETHER_ADDR_LEN);
	rte_pktmbuf_free(frame);
}

static void asks_and_sends_in_order_what_waited(void **state)
{
	struct lab *lab = *state;

	lab_put(lab, LAB_A, frame_of(lab, 10));
	assert_query(lab, LAB_RIGHT);
	lab_put(lab, LAB_A, frame_of(lab, 11));
	lab_put(lab, LAB_A, frame_of(lab, 12));
	lab_assert_silent(lab);
	answer(lab);
	assert_datagram(lab, 10);
	assert_datagram(lab, 11);
	assert_datagram(lab, 12);
	lab_put(lab, LAB_A, frame_of(lab, 13));
	assert_datagram(lab, 13);
	lab_assert_silent(lab);
}

static void the_oldest_of_seventeen_gives_way(void **state)
{
	struct lab *lab = *state;

	for (uint16_t i = 0; i < 17; i++)
		lab_put(lab, LAB_A, frame_of(lab, (uint16_t)(10 + i)));
	assert_query(lab, LAB_RIGHT);
	assert_int_equal(lab_click_drops(lab, "arp_querier_hold_full"), 1);
	answer(lab);
	for (uint16_t i = 1; i < 17; i++)
		assert_datagram(lab, (uint16_t)(10 + i));
}

static void a_seventeenth_next_hop_does_not_wait(void **state)
{
	struct lab *lab = *state;

	for (int i = 0; i < 17; i++) {
		char destination[16];

		snprintf(destination, sizeof(destination), "10.2.0.%d", 10 + i);
		lab_put(lab, LAB_A, frame_udp(lab, LAB_A, LAB_LEFT, destination, 10));
	}
	assert_int_equal(lab_click_drops(lab, "arp_querier_hold_full"), 1);
}

static void a_stale_entry_is_used_and_asked_for_again(void **state)
{
	struct lab *lab = *state;

	lab_put(lab, LAB_A, frame_of(lab, 10));
	answer(lab);
	lab_flush(lab);
	lab_tick(lab, 30001); // used since: stale
	lab_put(lab, LAB_A, frame_of(lab, 11));
	assert_query(lab, LAB_RIGHT);
	assert_datagram(lab, 11);
	lab_tick(lab, 10001); // nobody answered
	lab_put(lab, LAB_A, frame_of(lab, 12));
	assert_query(lab, LAB_RIGHT);
	lab_assert_silent(lab);
	answer(lab);
	assert_datagram(lab, 12);
}

static void an_entry_that_nobody_uses_is_forgotten(void **state)
{
	struct lab *lab = *state;

	answer(lab); // without having been asked
	lab_tick(lab, 30001);
	lab_put(lab, LAB_A, frame_of(lab, 11));
	assert_query(lab, LAB_RIGHT);
	lab_assert_silent(lab);
}

static void takes_only_replies_to_its_own_address(void **state)
{
	struct lab *lab = *state;

	lab_put(lab, LAB_B, frame_arp(lab, RTE_ARP_OP_REPLY, LAB_RIGHT, &lab_right_mac, "10.2.0.77"));
	assert_int_equal(lab_click_drops(lab, "arp_querier_no_reply"), 1);
	lab_put(lab, LAB_B, frame_arp(lab, RTE_ARP_OP_REPLY, LAB_RIGHT, &(struct rte_ether_addr){{1}}, "10.2.0.1"));
	assert_int_equal(lab_click_drops(lab, "arp_querier_no_reply"), 2);
	lab_tick(lab, 5);
	lab_put(lab, LAB_A, frame_of(lab, 10));
	assert_query(lab, LAB_RIGHT);
	lab_assert_silent(lab);
}

static void groups_have_addresses_without_asking(void **state)
{
	static const uint8_t group[] = {0x01, 0x00, 0x5e, 0x01, 0x02, 0x03};
	struct lab *lab = *state;
	struct rte_mbuf *frame;

	lab_put(lab, LAB_A, frame_udp(lab, LAB_A, LAB_LEFT, "239.129.2.3", 10));
	frame = lab_take(lab, LAB_B);
	assert_memory_equal(&frame_ether(frame)->dst_addr, group, sizeof(group));
	rte_pktmbuf_free(frame);
	lab_put(lab, LAB_A, frame_udp(lab, LAB_A, LAB_LEFT, "255.255.255.255", 10));
	frame = lab_take(lab, LAB_B);
	assert_true(rte_is_broadcast_ether_addr(&frame_ether(frame)->dst_addr));
	rte_pktmbuf_free(frame);
	lab_assert_silent(lab);
}

static void a_packet_without_next_hop_is_dropped(void **state)
{
	struct lab lab;

	(void)state;
	lab_click_open(&lab,
		"in = FromDevice; DEVNAME: a\ninb = FromDevice; DEVNAME: b\nq = ARPQuerier; IP: b:ip; ETHER: b:eth\n"
		"out = ToDevice; DEVNAME: b\nin 0 > q 0\ninb 0 > q 1\nq 0 > out 0");
	lab_click_assert_dropped(&lab, lab_click_frame(&lab), "arp_querier_no_next_hop");
	lab_click_close(&lab);
}

static void held_packets_come_back_to_the_pool_when_the_router_ends(void **state)
{
	struct lab *lab = *state;

	lab_put(lab, LAB_A, frame_of(lab, 10));
	lab_flush(lab);
	assert_int_equal(rte_mempool_in_use_count(lab->pool), 1);
	// lab_close fails unless every buffer came back.
}

#define ARP_TEST(name) cmocka_unit_test_setup_teardown(name, open_graph, close_graph)

int main(void)
{
	const struct CMUnitTest tests[] = {
		ARP_TEST(asks_and_sends_in_order_what_waited),
		ARP_TEST(the_oldest_of_seventeen_gives_way),
		ARP_TEST(a_seventeenth_next_hop_does_not_wait),
		ARP_TEST(a_stale_entry_is_used_and_asked_for_again),
		ARP_TEST(an_entry_that_nobody_uses_is_forgotten),
		ARP_TEST(takes_only_replies_to_its_own_address),
		ARP_TEST(groups_have_addresses_without_asking),
		cmocka_unit_test(a_packet_without_next_hop_is_dropped),
		ARP_TEST(held_packets_come_back_to_the_pool_when_the_router_ends),
	};

	return cmocka_run_group_tests(tests, lab_group_setup, NULL);
}
