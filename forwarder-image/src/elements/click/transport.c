// CheckUDPHeader, CheckTCPHeader, CheckICMPHeader, SetUDPChecksum, SetTCPChecksum: what IP carries.
#include <string.h>

#include "elements/click/instance.h"
#include "elements/click/packet.h"
#include "elements/icmp.h"

enum drop { DROP_BAD };

static const char *const check_udp_header_drops[] = {"check_udp_header_bad", NULL};
static const char *const check_tcp_header_drops[] = {"check_tcp_header_bad", NULL};
static const char *const check_icmp_header_drops[] = {"check_icmp_header_bad", NULL};
static const char *const set_udp_checksum_drops[] = {"set_udp_checksum_bad", NULL};
static const char *const set_tcp_checksum_drops[] = {"set_tcp_checksum_bad", NULL};

// The transport header of a whole datagram of that protocol, of at least bytes, when the packet ends with the datagram;
// else NULL.
static void *whole_transport(struct rte_mbuf *packet, uint8_t protocol, uint16_t bytes)
{
	const struct rte_ipv4_hdr *ip = fl_click_ip(packet);

	if (ip == NULL || ip->next_proto_id != protocol ||
		(ip->fragment_offset & RTE_BE16(RTE_IPV4_HDR_MF_FLAG)) != 0 ||
		(uint32_t)fl_click_network_offset(packet) + rte_be_to_cpu_16(ip->total_length) !=
			rte_pktmbuf_pkt_len(packet))
		return NULL;
	return fl_click_transport(packet, ip, bytes);
}

static uint16_t transport_offset(struct rte_mbuf *packet)
{
	return fl_click_network_offset(packet) + rte_ipv4_hdr_len(fl_click_ip(packet));
}

// Whether its sender's kernel left the checksum to a device: it is not wrong, it is not there yet.
static bool checksum_is_partial(const struct rte_mbuf *packet)
{
	return fl_offload_needed(packet);
}

static bool checksum_is_good(struct rte_mbuf *packet)
{
	return checksum_is_partial(packet) ||
	       rte_ipv4_udptcp_cksum_mbuf_verify(packet, fl_click_ip(packet), transport_offset(packet)) == 0;
}

static rte_edge_t check_udp_header_verdict(struct fl_click_instance *instance, struct rte_mbuf *packet)
{
	const struct rte_udp_hdr *udp = whole_transport(packet, IPPROTO_UDP, sizeof(*udp));

	if (udp == NULL || rte_be_to_cpu_16(udp->dgram_len) != rte_pktmbuf_pkt_len(packet) - transport_offset(packet) ||
		(udp->dgram_cksum != 0 && !checksum_is_good(packet)))
		return fl_click_refuse(instance, packet, 1, DROP_BAD);
	return 0;
}

static rte_edge_t check_tcp_header_verdict(struct fl_click_instance *instance, struct rte_mbuf *packet)
{
	const struct rte_tcp_hdr *tcp = whole_transport(packet, IPPROTO_TCP, sizeof(*tcp));

	if (tcp == NULL || (tcp->data_off >> 4) * 4u < sizeof(*tcp) ||
		(tcp->data_off >> 4) * 4u > rte_pktmbuf_pkt_len(packet) - transport_offset(packet) ||
		!checksum_is_good(packet))
		return fl_click_refuse(instance, packet, 1, DROP_BAD);
	return 0;
}

static rte_edge_t check_icmp_header_verdict(struct fl_click_instance *instance, struct rte_mbuf *packet)
{
	if (whole_transport(packet, IPPROTO_ICMP, sizeof(struct rte_icmp_hdr)) == NULL ||
		fl_icmp_checksum(packet, transport_offset(packet)) != 0)
		return fl_click_refuse(instance, packet, 1, DROP_BAD);
	return 0;
}

// The checksum field must be 0 while it is summed; a device's partial sum is replaced by the whole one.
static void checksum_set(struct rte_mbuf *packet, rte_be16_t *field)
{
	if (fl_packet_get(packet)->vnet.gso_type != FL_VNET_GSO_NONE)
		return; // each piece gets its own when it is cut
	memset(&fl_packet_get(packet)->vnet, 0, sizeof(struct fl_vnet));
	*field = 0;
	*field = rte_ipv4_udptcp_cksum_mbuf(packet, fl_click_ip(packet), transport_offset(packet));
}

static rte_edge_t set_udp_checksum_verdict(struct fl_click_instance *instance, struct rte_mbuf *packet)
{
	struct rte_udp_hdr *udp = whole_transport(packet, IPPROTO_UDP, sizeof(*udp));

	if (udp == NULL)
		return fl_click_refuse(instance, packet, 1, DROP_BAD);
	checksum_set(packet, &udp->dgram_cksum);
	return 0;
}

static rte_edge_t set_tcp_checksum_verdict(struct fl_click_instance *instance, struct rte_mbuf *packet)
{
	struct rte_tcp_hdr *tcp = whole_transport(packet, IPPROTO_TCP, sizeof(*tcp));

	if (tcp == NULL)
		return fl_click_refuse(instance, packet, 1, DROP_BAD);
	checksum_set(packet, &tcp->cksum);
	return 0;
}

FL_CLICK_VERDICT_NODE(check_udp_header)
FL_CLICK_VERDICT_NODE(check_tcp_header)
FL_CLICK_VERDICT_NODE(check_icmp_header)
FL_CLICK_VERDICT_NODE(set_udp_checksum)
FL_CLICK_VERDICT_NODE(set_tcp_checksum)

#define TRANSPORT_CLASS(symbol, class_name, words, more)                                                               \
	const struct fl_click_class fl_click_##symbol = {                                                              \
		.name = class_name,                                                                                    \
		.node = "click_" #symbol,                                                                              \
		.inputs = {1, 1},                                                                                      \
		.outputs = {1, 2},                                                                                     \
		.summary = words,                                                                                      \
		.manual = more                                                                                         \
		" What it is not leaves by output 1, or is dropped: another protocol, a fragment, a datagram "         \
		"that is cut short, a packet without a noted IP header (CheckIPHeader).",                              \
		.drops = symbol##_drops,                                                                               \
	}

#define CHECK_MANUAL                                                                                                   \
	"Lengths must agree and the checksum must be right; one that its sender left to a device is not complete "     \
	"yet, and is "                                                                                                 \
	"taken for right."
#define SET_MANUAL "It is summed anew; of a large segment, each piece gets its own when it is cut."

TRANSPORT_CLASS(check_udp_header, "CheckUDPHeader", "Checks each packet's UDP header and checksum.", CHECK_MANUAL);
TRANSPORT_CLASS(check_tcp_header, "CheckTCPHeader", "Checks each packet's TCP header and checksum.", CHECK_MANUAL);
TRANSPORT_CLASS(check_icmp_header, "CheckICMPHeader", "Checks each packet's ICMP header and checksum.",
	"The message must be whole and its checksum right.");
TRANSPORT_CLASS(set_udp_checksum, "SetUDPChecksum", "Makes each packet's UDP checksum right.", SET_MANUAL);
TRANSPORT_CLASS(set_tcp_checksum, "SetTCPChecksum", "Makes each packet's TCP checksum right.", SET_MANUAL);
