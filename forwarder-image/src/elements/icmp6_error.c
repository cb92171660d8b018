// ICMP6Error: tells the sender of an IPv6 packet why it is dropped (RFC 4443 3). The drop reason says which message it is; the message
// quotes as much of the packet as fits 1280 bytes, and comes from the address that the packet was sent to where that is the
// router's own, else from the interface that it came in by, so that traceroute shows that hop (2.2).
// In: packets with a drop reason. Out, to ip6_output: the messages, new packets. Drops: every packet, with its own reason.
// No message (2.4 e) about ICMPv6 errors and redirects, about packets sent to multicast addresses (but too_big and
// unknown_option) or from nobody, and about the router's own. No more than icmp_limit.h allows (2.4 f), with those of IPv4.
#include <netinet/in.h>
#include <rte_cycles.h>
#include <rte_graph_worker.h>
#include <string.h>

#include "core/library.h"
#include "elements/catalogue.h"
#include "elements/icmp6.h"
#include "elements/ip6.h"
#include "elements/ip6_extensions.h"
#include "elements/ip_router.h"

enum edges { EDGE_OUT, EDGE_DROP, EDGE_COUNT };

enum {
	QUOTE_BYTES_MAX = FL_IP6_MTU_MIN - sizeof(struct rte_ipv6_hdr) - sizeof(struct fl_icmp6),
};

struct kind {
	uint8_t type, code; // type 0: no message
};

// The message that a drop reason stands for.
static struct kind kind_of(uint16_t reason)
{
	switch (reason) {
	case FL_DROP_DEC_IP6_HLIM_EXPIRED:
		return (struct kind){FL_ICMP6_TIME_EXCEEDED, 0};
	case FL_DROP_IP6_LOOKUP_NO_ROUTE:
		return (struct kind){FL_ICMP6_UNREACHABLE, FL_ICMP6_UNREACHABLE_NO_ROUTE};
	case FL_DROP_IP6_LOOKUP_BEYOND_SCOPE:
		return (struct kind){FL_ICMP6_UNREACHABLE, FL_ICMP6_UNREACHABLE_BEYOND_SCOPE};
	case FL_DROP_ND_QUERIER_UNREACHABLE:
		return (struct kind){FL_ICMP6_UNREACHABLE, FL_ICMP6_UNREACHABLE_ADDRESS};
	case FL_DROP_IP6_LOCAL_UNKNOWN_PORT:
		return (struct kind){FL_ICMP6_UNREACHABLE, FL_ICMP6_UNREACHABLE_PORT};
	case FL_DROP_CHECK_IP6_MTU_TOO_BIG:
		return (struct kind){FL_ICMP6_TOO_BIG, 0};
	case FL_DROP_IP6_LOCAL_SOURCE_ROUTE:
		return (struct kind){FL_ICMP6_PARAMETER_PROBLEM, FL_ICMP6_PARAMETER_HEADER_FIELD};
	case FL_DROP_IP6_LOCAL_UNKNOWN_PROTOCOL:
		return (struct kind){FL_ICMP6_PARAMETER_PROBLEM, FL_ICMP6_PARAMETER_NEXT_HEADER};
	case FL_DROP_IP6_LOCAL_UNKNOWN_OPTION:
	case FL_DROP_IP6_LOCAL_UNKNOWN_UNICAST_OPTION:
		return (struct kind){FL_ICMP6_PARAMETER_PROBLEM, FL_ICMP6_PARAMETER_OPTION};
	default:
		return (struct kind){0, 0};
	}
}

// Whether it is, or may be for all that can be seen, an ICMPv6 error or a redirect.
static bool may_be_error(const struct rte_mbuf *packet)
{
	const struct fl_ip6_extensions extensions = fl_ip6_extensions_read(packet);
	const uint8_t *type;
	uint8_t buffer;

	if (extensions.protocol != IPPROTO_ICMPV6)
		return false;
	if (extensions.end == FL_IP6_LATER_FRAGMENT)
		return true;
	type = rte_pktmbuf_read(packet, RTE_ETHER_HDR_LEN + (uint32_t)extensions.offset, sizeof(buffer), &buffer);
	return type == NULL || *type < FL_ICMP6_ECHO_REQUEST || *type == FL_ICMP6_REDIRECT;
}

static bool may_complain(const struct fl_path *path, struct rte_mbuf *packet)
{
	const struct fl_ip_router *router = fl_ip_router_of(path);
	const struct rte_ipv6_hdr *ip = fl_ip6_header(packet);
	uint16_t reason = fl_packet_get(packet)->drop_reason;

	if (fl_ip6_is_multicast(fl_ip6_destination(ip)) && reason != FL_DROP_CHECK_IP6_MTU_TOO_BIG &&
		reason != FL_DROP_IP6_LOCAL_UNKNOWN_OPTION)
		return false;
	if (fl_ip6_is_unspecified(fl_ip6_source(ip)) || fl_address6_set_has(&router->own6, fl_ip6_source(ip)) ||
		fl_ip6_equal(fl_ip6_source(ip), &router->interfaces[path->interface].link_local))
		return false;
	return !may_be_error(packet);
}

