// What a device with offloads would make of a packet, checked against sums made here.
#include <rte_ether.h>
#include <rte_ip.h>
#include <rte_tcp.h>
#include <rte_udp.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "ports/offload.h"
#include "test/dpdk.h"

enum { BUFFERS = 512, L3 = 14, L4_OF_IPV4 = 34, L4_OF_IPV6 = 54 };

// A TCP or UDP packet over IPv4 or IPv6 whose payload counts up, as a Kernel port would deliver it.
struct sample {
	bool ipv6, udp, tagged;
	uint16_t payload, gso_size;
};

static struct rte_mempool *pool_of(void **state)
{
	return *state;
}

static uint16_t l3_of(const struct sample *sample)
{
	return sample->tagged ? L3 + 4 : L3;
}

static uint16_t l4_of(const struct sample *sample)
{
	return l3_of(sample) + (sample->ipv6 ? 40 : 20);
}

static uint16_t payload_of(const struct sample *sample)
{
	return l4_of(sample) + (sample->udp ? 8 : 32); // TCP with 12 bytes of options
}

static void *append(struct rte_mempool *pool, struct rte_mbuf *packet, uint16_t length)
{
	if (rte_pktmbuf_tailroom(rte_pktmbuf_lastseg(packet)) < length)
		assert_int_equal(rte_pktmbuf_chain(packet, rte_pktmbuf_alloc(pool)), 0);
	return memset(rte_pktmbuf_append(packet, length), 0, length);
}

static void ip_write(struct rte_mbuf *packet, const struct sample *sample)
{
	uint8_t protocol = sample->udp ? IPPROTO_UDP : IPPROTO_TCP;
	uint16_t behind = payload_of(sample) - l4_of(sample) + sample->payload;

	if (sample->ipv6) {
		struct rte_ipv6_hdr *ip = rte_pktmbuf_mtod_offset(packet, struct rte_ipv6_hdr *, l3_of(sample));
		ip->vtc_flow = RTE_BE32(6u << 28);
		ip->payload_len = rte_cpu_to_be_16(behind);
		ip->proto = protocol;
		ip->src_addr.a[15] = 1;
		ip->dst_addr.a[15] = 2;
	} else {
		struct rte_ipv4_hdr *ip = rte_pktmbuf_mtod_offset(packet, struct rte_ipv4_hdr *, l3_of(sample));
		ip->version_ihl = RTE_IPV4_VHL_DEF;
		ip->total_length = rte_cpu_to_be_16(20 + behind);
		ip->packet_id = RTE_BE16(0xfffe);
		ip->next_proto_id = protocol;
		ip->src_addr = RTE_BE32(0x0a010002);
		ip->dst_addr = RTE_BE32(0x0a020002);
		ip->hdr_checksum = rte_ipv4_cksum(ip);
	}
}

// The sum over the pseudo header, as the kernel leaves it in the checksum field.
static uint16_t pseudo_sum(const struct rte_mbuf *packet, const struct sample *sample)
{
	const void *ip = rte_pktmbuf_mtod_offset(packet, void *, l3_of(sample));

	return sample->ipv6 ? rte_ipv6_phdr_cksum(ip, 0) : rte_ipv4_phdr_cksum(ip, 0);
}

static void transport_write(struct rte_mbuf *packet, const struct sample *sample)
{
	if (sample->udp) {
		struct rte_udp_hdr *udp = rte_pktmbuf_mtod_offset(packet, struct rte_udp_hdr *, l4_of(sample));
		udp->dgram_len = rte_cpu_to_be_16(8 + sample->payload);
		udp->dgram_cksum = pseudo_sum(packet, sample);
	} else {
		struct rte_tcp_hdr *tcp = rte_pktmbuf_mtod_offset(packet, struct rte_tcp_hdr *, l4_of(sample));
		tcp->sent_seq = RTE_BE32(0xfffffff0);
		tcp->data_off = 8 << 4;
		tcp->tcp_flags = RTE_TCP_CWR_FLAG | RTE_TCP_ACK_FLAG | RTE_TCP_PSH_FLAG | RTE_TCP_FIN_FLAG;
		tcp->cksum = pseudo_sum(packet, sample);
	}
}

