// libFuzzer: frames of any bytes, in any number of buffers, with any offload header, through the real graphs of a bridge, of
// an IP router of both versions and of a Click router over ring ports. Whatever comes in, what goes out is well formed, and every buffer comes back.
//
// An input is a byte that chooses the kind of forwarding (4 set: a Click router; else odd: the IP router), then records: a struct record and as many bytes
// of frame as it says, or as are left.
#include <stdlib.h>
#include <string.h>

#include "elements/datagram.h"
#include "elements/icmp6.h"
#include "elements/ip6.h"
#include "elements/testing/click_lab.h"
#include "test/dpdk.h"

enum {
	BUFFERS = 512,
	FIRST_BUFFER_MAX = 2048,
	TICK_UNIT_MS = 16,

	INTERFACE = 1,    // flags: the frame comes in by interface 1 instead of 0
	TO_ROUTER = 2,    // its destination MAC is made the interface's
	GOOD_CHECKSUM = 4 // its IPv4 header's checksum is made right, or that of an ICMPv6 message
};

struct record {
	uint8_t flags;
	uint8_t ticks;         // time that goes by afterwards
	uint16_t first_buffer; // bytes of the frame in its first buffer; further ones are full
	uint16_t length;       // bytes of frame that follow
	uint16_t filler;       // zeros appended to them
	struct fl_vnet vnet;
} __attribute__((packed));

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(bool good)
{
	if (!good)
		abort();
}

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
	(void)argc;
	(void)argv;
	dpdk_start();
	return 0;
}

// The checksum of an ICMPv6 message without extension headers.
static void icmp6_mend(uint8_t *frame, uint32_t length)
{
	const struct rte_ipv6_hdr *ip = (const struct rte_ipv6_hdr *)(frame + RTE_ETHER_HDR_LEN);
	uint32_t offset = RTE_ETHER_HDR_LEN + sizeof(*ip);
	struct fl_icmp6 *icmp = (struct fl_icmp6 *)(frame + offset);

	if (length < offset + sizeof(*icmp) || ip->proto != IPPROTO_ICMPV6)
		return;
	if (offset + rte_be_to_cpu_16(ip->payload_len) > length)
		return;
	icmp->checksum = 0;
	icmp->checksum = rte_ipv6_udptcp_cksum(ip, icmp);
}

static void headers_mend(const struct lab *lab, const struct record *record, uint8_t *frame, uint32_t length)
{
	struct rte_ipv4_hdr *ip = (struct rte_ipv4_hdr *)(frame + RTE_ETHER_HDR_LEN);

	if ((record->flags & TO_ROUTER) != 0 && length >= RTE_ETHER_HDR_LEN)
		memcpy(frame, &lab->ports[record->flags & INTERFACE]->mac, RTE_ETHER_ADDR_LEN);
	if ((record->flags & GOOD_CHECKSUM) != 0 && length >= RTE_ETHER_HDR_LEN &&
		((const struct rte_ether_hdr *)frame)->ether_type == RTE_BE16(RTE_ETHER_TYPE_IPV6)) {
		icmp6_mend(frame, length);
		return;
	}
	if ((record->flags & GOOD_CHECKSUM) == 0 || length < RTE_ETHER_HDR_LEN + sizeof(*ip) ||
		length < RTE_ETHER_HDR_LEN + (uint32_t)rte_ipv4_hdr_len(ip))
		return;
	ip->hdr_checksum = 0;
	ip->hdr_checksum = (uint16_t)~rte_raw_cksum(ip, rte_ipv4_hdr_len(ip));
}

// NULL: the pool is empty.
static struct rte_mbuf *frame_create(
	struct lab *lab, const struct record *record, const uint8_t *bytes, uint32_t length)
{
	struct rte_mbuf *frame = rte_pktmbuf_alloc(lab->pool), *tail = frame;
	uint32_t done = RTE_MIN(length, 1 + (uint32_t)record->first_buffer % FIRST_BUFFER_MAX);

