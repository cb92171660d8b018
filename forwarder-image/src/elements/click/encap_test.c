// Tunnels and transport headers.
#include <rte_cycles.h>
#include <rte_tcp.h>
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

static void ip_encap_puts_a_right_header_in_front(void **state)
{
	char datagram[28 + FRAME_PAYLOAD];
	struct rte_mbuf *frame;
	struct lab lab;

	(void)state;
	open_datagrams(&lab, "IPEncap; PROTO: ipip; SRC: b:ip; DST: 203.0.113.9; TTL: 7; DSCP: 46", false);
	frame = lab_click_frame(&lab);
	memcpy(datagram, frame_ip(frame), sizeof(datagram));
	frame = carry(&lab, frame);
	const struct rte_ipv4_hdr *ip = frame_ip(frame);
	assert_int_equal(frame->pkt_len, 14 + 20 + sizeof(datagram));
	assert_int_equal(rte_be_to_cpu_16(ip->total_length), 20 + sizeof(datagram));
	assert_int_equal(rte_raw_cksum(ip, 20), 0xffff);
	assert_int_equal(ip->next_proto_id, 4);
	assert_int_equal(ip->time_to_live, 7);
	assert_int_equal(ip->type_of_service, 46 << 2);
	assert_int_equal(rte_be_to_cpu_32(ip->src_addr), lab_address("10.2.0.1"));
	assert_int_equal(rte_be_to_cpu_32(ip->dst_addr), lab_address("203.0.113.9"));
	assert_memory_equal(ip + 1, datagram, sizeof(datagram));
	rte_pktmbuf_free(frame);
	lab_click_close(&lab);
}

static void a_tunnel_gives_back_what_went_in(void **state)
{
	struct rte_mbuf *frame;
	char whole[14 + 28 + FRAME_PAYLOAD];
	struct lab lab;

	(void)state;
	lab_click_open(&lab,
		"in = FromDevice; DEVNAME: a\ns = Strip; LENGTH: 14\nh = CheckIPHeader\n"
		"t = IPEncap; PROTO: 4; SRC: a:ip; DST: b:ip\nu = StripIPHeader\nh2 = CheckIPHeader\n"
		"e = EtherEncap; ETHERTYPE: 0x800; SRC: b:eth; DST: 02:00:00:00:00:99\nb = ToDevice; DEVNAME: b\n"
		"in 0 > s 0\ns 0 > h 0\nh 0 > t 0\nt 0 > u 0\nu 0 > h2 0\nh2 0 > e 0\ne 0 > b 0");
	frame = lab_click_frame(&lab);
	memcpy(whole, rte_pktmbuf_mtod(frame, char *), sizeof(whole));
	frame = carry(&lab, frame);
	assert_int_equal(frame->pkt_len, sizeof(whole));
	assert_memory_equal(frame_ip(frame), whole + 14, sizeof(whole) - 14);
	rte_pktmbuf_free(frame);
	lab_click_close(&lab);
}

static void offloads_are_completed_before_a_tunnel(void **state)
{
	uint32_t total = 0;
	struct rte_mbuf *frame;
	struct lab lab;

	(void)state;
	open_datagrams(&lab, "IPEncap; PROTO: 4; SRC: b:ip; DST: 203.0.113.9", false);
	frame = frame_udp(&lab, LAB_A, LAB_LEFT, LAB_RIGHT, 4000);
	fl_packet_get(frame)->vnet = (struct fl_vnet){.flags = FL_VNET_NEEDS_CSUM,
		.gso_type = FL_VNET_GSO_UDP_L4,
		.gso_size = 1000,
		.csum_start = 34,
		.csum_offset = 6};
	lab_put(&lab, LAB_A, frame);
	while (fl_port_ring_take(lab.ports[LAB_B], &frame, 1) == 1) {
		const struct rte_ipv4_hdr *inner = frame_ip(frame) + 1;

		assert_int_equal(rte_be_to_cpu_16(frame_ip(frame)->total_length), frame->pkt_len - 14);
		assert_int_equal(rte_raw_cksum(inner, 20), 0xffff);
		assert_int_equal(rte_be_to_cpu_16(inner->total_length), 28 + 1000);
		assert_int_equal(rte_ipv4_udptcp_cksum_mbuf_verify(frame, inner, 54), 0);
		assert_int_equal(fl_packet_get(frame)->vnet.gso_type, 0);
		total += 1000;
		rte_pktmbuf_free(frame);
	}
	assert_int_equal(total, 4000);
	lab_click_close(&lab);
}

