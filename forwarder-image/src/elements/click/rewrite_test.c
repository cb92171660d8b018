// Elements that change packets: what they change, and that they change nothing else.
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "elements/testing/click_lab.h"
#include "ports/offload.h"

enum { FRAME = 14 + 28 + FRAME_PAYLOAD };

// in -> CheckIPHeader(14) -> x -> b
static void open_behind_check(struct lab *lab, const char *element)
{
	char text[1024];

	snprintf(text, sizeof(text),
		"in = FromDevice; DEVNAME: a\nh = CheckIPHeader; OFFSET: 14\nx = %s\nout = ToDevice; DEVNAME: b\n"
		"in 0 > h 0\nh 0 > x 0\nx 0 > out 0",
		element);
	lab_click_open(lab, text);
}

static struct rte_mbuf *carry(struct lab *lab, struct rte_mbuf *frame)
{
	lab_put(lab, LAB_A, frame);
	return lab_take(lab, LAB_B);
}

static void a_tee_sends_whole_copies_that_share_nothing(void **state)
{
	struct rte_mbuf *frame, *copies[2];
	char whole[FRAME];
	struct lab lab;

	(void)state;
	lab_click_open(&lab,
		"in = FromDevice; DEVNAME: a\nt = Tee\nr = EtherRewrite; SRC: 02:00:00:00:00:07; DST: b:eth\n"
		"b = ToDevice; DEVNAME: b\nc = ToDevice; DEVNAME: c\nin 0 > t 0\nt 0 > r 0\nr 0 > b 0\nt 1 > c 0");
	frame = lab_click_frame(&lab);
	memcpy(whole, rte_pktmbuf_mtod(frame, char *), FRAME);
	lab_put(&lab, LAB_A, frame);
	copies[0] = lab_take(&lab, LAB_B);
	copies[1] = lab_take(&lab, LAB_C);
	assert_memory_equal(rte_pktmbuf_mtod(copies[1], char *), whole, FRAME);
	assert_memory_equal(rte_pktmbuf_mtod(copies[0], char *) + 12, whole + 12, FRAME - 12);
	assert_memory_equal(&frame_ether(copies[0])->dst_addr, &lab.ports[LAB_B]->mac, RTE_ETHER_ADDR_LEN);
	assert_int_equal(frame_ether(copies[0])->src_addr.addr_bytes[5], 7);
	rte_pktmbuf_free_bulk(copies, 2);
	lab_click_close(&lab);
}

static void a_tee_keeps_what_is_noted_of_a_packet(void **state)
{
	struct lab lab;

	(void)state;
	lab_click_open(&lab, "in = FromDevice; DEVNAME: a\nh = CheckIPHeader; OFFSET: 14\nt = Tee\nd = DecIPTTL\n"
			     "b = ToDevice; DEVNAME: b\nc = ToDevice; DEVNAME: c\n"
			     "in 0 > h 0\nh 0 > t 0\nt 0 > b 0\nt 1 > d 0\nd 0 > c 0");
	lab_put(&lab, LAB_A, lab_click_frame(&lab));
	struct rte_mbuf *first = lab_take(&lab, LAB_B), *second = lab_take(&lab, LAB_C);
	assert_int_equal(frame_ip(first)->time_to_live, 64);
	assert_int_equal(frame_ip(second)->time_to_live, 63);
	rte_pktmbuf_free(first);
	rte_pktmbuf_free(second);
	lab_click_close(&lab);
}

static void ether_encap_writes_a_header_in_front(void **state)
{
	struct rte_mbuf *frame;
	struct lab lab;

	(void)state;
	lab_click_element_open(&lab, "EtherEncap; ETHERTYPE: 0x88b5; SRC: a:eth; DST: 02:AA:bb:00:00:01", 1);
	frame = carry(&lab, lab_click_frame(&lab));
	assert_int_equal(frame->pkt_len, FRAME + 14);
	assert_int_equal(rte_be_to_cpu_16(frame_ether(frame)->ether_type), 0x88b5);
	assert_memory_equal(&frame_ether(frame)->src_addr, &lab.ports[LAB_A]->mac, RTE_ETHER_ADDR_LEN);
	assert_int_equal(frame_ether(frame)->dst_addr.addr_bytes[1], 0xaa);
	rte_pktmbuf_free(frame);
	lab_click_close(&lab);
}

