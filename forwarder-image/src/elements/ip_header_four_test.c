// What is told of four packets together is what is told of them one by one.
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "elements/ip_header.h"
#include "elements/ip_header_four.h"
#include "test/dpdk.h"

enum { ROUNDS = 200000, FRAME_BYTES = 60, OWN = 0x0a000001 };

static struct rte_mbuf *packets[4];
static const struct rte_ether_addr mac_and_more[2] = {{.addr_bytes = {2, 0, 0, 0, 0, 7}}};

static uint32_t random_below(uint32_t bound)
{
	return (uint32_t)rand() % bound;
}

static void checksum_set(struct rte_ipv4_hdr *ip)
{
	ip->hdr_checksum = 0;
	ip->hdr_checksum = rte_ipv4_cksum(ip);
}

// A frame that every element lets go on.
static void good_write(struct rte_mbuf *packet)
{
	struct rte_ether_hdr *ether = rte_pktmbuf_mtod(packet, struct rte_ether_hdr *);
	struct rte_ipv4_hdr *ip = fl_datagram_ip(packet);

	packet->pkt_len = packet->data_len = FRAME_BYTES;
	memset(fl_packet_get(packet), 0, sizeof(struct fl_packet));
	memset(ether, 0, FRAME_BYTES);
	ether->dst_addr = mac_and_more[0];
	ether->ether_type = RTE_BE16(RTE_ETHER_TYPE_IPV4);
	ip->version_ihl = RTE_IPV4_VHL_DEF;
	ip->total_length = RTE_BE16(FRAME_BYTES - RTE_ETHER_HDR_LEN);
	ip->packet_id = (rte_be16_t)rand();
	ip->time_to_live = (uint8_t)(2 + random_below(254));
	ip->src_addr = rte_cpu_to_be_32((1 + random_below(126)) << 24 | random_below(1 << 24));
	ip->dst_addr = rte_cpu_to_be_32((128 + random_below(96)) << 24 | random_below(1 << 24));
	checksum_set(ip);
}

// Breaks one thing, or nothing; sometimes with a checksum that is right all the same.
static void damage(struct rte_mbuf *packet)
{
	struct rte_ipv4_hdr *ip = fl_datagram_ip(packet);
	uint8_t *bytes = (uint8_t *)rte_pktmbuf_mtod(packet, struct rte_ether_hdr *);
	uint32_t what = random_below(8);

	if (what == 0)
		bytes[random_below(34)] = (uint8_t)rand();
	else if (what == 1)
		packet->pkt_len = packet->data_len = (uint16_t)(14 + random_below(60));
	else if (what == 2)
		ip->src_addr = random_below(2) == 0 ? RTE_BE32(OWN) : (rte_be32_t)rand();
	else if (what == 3)
		ip->dst_addr = (rte_be32_t)random_below(1 << 8);
	else if (what == 4)
		fl_packet_get(packet)->vnet.flags = FL_VNET_NEEDS_CSUM;
	else if (what == 5)
		ip->version_ihl = (uint8_t)(0x40 | random_below(16));
	else if (what == 6)
		bytes[0] |= RTE_ETHER_GROUP_ADDR;
	if (random_below(2) == 0)
		checksum_set(ip);
}

static bool is_plain(rte_be32_t address)
{
	uint32_t first = rte_be_to_cpu_32(address) >> 24;

	return first != 0 && first != 127 && first < 224;
}

static bool is_good(const struct rte_mbuf *packet, const struct fl_address_set *no_sources)
{
	const struct rte_ipv4_hdr *ip = fl_datagram_ip(packet);
	const struct rte_ether_hdr *ether = rte_pktmbuf_mtod(packet, const struct rte_ether_hdr *);

	return fl_ip_header_check(packet, RTE_ETHER_HDR_LEN, true) == FL_IP_HEADER_GOOD &&
	       ip->version_ihl == RTE_IPV4_VHL_DEF &&
	       packet->pkt_len == (uint32_t)RTE_ETHER_HDR_LEN + rte_be_to_cpu_16(ip->total_length) &&
	       is_plain(ip->src_addr) && is_plain(ip->dst_addr) && rte_is_unicast_ether_addr(&ether->dst_addr) &&
	       no_sources->slots[fl_address_set_slot(rte_be_to_cpu_32(ip->src_addr))] == 0 &&
	       fl_packet_get((struct rte_mbuf *)(uintptr_t)packet)->vnet.flags == 0;
}

