// IPv4 addresses and prefixes as text, strictly: four decimal numbers without leading zeros, nothing around them.
// Addresses are in host byte order. Any thread.
#pragma once
#include <stdbool.h>
#include <stdint.h>

#include "core/config.h"

enum {
	FL_IP4_TEXT_SIZE = 16,        // "255.255.255.255" and NUL
	FL_IP4_PREFIX_TEXT_SIZE = 19, // with "/32"
};

bool fl_ip4_parse(const char *text, uint32_t *address);
// "A.B.C.D/LEN", LEN 0 to 32; host bits are kept.
bool fl_ip4_prefix_parse(const char *text, struct fl_ip4_prefix *prefix);
// Writes into out, which has FL_IP4_TEXT_SIZE (FL_IP4_PREFIX_TEXT_SIZE) bytes, and returns it.
const char *fl_ip4_format(uint32_t address, char *out);
const char *fl_ip4_prefix_format(struct fl_ip4_prefix prefix, char *out);

static inline uint32_t fl_ip4_mask(uint8_t length)
{
	return length == 0 ? 0 : UINT32_MAX << (32 - length);
}

static inline bool fl_ip4_contains(struct fl_ip4_prefix prefix, uint32_t address)
{
	return ((prefix.address ^ address) & fl_ip4_mask(prefix.length)) == 0;
}