static void a_partial_checksum_moves_with_the_header_in_front(void **state)
{
	struct rte_mbuf *frame;
	struct lab lab;

	(void)state;
	lab_click_open(&lab, "in = FromDevice; DEVNAME: a\ns = Strip; LENGTH: 14\n"
			     "e = EtherEncap; ETHERTYPE: 0x0800; SRC: a:eth; DST: b:eth\nv = VLANEncap; VLAN_ID: 5\n"
			     "out = ToDevice; DEVNAME: b\nin 0 > s 0\ns 0 > e 0\ne 0 > v 0\nv 0 > out 0");
	frame = lab_click_frame(&lab);
	fl_packet_get(frame)->vnet = (struct fl_vnet){.flags = FL_VNET_NEEDS_CSUM, .csum_start = 34, .csum_offset = 6};
	frame = carry(&lab, frame);
	assert_int_equal(fl_packet_get(frame)->vnet.csum_start, 38);
	rte_pktmbuf_free(frame);
	lab_click_close(&lab);
}

static void ether_mirror_sends_back(void **state)
{
	struct rte_ether_hdr before;
	struct rte_mbuf *frame;
	struct lab lab;

	(void)state;
	lab_click_element_open(&lab, "EtherMirror", 1);
	frame = lab_click_frame(&lab);
	before = *frame_ether(frame);
	frame = carry(&lab, frame);
	assert_memory_equal(&frame_ether(frame)->dst_addr, &before.src_addr, RTE_ETHER_ADDR_LEN);
	assert_memory_equal(&frame_ether(frame)->src_addr, &before.dst_addr, RTE_ETHER_ADDR_LEN);
	rte_pktmbuf_free(frame);
	lab_click_close(&lab);
}

static void frames_shorter_than_their_header_are_dropped(void **state)
{
	static const struct {
		const char *element, *reason;
	} elements[] = {
		{"EtherMirror", "ether_mirror_too_short"},
		{"EtherRewrite; SRC: a:eth; DST: b:eth", "ether_rewrite_too_short"},
		{"VLANEncap; VLAN_ID: 5", "vlan_encap_too_short"},
		{"VLANDecap", "vlan_decap_too_short"},
		{"Counter", "to_device_too_short"},
		{"GetIPAddress; OFFSET: 10", "get_ip_address_too_short"},
		{"HashSwitch; OFFSET: 10; LENGTH: 4", "hash_switch_too_short"},
	};

	(void)state;
	for (size_t i = 0; i < RTE_DIM(elements); i++) {
		struct rte_mbuf *frame;
		struct lab lab;

		lab_click_element_open(&lab, elements[i].element, 1);
		frame = lab_click_frame(&lab);
		rte_pktmbuf_trim(frame, frame->pkt_len - 13);
		lab_click_assert_dropped(&lab, frame, elements[i].reason);
		lab_click_close(&lab);
	}
}