static struct rte_mbuf *packet_create(struct rte_mempool *pool, const struct sample *sample)
{
	struct rte_mbuf *packet = rte_pktmbuf_alloc(pool);
	struct fl_packet *private = fl_packet_get(packet);
	rte_be16_t *type;

	memset(private, 0, sizeof(*private));
	append(pool, packet, payload_of(sample));
	type = rte_pktmbuf_mtod_offset(packet, rte_be16_t *, 12);
	if (sample->tagged) {
		type[0] = RTE_BE16(RTE_ETHER_TYPE_VLAN);
		type += 2;
	}
	*type = sample->ipv6 ? RTE_BE16(RTE_ETHER_TYPE_IPV6) : RTE_BE16(RTE_ETHER_TYPE_IPV4);
	for (uint16_t i = 0; i < sample->payload; i++)
		*(uint8_t *)append(pool, packet, 1) = (uint8_t)i;
	ip_write(packet, sample);
	transport_write(packet, sample);
	private->vnet.flags = FL_VNET_NEEDS_CSUM;
	private->vnet.csum_start = l4_of(sample);
	private->vnet.csum_offset = sample->udp ? 6 : 16;
	private->vnet.gso_size = sample->gso_size;
	if (sample->gso_size > 0)
	private->vnet.gso_type = sample->udp    ? FL_VNET_GSO_UDP_L4
				 : sample->ipv6 ? FL_VNET_GSO_TCPV6 | FL_VNET_GSO_ECN
						: FL_VNET_GSO_TCPV4;
	return packet;
}

// That lengths and checksums of a packet are right and its offload header is empty.
static void assert_complete(const struct rte_mbuf *packet, const struct sample *sample)
{
	const struct fl_vnet none = {0};
	const void *ip = rte_pktmbuf_mtod_offset(packet, void *, l3_of(sample));

	assert_memory_equal(&fl_packet_get((struct rte_mbuf *)(uintptr_t)packet)->vnet, &none, sizeof(none));
	if (sample->ipv6) {
		assert_int_equal(rte_be_to_cpu_16(((const struct rte_ipv6_hdr *)ip)->payload_len),
			packet->pkt_len - l4_of(sample));
		assert_int_equal(rte_ipv6_udptcp_cksum_mbuf_verify(packet, ip, l4_of(sample)), 0);
	} else {
		assert_int_equal(rte_be_to_cpu_16(((const struct rte_ipv4_hdr *)ip)->total_length),
			packet->pkt_len - l3_of(sample));
		assert_int_equal(rte_raw_cksum(ip, 20), 0xffff);
		assert_int_equal(rte_ipv4_udptcp_cksum_mbuf_verify(packet, ip, l4_of(sample)), 0);
	}
}

static void assert_payload(const struct rte_mbuf *piece, const struct sample *sample, uint32_t position)
{
	for (uint32_t i = payload_of(sample); i < piece->pkt_len; i++) {
		uint8_t buffer;
		const uint8_t *byte = rte_pktmbuf_read(piece, i, 1, &buffer);

		assert_int_equal(*byte, (uint8_t)(position + i - payload_of(sample)));
	}
}

static void leaves_ordinary_packets_alone(void **state)
{
	const struct sample sample = {.payload = 100};
	struct rte_mbuf *packet = packet_create(pool_of(state), &sample), *out;
	char before[200];

	memset(&fl_packet_get(packet)->vnet, 0, sizeof(struct fl_vnet));
	memcpy(before, rte_pktmbuf_mtod(packet, void *), packet->pkt_len);
	assert_false(fl_offload_needed(packet));
	assert_int_equal(fl_offload_complete(packet, &out, 1), 1);
	assert_ptr_equal(out, packet);
	assert_memory_equal(rte_pktmbuf_mtod(packet, void *), before, packet->pkt_len);
	rte_pktmbuf_free(packet);
}

