// Datagrams that are longer than the MTU of their output.
#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

#include "elements/drops.h"
#include "elements/testing/frames.h"
#include "ports/offload.h"

enum { MTU = 600 };

static int narrow_setup(void **state)
{
	struct lab *lab;

	lab_setup(state);
	lab = *state;
	lab->config.interfaces[1].mtu = MTU;
	struct fl_config_router config = lab->config;
	lab_replace(lab, &config);
	lab_neighbours_introduce(lab);
	return 0;
}

// Takes all fragments of one datagram by interface 1 and puts them together; checks each. Returns the bytes behind the
// first IP header.
static uint32_t reassemble(struct lab *lab, uint8_t *bytes, uint32_t *fragments)
{
	uint32_t length = 0;
	bool more = true;

	for (*fragments = 0; more; (*fragments)++) {
		struct rte_mbuf *fragment = lab_take(lab, 1);
		const struct rte_ipv4_hdr *ip = frame_ip(fragment);
		uint16_t offset = rte_be_to_cpu_16(ip->fragment_offset);
		uint32_t payload = fragment->pkt_len - 34;
		char copy[MTU];

		assert_true(fragment->pkt_len <= MTU + 14);
		assert_int_equal(rte_be_to_cpu_16(ip->total_length), fragment->pkt_len - 14);
		assert_int_equal(rte_raw_cksum(ip, sizeof(*ip)), 0xffff);
		assert_int_equal(ip->packet_id, RTE_BE16(77));
		assert_int_equal((offset & RTE_IPV4_HDR_OFFSET_MASK) * 8, length);
		assert_true(rte_is_same_ether_addr(&frame_ether(fragment)->dst_addr, &lab_right_mac));
		memcpy(bytes + length, rte_pktmbuf_read(fragment, 34, payload, copy), payload);
		length += payload;
		more = (offset & RTE_IPV4_HDR_MF_FLAG) != 0;
		rte_pktmbuf_free(fragment);
	}
	return length;
}

static void assert_udp(const uint8_t *bytes, uint32_t length)
{
	struct rte_ipv4_hdr ip = {.version_ihl = RTE_IPV4_VHL_DEF,
		.total_length = rte_cpu_to_be_16((uint16_t)(length + 20)),
		.next_proto_id = IPPROTO_UDP,
		.src_addr = rte_cpu_to_be_32(lab_address(LAB_LEFT)),
		.dst_addr = rte_cpu_to_be_32(lab_address(LAB_RIGHT))};

	assert_int_equal(rte_ipv4_udptcp_cksum_verify(&ip, bytes), 0);
	for (uint32_t i = 8; i < length; i++)
		assert_int_equal(bytes[i], (i - 8) & 0xff);
}

static void cuts_into_fragments_that_fit_and_fit_together(void **state)
{
	static const uint16_t payloads[] = {573, 1000, 1400, 9000};
	struct lab *lab = *state;

	for (size_t i = 0; i < RTE_DIM(payloads); i++) {
		static uint8_t bytes[UINT16_MAX];
		uint32_t fragments, length;

		lab_put(lab, 0, frame_udp(lab, 0, LAB_LEFT, LAB_RIGHT, payloads[i]));
		length = reassemble(lab, bytes, &fragments);
		assert_int_equal(length, payloads[i] + 8);
		assert_int_equal(fragments, (length + 575) / 576); // 580 rounded down to eights
		assert_udp(bytes, length);
		lab_assert_silent(lab);
	}
}

static void leaves_what_fits(void **state)
{
	struct lab *lab = *state;
	struct rte_mbuf *frame;

	lab_put(lab, 0, frame_udp(lab, 0, LAB_LEFT, LAB_RIGHT, MTU - 28));
	frame = lab_take(lab, 1);
	assert_int_equal(frame_ip(frame)->fragment_offset, 0);
	rte_pktmbuf_free(frame);
}

static void completes_a_partial_checksum_before(void **state)
{
	static uint8_t bytes[UINT16_MAX];
	struct lab *lab = *state;
	struct rte_mbuf *frame = frame_udp(lab, 0, LAB_LEFT, LAB_RIGHT, 1000);
	uint32_t fragments;

	frame_udp_header(frame)->dgram_cksum = rte_ipv4_phdr_cksum(frame_ip(frame), 0);
	fl_packet_get(frame)->vnet = (struct fl_vnet){.flags = FL_VNET_NEEDS_CSUM, .csum_start = 34, .csum_offset = 6};
	lab_put(lab, 0, frame);
	assert_int_equal(reassemble(lab, bytes, &fragments), 1008);
	assert_udp(bytes, 1008);
}

