// What a router does with the options of an IPv4 header that it forwards: record route and timestamp (RFC 791 3.1, RFC 1812
// 5.3.13.4 and 5.3.13.5). Options that it does not know, and source routes, stay as they came. Pure.
#pragma once
#include <rte_ip4.h>
#include <stdbool.h>
#include <stdint.h>

struct fl_ip_options_router {
	rte_be32_t address; // its own where the packet goes to: what it writes
	const rte_be32_t *others;
	uint32_t other_count;    // its further addresses: a timestamp may be asked of them
	uint32_t since_midnight; // milliseconds since midnight UT
};

enum { FL_IP_OPTIONS_GOOD = 0 };

struct fl_ip_options_result {
	// The octet, counted from the header's start, that is wrong, or FL_IP_OPTIONS_GOOD. As RFC 792 has it in a parameter
	// problem: a bad length is the octet of the length; of an option that has none, its type.
	uint8_t wrong;
	bool changed; // the header's checksum is to be made right; also where a later octet is wrong
};

// ip: its whole header, more than 20 bytes, can be read and written.
struct fl_ip_options_result fl_ip_options_process(struct rte_ipv4_hdr *ip, const struct fl_ip_options_router *router);
