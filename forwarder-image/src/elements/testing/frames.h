// Frames for tests over ring ports: made, put in, and looked at when they come out.
#pragma once
#include <rte_icmp.h>
#include <rte_ip4.h>
#include <rte_udp.h>

#include "lab.h"

enum {
	FRAME_PAYLOAD = 100, // bytes behind the UDP or ICMP header, unless a test says otherwise
};

// A UDP datagram with complete checksums and TTL 64, in a frame to the MAC of that interface of the router. Its payload counts up.
struct rte_mbuf *frame_udp(
	struct lab *lab, uint32_t interface, const char *source, const char *destination, uint16_t payload);
// An ICMP echo request, likewise.
struct rte_mbuf *frame_echo(
	struct lab *lab, uint32_t interface, const char *source, const char *destination, uint16_t payload);
// An ARP frame from a neighbour, in a broadcast frame.
struct rte_mbuf *frame_arp(
	struct lab *lab, uint16_t opcode, const char *source, const struct rte_ether_addr *mac, const char *target);

struct rte_ether_hdr *frame_ether(const struct rte_mbuf *frame);
struct rte_ipv4_hdr *frame_ip(const struct rte_mbuf *frame);
struct rte_udp_hdr *frame_udp_header(const struct rte_mbuf *frame);
struct rte_icmp_hdr *frame_icmp(const struct rte_mbuf *frame);
// Makes the IP header checksum right again after a change.
void frame_ip_finish(struct rte_mbuf *frame);

// Receives a frame by an interface and carries it through the router.
void lab_put(struct lab *lab, uint32_t interface, struct rte_mbuf *frame);
// Takes the next frame that was sent by an interface; the test fails when there is none. It belongs to the test.
struct rte_mbuf *lab_take(struct lab *lab, uint32_t interface);
// The test fails when a frame was sent by any interface.
void lab_assert_silent(struct lab *lab);
// Throws away what was sent so far.
void lab_flush(struct lab *lab);

// Makes the neighbours LAB_LEFT on interface 0 and LAB_RIGHT on interface 1 known, by their own ARP requests.
void lab_neighbours_introduce(struct lab *lab);
// A router of two interfaces, 10.1.0.1/24 and 10.2.0.1/24, on ring ports, with its neighbours introduced.
void lab_open_router(struct lab *lab);

#define LAB_LEFT "10.1.0.2"
#define LAB_RIGHT "10.2.0.2"
extern const struct rte_ether_addr lab_left_mac, lab_right_mac;

// That a frame is an ICMP message of this type and code, from source to destination, with right lengths and checksums.
void frame_assert_icmp(
	const struct rte_mbuf *frame, uint8_t type, uint8_t code, const char *source, const char *destination);

// cmocka: DPDK for the group; a router of lab_open_router for each test, in *state.
int lab_group_setup(void **state);
int lab_setup(void **state);
int lab_teardown(void **state);
#define LAB_TEST(name) cmocka_unit_test_setup_teardown(name, lab_setup, lab_teardown)
