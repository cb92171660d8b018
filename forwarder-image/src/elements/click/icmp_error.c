// ICMPError: tells the sender of a packet what became of it (RFC 1812 4.3.2). ICMPPingResponder: answers echo (4.3.3.6).
#include <rte_cycles.h>
#include <string.h>

#include "elements/click/instance.h"
#include "elements/click/packet.h"
#include "elements/click/setup.h"
#include "elements/icmp.h"
#include "elements/icmp_limit.h"
#include "elements/ip_routes.h"

enum {
	// RFC 1812 4.3.2.5: errors are sent with precedence 6, internetwork control.
	TOS_INTERNETWORK_CONTROL = 6 << 5,
	QUOTE_BYTES_MAX = FL_ICMP_DATAGRAM_BYTES_MAX - sizeof(struct rte_ipv4_hdr) - sizeof(struct rte_icmp_hdr),
	CODE_ERROR_AT_POINTER = 0,
	BAD_ADDRESSES_MAX = 2 * FL_INTERFACES_MAX * FL_ADDRESSES_MAX + 64,
	WORD_SIZE = 64,
};

struct config {
	uint32_t source;
	const char *type_text, *code_text, *bad_address_text;
	uint64_t mtu;
	uint8_t type, code;
	uint32_t bad_address_count;
	rte_be32_t
		bad_addresses[BAD_ADDRESSES_MAX]; // broadcast addresses: of the router's subnets, and those of BADADDRS
};

struct state {
	struct fl_icmp_limit limit;
	uint16_t next_id;
};

enum drop { DROP_REPORTED, DROP_NO_HEADER };

static const char *const drops[] = {[DROP_REPORTED] = "icmp_error", [DROP_NO_HEADER] = "icmp_error_no_header", NULL};

enum ping_drop { DROP_NO_ECHO, DROP_PING_NO_HEADER };

static const char *const ping_drops[] = {
	[DROP_NO_ECHO] = "icmp_ping_responder_no_echo", [DROP_PING_NO_HEADER] = "icmp_ping_responder_no_header", NULL};

// A host's address, which a complaint may go to.
static bool is_single_host(const struct config *config, rte_be32_t address)
{
	uint32_t host = rte_be_to_cpu_32(address);

	if (host >> 24 == 0 || host >> 24 == 127 || host >= UINT32_C(0xe0000000))
		return false;
	for (uint32_t i = 0; i < config->bad_address_count; i++)
		if (config->bad_addresses[i] == address)
			return false;
	return true;
}

// RFC 1812 4.3.2.7: of ICMP errors nobody complains, nor of fragments but the first, nor of what was sent to many.
static bool may_complain(const struct config *config, struct rte_mbuf *packet, const struct rte_ipv4_hdr *ip)
{
	uint32_t destination = rte_be_to_cpu_32(ip->dst_addr);

	if ((ip->fragment_offset & RTE_BE16(RTE_IPV4_HDR_OFFSET_MASK)) != 0)
		return false;
	if (ip->next_proto_id == IPPROTO_ICMP) {
		const uint8_t *type = fl_click_transport(packet, ip, 1);

		if (type == NULL ||
			(*type != RTE_ICMP_TYPE_ECHO_REQUEST && *type != RTE_ICMP_TYPE_ECHO_REPLY &&
				*type != RTE_ICMP_TYPE_TIMESTAMP_REQUEST && *type != RTE_ICMP_TYPE_TIMESTAMP_REPLY))
			return false;
	}
	if (fl_annotations_of(packet)->link_group || destination >= UINT32_C(0xe0000000))
		return false;
	for (uint32_t i = 0; i < config->bad_address_count; i++)
		if (config->bad_addresses[i] == ip->dst_addr)
			return false;
	return ip->src_addr != rte_cpu_to_be_32(config->source) && is_single_host(config, ip->src_addr);
}