static void says_how_much_fits_where_fragmenting_is_forbidden_rfc1191(void **state)
{
	struct lab *lab = *state;
	struct rte_mbuf *frame = frame_udp(lab, 0, LAB_LEFT, LAB_RIGHT, 1000), *message;

	frame_ip(frame)->fragment_offset = RTE_BE16(RTE_IPV4_HDR_DF_FLAG);
	frame_ip_finish(frame);
	lab_put(lab, 0, frame);
	message = lab_take(lab, 0);
	frame_assert_icmp(message, 3, 4, "10.1.0.1", LAB_LEFT);
	assert_int_equal(frame_icmp(message)->icmp_seq_nb, RTE_BE16(MTU));
	rte_pktmbuf_free(message);
	lab_assert_silent(lab);
	assert_int_equal(lab_drops(lab, FL_DROP_IP_FRAGMENTER_TOO_BIG), 1);
}

static struct rte_mbuf *large_segment(struct lab *lab, uint16_t size, uint16_t flags)
{
	struct rte_mbuf *frame = frame_udp(lab, 0, LAB_LEFT, LAB_RIGHT, 5000);

	frame_ip(frame)->fragment_offset = rte_cpu_to_be_16(flags);
	frame_ip_finish(frame);
	frame_udp_header(frame)->dgram_cksum = rte_ipv4_phdr_cksum(frame_ip(frame), 0);
	fl_packet_get(frame)->vnet = (struct fl_vnet){.flags = FL_VNET_NEEDS_CSUM,
		.gso_type = FL_VNET_GSO_UDP_L4,
		.gso_size = size,
		.csum_start = 34,
		.csum_offset = 6};
	return frame;
}

static void passes_large_segments_whose_pieces_fit_whole(void **state)
{
	struct lab *lab = *state;
	struct rte_mbuf *frame;

	lab_put(lab, 0, large_segment(lab, MTU - 28, RTE_IPV4_HDR_DF_FLAG));
	frame = lab_take(lab, 1);
	assert_int_equal(frame->pkt_len, 14 + 28 + 5000);
	assert_int_equal(fl_packet_get(frame)->vnet.gso_size, MTU - 28);
	rte_pktmbuf_free(frame);
}

static void refuses_large_segments_whose_pieces_do_not_fit(void **state)
{
	struct lab *lab = *state;
	struct rte_mbuf *message;

	lab_put(lab, 0, large_segment(lab, MTU - 27, RTE_IPV4_HDR_DF_FLAG));
	message = lab_take(lab, 0);
	frame_assert_icmp(message, 3, 4, "10.1.0.1", LAB_LEFT);
	rte_pktmbuf_free(message);
}

static void cuts_large_segments_before_it_fragments_their_pieces(void **state)
{
	static const uint16_t pieces[] = {1000, 1000, 1000, 1000, 1000};
	struct lab *lab = *state;
	uint32_t expected = 0;

	lab_put(lab, 0, large_segment(lab, 1000, 0));
	for (size_t i = 0; i < RTE_DIM(pieces); i++) {
		// Each piece, its header included, in two fragments: 576 and the rest.
		for (uint32_t left = pieces[i] + 8; left > 0;) {
			struct rte_mbuf *fragment = lab_take(lab, 1);
			uint32_t payload = RTE_MIN(left, 576u);

			assert_int_equal(fragment->pkt_len, 34 + payload);
			assert_int_equal(frame_ip(fragment)->packet_id, rte_cpu_to_be_16((uint16_t)(77 + i)));
			left -= payload;
			expected++;
			rte_pktmbuf_free(fragment);
		}
	}
	assert_int_equal(expected, 10);
	lab_assert_silent(lab);
}

static void drops_what_it_finds_no_buffers_for(void **state)
{
	struct lab *lab = *state;
	struct rte_mbuf *frame = frame_udp(lab, 0, LAB_LEFT, LAB_RIGHT, 1000);
	struct rte_mbuf *hoard[LAB_BUFFERS];
	uint32_t count = 0;

	while (count < LAB_BUFFERS && (hoard[count] = rte_pktmbuf_alloc(lab->pool)) != NULL)
		count++;
	lab_put(lab, 0, frame);
	assert_int_equal(lab_drops(lab, FL_DROP_IP_FRAGMENTER_FAILED), 1);
	rte_pktmbuf_free_bulk(hoard, count);
	lab_assert_silent(lab);
}

#define NARROW_TEST(name) cmocka_unit_test_setup_teardown(name, narrow_setup, lab_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		NARROW_TEST(cuts_into_fragments_that_fit_and_fit_together),
		NARROW_TEST(leaves_what_fits),
		NARROW_TEST(completes_a_partial_checksum_before),
		NARROW_TEST(says_how_much_fits_where_fragmenting_is_forbidden_rfc1191),
		NARROW_TEST(passes_large_segments_whose_pieces_fit_whole),
		NARROW_TEST(refuses_large_segments_whose_pieces_do_not_fit),
		NARROW_TEST(cuts_large_segments_before_it_fragments_their_pieces),
		NARROW_TEST(drops_what_it_finds_no_buffers_for),
	};

	return cmocka_run_group_tests(tests, lab_group_setup, NULL);
}
