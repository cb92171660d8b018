// Where a packet's IPv6 header is. Beside elements/click/packet.h.
#pragma once
#include "elements/click/packet.h"
#include "elements/ip6.h"

// The IPv6 header that CheckIP6Header has noted, or NULL: none was noted, it was stripped, or it is not whole in the first
// buffer. An element before may have changed its bytes, so its version is looked at each time.
static inline struct rte_ipv6_hdr *fl_click_ip6(struct rte_mbuf *packet)
{
	const uint16_t network = fl_annotations_of(packet)->network;
	struct rte_ipv6_hdr *ip = (struct rte_ipv6_hdr *)((char *)packet->buf_addr + network);

	if (unlikely(network < packet->data_off ||
		     network + sizeof(*ip) > (uint32_t)packet->data_off + packet->data_len))
		return NULL;
	return likely(rte_ipv6_check_version(ip) == 0) ? ip : NULL;
}