	if (frame == NULL)
		return NULL;
	memset(fl_packet_get(frame), 0, sizeof(struct fl_packet));
	fl_packet_get(frame)->vnet = record->vnet;
	memcpy(rte_pktmbuf_append(frame, (uint16_t)done), bytes, done);
	while (done < length) {
		uint16_t part = (uint16_t)RTE_MIN(length - done, (uint32_t)FIRST_BUFFER_MAX);

		tail = rte_pktmbuf_alloc(lab->pool);
		if (tail == NULL || rte_pktmbuf_chain(frame, tail) != 0) {
			rte_pktmbuf_free(tail);
			rte_pktmbuf_free(frame);
			return NULL;
		}
		memcpy(rte_pktmbuf_append(frame, part), bytes + done, part);
		done += part;
	}
	return frame;
}

// As below, of an IPv6 packet.
static void sent_ip6_check(struct rte_mbuf *frame)
{
	const struct rte_ipv6_hdr *ip = fl_ip6_header(frame);
	const struct fl_vnet *vnet = &fl_packet_get(frame)->vnet;

	check(frame->data_len >= RTE_ETHER_HDR_LEN + sizeof(*ip));
	check(rte_ipv6_check_version(ip) == 0 && ip->hop_limits > 0);
	check(frame->pkt_len == RTE_ETHER_HDR_LEN + sizeof(*ip) + rte_be_to_cpu_16(ip->payload_len));
	check(fl_datagram_frame_length(frame) <= RTE_ETHER_HDR_LEN + RTE_ETHER_MTU);
	check(!fl_ip6_is_multicast(fl_ip6_source(ip)) && !fl_ip6_is_unspecified(fl_ip6_source(ip)));
	if ((vnet->flags & FL_VNET_NEEDS_CSUM) == 0)
		return;
	check(vnet->csum_start >= RTE_ETHER_HDR_LEN + sizeof(*ip));
	check((uint32_t)vnet->csum_start + vnet->csum_offset + sizeof(uint16_t) <= frame->pkt_len);
}

// What a router sends: ARP, or a datagram with a good header that fits the MTU, and no offload that touches its header.
static void sent_by_router_check(struct rte_mbuf *frame)
{
	const struct rte_ether_hdr *ether = rte_pktmbuf_mtod(frame, const struct rte_ether_hdr *);
	const struct fl_vnet *vnet = &fl_packet_get(frame)->vnet;
	const struct rte_ipv4_hdr *ip = fl_datagram_ip(frame);

	check(frame->data_len >= sizeof(*ether));
	if (ether->ether_type == RTE_BE16(RTE_ETHER_TYPE_ARP))
		return;
	if (ether->ether_type == RTE_BE16(RTE_ETHER_TYPE_IPV6)) {
		sent_ip6_check(frame);
		return;
	}
	check(ether->ether_type == RTE_BE16(RTE_ETHER_TYPE_IPV4) && frame->data_len >= sizeof(*ether) + sizeof(*ip));
	check(ip->version == 4 && rte_ipv4_hdr_len(ip) >= sizeof(*ip) && ip->time_to_live > 0);
	check(frame->data_len >= sizeof(*ether) + rte_ipv4_hdr_len(ip));
	check(rte_raw_cksum(ip, rte_ipv4_hdr_len(ip)) == 0xffff);
	check(frame->pkt_len == sizeof(*ether) + rte_be_to_cpu_16(ip->total_length));
	check(fl_datagram_frame_length(frame) <= RTE_ETHER_HDR_LEN + RTE_ETHER_MTU);
	if ((vnet->flags & FL_VNET_NEEDS_CSUM) == 0)
		return;
	check(vnet->csum_start >= sizeof(*ether) + rte_ipv4_hdr_len(ip));
	check((uint32_t)vnet->csum_start + vnet->csum_offset + sizeof(uint16_t) <= frame->pkt_len);
}