// 2.2: the address that the message comes from.
static const struct fl_ip6 *source_of(const struct fl_path *path, const struct rte_ipv6_hdr *about)
{
	const struct fl_ip_router *router = fl_ip_router_of(path);
	const struct fl_ip_interface *interface = &router->interfaces[path->interface];
	const struct fl_ip6 *asked = fl_ip6_destination(about);

	if (fl_ip_interface_has6(interface, asked) || fl_address6_set_has(&router->own6, asked))
		return asked;
	return fl_ip_interface_source6(interface, fl_ip6_source(about));
}

static rte_be32_t word_of(const struct fl_path *path, struct rte_mbuf *about, struct kind kind)
{
	const struct fl_packet *private = fl_packet_get(about);

	if (kind.type == FL_ICMP6_TOO_BIG)
		return rte_cpu_to_be_32(path->outputs[private->output].mtu);
	return kind.type == FL_ICMP6_PARAMETER_PROBLEM ? rte_cpu_to_be_32(private->error_offset) : 0;
}

// The message about a packet, or NULL: no buffer.
static struct rte_mbuf *message_create(const struct fl_path *path, struct rte_mbuf *about, struct kind kind)
{
	const struct rte_ipv6_hdr *quoted = fl_ip6_header(about);
	uint16_t quote = RTE_MIN(rte_pktmbuf_pkt_len(about) - RTE_ETHER_HDR_LEN, (uint32_t)QUOTE_BYTES_MAX);
	struct rte_mbuf *message = fl_buffer_alloc(path->pool);
	struct rte_ipv6_hdr *ip;
	struct fl_icmp6 *icmp;
	const void *bytes;

	if (message == NULL)
		return NULL;
	memset(fl_packet_get(message), 0, sizeof(struct fl_packet));
	rte_pktmbuf_append(message, (uint16_t)(RTE_ETHER_HDR_LEN + sizeof(*ip) + sizeof(*icmp) + quote));
	ip = fl_ip6_header(message);
	*ip = (struct rte_ipv6_hdr){
		.vtc_flow = RTE_BE32(UINT32_C(6) << 28),
		.payload_len = rte_cpu_to_be_16(sizeof(*icmp) + quote),
		.proto = IPPROTO_ICMPV6,
		.hop_limits = FL_IP6_HOP_LIMIT,
		.src_addr = fl_ip6_to_dpdk(source_of(path, quoted)),
		.dst_addr = quoted->src_addr,
	};
	icmp = (struct fl_icmp6 *)(ip + 1);
	*icmp = (struct fl_icmp6){.type = kind.type, .code = kind.code, .word = word_of(path, about, kind)};
	bytes = rte_pktmbuf_read(about, RTE_ETHER_HDR_LEN, quote, icmp + 1);
	if (bytes != icmp + 1)
		memcpy(icmp + 1, bytes, quote);
	icmp->checksum = fl_icmp6_checksum(message, ip, RTE_ETHER_HDR_LEN + sizeof(*ip));
	return message;
}

static uint16_t icmp6_error_process(struct rte_graph *graph, struct rte_node *node, void **objs, uint16_t count)
{
	struct fl_path *path = fl_path_of(node);
	uint64_t now = rte_rdtsc(), hz = rte_get_tsc_hz();

	for (uint16_t i = 0; i < count; i++) {
		struct rte_mbuf *packet = objs[i], *message = NULL;
		struct kind kind = kind_of(fl_packet_get(packet)->drop_reason);

		if (kind.type != 0 && may_complain(path, packet) &&
			fl_icmp_limit_take(&fl_ip_path_of(path)->limit, now, hz))
			message = message_create(path, packet, kind);
		if (message != NULL)
			fl_enqueue_x1(graph, node, EDGE_OUT, message);
		fl_enqueue_x1(graph, node, EDGE_DROP, packet);
	}
	return count;
}

static struct rte_node_register icmp6_error_node = {
	.name = "icmp6_error",
	.process = icmp6_error_process,
	.init = fl_path_node_init,
	.nb_edges = EDGE_COUNT,
	.next_nodes = {[EDGE_OUT] = "ip6_output", [EDGE_DROP] = "drop"},
};

RTE_NODE_REGISTER(icmp6_error_node)

const struct fl_element fl_element_icmp6_error = {
	.name = "ICMP6Error",
	.node = "icmp6_error",
	.sharing = FL_ELEMENT_PER_PATH,
	.summary = "Tells the sender of an IPv6 packet by ICMPv6 why it is dropped, as often as the limit allows.",
};
