// What every packet carries beside its bytes: the private area of each mbuf. One writer: the worker that
// holds the packet. The offload header is virtio-net's (Linux: include/uapi/linux/virtio_net.h).
#pragma once
#include <rte_mbuf.h>
#include <stdint.h>

enum {
	FL_VNET_NEEDS_CSUM = 1, // virtio_net_hdr.flags
	FL_VNET_GSO_NONE = 0,   // virtio_net_hdr.gso_type
};

// struct virtio_net_hdr, byte for byte, in host byte order (what PACKET_VNET_HDR carries on little-endian hosts).
struct fl_vnet {
	uint8_t flags;
	uint8_t gso_type;
	uint16_t hdr_len;
	uint16_t gso_size; // payload bytes of each segment when gso_type is not FL_VNET_GSO_NONE
	uint16_t csum_start;
	uint16_t csum_offset;
} __attribute__((packed));

// What elements of Click graphs tell each other of a packet (Click: annotations). All zero when it comes in.
struct fl_annotations {
	uint16_t network;  // where its IP header is, counted from the buffer's start; 0: nobody has looked
	uint16_t vlan_tci; // of SetVLANAnno and VLANDecap, host byte order
	uint16_t next_mtu; // of the output that it was too long for
	uint8_t paint;
	uint8_t fix_source; // not 0: FixIPSrc is to set its source address
	uint8_t link_group; // not 0: the frame was sent to more than one host
};

struct fl_packet {
	// All zero for an ordinary packet; set by ports that receive partial checksums or large segments.
	struct fl_vnet vnet;
	struct fl_annotations annotations;
	uint16_t drop_reason; // index in the path's drop counters; set before drop
	uint16_t
		error_offset; // from the IP header's start, for a parameter problem; set before icmp6_error or ICMPError
	union {
		struct {
			// IPv4: in host byte order, set by ip_lookup. IPv6: a gateway's number (ip6_routes.h), set by
			// ip6_lookup.
			uint32_t next_hop;
			uint16_t output;     // index of the router's output interface; set before to_device
			uint16_t route_kind; // between the lookup of an IPv4 burst and its verdicts (ip_lookup)
		};
		uint64_t route; // all three at once, as fl_route_pack packs them
	};
};

// The beginning of a packet, kept to be shown to people.
enum { FL_PACKET_HEAD_BYTES = 64 };

struct fl_packet_head {
	uint8_t length;
	uint8_t bytes[FL_PACKET_HEAD_BYTES];
};

// What is in its first buffer, as far as it goes. mbuf may be another's by now: nothing outside its buffer is read.
void fl_packet_head_copy(struct fl_packet_head *head, const struct rte_mbuf *mbuf);

enum { FL_PACKET_PRIVATE_SIZE = RTE_ALIGN_CEIL(sizeof(struct fl_packet), RTE_MBUF_PRIV_ALIGN) };

static inline struct fl_packet *fl_packet_get(struct rte_mbuf *mbuf)
{
	return rte_mbuf_to_priv(mbuf);
}

// A pool of count packets for one router; name at most 25 characters and unique. NULL and rte_errno on failure.
// Control thread. The caller owns it and frees it (rte_mempool_free) when every packet has come back.
struct rte_mempool *fl_packet_pool_create(const char *name, uint32_t count);
