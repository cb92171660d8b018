// IPRewriter: rewrites the addresses and ports of TCP and UDP flows, and those of their answers back (NAT). Paths that reach
// one are one path: its mappings are made by the packets themselves, and answers come in by another interface.
#include <rte_cycles.h>
#include <rte_tcp.h>
#include <string.h>

#include "elements/click/instance.h"
#include "elements/click/rewriter.h"

enum {
	ELEMENTS_MAX = 4,
	CAPACITY_MAX = 65536,
	TIMEOUT_MAX = 30 * 24 * 60 * 60,
	OUTPUTS_MAX = 16,
	BOTH_FINISHED = 1 << FL_FLOW_FORWARD | 1 << FL_FLOW_REPLY,
};

struct config {
	struct fl_click_texts texts;
	uint64_t capacity;
	uint64_t timeouts[FL_FLOW_KINDS]; // seconds
	struct fl_rewrite_spec specs[FL_REWRITE_SPECS_MAX];
};

struct state {
	struct fl_rewriter rewriter;
	uint64_t now; // of the burst under way
	uint16_t input;
};

enum drop { DROP_NO_HEADER, DROP_NO_FLOW, DROP_REFUSED, DROP_NO_PORT };

static const char *const drops[] = {
	[DROP_NO_HEADER] = "ip_rewriter_no_header",
	[DROP_NO_FLOW] = "ip_rewriter_no_flow",
	[DROP_REFUSED] = "ip_rewriter_refused",
	[DROP_NO_PORT] = "ip_rewriter_no_port",
	NULL,
};

static struct fl_flow_id id_of(const struct rte_ipv4_hdr *ip, const struct fl_rewriter_transport *transport)
{
	return (struct fl_flow_id){
		ip->src_addr, ip->dst_addr, transport->ports[0], transport->ports[1], ip->next_proto_id};
}

// What a TCP mapping is after a packet, RFC 5382 section 5.
static enum fl_flow_kind tcp_kind_after(struct fl_flow *flow, int direction, uint8_t flags)
{
	if ((flags & RTE_TCP_RST_FLAG) != 0)
		return FL_FLOW_DONE;
	// The same ports again.
	if (flow->kind == FL_FLOW_DONE && direction == FL_FLOW_FORWARD &&
		(flags & (RTE_TCP_SYN_FLAG | RTE_TCP_ACK_FLAG)) == RTE_TCP_SYN_FLAG) {
		flow->finished = 0;
		return FL_FLOW_OPENING;
	}
	if ((flags & RTE_TCP_FIN_FLAG) != 0)
		flow->finished |= (uint8_t)(1 << direction);
	if (flow->finished == BOTH_FINISHED)
		return FL_FLOW_DONE;
	return flow->kind == FL_FLOW_OPENING && direction == FL_FLOW_REPLY ? FL_FLOW_OPEN : flow->kind;
}

static enum fl_flow_kind kind_after(struct fl_flow *flow, int direction, const struct fl_rewriter_transport *transport)
{
	return transport->is_udp
		       ? FL_FLOW_OTHER
		       : tcp_kind_after(flow, direction, ((const struct rte_tcp_hdr *)transport->ports)->tcp_flags);
}

// A packet that no mapping is for, and none is made.
static rte_edge_t unmapped(const struct fl_click_instance *instance, struct rte_mbuf *packet, enum drop reason)
{
	const struct config *config = instance->config;
	const struct state *state = instance->state;
	const struct fl_rewrite_spec *spec = &config->specs[state->input];

	return spec->action == FL_REWRITE_PASS ? spec->outputs[FL_FLOW_FORWARD]
					       : fl_click_drop(instance, packet, reason);
}

static __rte_noinline struct fl_flow *flow_begin(
	const struct fl_click_instance *instance, const struct fl_flow_id *id, bool is_udp)
{
	const struct config *config = instance->config;
	struct state *state = instance->state;
	struct fl_flow *flow = fl_rewriter_map(&state->rewriter, config->specs, state->input, id,
		is_udp ? FL_FLOW_OTHER : FL_FLOW_OPENING, state->now);

	if (flow != NULL)
		fl_counter_add(&state->rewriter.made, 1);
	return flow;
}

