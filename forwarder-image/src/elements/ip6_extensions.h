// The extension headers of IPv6 (RFC 8200 4), which a router reads only where the packet is for itself: a forwarder passes them on
// unread, hop-by-hop options among them, as RFC 8200 4.3 allows.
#pragma once
#include <rte_mbuf.h>
#include <stdbool.h>
#include <stdint.h>

enum fl_ip6_extensions_end {
	FL_IP6_UPPER_LAYER,    // protocol is at offset
	FL_IP6_FRAGMENT,       // of a packet in several: protocol, of the first one's, is at offset
	FL_IP6_LATER_FRAGMENT, // what is at offset is the middle of something of that protocol
	FL_IP6_NOTHING,        // "no next header", or the packet ends inside its headers
	FL_IP6_ROUTED, // a routing header with segments left of a type that is not known; problem: its type field
	FL_IP6_UNKNOWN_OPTION,              // to be dropped without a word
	FL_IP6_UNKNOWN_OPTION_TELL,         // or with an error (4.2); problem: the option's type field
	FL_IP6_UNKNOWN_OPTION_TELL_UNICAST, // or with an error, unless it was sent to a multicast address
	FL_IP6_MISPLACED, // a hop-by-hop header that is not the first; problem: the field that announces it
};

struct fl_ip6_extensions {
	enum fl_ip6_extensions_end end;
	uint8_t protocol;         // of what is at offset: the last "next header"
	uint16_t offset;          // from the IPv6 header's start
	uint16_t problem;         // likewise, for the pointer of a parameter problem
	uint16_t next_field;      // likewise: where protocol stood
	bool has_fragment_header; // even of a packet that is whole (an atomic fragment)
};

// Reads the extension headers of a packet that begins with its Ethernet header, in any buffers. Any thread.
struct fl_ip6_extensions fl_ip6_extensions_read(const struct rte_mbuf *packet);