static void a_large_segment_whose_header_nobody_noted_is_dropped_before_a_tunnel(void **state)
{
	struct rte_mbuf *frame;
	struct lab lab;

	(void)state;
	lab_click_element_open(&lab, "IPEncap; PROTO: 4; SRC: b:ip; DST: 203.0.113.9", 1);
	frame = frame_udp(&lab, LAB_A, LAB_LEFT, LAB_RIGHT, 4000);
	fl_packet_get(frame)->vnet = (struct fl_vnet){.flags = FL_VNET_NEEDS_CSUM,
		.gso_type = FL_VNET_GSO_UDP_L4,
		.gso_size = 1000,
		.csum_start = 34,
		.csum_offset = 6};
	lab_click_assert_dropped(&lab, frame, "ip_encap_bad_offload");
	lab_click_close(&lab);
}

static void udp_ip_encap_makes_a_datagram_with_a_right_checksum(void **state)
{
	struct rte_mbuf *frame;
	struct lab lab;

	(void)state;
	open_datagrams(&lab, "UDPIPEncap; SRC: b:ip; SPORT: 4789; DST: 203.0.113.9; DPORT: 4790", false);
	frame = carry(&lab, lab_click_frame(&lab));
	assert_int_equal(rte_be_to_cpu_16(frame_udp_header(frame)->src_port), 4789);
	assert_int_equal(rte_be_to_cpu_16(frame_udp_header(frame)->dst_port), 4790);
	assert_int_equal(rte_be_to_cpu_16(frame_udp_header(frame)->dgram_len), 8 + 28 + FRAME_PAYLOAD);
	assert_int_not_equal(frame_udp_header(frame)->dgram_cksum, 0);
	assert_int_equal(rte_ipv4_udptcp_cksum_mbuf_verify(frame, frame_ip(frame), 34), 0);
	rte_pktmbuf_free(frame);
	lab_click_close(&lab);
	open_datagrams(&lab, "UDPIPEncap; SRC: b:ip; SPORT: 1; DST: 203.0.113.9; DPORT: 2; CHECKSUM: false", false);
	frame = carry(&lab, lab_click_frame(&lab));
	assert_int_equal(frame_udp_header(frame)->dgram_cksum, 0);
	rte_pktmbuf_free(frame);
	lab_click_close(&lab);
}

static void ip_encap_says_what_is_no_protocol(void **state)
{
	(void)state;
	assert_string_equal(lab_click_element_refusal("IPEncap; PROTO: 256; SRC: b:ip; DST: 203.0.113.9", 1),
		"forwarding.click.elements[1].arguments.PROTO: \"256\" is no protocol: a number up to 255 or a name "
		"like ipip");
}

static struct rte_mbuf *tcp_frame(struct lab *lab)
{
	struct rte_mbuf *frame = lab_click_frame(lab);
	struct rte_tcp_hdr *tcp = (struct rte_tcp_hdr *)(frame_ip(frame) + 1);

	frame_ip(frame)->next_proto_id = IPPROTO_TCP;
	frame_ip_finish(frame);
	tcp->data_off = 5 << 4;
	tcp->cksum = 0;
	tcp->cksum = rte_ipv4_udptcp_cksum_mbuf(frame, frame_ip(frame), 34);
	return frame;
}

static struct rte_mbuf *udp_frame(struct lab *lab)
{
	return lab_click_frame(lab);
}

static struct rte_mbuf *icmp_frame(struct lab *lab)
{
	return frame_echo(lab, LAB_A, LAB_LEFT, LAB_RIGHT, 50);
}

static const struct {
	const char *check, *reason;
	struct rte_mbuf *(*frame)(struct lab *lab);
	struct rte_mbuf *(*other)(struct lab *lab);
} checks[] = {
	{"CheckUDPHeader", "check_udp_header_bad", udp_frame, tcp_frame},
	{"CheckTCPHeader", "check_tcp_header_bad", tcp_frame, icmp_frame},
	{"CheckICMPHeader", "check_icmp_header_bad", icmp_frame, udp_frame},
};

static void transport_checks_pass_what_is_whole_and_nothing_else(void **state)
{
	(void)state;
	for (size_t i = 0; i < RTE_DIM(checks); i++) {
		struct rte_mbuf *frame;
		struct lab lab;

		open_datagrams(&lab, checks[i].check, false);
		rte_pktmbuf_free(carry(&lab, checks[i].frame(&lab)));
		lab_click_assert_dropped(&lab, checks[i].other(&lab), checks[i].reason);
		frame = checks[i].frame(&lab);
		(*rte_pktmbuf_mtod_offset(frame, uint8_t *, 80))++; // of the payload
		lab_click_assert_dropped(&lab, frame, checks[i].reason);
		frame = checks[i].frame(&lab);
		frame_ip(frame)->fragment_offset = RTE_BE16(RTE_IPV4_HDR_MF_FLAG);
		frame_ip_finish(frame);
		lab_click_assert_dropped(&lab, frame, checks[i].reason);
		frame = checks[i].frame(&lab);
		rte_pktmbuf_trim(frame, (uint16_t)(frame->pkt_len - 34 - 4));
		frame_ip(frame)->total_length = RTE_BE16(24);
		frame_ip_finish(frame);
		lab_click_assert_dropped(&lab, frame, checks[i].reason);
		lab_click_close(&lab);
	}
}

