// ARPResponder, ICMPError, ICMPPingResponder, FixIPSrc, IPFragmenter, DropBroadcasts: what a router says of its own.
#include <rte_arp.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "elements/testing/click_lab.h"
#include "ports/offload.h"

// in -> Strip(14) -> CheckIPHeader -> x -> EtherEncap -> b, and x's output 1 -> EtherEncap -> c
static void open_datagrams(struct lab *lab, const char *element, bool second)
{
	char text[1024];

	snprintf(text, sizeof(text),
		"in = FromDevice; DEVNAME: a\ns = Strip; LENGTH: 14\nh = CheckIPHeader\nx = %s\n"
		"e = EtherEncap; ETHERTYPE: 0x800; SRC: b:eth; DST: 02:00:00:00:00:99\nb = ToDevice; DEVNAME: b\n"
		"in 0 > s 0\ns 0 > h 0\nh 0 > x 0\nx 0 > e 0\ne 0 > b 0%s",
		element,
		second ? "\nf = EtherEncap; ETHERTYPE: 0x800; SRC: c:eth; DST: 02:00:00:00:00:99\nc = ToDevice; "
			 "DEVNAME: c\n"
			 "x 1 > f 0\nf 0 > c 0"
		       : "");
	lab_click_open(lab, text);
}

static struct rte_mbuf *carry(struct lab *lab, struct rte_mbuf *frame)
{
	lab_put(lab, LAB_A, frame);
	return lab_take(lab, LAB_B);
}

static void arp_responder_answers_for_its_addresses(void **state)
{
	struct rte_mbuf *frame;
	struct rte_arp_hdr *arp;
	struct lab lab;

	(void)state;
	lab_click_element_open(
		&lab, "ARPResponder; ENTRY[]: a:ip a:eth; ENTRY[]: 10.5.0.0/16 10.6.0.1 02:00:00:00:00:55", 2);
	frame = carry(&lab, frame_arp(&lab, RTE_ARP_OP_REQUEST, LAB_LEFT, &lab_left_mac, "10.1.0.1"));
	arp = (struct rte_arp_hdr *)(frame_ether(frame) + 1);
	assert_int_equal(rte_be_to_cpu_16(arp->arp_opcode), RTE_ARP_OP_REPLY);
	assert_memory_equal(&arp->arp_data.arp_sha, &lab.ports[LAB_A]->mac, RTE_ETHER_ADDR_LEN);
	assert_memory_equal(&arp->arp_data.arp_tha, &lab_left_mac, RTE_ETHER_ADDR_LEN);
	assert_memory_equal(&frame_ether(frame)->dst_addr, &lab_left_mac, RTE_ETHER_ADDR_LEN);
	assert_memory_equal(&frame_ether(frame)->src_addr, &lab.ports[LAB_A]->mac, RTE_ETHER_ADDR_LEN);
	assert_int_equal(rte_be_to_cpu_32(arp->arp_data.arp_sip), lab_address("10.1.0.1"));
	assert_int_equal(rte_be_to_cpu_32(arp->arp_data.arp_tip), lab_address(LAB_LEFT));
	rte_pktmbuf_free(frame);
	frame = carry(&lab, frame_arp(&lab, RTE_ARP_OP_REQUEST, LAB_LEFT, &lab_left_mac, "10.5.77.1"));
	assert_int_equal(frame_ether(frame)->src_addr.addr_bytes[5], 0x55);
	rte_pktmbuf_free(frame);
	rte_pktmbuf_free(carry(&lab, frame_arp(&lab, RTE_ARP_OP_REQUEST, LAB_LEFT, &lab_left_mac, "10.6.0.1")));
	lab_click_close(&lab);
}

