// What goes by the fast path leaves as from the elements one by one.
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "core/walk.h"
#include "elements/drops.h"
#include "elements/testing/frames.h"

enum { ROUNDS = 6000, FRAME_MAX = 2048, OUTPUTS_MAX = 4 * FL_BURST_MAX, BIG_PAYLOAD = 1480, SMALL_MTU = 1000 };

// A frame that left.
struct left {
	uint32_t interface, length;
	struct fl_vnet vnet;
	uint8_t bytes[FRAME_MAX];
};

struct outcome {
	uint32_t count;
	struct left
		frames[OUTPUTS_MAX]; // of datagrams that were forwarded; the router's own messages have limits by time
	uint64_t drops[FL_DROP_COUNT];
};

static uint32_t below(uint32_t bound)
{
	return (uint32_t)rand() % bound;
}

static const char *destination_choose(void)
{
	static const char *const destinations[] = {LAB_RIGHT, LAB_LEFT, "172.16.0.1", "172.16.0.2", "172.16.9.9",
		"172.17.0.1", "192.0.2.1", "10.1.0.1", "10.2.0.255", "10.1.0.0", "255.255.255.255", "127.0.0.1",
		"224.0.0.5"};

	// Mostly one route, now and then another, seldom none.
	return destinations[below(4) > 0 ? 2 : below(16) > 0 ? below(6) : below(RTE_DIM(destinations))];
}

static void ip_damage(struct rte_mbuf *frame)
{
	struct rte_ipv4_hdr *ip = frame_ip(frame);
	const uint32_t what = below(7);

	if (what == 0)
		ip->time_to_live = (uint8_t)below(3);
	else if (what == 1)
		ip->src_addr = rte_cpu_to_be_32(lab_address(below(2) == 0 ? "10.2.0.1" : "0.1.2.3"));
	else if (what == 2)
		ip->fragment_offset = RTE_BE16(RTE_IPV4_HDR_DF_FLAG);
	else if (what == 3)
		ip->total_length = rte_cpu_to_be_16((uint16_t)(rte_be_to_cpu_16(ip->total_length) + below(3) - 1));
	else if (what == 4)
		ip->version_ihl = (uint8_t)(0x40 | below(16));
	else
		*((uint8_t *)ip + below(sizeof(*ip))) = (uint8_t)rand();
	if (below(3) > 0 && rte_ipv4_hdr_len(ip) == sizeof(*ip))
		frame_ip_finish(frame);
}

static void damage(struct rte_mbuf *frame)
{
	struct rte_ether_hdr *ether = frame_ether(frame);
	const uint32_t what = below(8);

	if (what == 0)
		ether->dst_addr.addr_bytes[below(RTE_ETHER_ADDR_LEN)] ^= (uint8_t)(1 << below(8));
	else if (what == 1)
		memset(&ether->dst_addr, 0xff, sizeof(ether->dst_addr));
	else if (what == 2)
		ether->ether_type = rte_cpu_to_be_16((uint16_t)(RTE_ETHER_TYPE_IPV4 + 1 + below(2)));
	else if (what == 3)
		rte_pktmbuf_trim(frame, (uint16_t)below(rte_pktmbuf_pkt_len(frame)));
	else if (what == 4)
		fl_packet_get(frame)->vnet = (struct fl_vnet){
			.flags = FL_VNET_NEEDS_CSUM, .csum_start = (uint16_t)(33 + below(3)), .csum_offset = 6};
	else
		ip_damage(frame);
}

static struct rte_mbuf *frame_choose(struct lab *lab, uint32_t round)
{
	const uint16_t payload = (uint16_t)(below(16) == 0 ? BIG_PAYLOAD - below(40) : below(80));
	struct rte_mbuf *frame = frame_udp(lab, 0, "10.1.0.2", destination_choose(), payload);

	frame_ip(frame)->packet_id = (rte_be16_t)rand();
	frame_ip(frame)->time_to_live = (uint8_t)(1 + below(255));
	frame_ip(frame)->type_of_service = (uint8_t)rand();
	frame_ip_finish(frame);
	if (round % 2 == 0 && below(12) == 0)
		damage(frame);
	return frame;
}

static void outcome_take(struct lab *lab, struct outcome *outcome)
{
	struct rte_mbuf *frame;

	outcome->count = 0;
	for (uint32_t i = 0; i < lab->config.interface_count; i++)
		while (fl_port_ring_take(lab->ports[i], &frame, 1) != 0) {
			struct left *left = &outcome->frames[outcome->count];

			memset(left, 0, sizeof(*left));
			left->interface = i;
			left->length = rte_pktmbuf_pkt_len(frame);
			left->vnet = fl_packet_get(frame)->vnet;
			const void *bytes = rte_pktmbuf_read(frame, 0, left->length, left->bytes);
			memmove(left->bytes, bytes, left->length);
			if (frame_ip(frame)->next_proto_id != IPPROTO_ICMP)
				outcome->count++;
			rte_pktmbuf_free(frame);
			assert_true(outcome->count < OUTPUTS_MAX);
		}
}

