// IPGWOptions: what it writes into options, by the pictures of RFC 791 3.1, and which octet it says is wrong.
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#include "elements/testing/click_lab.h"

enum { HEADER = 20, OPTIONS_MAX = 40, DAY_MS = 86400000 };

// a -> CheckIPHeader -> IPGWOptions(b:ip, 10.1.0.1) -> b, and what has a bad option -> ICMPError -> c.
static void open_options(struct lab *lab)
{
	lab_click_open(lab, "in = FromDevice; DEVNAME: a\ns = Strip; LENGTH: 14\nh = CheckIPHeader\n"
			    "x = IPGWOptions; MYADDR: b:ip; OTHERADDRS: a:ip 10.9.0.1\n"
			    "i = ICMPError; SRC: a:ip; TYPE: parameterproblem; CODE: erroratptr\n"
			    "e = EtherEncap; ETHERTYPE: 0x800; SRC: b:eth; DST: 02:00:00:00:00:99\n"
			    "f = EtherEncap; ETHERTYPE: 0x800; SRC: c:eth; DST: 02:00:00:00:00:99\n"
			    "b = ToDevice; DEVNAME: b\nc = ToDevice; DEVNAME: c\nin 0 > s 0\ns 0 > h 0\nh 0 > x 0\n"
			    "x 0 > e 0\ne 0 > b 0\nx 1 > i 0\ni 0 > f 0\nf 0 > c 0");
}

// length: a multiple of 4.
static struct rte_mbuf *frame_with(struct lab *lab, const uint8_t *options, uint16_t length)
{
	struct rte_mbuf *frame = lab_click_frame(lab);
	const uint16_t total = rte_be_to_cpu_16(frame_ip(frame)->total_length);
	char *old = rte_pktmbuf_mtod(frame, char *), *start = rte_pktmbuf_prepend(frame, length);

	memmove(start, old, RTE_ETHER_HDR_LEN + HEADER);
	memcpy(start + RTE_ETHER_HDR_LEN + HEADER, options, length);
	frame_ip(frame)->version_ihl = (uint8_t)(0x45 + length / 4);
	frame_ip(frame)->total_length = rte_cpu_to_be_16(total + length);
	frame_ip_finish(frame);
	return frame;
}

// The options that come out by b of those that went in; the rest of the packet is as it was, with a right checksum.
static void carry(struct lab *lab, const uint8_t *options, uint16_t length, uint8_t *out)
{
	struct rte_mbuf *frame = frame_with(lab, options, length),
			*whole = rte_pktmbuf_copy(frame, lab->pool, 0, UINT32_MAX);
	const uint16_t header = HEADER + length;

	lab_put(lab, LAB_A, frame);
	frame = lab_take(lab, LAB_B);
	memcpy(out, frame_ip(frame) + 1, length);
	assert_int_equal(frame->pkt_len, whole->pkt_len);
	assert_int_equal(rte_raw_cksum(frame_ip(frame), header), 0xffff);
	frame_ip(frame)->hdr_checksum = frame_ip(whole)->hdr_checksum;
	assert_memory_equal(frame_ip(frame), frame_ip(whole), HEADER);
	assert_memory_equal((char *)frame_ip(frame) + header, (char *)frame_ip(whole) + header,
		frame->pkt_len - RTE_ETHER_HDR_LEN - header);
	rte_pktmbuf_free(frame);
	rte_pktmbuf_free(whole);
}

static void becomes(struct lab *lab, const uint8_t *options, const uint8_t *expected, uint16_t length)
{
	uint8_t out[OPTIONS_MAX];

	carry(lab, options, length, out);
	assert_memory_equal(out, expected, length);
}

static uint32_t since_midnight(void)
{
	struct timespec now;

	clock_gettime(CLOCK_REALTIME, &now);
	return (uint32_t)((now.tv_sec % 86400) * 1000 + now.tv_nsec / 1000000);
}

// That four bytes are the time of a moment since started, which may have been before midnight.
static void assert_time(const uint8_t *bytes, uint32_t started)
{
	rte_be32_t time;

	memcpy(&time, bytes, sizeof(time));
	const uint32_t milliseconds = rte_be_to_cpu_32(time);
	assert_in_range(milliseconds, 0, DAY_MS - 1);
	assert_in_range((milliseconds + DAY_MS - started) % DAY_MS, 0, (since_midnight() + DAY_MS - started) % DAY_MS);
}