static void arp_responder_leaves_all_else_to_output_1(void **state)
{
	struct rte_mbuf *frames[5];
	struct lab lab;

	(void)state;
	lab_click_element_open(&lab, "ARPResponder; ENTRY[]: a:ip a:eth", 2);
	frames[0] = lab_click_frame(&lab);
	frames[1] = frame_arp(&lab, RTE_ARP_OP_REQUEST, LAB_LEFT, &lab_left_mac, "10.1.0.9");
	frames[2] = frame_arp(&lab, RTE_ARP_OP_REPLY, LAB_LEFT, &lab_left_mac, "10.1.0.1");
	frames[3] = frame_arp(&lab, RTE_ARP_OP_REQUEST, LAB_LEFT, &lab_left_mac, "10.1.0.1");
	rte_pktmbuf_trim(frames[3], 1);
	frames[4] = frame_arp(&lab, RTE_ARP_OP_REQUEST, LAB_LEFT, &(struct rte_ether_addr){{1}}, "10.1.0.1");
	for (size_t i = 0; i < RTE_DIM(frames); i++) {
		lab_put(&lab, LAB_A, frames[i]);
		rte_pktmbuf_free(lab_take(&lab, LAB_C));
		lab_assert_silent(&lab);
	}
	lab_click_close(&lab);
	lab_click_element_open(&lab, "ARPResponder; ENTRY[]: a:ip a:eth", 1);
	lab_click_assert_dropped(&lab, lab_click_frame(&lab), "arp_responder_not_asked");
	lab_click_close(&lab);
}

static void arp_responder_says_what_is_no_entry(void **state)
{
	static const struct {
		const char *entry, *complaint;
	} broken[] = {
		{"10.0.0.1", "must be PREFIX... MAC, like 192.0.2.1 wan:eth"},
		{"10.0.0.1 10.0.0.2", "\"10.0.0.2\" is no Ethernet address like 02:00:00:00:00:01, or INTERFACE:eth"},
		{"c:ip c:eth", "\"c:ip\" is no IPv4 address or prefix"}, // it has no address
	};

	(void)state;
	for (size_t i = 0; i < RTE_DIM(broken); i++) {
		char element[128], expected[256];

		snprintf(element, sizeof(element), "ARPResponder; ENTRY[]: %s", broken[i].entry);
		snprintf(expected, sizeof(expected), "forwarding.click.elements[1].arguments.ENTRY[0]: %s",
			broken[i].complaint);
		assert_string_equal(lab_click_element_refusal(element, 1), expected);
	}
}

static void icmp_error_tells_the_sender_and_quotes_the_packet(void **state)
{
	struct rte_mbuf *message;
	struct lab lab;

	(void)state;
	open_datagrams(&lab, "ICMPError; SRC: b:ip; TYPE: unreachable; CODE: filterprohibited", false);
	message = carry(&lab, lab_click_frame(&lab));
	frame_assert_icmp(message, 3, 13, "10.2.0.1", LAB_LEFT);
	const struct rte_ipv4_hdr *quoted = (const struct rte_ipv4_hdr *)(frame_icmp(message) + 1);
	assert_int_equal(rte_be_to_cpu_32(quoted->src_addr), lab_address(LAB_LEFT));
	assert_int_equal(rte_be_to_cpu_32(quoted->dst_addr), lab_address(LAB_RIGHT));
	assert_int_equal(frame_ip(message)->type_of_service, 0xc0);
	assert_int_equal(lab_click_drops(&lab, "icmp_error"), 1);
	rte_pktmbuf_free(message);
	message = carry(&lab, frame_udp(&lab, LAB_A, LAB_LEFT, LAB_RIGHT, 1400));
	assert_int_equal(message->pkt_len, 14 + 576);
	frame_assert_icmp(message, 3, 13, "10.2.0.1", LAB_LEFT);
	rte_pktmbuf_free(message);
	lab_click_close(&lab);
}

static void icmp_error_does_not_complain_of_what_rfc1812_4_3_2_7_forbids(void **state)
{
	struct rte_mbuf *frames[10];
	struct lab lab;

	(void)state;
	open_datagrams(&lab, "ICMPError; SRC: a:ip; TYPE: timeexceeded; BADADDRS: 10.3.0.255", false);
	frames[0] = frame_echo(&lab, LAB_A, LAB_LEFT, LAB_RIGHT, 20);
	frame_icmp(frames[0])->icmp_type = 3; // an error itself
	frames[1] = lab_click_frame(&lab);
	frame_ip(frames[1])->fragment_offset = RTE_BE16(100);
	frame_ip_finish(frames[1]);
	frames[2] = frame_udp(&lab, LAB_A, LAB_LEFT, "255.255.255.255", 10);
	frames[3] = frame_udp(&lab, LAB_A, LAB_LEFT, "224.0.0.1", 10);
	frames[4] = frame_udp(&lab, LAB_A, LAB_LEFT, "10.2.0.255", 10); // a broadcast of b's subnet
	frames[5] = frame_udp(&lab, LAB_A, "10.3.0.255", LAB_RIGHT, 10);
	frames[6] = frame_udp(&lab, LAB_A, "127.0.0.1", LAB_RIGHT, 10);
	frames[7] = frame_udp(&lab, LAB_A, "224.0.0.1", LAB_RIGHT, 10);
	frames[8] = frame_udp(&lab, LAB_A, "10.1.0.1", LAB_RIGHT, 10); // SRC itself
	frames[9] = lab_click_frame(&lab);
	memset(&frame_ether(frames[9])->dst_addr, 0xff, RTE_ETHER_ADDR_LEN);
	for (size_t i = 0; i < RTE_DIM(frames); i++)
		lab_click_assert_dropped(&lab, frames[i], "icmp_error");
	lab_click_close(&lab);
}