// Carries copies of the frames through the router in one burst.
static void carry(struct lab *lab, struct rte_mbuf *const *frames, uint16_t count, bool apart, struct outcome *outcome)
{
	struct rte_mbuf *copies[FL_BURST_MAX];
	const struct fl_path_counters before = lab->paths[0].counters;

	for (uint16_t i = 0; i < count; i++) {
		copies[i] = rte_pktmbuf_copy(frames[i], lab->pool, 0, UINT32_MAX);
		assert_non_null(copies[i]);
		*fl_packet_get(copies[i]) = *fl_packet_get(frames[i]);
	}
	assert_int_equal(fl_port_ring_put(lab->ports[0], copies, count), count);
	lab->paths[0].elements_apart = apart;
	lab_dispatch(lab);
	outcome_take(lab, outcome);
	for (int i = 0; i < FL_DROP_COUNT; i++)
		outcome->drops[i] = lab->paths[0].counters.drops[i] - before.drops[i];
}

static uint64_t runs_of(struct lab *lab, const char *node)
{
	struct rte_node *found = rte_graph_node_get_by_name(lab->paths[0].graph->name, node);

	assert_non_null(found);
	return found->total_calls;
}

static void setup_routes(struct lab *lab, struct fl_config_route routes[2])
{
	struct fl_config_router config = lab->config;

	routes[0] = (struct fl_config_route){.to = {lab_address("172.16.0.0"), 16}, .via = lab_address(LAB_RIGHT)};
	routes[1] = (struct fl_config_route){.to = {lab_address("172.17.0.0"), 16}, .via = lab_address(LAB_LEFT)};
	config.routes = routes;
	config.route_count = 2;
	config.interfaces[1].mtu = SMALL_MTU;
	lab_replace(lab, &config);
	lab_neighbours_introduce(lab);
	lab_flush(lab);
}

static void carries_random_bursts_as_the_elements_do_one_by_one(void **state)
{
	static struct outcome together, apart;
	struct fl_config_route routes[2];
	struct lab *lab = *state;

	srand(1);
	setup_routes(lab, routes);
	for (uint32_t round = 0; round < ROUNDS; round++) {
		const uint16_t count = (uint16_t)(1 + below(FL_BURST_MAX));
		struct rte_mbuf *frames[FL_BURST_MAX];

		for (uint16_t i = 0; i < count; i++)
			frames[i] = frame_choose(lab, round);
		carry(lab, frames, count, true, &apart);
		carry(lab, frames, count, false, &together);
		assert_int_equal(together.count, apart.count);
		for (uint32_t i = 0; i < apart.count; i++)
			assert_memory_equal(&together.frames[i], &apart.frames[i], sizeof(apart.frames[i]));
		for (int i = 0; i < FL_DROP_COUNT; i++)
			assert_int_equal(together.drops[i], apart.drops[i]);
		rte_pktmbuf_free_bulk(frames, count);
	}
}

// The sixth has to be fragmented.
static void keeps_the_order_where_a_packet_is_not_for_it(void **state)
{
	struct lab *lab = *state;
	struct rte_mbuf *frames[9];

	for (uint16_t i = 0; i < RTE_DIM(frames); i++) {
		frames[i] = frame_udp(lab, 0, LAB_LEFT, LAB_RIGHT, i == 5 ? BIG_PAYLOAD + 100 : 4);
		frame_ip(frames[i])->packet_id = rte_cpu_to_be_16(i);
		frame_ip_finish(frames[i]);
	}
	assert_int_equal(fl_port_ring_put(lab->ports[0], frames, RTE_DIM(frames)), RTE_DIM(frames));
	lab_dispatch(lab);
	for (uint16_t i = 0; i < RTE_DIM(frames); i++) {
		struct rte_mbuf *frame = lab_take(lab, 1);

		assert_int_equal(rte_be_to_cpu_16(frame_ip(frame)->packet_id), i);
		rte_pktmbuf_free(frame);
		if (i == 5) // the second of its two fragments
			rte_pktmbuf_free(lab_take(lab, 1));
	}
	lab_assert_silent(lab);
}

static void counted_walk(struct lab *lab, bool apart)
{
	struct rte_mbuf *frame = frame_udp(lab, 0, LAB_LEFT, LAB_RIGHT, 4);

	assert_int_equal(fl_port_ring_put(lab->ports[0], &frame, 1), 1);
	lab->paths[0].elements_apart = apart;
	fl_path_begin(&lab->paths[0]);
	fl_walk_counted(lab->paths[0].graph);
	fl_path_end(&lab->paths[0]);
	rte_pktmbuf_free(lab_take(lab, 1));
}

static void leaves_all_to_the_elements_where_they_are_told_apart(void **state)
{
#ifndef __SSE4_1__
	skip(); // here the elements do everything
#endif
	struct lab *lab = *state;

	counted_walk(lab, false);
	assert_int_equal(runs_of(lab, "check_ip_header"), 0);
	counted_walk(lab, true);
	assert_int_equal(runs_of(lab, "check_ip_header"), 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		LAB_TEST(carries_random_bursts_as_the_elements_do_one_by_one),
		LAB_TEST(keeps_the_order_where_a_packet_is_not_for_it),
		LAB_TEST(leaves_all_to_the_elements_where_they_are_told_apart),
	};

	return cmocka_run_group_tests(tests, lab_group_setup, NULL);
}
