#include "frames.h"

#include <rte_arp.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "test/dpdk.h"

const struct rte_ether_addr lab_left_mac = {{0x02, 0, 0, 0, 0x01, 0x02}};
const struct rte_ether_addr lab_right_mac = {{0x02, 0, 0, 0, 0x02, 0x02}};
static const struct rte_ether_addr broadcast = {{0xff, 0xff, 0xff, 0xff, 0xff, 0xff}};

struct rte_ether_hdr *frame_ether(const struct rte_mbuf *frame)
{
	return rte_pktmbuf_mtod(frame, struct rte_ether_hdr *);
}

struct rte_ipv4_hdr *frame_ip(const struct rte_mbuf *frame)
{
	return (struct rte_ipv4_hdr *)(frame_ether(frame) + 1);
}

static void *transport(const struct rte_mbuf *frame)
{
	return (char *)frame_ip(frame) + rte_ipv4_hdr_len(frame_ip(frame));
}

struct rte_udp_hdr *frame_udp_header(const struct rte_mbuf *frame)
{
	return transport(frame);
}

struct rte_icmp_hdr *frame_icmp(const struct rte_mbuf *frame)
{
	return transport(frame);
}

void frame_ip_finish(struct rte_mbuf *frame)
{
	struct rte_ipv4_hdr *ip = frame_ip(frame);

	ip->hdr_checksum = 0;
	ip->hdr_checksum = (uint16_t)~rte_raw_cksum(ip, rte_ipv4_hdr_len(ip));
}

static struct rte_mbuf *frame_create(struct lab *lab)
{
	struct rte_mbuf *frame = rte_pktmbuf_alloc(lab->pool);

	assert_non_null(frame);
	memset(fl_packet_get(frame), 0, sizeof(struct fl_packet));
	return frame;
}

// Appends bytes, in as many buffers as they need, that count up from 0.
static void payload_append(struct lab *lab, struct rte_mbuf *frame, uint16_t length)
{
	struct rte_mbuf *tail = frame;

	for (uint16_t i = 0; i < length; i++) {
		if (rte_pktmbuf_tailroom(tail) == 0) {
			tail = frame_create(lab);
			assert_int_equal(rte_pktmbuf_chain(frame, tail), 0);
		}
		*rte_pktmbuf_append(frame, 1) = (char)i;
	}
}

static struct rte_mbuf *datagram_create(struct lab *lab, uint32_t interface, const char *source,
	const char *destination, uint8_t protocol, uint16_t length)
{
	struct rte_mbuf *frame = frame_create(lab);
	struct rte_ether_hdr *ether = (struct rte_ether_hdr *)rte_pktmbuf_append(
		frame, sizeof(struct rte_ether_hdr) + sizeof(struct rte_ipv4_hdr));

	*ether = (struct rte_ether_hdr){
		.dst_addr = lab->ports[interface]->mac,
		.src_addr = interface == 0 ? lab_left_mac : lab_right_mac,
		.ether_type = RTE_BE16(RTE_ETHER_TYPE_IPV4),
	};
	*frame_ip(frame) = (struct rte_ipv4_hdr){
		.version_ihl = RTE_IPV4_VHL_DEF,
		.total_length = rte_cpu_to_be_16(sizeof(struct rte_ipv4_hdr) + length),
		.packet_id = RTE_BE16(77),
		.time_to_live = 64,
		.next_proto_id = protocol,
		.src_addr = rte_cpu_to_be_32(lab_address(source)),
		.dst_addr = rte_cpu_to_be_32(lab_address(destination)),
	};
	frame_ip_finish(frame);
	return frame;
}

struct rte_mbuf *frame_udp(
	struct lab *lab, uint32_t interface, const char *source, const char *destination, uint16_t payload)
{
	uint16_t length = sizeof(struct rte_udp_hdr) + payload;
	struct rte_mbuf *frame = datagram_create(lab, interface, source, destination, IPPROTO_UDP, length);
	struct rte_udp_hdr *udp = (struct rte_udp_hdr *)rte_pktmbuf_append(frame, sizeof(*udp));

	*udp = (struct rte_udp_hdr){
		.src_port = RTE_BE16(4000), .dst_port = RTE_BE16(5000), .dgram_len = rte_cpu_to_be_16(length)};
	payload_append(lab, frame, payload);
	udp->dgram_cksum =
		rte_ipv4_udptcp_cksum_mbuf(frame, frame_ip(frame), RTE_ETHER_HDR_LEN + sizeof(struct rte_ipv4_hdr));
	return frame;
}

static uint16_t icmp_sum(const struct rte_mbuf *frame)
{
	uint32_t offset = RTE_ETHER_HDR_LEN + rte_ipv4_hdr_len(frame_ip(frame));
	uint16_t sum = 0;

	assert_int_equal(rte_raw_cksum_mbuf(frame, offset, frame->pkt_len - offset, &sum), 0);
	return sum;
}

struct rte_mbuf *frame_echo(
	struct lab *lab, uint32_t interface, const char *source, const char *destination, uint16_t payload)
{
	struct rte_mbuf *frame = datagram_create(
		lab, interface, source, destination, IPPROTO_ICMP, sizeof(struct rte_icmp_hdr) + payload);
	struct rte_icmp_hdr *icmp = (struct rte_icmp_hdr *)rte_pktmbuf_append(frame, sizeof(*icmp));