static void icmp_error_stays_within_its_rate(void **state)
{
	struct rte_mbuf *frame;
	uint32_t messages = 0;
	struct lab lab;

	(void)state;
	open_datagrams(&lab, "ICMPError; SRC: a:ip; TYPE: 11", false);
	for (int i = 0; i < 500; i++) {
		lab_put(&lab, LAB_A, lab_click_frame(&lab));
		if (fl_port_ring_take(lab.ports[LAB_B], &frame, 1) == 1) {
			messages++;
			rte_pktmbuf_free(frame);
		}
	}
	assert_true(messages >= 100);
	assert_int_equal(lab_click_drops(&lab, "icmp_error"), 500);
	lab_click_close(&lab);
}

static void icmp_error_says_what_is_no_error(void **state)
{
	(void)state;
	assert_string_equal(lab_click_element_refusal("ICMPError; SRC: a:ip; TYPE: echo", 1),
		"forwarding.click.elements[1].arguments.TYPE: \"echo\" is no error that a router sends: unreachable "
		"(3), "
		"timeexceeded (11) and parameterproblem (12) are");
	assert_string_equal(lab_click_element_refusal("ICMPError; SRC: a:ip; TYPE: 3; CODE: transit", 1),
		"forwarding.click.elements[1].arguments.CODE: \"transit\" is no code of type 3: a number up to 255, or "
		"a name");
}

static void an_icmp_error_may_go_round_to_the_route_table(void **state)
{
	struct rte_mbuf *message;
	struct lab lab;

	(void)state;
	lab_click_open(&lab, "in = FromDevice; DEVNAME: a\ns = Strip; LENGTH: 14\nh = CheckIPHeader\n"
			     "r = IPLookup; ROUTE[]: 10.1.0.0/24 0; ROUTE[]: 10.2.0.0/24 1\n"
			     "t0 = DecIPTTL\nt1 = DecIPTTL\ni = ICMPError; SRC: 10.9.9.9; TYPE: timeexceeded\n"
			     "f0 = FixIPSrc; IPADDR: a:ip\nf1 = FixIPSrc; IPADDR: b:ip\n"
			     "e0 = EtherEncap; ETHERTYPE: 0x800; SRC: a:eth; DST: 02:00:00:00:00:01\n"
			     "e1 = EtherEncap; ETHERTYPE: 0x800; SRC: b:eth; DST: 02:00:00:00:00:02\n"
			     "o0 = ToDevice; DEVNAME: a\no1 = ToDevice; DEVNAME: b\n"
			     "in 0 > s 0\ns 0 > h 0\nh 0 > r 0\nr 0 > f0 0\nr 1 > f1 0\nf0 0 > t0 0\nf1 0 > t1 0\n"
			     "t0 0 > e0 0\nt1 0 > e1 0\nt0 1 > i 0\nt1 1 > i 0\ni 0 > r 0\ne0 0 > o0 0\ne1 0 > o1 0");
	struct rte_mbuf *frame = lab_click_frame(&lab);
	frame_ip(frame)->time_to_live = 1;
	frame_ip_finish(frame);
	lab_put(&lab, LAB_A, frame);
	message = lab_take(&lab, LAB_A);
	// From the address of the interface that it leaves by, whatever SRC said.
	frame_assert_icmp(message, 11, 0, "10.1.0.1", LAB_LEFT);
	rte_pktmbuf_free(message);
	lab_click_close(&lab);
}

