// IPv6 addresses and prefixes as text: any form of RFC 4291 2.2 is read (no zone), the form of RFC 5952 is written. Any thread.
#pragma once
#include <stdbool.h>

#include "core/ip6.h"

enum {
	FL_IP6_TEXT_SIZE = 46, // INET6_ADDRSTRLEN, with NUL
	FL_IP6_PREFIX_TEXT_SIZE = 50,
};

// Whether a text is meant to be of IPv6, right or wrong: one of IPv4 has no colon.
bool fl_ip6_text_is_meant(const char *text);

bool fl_ip6_parse(const char *text, struct fl_ip6 *address);
// "ADDRESS/LEN", LEN 0 to 128; host bits are kept.
bool fl_ip6_prefix_parse(const char *text, struct fl_ip6_prefix *prefix);
// Writes into out, which has FL_IP6_TEXT_SIZE (FL_IP6_PREFIX_TEXT_SIZE) bytes, and returns it.
const char *fl_ip6_format(const struct fl_ip6 *address, char *out);
const char *fl_ip6_prefix_format(const struct fl_ip6_prefix *prefix, char *out);
