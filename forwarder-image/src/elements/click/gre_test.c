// GRE: headers as RFC 2784 and RFC 2890 have them, both ways.
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "elements/testing/click_lab.h"

#define ENCAP_END "e = EtherEncap; ETHERTYPE: 0x800; SRC: b:eth; DST: 02:00:00:00:00:99\nb = ToDevice; DEVNAME: b\n"

static void gre_encap_puts_a_header_with_its_key_in_front(void **state)
{
	static const uint8_t header[] = {0x20, 0x00, 0x08, 0x00, 0x00, 0x01, 0x02, 0x03};
	char datagram[28 + FRAME_PAYLOAD];
	struct rte_mbuf *frame;
	struct lab lab;

	(void)state;
	lab_click_open(&lab,
		"in = FromDevice; DEVNAME: a\ns = Strip; LENGTH: 14\nh = CheckIPHeader\n"
		"g = GREEncap; KEYED: true; KEY: 66051\nt = IPEncap; PROTO: 47; SRC: b:ip; DST: 203.0.113.9\n" ENCAP_END
		"in 0 > s 0\ns 0 > h 0\nh 0 > g 0\ng 0 > t 0\nt 0 > e 0\ne 0 > b 0");
	frame = lab_click_frame(&lab);
	memcpy(datagram, frame_ip(frame), sizeof(datagram));
	lab_put(&lab, LAB_A, frame);
	frame = lab_take(&lab, LAB_B);
	assert_int_equal(frame->pkt_len, 14 + 20 + sizeof(header) + sizeof(datagram));
	assert_int_equal(frame_ip(frame)->next_proto_id, 47);
	assert_memory_equal(frame_ip(frame) + 1, header, sizeof(header));
	assert_memory_equal((char *)(frame_ip(frame) + 1) + sizeof(header), datagram, sizeof(datagram));
	rte_pktmbuf_free(frame);
	lab_click_close(&lab);
}

static void a_gre_tunnel_gives_back_what_went_in(void **state)
{
	char whole[14 + 28 + FRAME_PAYLOAD];
	struct rte_mbuf *frame;
	struct lab lab;

	(void)state;
	lab_click_open(&lab,
		"in = FromDevice; DEVNAME: a\ns = Strip; LENGTH: 14\nh = CheckIPHeader\ng = GREEncap\n"
		"t = IPEncap; PROTO: gre; SRC: a:ip; DST: b:ip\nu = StripIPHeader\nd = GREDecap\nh2 = "
		"CheckIPHeader\n" ENCAP_END
		"in 0 > s 0\ns 0 > h 0\nh 0 > g 0\ng 0 > t 0\nt 0 > u 0\nu 0 > d 0\nd 0 > h2 0\nh2 0 > e 0\ne 0 > b 0");
	frame = lab_click_frame(&lab);
	memcpy(whole, rte_pktmbuf_mtod(frame, char *), sizeof(whole));
	lab_put(&lab, LAB_A, frame);
	frame = lab_take(&lab, LAB_B);
	assert_int_equal(frame->pkt_len, sizeof(whole));
	assert_memory_equal(frame_ip(frame), whole + 14, sizeof(whole) - 14);
	rte_pktmbuf_free(frame);
	lab_click_close(&lab);
}

// A frame whose bytes behind the Ethernet header are given.
static struct rte_mbuf *gre_frame(struct lab *lab, const void *bytes, uint16_t length)
{
	struct rte_mbuf *frame = lab_click_frame(lab);

	rte_pktmbuf_trim(frame, (uint16_t)(rte_pktmbuf_pkt_len(frame) - RTE_ETHER_HDR_LEN));
	memcpy(rte_pktmbuf_append(frame, length), bytes, length);
	return frame;
}