static void icmp_ping_responder_answers_echo_and_nothing_else(void **state)
{
	struct rte_mbuf *frame;
	struct lab lab;

	(void)state;
	open_datagrams(&lab, "ICMPPingResponder", true);
	frame = carry(&lab, frame_echo(&lab, LAB_A, LAB_LEFT, "10.1.0.1", 56));
	frame_assert_icmp(frame, 0, 0, "10.1.0.1", LAB_LEFT);
	assert_int_equal(frame_ip(frame)->time_to_live, 64);
	rte_pktmbuf_free(frame);
	lab_put(&lab, LAB_A, lab_click_frame(&lab));
	rte_pktmbuf_free(lab_take(&lab, LAB_C));
	frame = frame_echo(&lab, LAB_A, LAB_LEFT, "10.1.0.1", 56);
	frame_icmp(frame)->icmp_type = 0;
	lab_put(&lab, LAB_A, frame);
	rte_pktmbuf_free(lab_take(&lab, LAB_C));
	lab_click_close(&lab);
	open_datagrams(&lab, "ICMPPingResponder", false);
	lab_click_assert_dropped(&lab, lab_click_frame(&lab), "icmp_ping_responder_no_echo");
	lab_click_close(&lab);
}

static void ip_fragmenter_makes_fragments_that_add_up(void **state)
{
	uint32_t offset = 0;
	struct lab lab;

	(void)state;
	open_datagrams(&lab, "IPFragmenter; MTU: 576", false);
	lab_put(&lab, LAB_A, frame_udp(&lab, LAB_A, LAB_LEFT, LAB_RIGHT, 1400));
	while (offset < 1408) {
		struct rte_mbuf *fragment = lab_take(&lab, LAB_B);
		const struct rte_ipv4_hdr *ip = frame_ip(fragment);
		uint16_t field = rte_be_to_cpu_16(ip->fragment_offset);
		uint32_t payload = fragment->pkt_len - 14 - 20;
		uint8_t buffer[600];
		const uint8_t *bytes = rte_pktmbuf_read(fragment, 34, payload, buffer);

		assert_true(fragment->pkt_len <= 14 + 576);
		assert_int_equal(rte_raw_cksum(ip, 20), 0xffff);
		assert_int_equal(rte_be_to_cpu_16(ip->total_length), fragment->pkt_len - 14);
		assert_int_equal((field & RTE_IPV4_HDR_OFFSET_MASK) * 8, offset);
		for (uint32_t i = offset == 0 ? 8 : 0; i < payload; i++)
			assert_int_equal(bytes[i], (uint8_t)(offset + i - 8));
		offset += payload;
		assert_int_equal((field & RTE_IPV4_HDR_MF_FLAG) != 0, offset < 1408);
		rte_pktmbuf_free(fragment);
	}
	assert_int_equal(offset, 1408);
	lab_assert_silent(&lab);
	rte_pktmbuf_free(carry(&lab, frame_udp(&lab, LAB_A, LAB_LEFT, LAB_RIGHT, 576 - 28)));
	lab_assert_silent(&lab);
	lab_click_close(&lab);
}

static struct rte_mbuf *frame_with_df(struct lab *lab)
{
	struct rte_mbuf *frame = frame_udp(lab, LAB_A, LAB_LEFT, LAB_RIGHT, 1000);

	frame_ip(frame)->fragment_offset = RTE_BE16(RTE_IPV4_HDR_DF_FLAG);
	frame_ip_finish(frame);
	return frame;
}

static void ip_fragmenter_heeds_df_unless_told_not_to(void **state)
{
	struct lab lab;

	(void)state;
	open_datagrams(&lab, "IPFragmenter; MTU: 576", true);
	lab_put(&lab, LAB_A, frame_with_df(&lab));
	rte_pktmbuf_free(lab_take(&lab, LAB_C));
	lab_assert_silent(&lab);
	lab_click_close(&lab);
	open_datagrams(&lab, "IPFragmenter; MTU: 576; HONOR_DF: false", false);
	rte_pktmbuf_free(carry(&lab, frame_with_df(&lab)));
	rte_pktmbuf_free(lab_take(&lab, LAB_B));
	lab_assert_silent(&lab);
	lab_click_close(&lab);
}

