// ICMPError: tells the sender of a datagram why it is dropped (RFC 1812 4.3.2). The drop reason says which message it is; the
// message quotes as much of the datagram as fits 576 bytes, and comes from the address of the interface that the datagram
// came in by, so that traceroute shows that hop.
// In: datagrams with a drop reason. Out, to ip_output: the messages, new packets. Drops: every datagram, with its own reason.
// No message (4.3.2.7) about ICMP errors, fragments other than the first, broadcasts, and datagrams of the router itself;
// senders that are no single host are dropped before they get here. No more than icmp_limit.h allows.
#include <rte_cycles.h>
#include <rte_graph_worker.h>
#include <string.h>

#include "core/library.h"
#include "elements/catalogue.h"
#include "elements/datagram.h"
#include "elements/icmp.h"
#include "elements/ip_router.h"

enum edges { EDGE_OUT, EDGE_DROP, EDGE_COUNT };

enum {
	// RFC 1812 4.3.2.5: errors are sent with precedence 6, internetwork control.
	TOS_INTERNETWORK_CONTROL = 6 << 5,
	QUOTE_BYTES_MAX = FL_ICMP_DATAGRAM_BYTES_MAX - sizeof(struct rte_ipv4_hdr) - sizeof(struct rte_icmp_hdr),
};

// The message that a drop reason stands for. type 0 (echo reply, never an error): none.
static struct rte_icmp_base_hdr message_of(uint16_t reason)
{
	uint8_t type = RTE_ICMP_TYPE_DEST_UNREACHABLE, code = 0;

	switch (reason) {
	case FL_DROP_DEC_IP_TTL_EXPIRED:
		type = RTE_ICMP_TYPE_TTL_EXCEEDED;
		code = RTE_ICMP_CODE_TTL_EXCEEDED;
		break;
	case FL_DROP_IP_LOOKUP_NO_ROUTE:
		code = RTE_ICMP_CODE_UNREACH_NET;
		break;
	case FL_DROP_ARP_QUERIER_UNREACHABLE:
		code = RTE_ICMP_CODE_UNREACH_HOST;
		break;
	case FL_DROP_IP_LOCAL_UNKNOWN_PROTOCOL:
		code = RTE_ICMP_CODE_UNREACH_PROTO;
		break;
	case FL_DROP_IP_LOCAL_UNKNOWN_PORT:
		code = RTE_ICMP_CODE_UNREACH_PORT;
		break;
	case FL_DROP_IP_FRAGMENTER_TOO_BIG:
		code = RTE_ICMP_CODE_UNREACH_FRAG;
		break;
	case FL_DROP_CHECK_IP_HEADER_SOURCE_ROUTE:
		code = RTE_ICMP_CODE_UNREACH_SRC;
		break;
	default:
		type = RTE_ICMP_TYPE_ECHO_REPLY;
	}
	return (struct rte_icmp_base_hdr){.type = type, .code = code};
}

// Queries and their answers may be complained of, errors and unknown types not.
static bool icmp_is_query(const struct rte_mbuf *packet, const struct rte_ipv4_hdr *ip)
{
	uint32_t offset = RTE_ETHER_HDR_LEN + rte_ipv4_hdr_len(ip);
	uint8_t type, buffer;
	const uint8_t *read = rte_pktmbuf_read(packet, offset, sizeof(type), &buffer);

	if (read == NULL)
		return false;
	type = *read;
	return type == RTE_ICMP_TYPE_ECHO_REPLY || type == RTE_ICMP_TYPE_ECHO_REQUEST ||
	       type == RTE_ICMP_TYPE_TIMESTAMP_REQUEST || type == RTE_ICMP_TYPE_TIMESTAMP_REPLY;
}

// The address that messages come from: the input interface's, else any (RFC 1812 4.3.2.4); 0: the router has none.
static uint32_t source_of(const struct fl_path *path)
{
	const struct fl_ip_router *router = fl_ip_router_of(path);

	if (likely(router->interfaces[path->interface].address_count > 0))
		return router->interfaces[path->interface].addresses[0].address;
	for (uint32_t i = 0; i < router->interface_count; i++)
		if (router->interfaces[i].address_count > 0)
			return router->interfaces[i].addresses[0].address;
	return 0;
}

static bool may_complain(const struct fl_path *path, const struct rte_mbuf *packet)
{
	const struct rte_ipv4_hdr *ip = fl_datagram_ip(packet);

	if ((ip->fragment_offset & RTE_BE16(RTE_IPV4_HDR_OFFSET_MASK)) != 0)
		return false;
	if (ip->next_proto_id == IPPROTO_ICMP && !icmp_is_query(packet, ip))
		return false;
	if (ip->dst_addr == RTE_BE32(UINT32_MAX) ||
		fl_address_set_has(&fl_ip_router_of(path)->broadcasts, rte_be_to_cpu_32(ip->dst_addr)))
		return false;
	return source_of(path) != 0 &&
	       !fl_address_set_has(&fl_ip_router_of(path)->no_sources, rte_be_to_cpu_32(ip->src_addr));
}

