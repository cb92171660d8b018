#include "frames6.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "elements/ip6.h"

struct fl_ip6 lab6_link_local(const struct lab *lab, uint32_t interface)
{
	return fl_ip6_link_local_of(&lab->ports[interface]->mac);
}

struct rte_ipv6_hdr *frame6_ip(const struct rte_mbuf *frame)
{
	return (struct rte_ipv6_hdr *)(frame_ether(frame) + 1);
}

struct fl_icmp6 *frame6_icmp(const struct rte_mbuf *frame)
{
	return (struct fl_icmp6 *)(frame6_ip(frame) + 1);
}

struct fl_nd *frame6_nd(const struct rte_mbuf *frame)
{
	return (struct fl_nd *)(frame6_ip(frame) + 1);
}

// The MAC that a sender on that interface's link takes for the destination.
static struct rte_ether_addr mac_of(const struct lab *lab, uint32_t interface, const struct fl_ip6 *destination)
{
	return fl_ip6_is_multicast(destination) ? fl_ip6_multicast_mac(destination) : lab->ports[interface]->mac;
}

// Headers alone; length bytes are to follow.
static struct rte_mbuf *packet_create(struct lab *lab, uint32_t interface, const char *source, const char *destination,
	uint8_t protocol, uint16_t length)
{
	const struct fl_ip6 from = lab6_address(source), to = lab6_address(destination);
	struct rte_mbuf *frame = rte_pktmbuf_alloc(lab->pool);

	assert_non_null(frame);
	memset(fl_packet_get(frame), 0, sizeof(struct fl_packet));
	rte_pktmbuf_append(frame, sizeof(struct rte_ether_hdr) + sizeof(struct rte_ipv6_hdr));
	*frame_ether(frame) = (struct rte_ether_hdr){
		.dst_addr = mac_of(lab, interface, &to),
		.src_addr = interface == 0 ? lab_left_mac : lab_right_mac,
		.ether_type = RTE_BE16(RTE_ETHER_TYPE_IPV6),
	};
	*frame6_ip(frame) = (struct rte_ipv6_hdr){
		.vtc_flow = RTE_BE32(UINT32_C(6) << 28),
		.payload_len = rte_cpu_to_be_16(length),
		.proto = protocol,
		.hop_limits = 64,
		.src_addr = fl_ip6_to_dpdk(&from),
		.dst_addr = fl_ip6_to_dpdk(&to),
	};
	return frame;
}

// Appends bytes, in as many buffers as they need, that count up from 0.
static void payload_append(struct lab *lab, struct rte_mbuf *frame, uint16_t length)
{
	struct rte_mbuf *tail = frame;

	for (uint16_t i = 0; i < length; i++) {
		if (rte_pktmbuf_tailroom(tail) == 0) {
			tail = rte_pktmbuf_alloc(lab->pool);
			assert_non_null(tail);
			assert_int_equal(rte_pktmbuf_chain(frame, tail), 0);
		}
		*rte_pktmbuf_append(frame, 1) = (char)i;
	}
}

struct rte_mbuf *frame6_udp(
	struct lab *lab, uint32_t interface, const char *source, const char *destination, uint16_t payload)
{
	uint16_t length = sizeof(struct rte_udp_hdr) + payload;
	struct rte_mbuf *frame = packet_create(lab, interface, source, destination, IPPROTO_UDP, length);
	struct rte_udp_hdr *udp = (struct rte_udp_hdr *)rte_pktmbuf_append(frame, sizeof(*udp));

	*udp = (struct rte_udp_hdr){
		.src_port = RTE_BE16(4000), .dst_port = RTE_BE16(5000), .dgram_len = rte_cpu_to_be_16(length)};
	payload_append(lab, frame, payload);
	udp->dgram_cksum =
		rte_ipv6_udptcp_cksum_mbuf(frame, frame6_ip(frame), RTE_ETHER_HDR_LEN + sizeof(struct rte_ipv6_hdr));
	return frame;
}

void frame6_icmp_finish(struct rte_mbuf *frame)
{
	frame6_icmp(frame)->checksum = 0;
	frame6_icmp(frame)->checksum =
		fl_icmp6_checksum(frame, frame6_ip(frame), RTE_ETHER_HDR_LEN + sizeof(struct rte_ipv6_hdr));
}

struct rte_mbuf *frame6_echo(
	struct lab *lab, uint32_t interface, const char *source, const char *destination, uint16_t payload)
{
	struct rte_mbuf *frame =
		packet_create(lab, interface, source, destination, IPPROTO_ICMPV6, sizeof(struct fl_icmp6) + payload);
	struct fl_icmp6 *icmp = (struct fl_icmp6 *)rte_pktmbuf_append(frame, sizeof(*icmp));

	*icmp = (struct fl_icmp6){.type = FL_ICMP6_ECHO_REQUEST, .word = RTE_BE32(0x00070009)};
	payload_append(lab, frame, payload);
	frame6_icmp_finish(frame);
	return frame;
}