static void message_write(const struct fl_click_instance *instance, struct rte_mbuf *message, struct rte_mbuf *about,
	const struct rte_ipv4_hdr *quoted, uint16_t quote)
{
	const struct config *config = instance->config;
	struct rte_ipv4_hdr *ip = rte_pktmbuf_mtod(message, struct rte_ipv4_hdr *);
	struct rte_icmp_hdr *icmp = (struct rte_icmp_hdr *)(ip + 1);
	const void *bytes;

	*ip = (struct rte_ipv4_hdr){
		.version_ihl = RTE_IPV4_VHL_DEF,
		.type_of_service = TOS_INTERNETWORK_CONTROL,
		.total_length = rte_cpu_to_be_16(rte_pktmbuf_pkt_len(message)),
		.packet_id = rte_cpu_to_be_16(((struct state *)instance->state)->next_id++),
		.time_to_live = FL_ICMP_TTL,
		.next_proto_id = IPPROTO_ICMP,
		.src_addr = rte_cpu_to_be_32(config->source),
		.dst_addr = quoted->src_addr,
	};
	ip->hdr_checksum = rte_ipv4_cksum(ip);
	*icmp = (struct rte_icmp_hdr){.icmp_type = config->type, .icmp_code = config->code};
	// RFC 1191: the MTU that it did not fit, where the sequence number is in an echo.
	if (config->type == RTE_ICMP_TYPE_DEST_UNREACHABLE && config->code == RTE_ICMP_CODE_UNREACH_FRAG)
		icmp->icmp_seq_nb =
			rte_cpu_to_be_16(config->mtu != 0 ? (uint16_t)config->mtu : fl_annotations_of(about)->next_mtu);
	// RFC 792: the octet that is wrong is the first one where an echo has its identifier.
	if (config->type == RTE_ICMP_TYPE_PARAM_PROBLEM && config->code == CODE_ERROR_AT_POINTER)
		icmp->icmp_ident = rte_cpu_to_be_16((uint16_t)(fl_packet_get(about)->error_offset << 8));
	bytes = rte_pktmbuf_read(about, fl_click_network_offset(about), quote, icmp + 1);
	if (bytes != icmp + 1)
		memcpy(icmp + 1, bytes, quote);
	icmp->icmp_cksum = fl_icmp_checksum(message, sizeof(*ip));
}

// The message about a packet, or NULL: no buffer.
static struct rte_mbuf *message_create(
	const struct fl_click_instance *instance, struct rte_mbuf *about, const struct rte_ipv4_hdr *quoted)
{
	uint32_t length = rte_pktmbuf_pkt_len(about) - fl_click_network_offset(about);
	uint16_t quote = (uint16_t)RTE_MIN(length, (uint32_t)QUOTE_BYTES_MAX);
	struct rte_mbuf *message = fl_buffer_alloc(instance->path->pool);

	if (message == NULL)
		return NULL;
	memset(fl_packet_get(message), 0, sizeof(struct fl_packet));
	rte_pktmbuf_append(message, sizeof(struct rte_ipv4_hdr) + sizeof(struct rte_icmp_hdr) + quote);
	message_write(instance, message, about, quoted, quote);
	fl_click_network_set(message, 0);
	fl_packet_get(message)->next_hop = rte_be_to_cpu_32(quoted->src_addr);
	fl_annotations_of(message)->fix_source = 1;
	return message;
}

static uint16_t icmp_error_process(struct rte_graph *graph, struct rte_node *node, void **objs, uint16_t count)
{
	struct fl_click_instance *instance = fl_click_instance_of(node);
	struct state *state = instance->state;
	uint64_t now = rte_rdtsc(), hz = rte_get_tsc_hz();

	for (uint16_t i = 0; i < count; i++) {
		struct rte_mbuf *packet = objs[i], *message = NULL;
		const struct rte_ipv4_hdr *ip = fl_click_ip(packet);

		if (ip != NULL && may_complain(instance->config, packet, ip) &&
			fl_icmp_limit_take(&state->limit, now, hz))
			message = message_create(instance, packet, ip);
		if (message != NULL)
			fl_enqueue_x1(graph, node, 0, message);
		fl_enqueue_x1(graph, node, fl_click_drop(instance, packet, ip != NULL ? DROP_REPORTED : DROP_NO_HEADER),
			packet);
	}
	return count;
}