	*icmp = (struct rte_icmp_hdr){
		.icmp_type = RTE_ICMP_TYPE_ECHO_REQUEST, .icmp_ident = RTE_BE16(7), .icmp_seq_nb = RTE_BE16(9)};
	payload_append(lab, frame, payload);
	icmp->icmp_cksum = (uint16_t)~icmp_sum(frame);
	return frame;
}

struct rte_mbuf *frame_arp(
	struct lab *lab, uint16_t opcode, const char *source, const struct rte_ether_addr *mac, const char *target)
{
	struct rte_mbuf *frame = frame_create(lab);
	struct rte_ether_hdr *ether = (struct rte_ether_hdr *)rte_pktmbuf_append(
		frame, sizeof(struct rte_ether_hdr) + sizeof(struct rte_arp_hdr));

	*ether = (struct rte_ether_hdr){
		.dst_addr = broadcast, .src_addr = *mac, .ether_type = RTE_BE16(RTE_ETHER_TYPE_ARP)};
	*(struct rte_arp_hdr *)(ether + 1) = (struct rte_arp_hdr){
		.arp_hardware = RTE_BE16(RTE_ARP_HRD_ETHER),
		.arp_protocol = RTE_BE16(RTE_ETHER_TYPE_IPV4),
		.arp_hlen = RTE_ETHER_ADDR_LEN,
		.arp_plen = sizeof(rte_be32_t),
		.arp_opcode = rte_cpu_to_be_16(opcode),
		.arp_data = {.arp_sha = *mac,
			.arp_sip = rte_cpu_to_be_32(lab_address(source)),
			.arp_tip = rte_cpu_to_be_32(lab_address(target))},
	};
	return frame;
}

void lab_put(struct lab *lab, uint32_t interface, struct rte_mbuf *frame)
{
	assert_int_equal(fl_port_ring_put(lab->ports[interface], &frame, 1), 1);
	lab_dispatch(lab);
}

struct rte_mbuf *lab_take(struct lab *lab, uint32_t interface)
{
	struct rte_mbuf *frame;

	if (fl_port_ring_take(lab->ports[interface], &frame, 1) == 0)
		fail_msg("nothing was sent by interface %u", interface);
	return frame;
}

void lab_assert_silent(struct lab *lab)
{
	for (uint32_t i = 0; i < lab->config.interface_count; i++) {
		struct rte_mbuf *frame;

		if (fl_port_ring_take(lab->ports[i], &frame, 1) != 0)
			fail_msg("a frame of %u bytes was sent by interface %u", frame->pkt_len, i);
	}
}

void lab_flush(struct lab *lab)
{
	for (uint32_t i = 0; i < lab->config.interface_count; i++) {
		struct rte_mbuf *frame;

		while (fl_port_ring_take(lab->ports[i], &frame, 1) != 0)
			rte_pktmbuf_free(frame);
	}
}

void lab_neighbours_introduce(struct lab *lab)
{
	lab_put(lab, 0, frame_arp(lab, RTE_ARP_OP_REQUEST, LAB_LEFT, &lab_left_mac, "10.1.0.1"));
	lab_put(lab, 1, frame_arp(lab, RTE_ARP_OP_REQUEST, LAB_RIGHT, &lab_right_mac, "10.2.0.1"));
	lab_tick(lab, 5);
	lab_flush(lab);
}

void lab_open_router(struct lab *lab)
{
	struct fl_config_router config = {.forwarding = FL_FORWARDING_IP_ROUTER};

	lab_interface_add(&config, "left", "10.1.0.1/24");
	lab_interface_add(&config, "right", "10.2.0.1/24");
	lab_open(lab, &config, FL_DEVICE_RING, LAB_BUFFERS);
	lab_neighbours_introduce(lab);
}

void frame_assert_icmp(
	const struct rte_mbuf *frame, uint8_t type, uint8_t code, const char *source, const char *destination)
{
	const struct rte_ipv4_hdr *ip = frame_ip(frame);

	assert_int_equal(frame->pkt_len, RTE_ETHER_HDR_LEN + rte_be_to_cpu_16(ip->total_length));
	assert_int_equal(rte_raw_cksum(ip, rte_ipv4_hdr_len(ip)), 0xffff);
	assert_int_equal(ip->next_proto_id, IPPROTO_ICMP);
	assert_int_equal(rte_be_to_cpu_32(ip->src_addr), lab_address(source));
	assert_int_equal(rte_be_to_cpu_32(ip->dst_addr), lab_address(destination));
	assert_int_equal(frame_icmp(frame)->icmp_type, type);
	assert_int_equal(frame_icmp(frame)->icmp_code, code);
	assert_int_equal(icmp_sum(frame), 0xffff);
}

int lab_group_setup(void **state)
{
	(void)state;
	dpdk_start();
	return 0;
}

int lab_setup(void **state)
{
	struct lab *lab = calloc(1, sizeof(*lab));

	assert_non_null(lab);
	lab_open_router(lab);
	*state = lab;
	return 0;
}

int lab_teardown(void **state)
{
	lab_close(*state);
	free(*state);
	return 0;
}