static struct rte_mbuf *nd_create(struct lab *lab, uint32_t interface, const char *source, const char *destination,
	const struct fl_nd *nd, const struct fl_nd_link_address *option)
{
	uint16_t length = (uint16_t)(sizeof(*nd) + (option != NULL ? sizeof(*option) : 0));
	struct rte_mbuf *frame = packet_create(lab, interface, source, destination, IPPROTO_ICMPV6, length);

	frame6_ip(frame)->hop_limits = FL_ND_HOP_LIMIT;
	memcpy(rte_pktmbuf_append(frame, sizeof(*nd)), nd, sizeof(*nd));
	if (option != NULL)
		memcpy(rte_pktmbuf_append(frame, sizeof(*option)), option, sizeof(*option));
	frame6_icmp_finish(frame);
	return frame;
}

struct rte_mbuf *frame6_solicitation(struct lab *lab, uint32_t interface, const char *source, const char *destination,
	const char *target, const struct rte_ether_addr *mac, bool option)
{
	const struct fl_nd nd = {.type = FL_ICMP6_NEIGHBOUR_SOLICITATION, .target = lab6_address(target)};
	const struct fl_nd_link_address link = {.type = FL_ND_SOURCE_LINK_ADDRESS, .length = 1, .mac = *mac};
	struct rte_mbuf *frame = nd_create(lab, interface, source, destination, &nd, option ? &link : NULL);

	frame_ether(frame)->src_addr = *mac;
	return frame;
}

struct rte_mbuf *frame6_advertisement(struct lab *lab, uint32_t interface, const char *source, const char *destination,
	uint32_t flags, const struct rte_ether_addr *mac, bool option)
{
	const struct fl_nd nd = {.type = FL_ICMP6_NEIGHBOUR_ADVERTISEMENT,
		.flags = rte_cpu_to_be_32(flags),
		.target = lab6_address(source)};
	const struct fl_nd_link_address link = {.type = FL_ND_TARGET_LINK_ADDRESS, .length = 1, .mac = *mac};
	struct rte_mbuf *frame = nd_create(lab, interface, source, destination, &nd, option ? &link : NULL);

	frame_ether(frame)->src_addr = *mac;
	return frame;
}

void frame6_extension_insert(struct rte_mbuf *frame, uint8_t protocol, const uint8_t *bytes, uint16_t length)
{
	char *start = rte_pktmbuf_prepend(frame, length);
	uint16_t headers = RTE_ETHER_HDR_LEN + sizeof(struct rte_ipv6_hdr);
	struct rte_ipv6_hdr *ip;

	assert_non_null(start);
	memmove(start, start + length, headers);
	memcpy(start + headers, bytes, length);
	ip = frame6_ip(frame);
	*(uint8_t *)(ip + 1) = ip->proto;
	ip->proto = protocol;
	ip->payload_len = rte_cpu_to_be_16(rte_be_to_cpu_16(ip->payload_len) + length);
}

void frame6_assert_icmp(
	const struct rte_mbuf *frame, uint8_t type, uint8_t code, const char *source, const char *destination)
{
	const struct fl_ip6 from = lab6_address(source), to = lab6_address(destination);
	const struct rte_ipv6_hdr *ip = frame6_ip(frame);
	uint32_t offset = RTE_ETHER_HDR_LEN + sizeof(*ip);

	assert_int_equal(frame_ether(frame)->ether_type, RTE_BE16(RTE_ETHER_TYPE_IPV6));
	assert_int_equal(frame->pkt_len, offset + rte_be_to_cpu_16(ip->payload_len));
	assert_int_equal(ip->proto, IPPROTO_ICMPV6);
	assert_memory_equal(&ip->src_addr, &from, sizeof(from));
	assert_memory_equal(&ip->dst_addr, &to, sizeof(to));
	assert_int_equal(frame6_icmp(frame)->type, type);
	assert_int_equal(frame6_icmp(frame)->code, code);
	assert_int_equal(fl_icmp6_checksum(frame, ip, offset), 0);
}

void lab6_open_router(struct lab *lab)
{
	struct fl_config_router config = {.forwarding = FL_FORWARDING_IP_ROUTER};

	lab_interface_add(&config, "left", "10.1.0.1/24");
	lab6_address_add(&config, LAB6_LEFT_ROUTER "/64");
	lab_interface_add(&config, "right", "10.2.0.1/24");
	lab6_address_add(&config, LAB6_RIGHT_ROUTER "/64");
	lab_open(lab, &config, FL_DEVICE_RING, LAB_BUFFERS);
	lab_neighbours_introduce(lab);
	lab_put(lab, 0,
		frame6_solicitation(lab, 0, LAB6_LEFT, LAB6_LEFT_ROUTER, LAB6_LEFT_ROUTER, &lab_left_mac, true));
	lab_put(lab, 1,
		frame6_solicitation(lab, 1, LAB6_RIGHT, LAB6_RIGHT_ROUTER, LAB6_RIGHT_ROUTER, &lab_right_mac, true));
	lab_tick(lab, 5);
	lab_flush(lab);
}

int lab6_setup(void **state)
{
	struct lab *lab = calloc(1, sizeof(*lab));

	assert_non_null(lab);
	lab6_open_router(lab);
	*state = lab;
	return 0;
}