static void a_packet_without_options_passes(void **state)
{
	uint8_t none[OPTIONS_MAX];
	struct lab lab;

	(void)state;
	open_options(&lab);
	carry(&lab, none, 0, none);
	lab_click_close(&lab);
}

static void records_its_address_where_the_pointer_says(void **state)
{
	static const uint8_t empty[12] = {7, 11, 4}, one[12] = {7, 11, 8, 10, 2, 0, 1};
	static const uint8_t second[12] = {1, 7, 11, 8, 1, 2, 3, 4}, both[12] = {1, 7, 11, 12, 1, 2, 3, 4, 10, 2, 0, 1};
	struct lab lab;

	(void)state;
	open_options(&lab);
	becomes(&lab, empty, one, sizeof(one));
	becomes(&lab, second, both, sizeof(both));
	lab_click_close(&lab);
}

static void passes_a_full_route_on(void **state)
{
	static const uint8_t full[8] = {7, 7, 8, 1, 2, 3, 4, 0}, none[4] = {7, 3, 4, 0};
	struct lab lab;

	(void)state;
	open_options(&lab);
	becomes(&lab, full, full, sizeof(full));
	becomes(&lab, none, none, sizeof(none)); // it never had room
	lab_click_close(&lab);
}

static void writes_times_alone_or_behind_its_address(void **state)
{
	static const uint8_t times[12] = {68, 12, 9, 0, 1, 1, 1, 1}, addressed[12] = {68, 12, 5, 1};
	const uint32_t started = since_midnight();
	uint8_t out[OPTIONS_MAX];
	struct lab lab;

	(void)state;
	open_options(&lab);
	carry(&lab, times, sizeof(times), out);
	assert_memory_equal(out, "\x44\x0c\x0d\x00\x01\x01\x01\x01", 8);
	assert_time(out + 8, started);
	carry(&lab, addressed, sizeof(addressed), out);
	assert_memory_equal(out, "\x44\x0c\x0d\x01\x0a\x02\x00\x01", 8);
	assert_time(out + 8, started);
	lab_click_close(&lab);
}

static void writes_a_time_that_is_asked_of_any_of_its_addresses_and_of_no_other(void **state)
{
	static const uint8_t others[12] = {68, 12, 5, 3, 10, 8, 0, 1};
	static const uint8_t own[][12] = {
		{68, 12, 5, 3, 10, 1, 0, 1}, {68, 12, 5, 3, 10, 2, 0, 1}, {68, 12, 5, 3, 10, 9, 0, 1}};
	const uint32_t started = since_midnight();
	uint8_t out[OPTIONS_MAX];
	struct lab lab;

	(void)state;
	open_options(&lab);
	becomes(&lab, others, others, sizeof(others));
	for (size_t i = 0; i < RTE_DIM(own); i++) {
		carry(&lab, own[i], sizeof(own[i]), out);
		assert_int_equal(out[2], 13);
		assert_memory_equal(out + 3, own[i] + 3, 5);
		assert_time(out + 8, started);
	}
	lab_click_close(&lab);
}

static void counts_who_had_no_room_for_a_time(void **state)
{
	static const uint8_t full[8] = {68, 8, 9, 0xe0, 1, 1, 1, 1}, counted[8] = {68, 8, 9, 0xf0, 1, 1, 1, 1};
	static const uint8_t asked[12] = {68, 12, 13, 0xf3, 10, 9, 9, 9, 1, 1, 1, 1};
	struct lab lab;

	(void)state;
	open_options(&lab);
	becomes(&lab, full, counted, sizeof(full));
	becomes(&lab, asked, asked, sizeof(asked)); // nobody who was asked is missing
	lab_click_close(&lab);
}

static void leaves_other_options_and_what_is_behind_the_end_alone(void **state)
{
	static const uint8_t options[20] = {131, 7, 4, 9, 9, 9, 9, 0x94, 4, 0, 0, 0xfe, 3, 1, 0, 7, 1, 0, 68, 1};
	struct lab lab;

	(void)state;
	open_options(&lab);
	becomes(&lab, options, options, sizeof(options));
	lab_click_close(&lab);
}