static void a_vlan_tag_goes_in_and_comes_out(void **state)
{
	struct rte_mbuf *frame;
	char whole[FRAME];
	struct lab lab;

	(void)state;
	lab_click_element_open(&lab, "VLANEncap; VLAN_ID: 5; VLAN_PCP: 3", 1);
	frame = lab_click_frame(&lab);
	memcpy(whole, rte_pktmbuf_mtod(frame, char *), FRAME);
	frame = carry(&lab, frame);
	assert_int_equal(frame->pkt_len, FRAME + 4);
	assert_memory_equal(rte_pktmbuf_mtod(frame, char *), whole, 12);
	assert_memory_equal(rte_pktmbuf_mtod(frame, char *) + 12, "\x81\x00\x60\x05", 4);
	assert_memory_equal(rte_pktmbuf_mtod(frame, char *) + 16, whole + 12, FRAME - 12);
	rte_pktmbuf_free(frame);
	lab_click_close(&lab);

	lab_click_open(&lab,
		"in = FromDevice; DEVNAME: a\nd = VLANDecap\ne = VLANEncap\nout = ToDevice; DEVNAME: b\n"
		"plain = ToDevice; DEVNAME: c\nt = Tee\nin 0 > d 0\nd 0 > t 0\nt 0 > e 0\ne 0 > out 0\nt 1 > plain 0");
	struct rte_mbuf *tagged = frame_udp(&lab, LAB_A, LAB_LEFT, LAB_RIGHT, FRAME_PAYLOAD);
	char *start = rte_pktmbuf_prepend(tagged, 4);
	memmove(start, start + 4, 12);
	memcpy(start + 12, "\x81\x00\x60\x05", 4);
	frame = carry(&lab, tagged);
	assert_memory_equal(rte_pktmbuf_mtod(frame, char *) + 12, "\x81\x00\x60\x05\x08\x00", 6);
	rte_pktmbuf_free(frame);
	frame = lab_take(&lab, LAB_C);
	assert_int_equal(frame->pkt_len, FRAME);
	assert_memory_equal(rte_pktmbuf_mtod(frame, char *), whole, FRAME);
	rte_pktmbuf_free(frame);
	lab_click_close(&lab);
}

static void vlan_decap_passes_frames_without_a_tag(void **state)
{
	struct rte_mbuf *frame;
	struct lab lab;

	(void)state;
	lab_click_element_open(&lab, "VLANDecap", 1);
	frame = carry(&lab, lab_click_frame(&lab));
	assert_int_equal(frame->pkt_len, FRAME);
	rte_pktmbuf_free(frame);
	lab_click_close(&lab);
}

static void set_vlan_anno_says_what_vlan_encap_uses(void **state)
{
	struct rte_mbuf *frame;
	struct lab lab;

	(void)state;
	lab_click_open(&lab, "in = FromDevice; DEVNAME: a\ns = SetVLANAnno; VLAN_ID: 77; VLAN_PCP: 1\ne = VLANEncap\n"
			     "out = ToDevice; DEVNAME: b\nin 0 > s 0\ns 0 > e 0\ne 0 > out 0");
	frame = carry(&lab, lab_click_frame(&lab));
	assert_memory_equal(rte_pktmbuf_mtod(frame, char *) + 12, "\x81\x00\x20\x4d", 4);
	rte_pktmbuf_free(frame);
	lab_click_close(&lab);
}

static void set_ip_dscp_keeps_ecn_and_a_right_checksum(void **state)
{
	struct lab lab;

	(void)state;
	open_behind_check(&lab, "SetIPDSCP; DSCP: 46");
	for (int tos = 0; tos < 256; tos++) {
		struct rte_mbuf *frame = lab_click_frame(&lab);

		frame_ip(frame)->type_of_service = (uint8_t)tos;
		frame_ip_finish(frame);
		frame = carry(&lab, frame);
		assert_int_equal(frame_ip(frame)->type_of_service, 46 << 2 | (tos & 3));
		assert_int_equal(rte_raw_cksum(frame_ip(frame), 20), 0xffff);
		rte_pktmbuf_free(frame);
	}
	lab_click_close(&lab);
}

static void set_ip_checksum_mends_a_header(void **state)
{
	struct rte_mbuf *frame;
	struct lab lab;

	(void)state;
	lab_click_open(&lab, "in = FromDevice; DEVNAME: a\nm = MarkIPHeader; OFFSET: 14\ns = SetIPChecksum\n"
			     "out = ToDevice; DEVNAME: b\nin 0 > m 0\nm 0 > s 0\ns 0 > out 0");
	frame = lab_click_frame(&lab);
	frame_ip(frame)->hdr_checksum = 0x1234;
	frame = carry(&lab, frame);
	assert_int_equal(rte_raw_cksum(frame_ip(frame), 20), 0xffff);
	rte_pktmbuf_free(frame);
	lab_click_close(&lab);
}

