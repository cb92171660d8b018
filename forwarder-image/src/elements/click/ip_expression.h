// The expressions of IPFilter and IPClassifier, and the decision program that lists of them are compiled into: tests of
// header fields, each of which leads to another test or to an outcome. A later test never leads back, so a run ends.
#pragma once
#include <rte_ip4.h>

#include "elements/click/setup.h"

enum {
	FL_IP_TESTS_MAX = 4096, // of one program
	FL_IP_OUTCOME = 0x8000, // in a target: not a test but an outcome, the rest of the bits
	FL_IP_DENY = 0x7fff,    // the outcome of a packet that nothing wants
};

enum fl_ip_field {
	FL_IP_SOURCE,
	FL_IP_DESTINATION,
	FL_IP_PROTOCOL,
	FL_IP_SOURCE_PORT, // of TCP and UDP; ports, flags and types only where the packet has their header
	FL_IP_DESTINATION_PORT,
	FL_IP_TCP_FLAGS,
	FL_IP_ICMP_TYPE,
	FL_IP_VERSION,
	FL_IP_HEADER_LENGTH, // in words of 32 bits, as it stands
	FL_IP_ID,
	FL_IP_TOS,
	FL_IP_TTL,
	FL_IP_LENGTH,
	FL_IP_FRAGMENT, // 1 of a fragment, else 0
	FL_IP_FIELDS,
};

// Whether the field under the mask is from low to high; of a field that the packet lacks: no.
struct fl_ip_test {
	uint16_t field;
	uint16_t yes, no; // targets
	uint32_t mask, low, high;
};

struct fl_ip_program {
	uint16_t start; // a target
	uint16_t count;
	struct fl_ip_test *tests; // FL_IP_TESTS_MAX of them while it is made
};

// Puts a rule in front of the program: a packet that matches the expression has this outcome, any other goes on to what
// the program was so far. An empty program is {.start = FL_IP_OUTCOME | FL_IP_DENY}. False: problems about the text
// value of parameter, or none: no memory.
bool fl_ip_program_prepend(const struct fl_click_setup *setup, const char *parameter, int value, const char *text,
	uint16_t outcome, struct fl_ip_program *program);

// The outcome of a packet whose header is ip (fl_click_ip). Worker.
uint16_t fl_ip_program_run(const struct fl_ip_program *program, struct rte_mbuf *packet, const struct rte_ipv4_hdr *ip);
