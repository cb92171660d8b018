// IPEncap, UDPIPEncap: a header in front. StripIPHeader: the header away.
#include <string.h>

#include "elements/click/encapsulate.h"
#include "elements/click/instance.h"
#include "elements/click/ip_words.h"
#include "elements/click/packet.h"
#include "elements/click/setup.h"

enum { TTL_MAX = 255, DSCP_MAX = 63 };

struct config {
	const char *protocol_text;
	uint64_t protocol, source_port, destination_port, ttl, dscp;
	uint32_t source, destination;
	bool checksum;
};

struct state {
	uint16_t next_id;
};

enum drop { DROP_NO_ROOM, DROP_TOO_LONG, DROP_BAD_OFFLOAD };

static const char *const ip_drops[] = {
	[DROP_NO_ROOM] = "ip_encap_no_room",
	[DROP_TOO_LONG] = "ip_encap_too_long",
	[DROP_BAD_OFFLOAD] = "ip_encap_bad_offload",
	NULL,
};
static const char *const udp_drops[] = {
	[DROP_NO_ROOM] = "udp_ip_encap_no_room",
	[DROP_TOO_LONG] = "udp_ip_encap_too_long",
	[DROP_BAD_OFFLOAD] = "udp_ip_encap_bad_offload",
	NULL,
};
static const char *const strip_drops[] = {"strip_ip_header_no_header", NULL};

static void ip_write(const struct fl_click_instance *instance, struct rte_mbuf *packet, uint8_t protocol)
{
	const struct config *config = instance->config;
	struct rte_ipv4_hdr *ip = rte_pktmbuf_mtod(packet, struct rte_ipv4_hdr *);

	*ip = (struct rte_ipv4_hdr){
		.version_ihl = RTE_IPV4_VHL_DEF,
		.type_of_service = (uint8_t)(config->dscp << 2),
		.total_length = rte_cpu_to_be_16((uint16_t)rte_pktmbuf_pkt_len(packet)),
		.packet_id = rte_cpu_to_be_16(((struct state *)instance->state)->next_id++),
		.time_to_live = (uint8_t)config->ttl,
		.next_proto_id = protocol,
		.src_addr = rte_cpu_to_be_32(config->source),
		.dst_addr = rte_cpu_to_be_32(config->destination),
	};
	ip->hdr_checksum = rte_ipv4_cksum(ip);
	fl_click_network_set(packet, 0);
	fl_packet_get(packet)->next_hop = config->destination;
}

// What each element puts in front of an ordinary packet; the edge that it leaves by.
static rte_edge_t ip_encapsulate(struct fl_click_instance *instance, struct rte_mbuf *packet)
{
	if (unlikely(rte_pktmbuf_pkt_len(packet) + sizeof(struct rte_ipv4_hdr) > UINT16_MAX))
		return fl_click_drop(instance, packet, DROP_TOO_LONG);
	if (unlikely(fl_click_push(packet, sizeof(struct rte_ipv4_hdr)) == NULL))
		return fl_click_drop(instance, packet, DROP_NO_ROOM);
	ip_write(instance, packet, (uint8_t)((const struct config *)instance->config)->protocol);
	return 0;
}

static rte_edge_t udp_encapsulate(struct fl_click_instance *instance, struct rte_mbuf *packet)
{
	const uint16_t headers = sizeof(struct rte_ipv4_hdr) + sizeof(struct rte_udp_hdr);
	const struct config *config = instance->config;
	struct rte_udp_hdr *udp;

	if (unlikely(rte_pktmbuf_pkt_len(packet) + headers > UINT16_MAX))
		return fl_click_drop(instance, packet, DROP_TOO_LONG);
	if (unlikely(fl_click_push(packet, headers) == NULL))
		return fl_click_drop(instance, packet, DROP_NO_ROOM);
	ip_write(instance, packet, IPPROTO_UDP);
	udp = rte_pktmbuf_mtod_offset(packet, struct rte_udp_hdr *, sizeof(struct rte_ipv4_hdr));
	*udp = (struct rte_udp_hdr){
		.src_port = rte_cpu_to_be_16((uint16_t)config->source_port),
		.dst_port = rte_cpu_to_be_16((uint16_t)config->destination_port),
		.dgram_len = rte_cpu_to_be_16((uint16_t)(rte_pktmbuf_pkt_len(packet) - sizeof(struct rte_ipv4_hdr))),
	};
	if (config->checksum)
		udp->dgram_cksum = rte_ipv4_udptcp_cksum_mbuf(
			packet, rte_pktmbuf_mtod(packet, const struct rte_ipv4_hdr *), sizeof(struct rte_ipv4_hdr));
	return 0;
}

static uint16_t ip_encap_process(struct rte_graph *graph, struct rte_node *node, void **objs, uint16_t count)
{
	return fl_click_encapsulate(graph, node, objs, count, ip_encapsulate, DROP_BAD_OFFLOAD);
}

static uint16_t udp_ip_encap_process(struct rte_graph *graph, struct rte_node *node, void **objs, uint16_t count)
{
	return fl_click_encapsulate(graph, node, objs, count, udp_encapsulate, DROP_BAD_OFFLOAD);
}

FL_CLICK_NODE(ip_encap, 0)
FL_CLICK_NODE(udp_ip_encap, 0)

