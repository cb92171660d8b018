#include "bench/fused.h"

#include "bench/fail.h"
#include "bench/pass_nodes.h"
#include "elements/datagram.h"
#include "elements/ip_router.h"

static uint16_t receive(struct fl_path *path, struct rte_mbuf **mbufs)
{
	uint16_t received = path->input->ops->rx_burst(path->input, path->pool, mbufs, path->burst);
	uint64_t bytes = 0;

	for (uint16_t i = 0; i < received; i++)
		bytes += rte_pktmbuf_pkt_len(mbufs[i]);
	fl_counter_add(&path->counters.received_packets, received);
	fl_counter_add(&path->counters.received_bytes, bytes);
	return received;
}

static void deliver(struct fl_path *path, struct rte_mbuf **mbufs, uint16_t count)
{
	struct fl_port_tx *tx = path->outputs[0].tx;

	if (tx->port->ops->tx_burst(tx, mbufs, count) != count)
		bench_fail("the ring is full");
	fl_counter_add(&path->counters.sent_packets, count);
}

void fused_swap(struct fl_path *path)
{
	struct rte_mbuf *mbufs[FL_BURST_MAX];
	uint16_t count = receive(path, mbufs);
	static uint64_t counted; // bench_count's
	uint64_t bytes = 0;

	if (count == 0)
		return;
	for (uint16_t i = 0; i < count; i++) {
		bytes += rte_pktmbuf_pkt_len(mbufs[i]);
		if (unlikely(!pass_length_good(mbufs[i])))
			bench_fail("a packet has no good length");
		pass_paint(mbufs[i]);
		pass_swap(mbufs[i], 0);
	}
	__atomic_store_n(&counted, counted + bytes, __ATOMIC_RELAXED); // nobody reads it: it must not go away
	deliver(path, mbufs, count);
}

static __rte_always_inline bool address_is_in(uint32_t address, uint32_t network, uint8_t length)
{
	return ((address ^ network) & (UINT32_MAX << (32 - length))) == 0;
}

static __rte_always_inline bool address_is_martian(uint32_t address)
{
	return address_is_in(address, 0, 8) || address_is_in(address, UINT32_C(0x7f000000), 8) ||
	       address_is_in(address, UINT32_C(0xf0000000), 4);
}

// check_ip_header: RFC 1812 5.2.2 and 5.3.7.
static __rte_always_inline bool header_good(const struct fl_path *path, const struct rte_mbuf *packet)
{
	const struct rte_ipv4_hdr *ip = fl_datagram_ip(packet);
	const struct rte_ether_hdr *ether = rte_pktmbuf_mtod(packet, const struct rte_ether_hdr *);
	uint32_t length = packet->pkt_len - RTE_ETHER_HDR_LEN, source = rte_be_to_cpu_32(ip->src_addr);
	uint32_t destination = rte_be_to_cpu_32(ip->dst_addr);

	return packet->data_len >= RTE_ETHER_HDR_LEN + sizeof(*ip) && ip->version_ihl == RTE_IPV4_VHL_DEF &&
	       rte_raw_cksum(ip, sizeof(*ip)) == 0xffff && rte_be_to_cpu_16(ip->total_length) == length &&
	       !address_is_martian(source) && !address_is_in(source, UINT32_C(0xe0000000), 4) &&
	       !address_is_martian(destination) && !address_is_in(destination, UINT32_C(0xe0000000), 4) &&
	       !fl_address_set_has(&fl_ip_router_of(path)->no_sources, source) &&
	       !rte_is_broadcast_ether_addr(&ether->dst_addr) &&
	       (fl_packet_get((struct rte_mbuf *)(uintptr_t)packet)->vnet.flags & FL_VNET_NEEDS_CSUM) == 0;
}

// dec_ip_ttl: the sum went down by one, so its complement goes up, with an end-around carry.
static __rte_always_inline void ttl_take(struct rte_ipv4_hdr *ip)
{
	uint32_t sum = (uint32_t)ip->hdr_checksum + RTE_BE16(0x0100);

	ip->time_to_live--;
	ip->hdr_checksum = (uint16_t)(sum + (sum >= 0xffff));
}

static __rte_always_inline void packet_route(struct fl_path *path, struct rte_mbuf *packet, uint64_t word)
{
	struct fl_ip_router *router = fl_ip_router_of(path);
	struct fl_route route = fl_route_unpack(word);
	struct rte_ether_hdr *ether = rte_pktmbuf_mtod(packet, struct rte_ether_hdr *);
	struct rte_ipv4_hdr *ip = fl_datagram_ip(packet);
	struct fl_neighbour neighbour;

	if (unlikely(route.kind != FL_ROUTE_GATEWAY || ip->time_to_live <= 1))
		bench_fail("a packet is not to be forwarded");
	fl_packet_get(packet)->output = route.interface;
	fl_packet_get(packet)->next_hop = route.gateway;
	ttl_take(ip);
	neighbour = fl_neighbours_find(router->neighbours, fl_neighbour_key_of_ip4(route.gateway));
	if (unlikely(fl_ip_path_of(path)->hold.neighbour_count > 0 || neighbour.state != FL_NEIGHBOUR_REACHABLE))
		bench_fail("the next hop is not known");
	ether->dst_addr = neighbour.mac;
	ether->src_addr = path->outputs[route.interface].mac;
	ether->ether_type = RTE_BE16(RTE_ETHER_TYPE_IPV4);
}

void fused_ip(struct fl_path *path)
{
	struct rte_mbuf *mbufs[FL_BURST_MAX];
	uint32_t destinations[FL_BURST_MAX];
	uint16_t count = receive(path, mbufs);

	if (count == 0)
		return;
	for (uint16_t i = 0; i < count; i++) {
		if (unlikely(!header_good(path, mbufs[i])))
			bench_fail("a packet has no good header");
		destinations[i] = rte_be_to_cpu_32(fl_datagram_ip(mbufs[i])->dst_addr);
	}
	for (uint16_t i = 0; i < count; i++)
		packet_route(path, mbufs[i], fl_ip_ranges_find(fl_ip_router_of(path)->routes, destinations[i]));
	deliver(path, mbufs, count);
}