static void sent_take(struct lab *lab)
{
	struct rte_mbuf *frame;
	const char *reason;

	for (uint32_t i = 0; i < lab->config.interface_count; i++)
		while (fl_port_ring_take(lab->ports[i], &frame, 1) != 0) {
			check(rte_mbuf_check(frame, 1, &reason) == 0);
			if (lab->config.forwarding == FL_FORWARDING_IP_ROUTER)
				sent_by_router_check(frame);
			rte_pktmbuf_free(frame);
		}
}

// Carries one record through; returns the bytes of data that it took.
static size_t record_run(struct lab *lab, const uint8_t *data, size_t size)
{
	static uint8_t bytes[2 * UINT16_MAX];
	struct record record;
	struct rte_mbuf *frame;
	uint32_t length;

	memcpy(&record, data, sizeof(record));
	record.length = (uint16_t)RTE_MIN((size_t)record.length, size - sizeof(record));
	memcpy(bytes, data + sizeof(record), record.length);
	memset(bytes + record.length, 0, record.filler);
	length = (uint32_t)record.length + record.filler;
	headers_mend(lab, &record, bytes, length);
	frame = frame_create(lab, &record, bytes, length);
	if (frame != NULL)
		check(fl_port_ring_put(lab->ports[record.flags & INTERFACE], &frame, 1) == 1);
	lab_dispatch(lab);
	sent_take(lab);
	lab_tick(lab, (uint64_t)record.ticks * TICK_UNIT_MS);
	sent_take(lab);
	return sizeof(record) + record.length;
}

// Every element that looks at packets, on the way of some of them.
static const char click_graph[] =
	"a = FromDevice; DEVNAME: left\nb = FromDevice; DEVNAME: right\n"
	"outa = ToDevice; DEVNAME: left\noutb = ToDevice; DEVNAME: right\nnone = Discard\n"
	"t = Tee\nc = Classifier; PATTERN[]: 12/0806 20/0001; PATTERN[]: 12/0806 20/0002; PATTERN[]: 12/0800; "
	"PATTERN[]: -\n"
	"r = ARPResponder; ENTRY[]: left:ip left:eth\nq = ARPQuerier; IP: left:ip; ETHER: left:eth\n"
	"vd = VLANDecap\nve = VLANEncap\nvm = EtherMirror\n"
	"s = Strip; LENGTH: 14\nh = CheckIPHeader\nd = DropBroadcasts\n"
	"f = IPFilter; RULE[]: 1 icmp; RULE[]: 2 udp dst port < 1000; RULE[]: 3 tcp opt syn or ip frag; RULE[]: allow "
	"all\n"
	"gw = IPGWOptions; MYADDR: right:ip; OTHERADDRS: left:ip\n"
	"e3 = ICMPError; SRC: left:ip; TYPE: parameterproblem; CODE: erroratptr\n"
	"as = IPReassembler; TIMEOUT: 1\ne4 = ICMPError; SRC: left:ip; TYPE: timeexceeded; CODE: reassembly\n"
	"p = ICMPPingResponder\nttl = DecIPTTL\ne1 = ICMPError; SRC: left:ip; TYPE: timeexceeded\n"
	"l = IPLookup; ROUTE[]: 10.1.0.0/24 0; ROUTE[]: 0.0.0.0/0 10.1.0.9 0\n"
	"ipm = IPMirror\ndscp = SetIPDSCP; DSCP: 46\nfix = FixIPSrc; IPADDR: left:ip\n"
	"fr = IPFragmenter; MTU: 576\ne2 = ICMPError; SRC: left:ip; TYPE: unreachable; CODE: needfrag\n"
	"cu = CheckUDPHeader\nct = CheckTCPHeader\nci = CheckICMPHeader\nsu = SetUDPChecksum\nst = SetTCPChecksum\n"
	"rw = IPRewriter; INPUTSPEC[]: pattern left:ip 1024-1030 - - 0 1; INPUTSPEC[]: pass 1; MAPPING_CAPACITY: 4\n"
	"ie = IPEncap; PROTO: ipip; SRC: left:ip; DST: 10.1.0.7\nsi = StripIPHeader\n"
	"ue = UDPIPEncap; SRC: left:ip; SPORT: 1; DST: 10.1.0.8; DPORT: 2\nsw = RoundRobinSwitch\n"
	"cl = CheckLength; LENGTH: 1000\n"
	"a 0 > t 0\nt 0 > c 0\nt 1 > vd 0\nvd 0 > ve 0\nve 0 > vm 0\nvm 0 > outb 0\n"
	"b 0 > c 0\nc 0 > r 0\nr 0 > outa 0\nc 1 > q 1\nc 2 > s 0\nc 3 > none 0\n"
	"s 0 > h 0\nh 0 > d 0\nd 0 > gw 0\ngw 0 > as 0\ngw 1 > e3 0\ne3 0 > l 0\n"
	"as 0 > f 0\nas 1 > e4 0\ne4 0 > l 0\nf 0 > cl 0\ncl 0 > ttl 0\ncl 1 > sw 0\nf 1 > ci 0\nci 0 > p 0\nci 1 > "
	"none "
	"0\n"
	"p 0 > l 0\np 1 > ttl 0\nf 2 > cu 0\ncu 0 > su 0\nsu 0 > ipm 0\nipm 0 > rw 0\nrw 0 > l 0\nrw 1 > l 0\ncu 1 > "
	"none 0\n"
	"f 3 > ct 0\nct 0 > st 0\nst 0 > dscp 0\ndscp 0 > rw 1\nct 1 > none 0\nttl 0 > l 0\nttl 1 > e1 0\ne1 0 > l 0\n"
	"sw 0 > ie 0\nie 0 > l 0\nsw 1 > ue 0\nue 0 > l 0\nsw 2 > si 0\nsi 0 > none 0\n"
	"l 0 > fix 0\nfix 0 > fr 0\nfr 0 > q 0\nfr 1 > e2 0\ne2 0 > l 0\nq 0 > outa 0\n";

