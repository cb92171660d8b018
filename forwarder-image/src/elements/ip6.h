// What the IPv6 elements assume of a packet and have in common: it starts with its Ethernet header, of RTE_ETHER_HDR_LEN
// bytes and without VLAN tag, from input to output, and its IPv6 header is in the first buffer. check_ip6_header makes sure of it.
#pragma once
#include <rte_ether.h>
#include <rte_ip6.h>
#include <rte_mbuf.h>
#include <stdint.h>

#include "core/ip6.h"
#include "core/packet.h"

enum {
	FL_IP6_HOP_LIMIT = 64, // of packets that the router makes
	FL_IP6_MTU_MIN = 1280, // RFC 8200 5: what every link carries
};

static inline struct rte_ipv6_hdr *fl_ip6_header(const struct rte_mbuf *packet)
{
	return rte_pktmbuf_mtod_offset(packet, struct rte_ipv6_hdr *, RTE_ETHER_HDR_LEN);
}

static inline const struct fl_ip6 *fl_ip6_source(const struct rte_ipv6_hdr *ip)
{
	return (const struct fl_ip6 *)&ip->src_addr;
}

static inline const struct fl_ip6 *fl_ip6_destination(const struct rte_ipv6_hdr *ip)
{
	return (const struct fl_ip6 *)&ip->dst_addr;
}

static inline struct rte_ipv6_addr fl_ip6_to_dpdk(const struct fl_ip6 *address)
{
	struct rte_ipv6_addr dpdk;

	memcpy(&dpdk, address, sizeof(dpdk));
	return dpdk;
}

static inline struct fl_ip6 fl_ip6_from_dpdk(const struct rte_ipv6_addr *dpdk)
{
	struct fl_ip6 address;

	memcpy(&address, dpdk, sizeof(address));
	return address;
}

// RFC 4291 2.5.6 and appendix A: fe80::/64 and the modified EUI-64 of the MAC.
static inline struct fl_ip6 fl_ip6_link_local_of(const struct rte_ether_addr *mac)
{
	struct rte_ipv6_addr address;

	rte_ipv6_llocal_from_ethernet(&address, mac);
	return fl_ip6_from_dpdk(&address);
}

// RFC 4291 2.7.1: the solicited-node multicast address.
static inline struct fl_ip6 fl_ip6_solicited_node_of(const struct fl_ip6 *address)
{
	struct rte_ipv6_addr unicast = fl_ip6_to_dpdk(address), group;

	rte_ipv6_solnode_from_addr(&group, &unicast);
	return fl_ip6_from_dpdk(&group);
}

// RFC 2464 7: the MAC of a multicast address.
static inline struct rte_ether_addr fl_ip6_multicast_mac(const struct fl_ip6 *group)
{
	struct rte_ipv6_addr address = fl_ip6_to_dpdk(group);
	struct rte_ether_addr mac;

	rte_ether_mcast_from_ipv6(&mac, &address);
	return mac;
}

#define FL_IP6_ALL_NODES ((struct fl_ip6){{0xff, 0x02, [15] = 1}})
#define FL_IP6_ALL_ROUTERS ((struct fl_ip6){{0xff, 0x02, [15] = 2}})