static void completes_partial_checksums(void **state)
{
	for (int i = 0; i < 8; i++)
		for (uint16_t payload = 0; payload < 3000; payload += 733) {
			const struct sample sample = {.ipv6 = i & 1, .udp = i & 2, .tagged = i & 4, .payload = payload};
			struct rte_mbuf *packet = packet_create(pool_of(state), &sample), *out;

			assert_true(fl_offload_needed(packet));
			assert_int_equal(fl_offload_complete(packet, &out, 1), 1);
			assert_ptr_equal(out, packet);
			assert_complete(packet, &sample);
			rte_pktmbuf_free(packet);
		}
}

static void a_udp_checksum_is_never_zero(void **state)
{
	const struct sample sample = {.udp = true, .payload = 2};
	struct rte_mbuf *packet = packet_create(pool_of(state), &sample), *out;
	struct rte_udp_hdr *udp = rte_pktmbuf_mtod_offset(packet, struct rte_udp_hdr *, L4_OF_IPV4);
	uint16_t sum;

	// Payload that makes the sum of everything 0xffff, whose complement is 0.
	memset(udp + 1, 0, 2);
	assert_int_equal(rte_raw_cksum_mbuf(packet, L4_OF_IPV4, 10, &sum), 0);
	sum = (uint16_t)~sum;
	memcpy(udp + 1, &sum, 2);
	assert_int_equal(fl_offload_complete(packet, &out, 1), 1);
	assert_int_equal(udp->dgram_cksum, 0xffff);
	rte_pktmbuf_free(packet);
}

static void check_pieces(struct rte_mempool *pool, const struct sample *sample)
{
	struct rte_mbuf *out[FL_OFFLOAD_SEGMENTS_MAX];
	uint16_t count = fl_offload_complete(packet_create(pool, sample), out, FL_OFFLOAD_SEGMENTS_MAX);
	uint32_t position = 0;

	assert_int_equal(count, (sample->payload + sample->gso_size - 1) / sample->gso_size);
	for (uint16_t i = 0; i < count; i++) {
		assert_complete(out[i], sample);
		assert_payload(out[i], sample, position);
		assert_int_equal(
			out[i]->pkt_len - payload_of(sample), RTE_MIN(sample->gso_size, sample->payload - position));
		position += sample->gso_size;
		rte_pktmbuf_free(out[i]);
	}
}

static void cuts_large_segments(void **state)
{
	static const uint16_t payloads[] = {1, 999, 1000, 1001, 5000, 9999};

	for (int i = 0; i < 8; i++)
		for (size_t j = 0; j < RTE_DIM(payloads); j++)
			check_pieces(pool_of(state), &(struct sample){.ipv6 = i & 1,
							     .udp = i & 2,
							     .tagged = i & 4,
							     .payload = payloads[j],
							     .gso_size = 1000});
	// Pieces that are longer than a buffer.
	check_pieces(pool_of(state), &(struct sample){.payload = 20000, .gso_size = 8948});
	assert_int_equal(rte_mempool_in_use_count(pool_of(state)), 0);
}

// Puts a destination options header of 8 bytes before the transport header.
static void extension_insert(struct rte_mbuf *packet)
{
	static const uint8_t padding[8] = {0, 0, 1, 4};
	char *start = rte_pktmbuf_prepend(packet, sizeof(padding));
	struct rte_ipv6_hdr *ip;

	memmove(start, start + sizeof(padding), L4_OF_IPV6);
	memcpy(start + L4_OF_IPV6, padding, sizeof(padding));
	ip = rte_pktmbuf_mtod_offset(packet, struct rte_ipv6_hdr *, L3);
	*rte_pktmbuf_mtod_offset(packet, uint8_t *, L4_OF_IPV6) = ip->proto;
	ip->proto = IPPROTO_DSTOPTS;
	ip->payload_len = rte_cpu_to_be_16(rte_be_to_cpu_16(ip->payload_len) + sizeof(padding));
	fl_packet_get(packet)->vnet.csum_start += sizeof(padding);
}

