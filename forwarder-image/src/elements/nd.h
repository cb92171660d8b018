// The messages of neighbour discovery (RFC 4861 4.3, 4.4): what they look like, and how they are made.
#pragma once
#include <rte_ether.h>
#include <rte_mbuf.h>

#include "core/ip6.h"

enum fl_nd_flags { // of an advertisement, as in struct fl_nd.flags after conversion to host byte order
	FL_ND_ROUTER = 1u << 31,
	FL_ND_SOLICITED = 1 << 30,
	FL_ND_OVERRIDE = 1 << 29,
};

enum fl_nd_option {
	FL_ND_SOURCE_LINK_ADDRESS = 1,
	FL_ND_TARGET_LINK_ADDRESS = 2,
};

enum {
	FL_ND_HOP_LIMIT = 255, // 7.1: what came through a router has less
	FL_ND_OPTION_UNIT = 8, // bytes that options' lengths count
};

// As far aligned as it is behind an Ethernet header.
struct __rte_aligned(2) fl_nd {
	uint8_t type, code; // enum fl_icmp6_type
	rte_be16_t checksum;
	rte_be32_t flags;
	struct fl_ip6 target;
} __rte_packed;

struct fl_nd_link_address {
	uint8_t type, length; // enum fl_nd_option; 1 unit
	struct rte_ether_addr mac;
};

// What is to be sent. The link address option has the sender's MAC.
struct fl_nd_frame {
	struct rte_ether_addr to, from;
	struct fl_ip6 source, destination, target;
	uint8_t type; // enum fl_icmp6_type; it says which option goes with it
	uint32_t flags;
};

// A frame of pool, or NULL: no buffer. Any thread.
struct rte_mbuf *fl_nd_frame_create(struct rte_mempool *pool, const struct fl_nd_frame *frame);