static void ip_mirror_swaps_addresses_and_ports_and_no_checksum(void **state)
{
	struct rte_mbuf *frame;
	struct lab lab;

	(void)state;
	open_behind_check(&lab, "IPMirror");
	frame = carry(&lab, lab_click_frame(&lab));
	assert_int_equal(rte_be_to_cpu_32(frame_ip(frame)->src_addr), lab_address(LAB_RIGHT));
	assert_int_equal(rte_be_to_cpu_32(frame_ip(frame)->dst_addr), lab_address(LAB_LEFT));
	assert_int_equal(rte_be_to_cpu_16(frame_udp_header(frame)->src_port), 5000);
	assert_int_equal(rte_be_to_cpu_16(frame_udp_header(frame)->dst_port), 4000);
	assert_int_equal(rte_raw_cksum(frame_ip(frame), 20), 0xffff);
	assert_int_equal(rte_ipv4_udptcp_cksum_mbuf_verify(frame, frame_ip(frame), 34), 0);
	rte_pktmbuf_free(frame);
	lab_click_close(&lab);
}

static void the_next_hop_decides_where_ip_lookup_sends(void **state)
{
	static const char *const elements[] = {
		"SetIPAddress; IP: 10.77.0.1", "GetIPAddress; OFFSET: 42"}; // of the payload: 0.1.2.3

	(void)state;
	for (size_t i = 0; i < RTE_DIM(elements); i++) {
		char text[512];
		struct lab lab;

		snprintf(text, sizeof(text),
			"in = FromDevice; DEVNAME: a\nh = CheckIPHeader; OFFSET: 14\nx = %s\n"
			"r = IPLookup; ROUTE[]: 10.77.0.0/16 1; ROUTE[]: 0.1.2.3 1; ROUTE[]: 0.0.0.0/0 0\n"
			"b = ToDevice; DEVNAME: b\nc = ToDevice; DEVNAME: c\nin 0 > h 0\nh 0 > x 0\nx 0 > r 0\nr 0 > b "
			"0\nr 1 > c 0",
			elements[i]);
		lab_click_open(&lab, text);
		lab_put(&lab, LAB_A, lab_click_frame(&lab));
		rte_pktmbuf_free(lab_take(&lab, LAB_C));
		lab_assert_silent(&lab);
		lab_click_close(&lab);
	}
}

static void fix_ip_src_leaves_ordinary_packets_alone(void **state)
{
	struct rte_mbuf *frame;
	struct lab lab;

	(void)state;
	open_behind_check(&lab, "FixIPSrc; IPADDR: b:ip");
	frame = carry(&lab, lab_click_frame(&lab));
	assert_int_equal(rte_be_to_cpu_32(frame_ip(frame)->src_addr), lab_address(LAB_LEFT));
	rte_pktmbuf_free(frame);
	lab_click_close(&lab);
}

static void check_length_counts_the_pieces_of_a_large_segment(void **state)
{
	struct rte_mbuf *frame;
	struct lab lab;

	(void)state;
	lab_click_element_open(&lab, "CheckLength; LENGTH: 1042", 2);
	frame = frame_udp(&lab, LAB_A, LAB_LEFT, LAB_RIGHT, 1000);
	lab_put(&lab, LAB_A, frame);
	rte_pktmbuf_free(lab_take(&lab, LAB_B));
	frame = frame_udp(&lab, LAB_A, LAB_LEFT, LAB_RIGHT, 1001);
	lab_put(&lab, LAB_A, frame);
	rte_pktmbuf_free(lab_take(&lab, LAB_C));
	for (uint16_t size = 1000; size < 1002; size++) {
		frame = frame_udp(&lab, LAB_A, LAB_LEFT, LAB_RIGHT, 10000);
		fl_packet_get(frame)->vnet = (struct fl_vnet){.flags = FL_VNET_NEEDS_CSUM,
			.gso_type = FL_VNET_GSO_UDP_L4,
			.gso_size = size,
			.csum_start = 34,
			.csum_offset = 6};
		lab_put(&lab, LAB_A, frame);
		rte_pktmbuf_free(lab_take(&lab, size == 1000 ? LAB_B : LAB_C));
	}
	lab_click_close(&lab);
}