static void ip_write(struct fl_path *path, struct rte_ipv4_hdr *ip, const struct rte_ipv4_hdr *about, uint16_t length)
{
	*ip = (struct rte_ipv4_hdr){
		.version_ihl = RTE_IPV4_VHL_DEF,
		.type_of_service = TOS_INTERNETWORK_CONTROL,
		.total_length = rte_cpu_to_be_16(length),
		.packet_id = rte_cpu_to_be_16(fl_ip_path_of(path)->next_id++),
		.time_to_live = FL_ICMP_TTL,
		.next_proto_id = IPPROTO_ICMP,
		.src_addr = rte_cpu_to_be_32(source_of(path)),
		.dst_addr = about->src_addr,
	};
	ip->hdr_checksum = rte_ipv4_cksum(ip);
}

// The message about a datagram, or NULL: no buffer.
static struct rte_mbuf *message_create(struct fl_path *path, struct rte_mbuf *about, struct rte_icmp_base_hdr kind)
{
	const struct rte_ipv4_hdr *quoted = fl_datagram_ip(about);
	uint16_t quote = RTE_MIN(rte_pktmbuf_pkt_len(about) - RTE_ETHER_HDR_LEN, (uint32_t)QUOTE_BYTES_MAX);
	uint16_t length = sizeof(struct rte_ipv4_hdr) + sizeof(struct rte_icmp_hdr) + quote;
	struct rte_mbuf *message = fl_buffer_alloc(path->pool);
	struct rte_icmp_hdr *icmp;
	const void *bytes;

	if (message == NULL)
		return NULL;
	memset(fl_packet_get(message), 0, sizeof(struct fl_packet));
	rte_pktmbuf_append(message, RTE_ETHER_HDR_LEN + length);
	ip_write(path, fl_datagram_ip(message), quoted, length);
	icmp = (struct rte_icmp_hdr *)(fl_datagram_ip(message) + 1);
	*icmp = (struct rte_icmp_hdr){.icmp_type = kind.type, .icmp_code = kind.code};
	// RFC 1191: the MTU that it did not fit, where the sequence number is in an echo.
	if (kind.type == RTE_ICMP_TYPE_DEST_UNREACHABLE && kind.code == RTE_ICMP_CODE_UNREACH_FRAG)
		icmp->icmp_seq_nb = rte_cpu_to_be_16(path->outputs[fl_packet_get(about)->output].mtu);
	bytes = rte_pktmbuf_read(about, RTE_ETHER_HDR_LEN, quote, icmp + 1);
	if (bytes != icmp + 1)
		memcpy(icmp + 1, bytes, quote);
	icmp->icmp_cksum = fl_icmp_checksum(message, RTE_ETHER_HDR_LEN + sizeof(struct rte_ipv4_hdr));
	return message;
}

static uint16_t icmp_error_process(struct rte_graph *graph, struct rte_node *node, void **objs, uint16_t count)
{
	struct fl_path *path = fl_path_of(node);
	uint64_t now = rte_rdtsc(), hz = rte_get_tsc_hz();

	for (uint16_t i = 0; i < count; i++) {
		struct rte_mbuf *packet = objs[i], *message = NULL;
		struct rte_icmp_base_hdr kind = message_of(fl_packet_get(packet)->drop_reason);

		if (kind.type != RTE_ICMP_TYPE_ECHO_REPLY && may_complain(path, packet) &&
			fl_icmp_limit_take(&fl_ip_path_of(path)->limit, now, hz))
			message = message_create(path, packet, kind);
		if (message != NULL)
			fl_enqueue_x1(graph, node, EDGE_OUT, message);
		fl_enqueue_x1(graph, node, EDGE_DROP, packet);
	}
	return count;
}

static struct rte_node_register icmp_error_node = {
	.name = "icmp_error",
	.process = icmp_error_process,
	.init = fl_path_node_init,
	.nb_edges = EDGE_COUNT,
	.next_nodes = {[EDGE_OUT] = "ip_output", [EDGE_DROP] = "drop"},
};

RTE_NODE_REGISTER(icmp_error_node)

const struct fl_element fl_element_icmp_error = {
	.name = "ICMPError",
	.node = "icmp_error",
	.sharing = FL_ELEMENT_PER_PATH,
	.summary = "Tells the sender of a datagram by ICMP why it is dropped, as often as the limit allows.",
};
