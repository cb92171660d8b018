// Whatever comes in by one interface of a bridge goes out by the other.
#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

#include "elements/drops.h"
#include "elements/testing/frames.h"
#include "ports/offload.h"

static int bridge_setup(void **state)
{
	struct fl_config_router config = {.forwarding = FL_FORWARDING_BRIDGE};
	struct lab *lab = test_calloc(1, sizeof(*lab));

	lab_interface_add(&config, "left", NULL);
	lab_interface_add(&config, "right", NULL);
	lab_open(lab, &config, FL_DEVICE_RING, LAB_BUFFERS);
	*state = lab;
	return 0;
}

static int bridge_teardown(void **state)
{
	lab_close(*state);
	test_free(*state);
	return 0;
}

static void crosses_over_unchanged_both_ways(void **state)
{
	struct lab *lab = *state;

	for (uint32_t in = 0; in < 2; in++) {
		struct rte_mbuf *frame = frame_udp(lab, in, LAB_LEFT, LAB_RIGHT, FRAME_PAYLOAD), *out;
		const struct fl_vnet vnet = {.flags = FL_VNET_NEEDS_CSUM, .csum_start = 34, .csum_offset = 6};
		char sent[14 + 28 + FRAME_PAYLOAD];

		// Neither its own MAC nor a good IP header matters to a bridge.
		memset(&frame_ether(frame)->dst_addr, 0x66, RTE_ETHER_ADDR_LEN);
		frame_ip(frame)->time_to_live = 0;
		fl_packet_get(frame)->vnet = vnet;
		memcpy(sent, rte_pktmbuf_mtod(frame, void *), sizeof(sent));
		lab_put(lab, in, frame);
		out = lab_take(lab, !in);
		assert_int_equal(out->pkt_len, sizeof(sent));
		assert_memory_equal(rte_pktmbuf_mtod(out, void *), sent, sizeof(sent));
		assert_memory_equal(&fl_packet_get(out)->vnet, &vnet, sizeof(vnet));
		rte_pktmbuf_free(out);
		lab_assert_silent(lab);
	}
}

static void drops_frames_longer_than_the_mtu(void **state)
{
	struct lab *lab = *state;

	lab_put(lab, 0, frame_udp(lab, 0, LAB_LEFT, LAB_RIGHT, 1500 - 28));
	rte_pktmbuf_free(lab_take(lab, 1));
	lab_put(lab, 0, frame_udp(lab, 0, LAB_LEFT, LAB_RIGHT, 1501 - 28));
	lab_assert_silent(lab);
	assert_int_equal(lab_drops(lab, FL_DROP_BRIDGE_CROSS_TOO_BIG), 1);
}

static void lets_a_vlan_tag_go_beyond_the_mtu(void **state)
{
	struct lab *lab = *state;
	struct rte_mbuf *frame = frame_udp(lab, 0, LAB_LEFT, LAB_RIGHT, 1504 - 28);

	frame_ether(frame)->ether_type = RTE_BE16(RTE_ETHER_TYPE_VLAN);
	lab_put(lab, 0, frame);
	rte_pktmbuf_free(lab_take(lab, 1));
}

static void passes_large_segments_whose_pieces_fit(void **state)
{
	struct lab *lab = *state;
	struct rte_mbuf *frame;

	for (uint16_t size = 1472; size <= 1473; size++) {
		frame = frame_udp(lab, 0, LAB_LEFT, LAB_RIGHT, 20000);
		fl_packet_get(frame)->vnet = (struct fl_vnet){.flags = FL_VNET_NEEDS_CSUM,
			.gso_type = FL_VNET_GSO_UDP_L4,
			.gso_size = size,
			.csum_start = 34,
			.csum_offset = 6};
		lab_put(lab, 0, frame);
		if (size == 1472)
			rte_pktmbuf_free(lab_take(lab, 1));
	}
	lab_assert_silent(lab);
	assert_int_equal(lab_drops(lab, FL_DROP_BRIDGE_CROSS_TOO_BIG), 1);
}

#define BRIDGE_TEST(name) cmocka_unit_test_setup_teardown(name, bridge_setup, bridge_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		BRIDGE_TEST(crosses_over_unchanged_both_ways),
		BRIDGE_TEST(drops_frames_longer_than_the_mtu),
		BRIDGE_TEST(lets_a_vlan_tag_go_beyond_the_mtu),
		BRIDGE_TEST(passes_large_segments_whose_pieces_fit),
	};

	return cmocka_run_group_tests(tests, lab_group_setup, NULL);
}