static void to_device_drops_what_is_longer_than_the_mtu(void **state)
{
	struct lab lab;

	(void)state;
	lab_click_element_open(&lab, "Counter", 1);
	rte_pktmbuf_free(carry(&lab, frame_udp(&lab, LAB_A, LAB_LEFT, LAB_RIGHT, 1472)));
	lab_click_assert_dropped(&lab, frame_udp(&lab, LAB_A, LAB_LEFT, LAB_RIGHT, 1473), "to_device_too_long");
	lab_click_close(&lab);
}

static void to_device_drops_large_segments_whose_headers_are_gone(void **state)
{
	struct rte_mbuf *frame;
	struct lab lab;

	(void)state;
	lab_click_element_open(&lab, "Strip; LENGTH: 4", 1);
	frame = frame_udp(&lab, LAB_A, LAB_LEFT, LAB_RIGHT, 10000);
	fl_packet_get(frame)->vnet = (struct fl_vnet){.flags = FL_VNET_NEEDS_CSUM,
		.gso_type = FL_VNET_GSO_UDP_L4,
		.gso_size = 1000,
		.csum_start = 34,
		.csum_offset = 6};
	lab_click_assert_dropped(&lab, frame, "to_device_bad_offload");
	lab_click_close(&lab);
}

static void to_device_forgets_a_partial_checksum_that_was_stripped(void **state)
{
	struct rte_mbuf *frame;
	struct lab lab;

	(void)state;
	lab_click_element_open(&lab, "Strip; LENGTH: 42", 1);
	frame = lab_click_frame(&lab);
	fl_packet_get(frame)->vnet = (struct fl_vnet){.flags = FL_VNET_NEEDS_CSUM, .csum_start = 34, .csum_offset = 6};
	frame = carry(&lab, frame);
	assert_int_equal(fl_packet_get(frame)->vnet.flags, 0);
	rte_pktmbuf_free(frame);
	lab_click_close(&lab);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_tee_sends_whole_copies_that_share_nothing),
		cmocka_unit_test(a_tee_keeps_what_is_noted_of_a_packet),
		cmocka_unit_test(ether_encap_writes_a_header_in_front),
		cmocka_unit_test(a_partial_checksum_moves_with_the_header_in_front),
		cmocka_unit_test(ether_mirror_sends_back),
		cmocka_unit_test(frames_shorter_than_their_header_are_dropped),
		cmocka_unit_test(a_vlan_tag_goes_in_and_comes_out),
		cmocka_unit_test(vlan_decap_passes_frames_without_a_tag),
		cmocka_unit_test(set_vlan_anno_says_what_vlan_encap_uses),
		cmocka_unit_test(set_ip_dscp_keeps_ecn_and_a_right_checksum),
		cmocka_unit_test(set_ip_checksum_mends_a_header),
		cmocka_unit_test(ip_mirror_swaps_addresses_and_ports_and_no_checksum),
		cmocka_unit_test(the_next_hop_decides_where_ip_lookup_sends),
		cmocka_unit_test(fix_ip_src_leaves_ordinary_packets_alone),
		cmocka_unit_test(check_length_counts_the_pieces_of_a_large_segment),
		cmocka_unit_test(to_device_drops_what_is_longer_than_the_mtu),
		cmocka_unit_test(to_device_drops_large_segments_whose_headers_are_gone),
		cmocka_unit_test(to_device_forgets_a_partial_checksum_that_was_stripped),
	};

	return cmocka_run_group_tests(tests, lab_group_setup, NULL);
}
