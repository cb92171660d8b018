// As frames.h, of IPv6: frames for tests over ring ports, and a dual-stack router that they go through.
#pragma once
#include <rte_udp.h>

#include "elements/icmp6.h"
#include "elements/nd.h"
#include "frames.h"

#define LAB6_LEFT "2001:db8:1::2"
#define LAB6_RIGHT "2001:db8:2::2"
#define LAB6_LEFT_ROUTER "2001:db8:1::1"
#define LAB6_RIGHT_ROUTER "2001:db8:2::1"

// A router of two interfaces with addresses of both versions, lab_open_router's and those above (/64), on ring ports, and
// with the neighbours LAB6_LEFT on interface 0 and LAB6_RIGHT on interface 1 introduced by their own solicitations.
void lab6_open_router(struct lab *lab);
// The link-local address of the router's interface.
struct fl_ip6 lab6_link_local(const struct lab *lab, uint32_t interface);

struct rte_ipv6_hdr *frame6_ip(const struct rte_mbuf *frame);
// What follows the IPv6 header.
struct fl_icmp6 *frame6_icmp(const struct rte_mbuf *frame);
struct fl_nd *frame6_nd(const struct rte_mbuf *frame);

// A UDP packet with hop limit 64, in a frame to the MAC of that interface of the router, or of the multicast address. Its payload counts
// up; the checksum is complete.
struct rte_mbuf *frame6_udp(
	struct lab *lab, uint32_t interface, const char *source, const char *destination, uint16_t payload);
// An ICMPv6 echo request, likewise.
struct rte_mbuf *frame6_echo(
	struct lab *lab, uint32_t interface, const char *source, const char *destination, uint16_t payload);
// A message of neighbour discovery from a MAC; option: whether it has the link address option.
struct rte_mbuf *frame6_solicitation(struct lab *lab, uint32_t interface, const char *source, const char *destination,
	const char *target, const struct rte_ether_addr *mac, bool option);
struct rte_mbuf *frame6_advertisement(struct lab *lab, uint32_t interface, const char *source, const char *destination,
	uint32_t flags, const struct rte_ether_addr *mac, bool option);
// Puts bytes (a multiple of 8) behind the IPv6 header: an extension header of that protocol number, whose own next header
// becomes what followed.
void frame6_extension_insert(struct rte_mbuf *frame, uint8_t protocol, const uint8_t *bytes, uint16_t length);
// Makes the checksum of an ICMPv6 message without extension headers right again after a change.
void frame6_icmp_finish(struct rte_mbuf *frame);

// That a frame is an ICMPv6 message of this type and code, from source to destination, with right lengths and checksum.
void frame6_assert_icmp(
	const struct rte_mbuf *frame, uint8_t type, uint8_t code, const char *source, const char *destination);

// cmocka: a router of lab6_open_router for each test, in *state.
int lab6_setup(void **state);
#define LAB6_TEST(name) cmocka_unit_test_setup_teardown(name, lab6_setup, lab_teardown)
