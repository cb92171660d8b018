// IPv6 addresses (RFC 4291) as values, in network byte order. Any thread.
#pragma once
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

enum { FL_IP6_BITS = 128 };

struct fl_ip6 {
	uint8_t bytes[FL_IP6_BITS / 8];
};

struct fl_ip6_prefix {
	struct fl_ip6 address; // of an interface: the host's own; of a route: the network, without host bits
	uint8_t length;        // 0..128
};

static inline bool fl_ip6_equal(const struct fl_ip6 *a, const struct fl_ip6 *b)
{
	return memcmp(a, b, sizeof(*a)) == 0;
}

static inline bool fl_ip6_is_unspecified(const struct fl_ip6 *address)
{
	const struct fl_ip6 unspecified = {{0}};

	return fl_ip6_equal(address, &unspecified);
}

static inline bool fl_ip6_is_loopback(const struct fl_ip6 *address)
{
	const struct fl_ip6 loopback = {{[15] = 1}};

	return fl_ip6_equal(address, &loopback);
}

static inline bool fl_ip6_is_multicast(const struct fl_ip6 *address)
{
	return address->bytes[0] == 0xff;
}

// RFC 4291 2.5.6: fe80::/10. What hosts may have of it is fe80::/64: fl_ip6_is_link_local_host.
static inline bool fl_ip6_is_link_local(const struct fl_ip6 *address)
{
	return address->bytes[0] == 0xfe && (address->bytes[1] & 0xc0) == 0x80;
}

static inline bool fl_ip6_is_link_local_host(const struct fl_ip6 *address)
{
	const struct fl_ip6 prefix = {{0xfe, 0x80}};

	return memcmp(address, &prefix, 8) == 0;
}

// RFC 4291 2.5.5.2: ::ffff:0:0/96, which RFC 6890 forbids on the wire.
static inline bool fl_ip6_is_mapped(const struct fl_ip6 *address)
{
	const struct fl_ip6 prefix = {{[10] = 0xff, [11] = 0xff}};

	return memcmp(address, &prefix, 12) == 0;
}

// The first address of the prefix's network.
static inline struct fl_ip6 fl_ip6_network(const struct fl_ip6_prefix *prefix)
{
	struct fl_ip6 network = {{0}};
	uint8_t whole = prefix->length / 8, rest = prefix->length % 8;

	memcpy(&network, &prefix->address, whole);
	if (rest != 0)
		network.bytes[whole] = prefix->address.bytes[whole] & (uint8_t)(0xff00 >> rest);
	return network;
}

static inline bool fl_ip6_prefix_has(const struct fl_ip6_prefix *prefix, const struct fl_ip6 *address)
{
	const struct fl_ip6_prefix other = {*address, prefix->length};
	const struct fl_ip6 a = fl_ip6_network(prefix), b = fl_ip6_network(&other);

	return fl_ip6_equal(&a, &b);
}

// Whether the first address of the subnet is its subnet-router anycast address (RFC 4291 2.6.1; RFC 6164: not in a /127).
static inline bool fl_ip6_prefix_has_anycast(const struct fl_ip6_prefix *prefix)
{
	return prefix->length < FL_IP6_BITS - 1;
}