// Takes it out again.
static void extension_remove(struct rte_mbuf *packet)
{
	uint8_t protocol = *rte_pktmbuf_mtod_offset(packet, uint8_t *, L4_OF_IPV6);
	char *start = rte_pktmbuf_mtod(packet, char *);
	struct rte_ipv6_hdr *ip;

	memmove(start + 8, start, L4_OF_IPV6);
	rte_pktmbuf_adj(packet, 8);
	ip = rte_pktmbuf_mtod_offset(packet, struct rte_ipv6_hdr *, L3);
	ip->proto = protocol;
	ip->payload_len = rte_cpu_to_be_16(rte_be_to_cpu_16(ip->payload_len) - 8);
}

static void cuts_large_segments_behind_extension_headers(void **state)
{
	for (int udp = 0; udp < 2; udp++) {
		const struct sample sample = {.ipv6 = true, .udp = udp, .payload = 2500, .gso_size = 1000};
		struct rte_mbuf *packet = packet_create(pool_of(state), &sample), *out[3];

		extension_insert(packet);
		assert_int_equal(fl_offload_complete(packet, out, 3), 3);
		for (uint16_t i = 0; i < 3; i++) {
			// Checksums do not depend on what is between: without it the packet is an ordinary one.
			extension_remove(out[i]);
			assert_complete(out[i], &sample);
			assert_payload(out[i], &sample, 1000u * i);
			rte_pktmbuf_free(out[i]);
		}
	}
}

static void counts_up_sequence_numbers_and_identifications_and_keeps_flags_where_they_belong(void **state)
{
	const struct sample sample = {.payload = 3000, .gso_size = 1000};
	static const uint8_t flags[] = {RTE_TCP_CWR_FLAG | RTE_TCP_ACK_FLAG, RTE_TCP_ACK_FLAG,
		RTE_TCP_ACK_FLAG | RTE_TCP_PSH_FLAG | RTE_TCP_FIN_FLAG};
	struct rte_mbuf *out[3];

	assert_int_equal(fl_offload_complete(packet_create(pool_of(state), &sample), out, 3), 3);
	for (uint16_t i = 0; i < 3; i++) {
		const struct rte_ipv4_hdr *ip = rte_pktmbuf_mtod_offset(out[i], struct rte_ipv4_hdr *, L3);
		const struct rte_tcp_hdr *tcp = rte_pktmbuf_mtod_offset(out[i], struct rte_tcp_hdr *, L4_OF_IPV4);

		assert_int_equal(rte_be_to_cpu_32(tcp->sent_seq), 0xfffffff0u + i * 1000u);
		assert_int_equal(rte_be_to_cpu_16(ip->packet_id), (uint16_t)(0xfffe + i));
		assert_int_equal(tcp->tcp_flags, flags[i]);
		rte_pktmbuf_free(out[i]);
	}
}

static void refuses(struct rte_mempool *pool, struct rte_mbuf *packet, uint16_t size)
{
	struct rte_mbuf *out[FL_OFFLOAD_SEGMENTS_MAX];

	assert_int_equal(fl_offload_complete(packet, out, size), 0);
	rte_pktmbuf_free(packet); // still the caller's
	assert_int_equal(rte_mempool_in_use_count(pool), 0);
}

static void refuses_what_contradicts_itself(void **state)
{
	const struct sample large = {.payload = 3000, .gso_size = 1000}, small = {.payload = 10};
	struct rte_mbuf *packet = packet_create(pool_of(state), &large);

	fl_packet_get(packet)->vnet.gso_type = FL_VNET_GSO_TCPV6;
	refuses(pool_of(state), packet, 10);
	packet = packet_create(pool_of(state), &large);
	fl_packet_get(packet)->vnet.gso_type = 3; // UFO, which no kernel of today sends
	refuses(pool_of(state), packet, 10);
	packet = packet_create(pool_of(state), &large);
	fl_packet_get(packet)->vnet.gso_size = 0;
	refuses(pool_of(state), packet, 10);
	packet = packet_create(pool_of(state), &large);
	rte_pktmbuf_mtod_offset(packet, struct rte_tcp_hdr *, L4_OF_IPV4)->data_off = 4 << 4;
	refuses(pool_of(state), packet, 10);
	packet = packet_create(pool_of(state), &small);
	fl_packet_get(packet)->vnet.csum_start = UINT16_MAX;
	refuses(pool_of(state), packet, 10);
	packet = packet_create(pool_of(state), &small);
	fl_packet_get(packet)->vnet.csum_offset = UINT16_MAX;
	refuses(pool_of(state), packet, 10);
}