static void bridge_configure(struct fl_config_router *config)
{
	config->forwarding = FL_FORWARDING_BRIDGE;
	lab_interface_add(config, "left", NULL);
	lab_interface_add(config, "right", NULL);
}

// With a route to the world in both versions.
static void router_configure(struct fl_config_router *config)
{
	static struct fl_config_route route;
	static struct fl_config_route6 route6;

	route = (struct fl_config_route){.via = lab_address("10.2.0.2")};
	route6 = (struct fl_config_route6){.via = lab6_address("2001:db8:2::2")};
	config->forwarding = FL_FORWARDING_IP_ROUTER;
	config->routes = &route;
	config->routes6 = &route6;
	config->route_count = config->route6_count = 1;
	lab_interface_add(config, "left", "10.1.0.1/24");
	lab6_address_add(config, "2001:db8:1::1/64");
	lab_interface_add(config, "right", "10.2.0.1/24");
	lab6_address_add(config, "2001:db8:2::1/64");
}

static void click_configure(struct fl_config_router *config)
{
	config->forwarding = FL_FORWARDING_CLICK;
	config->click = lab_click_read(click_graph);
	lab_interface_add(config, "left", "10.1.0.1/24");
	lab_interface_add(config, "right", "10.2.0.1/24");
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct fl_config_router config = {0};
	static struct lab lab;
	size_t done = 1;

	if (size == 0)
		return 0;
	if ((data[0] & 4) != 0)
		click_configure(&config);
	else if (data[0] % 2 == 1)
		router_configure(&config);
	else
		bridge_configure(&config);
	lab_open(&lab, &config, FL_DEVICE_RING, BUFFERS);
	while (size - done >= sizeof(struct record))
		done += record_run(&lab, data + done, size - done);
	sent_take(&lab);
	lab_close(&lab);
	fl_config_click_release(config.click);
	return 0;
}