static void too_big_tells_the_mtu_that_the_fragmenter_found(void **state)
{
	struct rte_mbuf *message;
	struct lab lab;

	(void)state;
	lab_click_open(&lab,
		"in = FromDevice; DEVNAME: a\ns = Strip; LENGTH: 14\nh = CheckIPHeader\nf = IPFragmenter; MTU: 700\n"
		"i = ICMPError; SRC: a:ip; TYPE: unreachable; CODE: needfrag\nd = Discard\n"
		"e = EtherEncap; ETHERTYPE: 0x800; SRC: b:eth; DST: 02:00:00:00:00:99\nb = ToDevice; DEVNAME: b\n"
		"in 0 > s 0\ns 0 > h 0\nh 0 > f 0\nf 0 > d 0\nf 1 > i 0\ni 0 > e 0\ne 0 > b 0");
	message = carry(&lab, frame_with_df(&lab));
	frame_assert_icmp(message, 3, 4, "10.1.0.1", LAB_LEFT);
	assert_int_equal(rte_be_to_cpu_16(frame_icmp(message)->icmp_seq_nb), 700);
	rte_pktmbuf_free(message);
	lab_click_close(&lab);
}

static void ip_fragmenter_cuts_large_segments_before_it_fragments(void **state)
{
	uint32_t total = 0, count = 0;
	struct rte_mbuf *frame;
	struct lab lab;

	(void)state;
	open_datagrams(&lab, "IPFragmenter; MTU: 576", false);
	frame = frame_udp(&lab, LAB_A, LAB_LEFT, LAB_RIGHT, 4000);
	fl_packet_get(frame)->vnet = (struct fl_vnet){.flags = FL_VNET_NEEDS_CSUM,
		.gso_type = FL_VNET_GSO_UDP_L4,
		.gso_size = 1000,
		.csum_start = 34,
		.csum_offset = 6};
	lab_put(&lab, LAB_A, frame);
	while (fl_port_ring_take(lab.ports[LAB_B], &frame, 1) == 1) {
		assert_true(frame->pkt_len <= 14 + 576);
		assert_int_equal(fl_packet_get(frame)->vnet.gso_type, 0);
		total += frame->pkt_len - 34;
		count++;
		rte_pktmbuf_free(frame);
	}
	assert_int_equal(total, 4 * 1008);
	assert_int_equal(count, 8);
	lab_click_close(&lab);
}

static void drop_broadcasts_goes_by_the_frame_that_came_in(void **state)
{
	struct rte_mbuf *frame;
	struct lab lab;

	(void)state;
	lab_click_element_open(&lab, "DropBroadcasts", 1);
	rte_pktmbuf_free(carry(&lab, lab_click_frame(&lab)));
	frame = lab_click_frame(&lab);
	frame_ether(frame)->dst_addr = (struct rte_ether_addr){{0x01, 0, 0x5e, 0, 0, 1}};
	lab_click_assert_dropped(&lab, frame, "drop_broadcasts");
	lab_click_assert_dropped(
		&lab, frame_arp(&lab, RTE_ARP_OP_REQUEST, LAB_LEFT, &lab_left_mac, "10.1.0.1"), "drop_broadcasts");
	lab_click_close(&lab);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(arp_responder_answers_for_its_addresses),
		cmocka_unit_test(arp_responder_leaves_all_else_to_output_1),
		cmocka_unit_test(arp_responder_says_what_is_no_entry),
		cmocka_unit_test(icmp_error_tells_the_sender_and_quotes_the_packet),
		cmocka_unit_test(icmp_error_does_not_complain_of_what_rfc1812_4_3_2_7_forbids),
		cmocka_unit_test(icmp_error_stays_within_its_rate),
		cmocka_unit_test(icmp_error_says_what_is_no_error),
		cmocka_unit_test(an_icmp_error_may_go_round_to_the_route_table),
		cmocka_unit_test(icmp_ping_responder_answers_echo_and_nothing_else),
		cmocka_unit_test(ip_fragmenter_makes_fragments_that_add_up),
		cmocka_unit_test(ip_fragmenter_heeds_df_unless_told_not_to),
		cmocka_unit_test(too_big_tells_the_mtu_that_the_fragmenter_found),
		cmocka_unit_test(ip_fragmenter_cuts_large_segments_before_it_fragments),
		cmocka_unit_test(drop_broadcasts_goes_by_the_frame_that_came_in),
	};

	return cmocka_run_group_tests(tests, lab_group_setup, NULL);
}
