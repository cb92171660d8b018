// ICMPv6 messages (RFC 4443).
#pragma once
#include <rte_ip6.h>
#include <rte_mbuf.h>
#include <stdint.h>

enum fl_icmp6_type {
	FL_ICMP6_UNREACHABLE = 1,
	FL_ICMP6_TOO_BIG = 2,
	FL_ICMP6_TIME_EXCEEDED = 3,
	FL_ICMP6_PARAMETER_PROBLEM = 4,
	FL_ICMP6_ECHO_REQUEST = 128, // and beyond: informational messages
	FL_ICMP6_ECHO_REPLY = 129,
	FL_ICMP6_MLD_QUERY = 130,           // RFC 3810
	FL_ICMP6_ROUTER_SOLICITATION = 133, // RFC 4861, to REDIRECT
	FL_ICMP6_NEIGHBOUR_SOLICITATION = 135,
	FL_ICMP6_NEIGHBOUR_ADVERTISEMENT = 136,
	FL_ICMP6_REDIRECT = 137,
	FL_ICMP6_MLD2_REPORT = 143, // RFC 3810
};

enum fl_icmp6_code {
	FL_ICMP6_UNREACHABLE_NO_ROUTE = 0, // of FL_ICMP6_UNREACHABLE
	FL_ICMP6_UNREACHABLE_BEYOND_SCOPE = 2,
	FL_ICMP6_UNREACHABLE_ADDRESS = 3,
	FL_ICMP6_UNREACHABLE_PORT = 4,
	FL_ICMP6_PARAMETER_HEADER_FIELD = 0, // of FL_ICMP6_PARAMETER_PROBLEM
	FL_ICMP6_PARAMETER_NEXT_HEADER = 1,
	FL_ICMP6_PARAMETER_OPTION = 2,
};

// As far aligned as it is behind an Ethernet header.
struct __rte_aligned(2) fl_icmp6 {
	uint8_t type, code;
	rte_be16_t checksum;
	rte_be32_t
		word; // the MTU of TOO_BIG, the pointer of PARAMETER_PROBLEM, identifier and sequence number of an echo
} __rte_packed;

// The checksum of an ICMPv6 message (RFC 4443 2.3) that begins at offset and ends with the packet, with the pseudo-header of
// ip; its own field is counted as it stands, so that it is 0 for a message that arrived whole.
uint16_t fl_icmp6_checksum(const struct rte_mbuf *packet, const struct rte_ipv6_hdr *ip, uint32_t offset);
