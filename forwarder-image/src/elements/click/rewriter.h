// What IPRewriter does to a packet: which mapping it gets, and how a packet's headers and checksums become what a mapping says.
#pragma once
#include "elements/click/flow_table.h"
#include "elements/click/packet.h"
#include "elements/click/random.h"
#include "elements/click/rewrite_spec.h"

struct fl_rewriter {
	struct fl_flow_table table;
	struct fl_click_random random;
	uint16_t next_ports[FL_REWRITE_SPECS_MAX]; // of sequential choices: offset in the range
	// written: worker, read: control
	uint64_t mappings, made;
};

// Makes a mapping for a flow that has none, as the pattern of input says. NULL: no source port that is looked at is free, or
// the answers could not be told from those of another flow. Worker.
struct fl_flow *fl_rewriter_map(struct fl_rewriter *rewriter, const struct fl_rewrite_spec *specs, uint16_t input,
	const struct fl_flow_id *from, enum fl_flow_kind kind, uint64_t now);

// The transport header of the packet of a flow.
struct fl_rewriter_transport {
	rte_be16_t *ports;    // source and destination
	uint16_t *checksum;   // NULL: it has none
	bool checksum_is_sum; // that of the pseudo header alone, which a device completes
	bool is_udp;
};

// Finds it, where the ports and the checksum are in the packet's first buffer. False: it is no TCP and no UDP, or is not there.
bool fl_rewriter_transport_find(
	struct rte_mbuf *packet, const struct rte_ipv4_hdr *ip, struct fl_rewriter_transport *transport);

// Writes what a packet that comes in the direction becomes, and makes it right (RFC 1624); its next hop is the new destination.
void fl_rewriter_packet_write(struct rte_mbuf *packet, struct rte_ipv4_hdr *ip,
	const struct fl_rewriter_transport *transport, const struct fl_flow *flow, int direction);