static rte_edge_t ip_rewriter_verdict(struct fl_click_instance *instance, struct rte_mbuf *packet)
{
	const struct config *config = instance->config;
	struct state *state = instance->state;
	struct rte_ipv4_hdr *ip = fl_click_ip(packet);
	struct fl_rewriter_transport transport;
	int direction;

	if (unlikely(ip == NULL))
		return fl_click_drop(instance, packet, DROP_NO_HEADER);
	if (unlikely(!fl_rewriter_transport_find(packet, ip, &transport)))
		return unmapped(instance, packet, DROP_NO_FLOW);
	const struct fl_flow_id id = id_of(ip, &transport);
	struct fl_flow *flow = fl_flow_find(&state->rewriter.table, &id, state->now, &direction);
	if (unlikely(flow == NULL)) {
		if (config->specs[state->input].action != FL_REWRITE_PATTERN)
			return unmapped(instance, packet, DROP_REFUSED);
		flow = flow_begin(instance, &id, transport.is_udp);
		direction = FL_FLOW_FORWARD;
	}
	if (unlikely(flow == NULL))
		return fl_click_drop(instance, packet, DROP_NO_PORT);
	fl_flow_use(&state->rewriter.table, flow, kind_after(flow, direction, &transport), state->now);
	fl_rewriter_packet_write(packet, ip, &transport, flow, direction);
	return flow->outputs[direction];
}

static uint16_t ip_rewriter_process(struct rte_graph *graph, struct rte_node *node, void **objs, uint16_t count)
{
	struct state *state = fl_click_instance_of(node)->state;

	state->now = rte_rdtsc();
	state->input = fl_click_port_of(node);
	fl_flow_table_reap(&state->rewriter.table, state->now);
	const uint16_t done = fl_click_split(graph, node, objs, count, ip_rewriter_verdict);
	__atomic_store_n(&state->rewriter.mappings, state->rewriter.table.count, __ATOMIC_RELAXED);
	return done;
}

FL_CLICK_NODE(ip_rewriter, 0)

static uint32_t rewriters_count(const struct fl_config_click *click)
{
	uint32_t count = 0;

	for (uint32_t i = 0; i < click->element_count; i++)
		count += strcmp(click->elements[i].class_name, "IPRewriter") == 0;
	return count;
}

static bool ip_rewriter_configure(struct fl_click_setup *setup, void *place)
{
	struct config *config = place;

	if (rewriters_count(setup->forwarding->config->click) > ELEMENTS_MAX)
		return fl_click_problem(setup, NULL, -1, "a graph has at most %d IPRewriters", ELEMENTS_MAX);
	return fl_rewrite_specs_read(setup, &config->texts, config->specs);
}

static int ip_rewriter_state_init(struct fl_click_instance *instance)
{
	const struct config *config = instance->config;
	struct fl_rewriter *rewriter = &((struct state *)instance->state)->rewriter;
	const uint64_t hz = rte_get_tsc_hz();
	uint64_t patience[FL_FLOW_KINDS];

	for (int i = 0; i < FL_FLOW_KINDS; i++)
		patience[i] = config->timeouts[i] * hz;
	rewriter->random.seed = rte_rand() | 1;
	return fl_flow_table_init(&rewriter->table, (uint32_t)config->capacity, patience, hz, rte_rand());
}

static void ip_rewriter_state_fini(struct fl_click_instance *instance)
{
	fl_flow_table_fini(&((struct state *)instance->state)->rewriter.table);
}

static void figures_add(const struct fl_click_instance *instance, uint64_t *counters)
{
	const struct fl_rewriter *rewriter = &((const struct state *)instance->state)->rewriter;

	counters[0] += __atomic_load_n(&rewriter->mappings, __ATOMIC_RELAXED);
	counters[1] += __atomic_load_n(&rewriter->made, __ATOMIC_RELAXED);
}

static const char *const counters[] = {"mappings", "made", NULL};