FL_CLICK_NODE(icmp_error, 0)

struct named {
	const char *name;
	int type; // that a code is of; -1: it is a type
	uint8_t value;
};

static const struct named names[] = {
	{"unreachable", -1, 3},
	{"timeexceeded", -1, 11},
	{"parameterproblem", -1, 12},
	{"net", 3, 0},
	{"host", 3, 1},
	{"protocol", 3, 2},
	{"port", 3, 3},
	{"needfrag", 3, 4},
	{"srcroutefail", 3, 5},
	{"netunknown", 3, 6},
	{"hostunknown", 3, 7},
	{"netprohibited", 3, 9},
	{"hostprohibited", 3, 10},
	{"filterprohibited", 3, 13},
	{"transit", 11, 0},
	{"reassembly", 11, 1},
	{"erroratptr", 12, CODE_ERROR_AT_POINTER},
	{NULL, 0, 0},
};

static bool name_read(int type, const char *text, uint8_t *value)
{
	uint64_t number;

	for (const struct named *named = names; named->name != NULL; named++)
		if (named->type == type && strcmp(named->name, text) == 0) {
			*value = named->value;
			return true;
		}
	if (!fl_click_whole_read(text, &number) || number > UINT8_MAX)
		return false;
	*value = (uint8_t)number;
	return true;
}

static void subnets_read(const struct fl_click_setup *setup, struct config *config)
{
	const struct fl_config_router *router = setup->forwarding->config;

	for (uint32_t i = 0; i < router->interface_count; i++)
		for (uint32_t j = 0; j < router->interfaces[i].address_count; j++) {
			const struct fl_ip4_prefix *subnet = &router->interfaces[i].addresses[j];
			uint32_t mask = fl_prefix_mask(subnet->length);

			if (!fl_prefix_has_broadcast(subnet))
				continue;
			config->bad_addresses[config->bad_address_count++] = rte_cpu_to_be_32(subnet->address & mask);
			config->bad_addresses[config->bad_address_count++] = rte_cpu_to_be_32(subnet->address | ~mask);
		}
}

static bool icmp_error_configure(struct fl_click_setup *setup, void *place)
{
	struct config *config = place;
	const char *text = config->bad_address_text;
	char word[WORD_SIZE];
	uint32_t address;

	// Errors alone: an echo that the router makes up would be answered, and that answer complained of.
	if (!name_read(-1, config->type_text, &config->type) ||
		(config->type != RTE_ICMP_TYPE_DEST_UNREACHABLE && config->type != RTE_ICMP_TYPE_TTL_EXCEEDED &&
			config->type != RTE_ICMP_TYPE_PARAM_PROBLEM))
		return fl_click_problem(setup, "TYPE", -1,
			"\"%.40s\" is no error that a router sends: unreachable (3), timeexceeded (11) and "
			"parameterproblem (12) are",
			config->type_text);
	if (!name_read(config->type, config->code_text, &config->code))
		return fl_click_problem(setup, "CODE", -1,
			"\"%.40s\" is no code of type %u: a number up to 255, or a name", config->code_text,
			config->type);
	subnets_read(setup, config);
	while (text != NULL && (fl_click_word_take(&text, word, sizeof(word)) || word[0] != '\0')) {
		if (!fl_click_ip4_read(setup, word, &address))
			return fl_click_problem(setup, "BADADDRS", -1, "\"%.40s\" is no IPv4 address", word);
		if (config->bad_address_count == BAD_ADDRESSES_MAX)
			return fl_click_problem(setup, "BADADDRS", -1, "has more than 64 addresses");
		config->bad_addresses[config->bad_address_count++] = rte_cpu_to_be_32(address);
	}
	return true;
}