static void decap_open(struct lab *lab, const char *decap)
{
	char text[512];

	snprintf(text, sizeof(text),
		"in = FromDevice; DEVNAME: a\ns = Strip; LENGTH: 14\nd = %s\n" ENCAP_END
		"in 0 > s 0\ns 0 > d 0\nd 0 > e 0\ne 0 > b 0",
		decap);
	lab_click_open(lab, text);
}

static void gre_decap_takes_the_header_as_long_as_its_flags_say(void **state)
{
	// Checksum, key 7, sequence number; then the four bytes that it carries.
	uint8_t bytes[] = {0xb0, 0x00, 0x08, 0x00, 0, 0, 0, 0, 0, 0, 0, 7, 0, 0, 0, 1, 'a', 'b', 'c', 'd'};
	struct rte_mbuf *frame;
	struct lab lab;
	uint16_t checksum;

	(void)state;
	checksum = (uint16_t)~rte_raw_cksum(bytes, sizeof(bytes));
	memcpy(&bytes[4], &checksum, sizeof(checksum));
	decap_open(&lab, "GREDecap; KEYED: true; KEY: 7");
	lab_put(&lab, LAB_A, gre_frame(&lab, bytes, sizeof(bytes)));
	frame = lab_take(&lab, LAB_B);
	assert_int_equal(frame->pkt_len, 14 + 4);
	assert_memory_equal(rte_pktmbuf_mtod_offset(frame, char *, 14), "abcd", 4);
	rte_pktmbuf_free(frame);
	bytes[19] ^= 1;
	lab_click_assert_dropped(&lab, gre_frame(&lab, bytes, sizeof(bytes)), "gre_decap_bad_checksum");
	lab_click_close(&lab);
}

static void gre_decap_drops_what_is_not_for_it(void **state)
{
	static const struct {
		uint8_t bytes[8];
		uint16_t length;
		const char *reason;
	} frames[] = {
		{{0, 0, 8, 0, 1, 2, 3, 4}, 3, "gre_decap_bad_header"},
		{{0x40, 0, 8, 0, 1, 2, 3, 4}, 8, "gre_decap_bad_header"}, // routing present, RFC 2784 2.3
		{{0, 1, 8, 0, 1, 2, 3, 4}, 8, "gre_decap_bad_header"},    // version 1: PPTP
		{{0x20, 0, 8, 0, 1, 2, 3, 4}, 7, "gre_decap_bad_header"}, // a key that is not whole
		{{0, 0, 0x86, 0xdd, 1, 2, 3, 4}, 8, "gre_decap_other"},   // another protocol
		{{0x20, 0, 8, 0, 1, 2, 3, 4}, 8, "gre_decap_other"},      // with a key where there is none
	};
	struct lab lab;

	(void)state;
	decap_open(&lab, "GREDecap");
	for (size_t i = 0; i < RTE_DIM(frames); i++)
		lab_click_assert_dropped(&lab, gre_frame(&lab, frames[i].bytes, frames[i].length), frames[i].reason);
	lab_click_close(&lab);
	decap_open(&lab, "GREDecap; KEYED: true; KEY: 5");
	lab_click_assert_dropped(&lab, gre_frame(&lab, frames[5].bytes, 8), "gre_decap_other"); // another key
	lab_click_close(&lab);
}

static void a_key_without_keyed_is_refused(void **state)
{
	(void)state;
	assert_string_equal(lab_click_element_refusal("GREEncap; KEY: 5", 1),
		"forwarding.click.elements[1].arguments.KEY: 5 is a key, but KEYED is false");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(gre_encap_puts_a_header_with_its_key_in_front),
		cmocka_unit_test(a_gre_tunnel_gives_back_what_went_in),
		cmocka_unit_test(gre_decap_takes_the_header_as_long_as_its_flags_say),
		cmocka_unit_test(gre_decap_drops_what_is_not_for_it),
		cmocka_unit_test(a_key_without_keyed_is_refused),
	};

	return cmocka_run_group_tests(tests, lab_group_setup, NULL);
}