#define TIMEOUT(parameter_name, kind, seconds, text)                                                                   \
	{.name = parameter_name,                                                                                       \
		.type = FL_CLICK_WHOLE,                                                                                \
		.offset = offsetof(struct config, timeouts[kind]),                                                     \
		.otherwise = seconds,                                                                                  \
		.min = 1,                                                                                              \
		.max = TIMEOUT_MAX,                                                                                    \
		.unit = "seconds",                                                                                     \
		.description = text}

static const struct fl_click_parameter parameters[] = {
	{.name = "INPUTSPEC",
		.type = FL_CLICK_TEXTS,
		.offset = offsetof(struct config, texts),
		.required = true,
		.description = "of each input, what becomes of a flow without a mapping"},
	{.name = "MAPPING_CAPACITY",
		.type = FL_CLICK_WHOLE,
		.offset = offsetof(struct config, capacity),
		.otherwise = "16384",
		.min = 1,
		.max = CAPACITY_MAX,
		.unit = "mappings",
		.description = "how many there are at most"},
	TIMEOUT("TCP_TIMEOUT", FL_FLOW_OPEN, "86400", "how long a TCP mapping stays without a packet"),
	TIMEOUT("TCP_NODATA_TIMEOUT", FL_FLOW_OPENING, "300", "likewise, while no answer has come"),
	TIMEOUT("TCP_DONE_TIMEOUT", FL_FLOW_DONE, "240", "likewise, after a RST or the FINs of both ends"),
	TIMEOUT("UDP_TIMEOUT", FL_FLOW_OTHER, "300", "how long a UDP mapping stays without a packet"),
	{.name = NULL},
};

const struct fl_click_class fl_click_ip_rewriter = {
	.name = "IPRewriter",
	.node = "click_ip_rewriter",
	.sharing = FL_CLICK_JOINING,
	.flow = FL_CLICK_PUSH,
	.inputs = {.per_argument = true},
	.outputs = {1, OUTPUTS_MAX},
	.summary = "Rewrites addresses and ports of TCP and UDP flows, and those of their answers back.",
	.manual = "A packet of a flow that has a mapping is rewritten and leaves by the mapping's output, whichever "
		  "input it "
		  "comes in by. For a flow that has none its input's INPUTSPEC says what to do:\n\n"
		  "- `drop`: drop it.\n"
		  "- `pass OUTPUT`: send it by that output, without a mapping. `nochange` is the same.\n"
		  "- `keep FOUTPUT ROUTPUT`: map it to itself. Its packets leave by FOUTPUT, answers by ROUTPUT.\n"
		  "- `pattern SADDR SPORT DADDR DPORT FOUTPUT ROUTPUT`: map it to these addresses and ports; `-` "
		  "leaves one as "
		  "it is. SPORT may be a range like `1024-65535`: the flow's own source port is taken if it can be, "
		  "else one "
		  "at random; in turn with a `#` behind the range, always at random with a `?`.\n\n"
		  "`IPRewriter(pattern 192.0.2.1 1024-65535 - - 0 1, drop)` hides what comes into input 0 behind one "
		  "address, "
		  "and takes answers by input 1. A flow whose answers could not be told from another's is dropped, as "
		  "`no_port`; of a range, 256 ports are tried at most. Checksums are brought up to date (RFC 1624), "
		  "and the new "
		  "destination is the packet's next hop.\n\n"
		  "What is neither TCP nor UDP, ICMP errors too, and fragments but the first pass where `pass` says "
		  "so, else "
		  "they are dropped: an IPReassembler belongs before it. When all mappings are in use, the one whose "
		  "time "
		  "would be over soonest gives way. A new configuration of the router begins without mappings.\n\n"
		  "Interfaces whose packets reach the same IPRewriter are inputs of one path. A graph has at most 4, "
		  "each "
		  "with at most 16 inputs.",
	.parameters = parameters,
	.drops = drops,
	.counters = counters,
	.config_size = sizeof(struct config),
	.state_size = sizeof(struct state),
	.configure = ip_rewriter_configure,
	.state_init = ip_rewriter_state_init,
	.state_fini = ip_rewriter_state_fini,
	.count = figures_add,
};