static void lets_four_headers_pass_when_each_one_is_good(void **state)
{
	static struct fl_address_set no_sources;
	uint32_t passed = 0;

	(void)state;
	fl_address_set_add(&no_sources, OWN);
	for (uint32_t round = 0; round < ROUNDS; round++) {
		bool good = true;

		for (int i = 0; i < 4; i++)
			good_write(packets[i]);
		if (round % 2 == 0)
			damage(packets[random_below(4)]);
		for (int i = 0; i < 4; i++)
			good = good && is_good(packets[i], &no_sources);
		assert_int_equal(fl_ip_header_four_check(packets, &no_sources), good);
		passed += good;
	}
	assert_true(passed > ROUNDS / 2 - ROUNDS / 100 && passed < ROUNDS);
}

static void takes_one_from_four_ttls_as_from_each(void **state)
{
	(void)state;
	for (uint32_t round = 0; round < ROUNDS; round++) {
		struct rte_ipv4_hdr before[4], wanted[4];
		bool alive = true;

		for (int i = 0; i < 4; i++) {
			good_write(packets[i]);
			struct rte_ipv4_hdr *ip = fl_datagram_ip(packets[i]);
			if (round % 4 == 0)
				ip->time_to_live = (uint8_t)random_below(6);
			ip->hdr_checksum = (rte_be16_t)(round % 2 == 0 ? rand() : 0xffff - (int)random_below(4));
			ip->next_proto_id = (uint8_t)rand();
			before[i] = wanted[i] = *ip;
			alive = alive && ip->time_to_live > 1;
			if (ip->time_to_live > 0)
				fl_ip_ttl_decrement(&wanted[i]);
		}
		assert_int_equal(fl_ip_header_four_ttl_decrement(packets), alive);
		for (int i = 0; i < 4; i++)
			assert_memory_equal(
				fl_datagram_ip(packets[i]), alive ? &wanted[i] : &before[i], sizeof(wanted[i]));
	}
}

static void knows_four_frames_for_a_mac_and_of_a_type(void **state)
{
	(void)state;
	for (uint32_t round = 0; round < ROUNDS; round++) {
		bool alike = true;

		for (int i = 0; i < 4; i++)
			good_write(packets[i]);
		if (round % 2 == 0)
			rte_pktmbuf_mtod(packets[random_below(4)], uint8_t *)[random_below(20)] ^=
				(uint8_t)(1 << random_below(8));
		for (int i = 0; i < 4; i++) {
			const struct rte_ether_hdr *ether = rte_pktmbuf_mtod(packets[i], const struct rte_ether_hdr *);

			alike = alike && rte_is_same_ether_addr(&ether->dst_addr, &mac_and_more[0]) &&
				ether->ether_type == RTE_BE16(RTE_ETHER_TYPE_IPV4);
		}
		assert_int_equal(fl_ether_four_are(packets, &mac_and_more[0], RTE_BE16(RTE_ETHER_TYPE_IPV4)), alike);
	}
}

static int start(void **state)
{
	(void)state;
	dpdk_start();
	srand(1);
	struct rte_mempool *pool = fl_packet_pool_create("four", RTE_DIM(packets));
	return pool == NULL ? -1 : rte_pktmbuf_alloc_bulk(pool, packets, RTE_DIM(packets));
}

int main(void)
{
#ifndef __SSE4_1__
	return 77; // skipped: here every packet is judged by itself
#endif
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(lets_four_headers_pass_when_each_one_is_good),
		cmocka_unit_test(takes_one_from_four_ttls_as_from_each),
		cmocka_unit_test(knows_four_frames_for_a_mac_and_of_a_type),
	};

	return cmocka_run_group_tests(tests, start, NULL);
}
