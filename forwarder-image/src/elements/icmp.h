// ICMP messages that the router writes (RFC 792, RFC 1812 4.3).
#pragma once
#include <rte_icmp.h>
#include <rte_ip4.h>
#include <rte_mbuf.h>
#include <stdint.h>

enum {
	FL_ICMP_TTL = 64,                 // of datagrams that the router makes
	FL_ICMP_DATAGRAM_BYTES_MAX = 576, // RFC 1812 4.3.2.3: no error message is longer
};

// The checksum of an ICMP message that begins at offset and ends with the packet; its own field is counted as it stands,
// so that it is 0 for a message that arrived whole.
uint16_t fl_icmp_checksum(const struct rte_mbuf *packet, uint32_t offset);