static void tells_which_octet_is_wrong(void **state)
{
	static const struct {
		uint8_t options[12], octet; // octet: of the header
	} broken[] = {
		{{7, 2, 4, 0}, 21},                          // shorter than its own head
		{{7, 7, 3, 0}, 22},                          // the pointer is into the head
		{{7, 10, 8, 1, 2, 3, 4, 0, 0, 0}, 22},       // room for a part of an address
		{{68, 3, 5, 0}, 21},                         // shorter than its own head
		{{68, 8, 4, 0}, 22},                         // the pointer is into the head
		{{68, 8, 5, 1}, 22},                         // room for an address and no time
		{{68, 8, 5, 2}, 23},                         // there is no such flag
		{{68, 8, 9, 0xf0}, 23},                      // a sixteenth router without room
		{{1, 99, 1}, 22},                            // a length that leads nowhere
		{{1, 99, 0}, 22},                            // likewise
		{{99, 13}, 21},                              // longer than the header
		{{1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 99}, 31}, // no room for a length
		{{7, 7, 4, 0, 0, 0, 0, 99, 200}, 28},        // behind a good one
	};
	struct lab lab;

	(void)state;
	open_options(&lab);
	for (size_t i = 0; i < RTE_DIM(broken); i++) {
		struct rte_mbuf *message;

		lab_put(&lab, LAB_A, frame_with(&lab, broken[i].options, sizeof(broken[i].options)));
		message = lab_take(&lab, LAB_C);
		frame_assert_icmp(message, 12, 0, "10.1.0.1", LAB_LEFT);
		assert_int_equal(*((uint8_t *)frame_icmp(message) + 4), broken[i].octet);
		assert_memory_equal((uint8_t *)frame_icmp(message) + 5, "\0\0\0", 3);
		rte_pktmbuf_free(message);
		lab_assert_silent(&lab);
	}
	lab_click_close(&lab);
}

static void drops_what_is_wrong_without_an_output_for_it(void **state)
{
	static const uint8_t broken[4] = {7, 2, 4, 0};
	struct lab lab;

	(void)state;
	lab_click_open(&lab,
		"in = FromDevice; DEVNAME: a\nh = CheckIPHeader; OFFSET: 14\nx = IPGWOptions; MYADDR: b:ip\n"
		"out = ToDevice; DEVNAME: b\nin 0 > h 0\nh 0 > x 0\nx 0 > out 0");
	lab_click_assert_dropped(&lab, frame_with(&lab, broken, sizeof(broken)), "ip_gw_options_bad_option");
	lab_click_close(&lab);
	lab_click_element_open(&lab, "IPGWOptions; MYADDR: b:ip", 1);
	lab_click_assert_dropped(&lab, lab_click_frame(&lab), "ip_gw_options_no_header");
	lab_click_close(&lab);
}

static void says_what_is_no_address(void **state)
{
	(void)state;
	assert_string_equal(lab_click_element_refusal("IPGWOptions; MYADDR: b:ip; OTHERADDRS: 10.0.0.1 c:ip", 1),
		"forwarding.click.elements[1].arguments.OTHERADDRS: \"c:ip\" is no IPv4 address");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_packet_without_options_passes),
		cmocka_unit_test(records_its_address_where_the_pointer_says),
		cmocka_unit_test(passes_a_full_route_on),
		cmocka_unit_test(writes_times_alone_or_behind_its_address),
		cmocka_unit_test(writes_a_time_that_is_asked_of_any_of_its_addresses_and_of_no_other),
		cmocka_unit_test(counts_who_had_no_room_for_a_time),
		cmocka_unit_test(leaves_other_options_and_what_is_behind_the_end_alone),
		cmocka_unit_test(tells_which_octet_is_wrong),
		cmocka_unit_test(drops_what_is_wrong_without_an_output_for_it),
		cmocka_unit_test(says_what_is_no_address),
	};

	return cmocka_run_group_tests(tests, lab_group_setup, NULL);
}