static rte_edge_t icmp_ping_responder_verdict(struct fl_click_instance *instance, struct rte_mbuf *packet)
{
	struct rte_ipv4_hdr *ip = fl_click_ip(packet);
	struct rte_icmp_hdr *icmp;
	rte_be32_t own;
	uint32_t sum;

	if (unlikely(ip == NULL))
		return fl_click_drop(instance, packet, DROP_PING_NO_HEADER);
	icmp = ip->next_proto_id == IPPROTO_ICMP ? fl_click_transport(packet, ip, sizeof(*icmp)) : NULL;
	if (icmp == NULL || icmp->icmp_type != RTE_ICMP_TYPE_ECHO_REQUEST || icmp->icmp_code != 0 ||
		(ip->fragment_offset & RTE_BE16(RTE_IPV4_HDR_MF_FLAG)) != 0)
		return fl_click_refuse(instance, packet, 1, DROP_NO_ECHO);
	own = ip->dst_addr;
	ip->dst_addr = ip->src_addr;
	ip->src_addr = own;
	ip->time_to_live = FL_ICMP_TTL;
	fl_click_ip_checksum_set(ip);
	icmp->icmp_type = RTE_ICMP_TYPE_ECHO_REPLY;
	sum = (uint32_t)icmp->icmp_cksum + RTE_BE16(RTE_ICMP_TYPE_ECHO_REQUEST << 8);
	icmp->icmp_cksum = (uint16_t)(sum + (sum >= 0xffff));
	fl_packet_get(packet)->next_hop = rte_be_to_cpu_32(ip->dst_addr);
	return 0;
}

FL_CLICK_VERDICT_NODE(icmp_ping_responder)

static const struct fl_click_parameter parameters[] = {
	{.name = "SRC",
		.type = FL_CLICK_IP4,
		.offset = offsetof(struct config, source),
		.required = true,
		.description = "the router's own address that the message comes from"},
	{.name = "TYPE",
		.type = FL_CLICK_TEXT,
		.offset = offsetof(struct config, type_text),
		.required = true,
		.description = "unreachable, timeexceeded, parameterproblem, or its number"},
	{.name = "CODE",
		.type = FL_CLICK_TEXT,
		.offset = offsetof(struct config, code_text),
		.otherwise = "0",
		.description =
			"its number, or a name like net, host, protocol, port, needfrag, filterprohibited, transit"},
	{.name = "BADADDRS",
		.type = FL_CLICK_TEXT,
		.offset = offsetof(struct config, bad_address_text),
		.description = "further broadcast addresses, parted by blanks"},
	{.name = "MTU",
		.type = FL_CLICK_WHOLE,
		.offset = offsetof(struct config, mtu),
		.otherwise = "0",
		.max = UINT16_MAX,
		.unit = "bytes",
		.description = "what unreachable needfrag tells; 0: what IPFragmenter found"},
	{.name = NULL},
};

const struct fl_click_class fl_click_icmp_error = {
	.name = "ICMPError",
	.node = "click_icmp_error",
	.flow = FL_CLICK_PUSH,
	.inputs = {1, 1},
	.outputs = {1, 1},
	.breaks_cycles = true,
	.summary = "Sends an ICMP error about each packet to its sender, and drops the packet.",
	.manual = "The message begins with its IP header; its next hop is the sender, and FixIPSrc may change its "
		  "source. It quotes "
		  "as much as fits 576 bytes.\n\nThere is none (RFC 1812 4.3.2.7) about ICMP errors, fragments but the "
		  "first, "
		  "what was sent to many (by its Ethernet or IP address), senders that are no single host, nor the "
		  "router's own "
		  "packets; and no more than 1,000 a second from a path, 100 at once. Packets are counted as dropped "
		  "either way.",
	.parameters = parameters,
	.drops = drops,
	.config_size = sizeof(struct config),
	.state_size = sizeof(struct state),
	.configure = icmp_error_configure,
};

const struct fl_click_class fl_click_icmp_ping_responder = {
	.name = "ICMPPingResponder",
	.node = "click_icmp_ping_responder",
	.inputs = {1, 1},
	.outputs = {1, 2},
	.breaks_cycles = true,
	.summary = "Makes each ICMP echo request its reply, and sends all others out by output 1.",
	.manual = "The reply goes back to the sender, from the address that was asked; that is the packet's next hop. "
		  "Fragments are "
		  "not answered. Without an output 1 the others are dropped.",
	.drops = ping_drops,
};