static rte_edge_t strip_ip_header_verdict(struct fl_click_instance *instance, struct rte_mbuf *packet)
{
	const struct rte_ipv4_hdr *ip = fl_click_ip(packet);

	if (unlikely(ip == NULL))
		return fl_click_drop(instance, packet, 0);
	// It is whole in the first buffer.
	fl_click_strip(packet, fl_click_network_offset(packet) + rte_ipv4_hdr_len(ip));
	return 0;
}

FL_CLICK_VERDICT_NODE(strip_ip_header)

static bool ip_encap_configure(struct fl_click_setup *setup, void *place)
{
	struct config *config = place;
	int protocol = fl_ip_protocol_find(config->protocol_text);

	if (protocol >= 0)
		config->protocol = (uint64_t)protocol;
	else if (!fl_click_whole_read(config->protocol_text, &config->protocol) || config->protocol > UINT8_MAX)
		return fl_click_problem(setup, "PROTO", -1,
			"\"%.40s\" is no protocol: a number up to 255 or a name like ipip", config->protocol_text);
	return true;
}

#define ADDRESS(keyword, member, meaning)                                                                              \
	{.name = keyword,                                                                                              \
		.type = FL_CLICK_IP4,                                                                                  \
		.offset = offsetof(struct config, member),                                                             \
		.required = true,                                                                                      \
		.description = meaning}
#define PORT(keyword, member, meaning)                                                                                 \
	{.name = keyword,                                                                                              \
		.type = FL_CLICK_WHOLE,                                                                                \
		.offset = offsetof(struct config, member),                                                             \
		.required = true,                                                                                      \
		.max = UINT16_MAX,                                                                                     \
		.description = meaning}
#define TTL                                                                                                            \
	{.name = "TTL",                                                                                                \
		.type = FL_CLICK_WHOLE,                                                                                \
		.offset = offsetof(struct config, ttl),                                                                \
		.otherwise = "64",                                                                                     \
		.min = 1,                                                                                              \
		.max = TTL_MAX,                                                                                        \
		.description = "the time to live"}
#define DSCP                                                                                                           \
	{.name = "DSCP",                                                                                               \
		.type = FL_CLICK_WHOLE,                                                                                \
		.offset = offsetof(struct config, dscp),                                                               \
		.otherwise = "0",                                                                                      \
		.max = DSCP_MAX,                                                                                       \
		.description = "the differentiated services code point"}

static const struct fl_click_parameter ip_parameters[] = {
	{.name = "PROTO",
		.type = FL_CLICK_TEXT,
		.offset = offsetof(struct config, protocol_text),
		.required = true,
		.description = "the protocol of what is inside: a number, or a name like ipip"},
	ADDRESS("SRC", source, "the source address"),
	ADDRESS("DST", destination, "the destination address"),
	TTL,
	DSCP,
	{.name = NULL},
};

static const struct fl_click_parameter udp_parameters[] = {
	ADDRESS("SRC", source, "the source address"),
	PORT("SPORT", source_port, "the source port"),
	ADDRESS("DST", destination, "the destination address"),
	PORT("DPORT", destination_port, "the destination port"),
	{.name = "CHECKSUM",
		.type = FL_CLICK_TRUTH,
		.offset = offsetof(struct config, checksum),
		.otherwise = "true",
		.description = "whether there is a UDP checksum"},
	TTL,
	DSCP,
	{.name = NULL},
};

#define COMMON                                                                                                         \
	"The destination becomes the packet's next hop. Large segments are cut and checksums completed before: "       \
	"nobody could "                                                                                                \
	"later. A packet that would be longer than 65,535 bytes is dropped, and one whose buffer has no room."

const struct fl_click_class fl_click_ip_encap = {
	.name = "IPEncap",
	.node = "click_ip_encap",
	.flow = FL_CLICK_PUSH,
	.inputs = {1, 1},
	.outputs = {1, 1},
	.summary = "Puts an IP header in front of each packet.",
	.manual = "`IPEncap(ipip, wan:ip, 203.0.113.9)` is the way into a tunnel of IP in IP (RFC 2003), whose way out "
		  "is "
		  "StripIPHeader. " COMMON,
	.parameters = ip_parameters,
	.drops = ip_drops,
	.config_size = sizeof(struct config),
	.state_size = sizeof(struct state),
	.configure = ip_encap_configure,
};

const struct fl_click_class fl_click_udp_ip_encap = {
	.name = "UDPIPEncap",
	.node = "click_udp_ip_encap",
	.flow = FL_CLICK_PUSH,
	.inputs = {1, 1},
	.outputs = {1, 1},
	.summary = "Puts a UDP and an IP header in front of each packet.",
	.manual = COMMON,
	.parameters = udp_parameters,
	.drops = udp_drops,
	.config_size = sizeof(struct config),
	.state_size = sizeof(struct state),
};

const struct fl_click_class fl_click_strip_ip_header = {
	.name = "StripIPHeader",
	.node = "click_strip_ip_header",
	.inputs = {1, 1},
	.outputs = {1, 1},
	.summary = "Takes away each packet's IP header, and what is in front of it.",
	.manual = "Its options go with it. What is left begins with what the datagram carries.",
	.drops = strip_drops,
};