static void transport_checks_take_a_partial_checksum_for_right(void **state)
{
	static const uint16_t offsets[] = {6, 16};

	(void)state;
	for (size_t i = 0; i < RTE_DIM(offsets); i++) {
		struct rte_mbuf *frame;
		struct lab lab;

		open_datagrams(&lab, checks[i].check, true);
		frame = checks[i].frame(&lab);
		fl_packet_get(frame)->vnet =
			(struct fl_vnet){.flags = FL_VNET_NEEDS_CSUM, .csum_start = 34, .csum_offset = offsets[i]};
		(*rte_pktmbuf_mtod_offset(frame, uint8_t *, 80))++;
		rte_pktmbuf_free(carry(&lab, frame));
		frame = checks[i].frame(&lab);
		(*rte_pktmbuf_mtod_offset(frame, uint8_t *, 80))++;
		lab_put(&lab, LAB_A, frame);
		rte_pktmbuf_free(lab_take(&lab, LAB_C));
		lab_click_close(&lab);
	}
}

static void udp_lengths_must_agree(void **state)
{
	struct rte_mbuf *frame;
	struct lab lab;

	(void)state;
	open_datagrams(&lab, "CheckUDPHeader", false);
	frame = lab_click_frame(&lab);
	frame_udp_header(frame)->dgram_len = RTE_BE16(7 + FRAME_PAYLOAD);
	frame_udp_header(frame)->dgram_cksum = 0;
	lab_click_assert_dropped(&lab, frame, "check_udp_header_bad");
	frame = lab_click_frame(&lab);
	frame_udp_header(frame)->dgram_cksum = 0; // none: RFC 768
	rte_pktmbuf_free(carry(&lab, frame));
	lab_click_close(&lab);
}

static void transport_checksums_are_mended(void **state)
{
	static const char *const elements[] = {"SetUDPChecksum", "SetTCPChecksum"};
	static const char *const reasons[] = {"set_udp_checksum_bad", "set_tcp_checksum_bad"};

	(void)state;
	for (size_t i = 0; i < RTE_DIM(elements); i++) {
		struct rte_mbuf *frame;
		struct lab lab;

		open_datagrams(&lab, elements[i], false);
		frame = checks[i].frame(&lab);
		(*rte_pktmbuf_mtod_offset(frame, uint8_t *, 80))++;
		frame = carry(&lab, frame);
		assert_int_equal(rte_ipv4_udptcp_cksum_mbuf_verify(frame, frame_ip(frame), 34), 0);
		rte_pktmbuf_free(frame);
		// One that was left to a device is complete afterwards.
		frame = checks[i].frame(&lab);
		fl_packet_get(frame)->vnet =
			(struct fl_vnet){.flags = FL_VNET_NEEDS_CSUM, .csum_start = 34, .csum_offset = i == 0 ? 6 : 16};
		frame = carry(&lab, frame);
		assert_int_equal(fl_packet_get(frame)->vnet.flags, 0);
		assert_int_equal(rte_ipv4_udptcp_cksum_mbuf_verify(frame, frame_ip(frame), 34), 0);
		rte_pktmbuf_free(frame);
		lab_click_assert_dropped(&lab, icmp_frame(&lab), reasons[i]);
		lab_click_close(&lab);
	}
}

static void burn_passes_packets_unchanged(void **state)
{
	struct rte_mbuf *frame, *sent;
	struct lab lab;

	(void)state;
	lab_click_element_open(&lab, "Burn; CYCLES: 1000", 1);
	frame = lab_click_frame(&lab);
	uint64_t before = rte_rdtsc();
	sent = carry(&lab, frame);
	assert_true(rte_rdtsc() - before >= 1000);
	assert_ptr_equal(sent, frame);
	rte_pktmbuf_free(sent);
	lab_click_close(&lab);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(ip_encap_puts_a_right_header_in_front),
		cmocka_unit_test(a_tunnel_gives_back_what_went_in),
		cmocka_unit_test(offloads_are_completed_before_a_tunnel),
		cmocka_unit_test(a_large_segment_whose_header_nobody_noted_is_dropped_before_a_tunnel),
		cmocka_unit_test(udp_ip_encap_makes_a_datagram_with_a_right_checksum),
		cmocka_unit_test(ip_encap_says_what_is_no_protocol),
		cmocka_unit_test(transport_checks_pass_what_is_whole_and_nothing_else),
		cmocka_unit_test(transport_checks_take_a_partial_checksum_for_right),
		cmocka_unit_test(udp_lengths_must_agree),
		cmocka_unit_test(transport_checksums_are_mended),
		cmocka_unit_test(burn_passes_packets_unchanged),
	};

	return cmocka_run_group_tests(tests, lab_group_setup, NULL);
}