static void refuses_more_pieces_than_there_is_room_for(void **state)
{
	const struct sample sample = {.payload = 3001, .gso_size = 1000};

	refuses(pool_of(state), packet_create(pool_of(state), &sample), 3);
}

static void gives_everything_back_when_buffers_run_out(void **state)
{
	const struct sample sample = {.payload = 60000, .gso_size = 100}; // 600 pieces, 512 buffers

	refuses(pool_of(state), packet_create(pool_of(state), &sample), FL_OFFLOAD_SEGMENTS_MAX);
}

static void knows_the_headers_that_every_piece_has(void **state)
{
	const struct sample sample = {.ipv6 = true, .payload = 3000, .gso_size = 1000};
	struct rte_mbuf *packet = packet_create(pool_of(state), &sample);

	assert_int_equal(fl_offload_header_length(packet), L4_OF_IPV6 + 32);
	rte_pktmbuf_free(packet);
}

static void refuses_headers_longer_than_a_buffer(void **state)
{
	enum { IN_HEADROOM = 40, TCP_BYTES = 20 };
	struct rte_mbuf *packet = rte_pktmbuf_alloc(pool_of(state)), *out[4];
	uint16_t length = rte_pktmbuf_tailroom(packet) + IN_HEADROOM;

	memset(fl_packet_get(packet), 0, sizeof(struct fl_packet));
	append(pool_of(state), packet, rte_pktmbuf_tailroom(packet));
	memset(rte_pktmbuf_prepend(packet, IN_HEADROOM), 0, IN_HEADROOM);
	*rte_pktmbuf_mtod_offset(packet, rte_be16_t *, 12) = RTE_BE16(RTE_ETHER_TYPE_IPV6);
	rte_pktmbuf_mtod_offset(packet, struct rte_tcp_hdr *, length - TCP_BYTES)->data_off = 5 << 4;
	append(pool_of(state), packet, 2000);
	fl_packet_get(packet)->vnet = (struct fl_vnet){.flags = FL_VNET_NEEDS_CSUM,
		.gso_type = FL_VNET_GSO_TCPV6,
		.gso_size = 1000,
		.csum_start = length - TCP_BYTES,
		.csum_offset = 16};
	assert_int_equal(fl_offload_complete(packet, out, RTE_DIM(out)), 0);
	rte_pktmbuf_free(packet);
}

static int setup(void **state)
{
	*state = fl_packet_pool_create("offload", BUFFERS);
	return *state == NULL ? -1 : 0;
}

static int teardown(void **state)
{
	assert_int_equal(rte_mempool_in_use_count(*state), 0);
	rte_mempool_free(*state);
	return 0;
}

static int start(void **state)
{
	(void)state;
	dpdk_start();
	return 0;
}

#define POOL_TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		POOL_TEST(leaves_ordinary_packets_alone),
		POOL_TEST(completes_partial_checksums),
		POOL_TEST(a_udp_checksum_is_never_zero),
		POOL_TEST(cuts_large_segments),
		POOL_TEST(cuts_large_segments_behind_extension_headers),
		POOL_TEST(counts_up_sequence_numbers_and_identifications_and_keeps_flags_where_they_belong),
		POOL_TEST(refuses_what_contradicts_itself),
		POOL_TEST(refuses_more_pieces_than_there_is_room_for),
		POOL_TEST(refuses_headers_longer_than_a_buffer),
		POOL_TEST(gives_everything_back_when_buffers_run_out),
		POOL_TEST(knows_the_headers_that_every_piece_has),
	};

	return cmocka_run_group_tests(tests, start, NULL);
}
