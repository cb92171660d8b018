// IPReassembler: makes whole datagrams of fragments. reassembly.h has the rules; here is what they mean for packets. Its
// second node, a source, gives up what waits too long.
#include <errno.h>
#include <rte_cycles.h>
#include <string.h>

#include "elements/click/instance.h"
#include "elements/click/packet.h"
#include "elements/click/reassembly.h"
#include "elements/click/router.h"
#include "elements/click/setup.h"

enum {
	ELEMENTS_MAX = 8,  // each is a source in each path's graph, of which core/graph.c takes 96
	HOLD_FRACTION = 4, // of the router's buffers that all its IPReassemblers may hold together
	MS_PER_SECOND = 1000,
	ECN_MASK = 3,
	ECN_CONGESTION = 3,
	ECN_NOT_CAPABLE_SEEN = 1 << 0,
	ECN_CONGESTION_SEEN = 1 << ECN_CONGESTION,
};

struct config {
	uint64_t himem, timeout_ms;
	uint32_t elements; // of the graph
};

struct state {
	struct fl_reassembly table;
	// written: worker, read: control
	uint64_t datagrams, fragments, waiting;
};

enum drop {
	DROP_NO_HEADER,
	DROP_BAD_FRAGMENT,
	DROP_BAD_OFFLOAD,
	DROP_DUPLICATE,
	DROP_OVERLAP,
	DROP_TOO_MANY,
	DROP_MIXED_ECN,
	DROP_NO_ROOM,
	DROP_TIMEOUT,
};

static const char *const drops[] = {
	[DROP_NO_HEADER] = "ip_reassembler_no_header",
	[DROP_BAD_FRAGMENT] = "ip_reassembler_bad_fragment",
	[DROP_BAD_OFFLOAD] = "ip_reassembler_bad_offload",
	[DROP_DUPLICATE] = "ip_reassembler_duplicate",
	[DROP_OVERLAP] = "ip_reassembler_overlap",
	[DROP_TOO_MANY] = "ip_reassembler_too_many_fragments",
	[DROP_MIXED_ECN] = "ip_reassembler_mixed_ecn",
	[DROP_NO_ROOM] = "ip_reassembler_no_room",
	[DROP_TIMEOUT] = "ip_reassembler_timeout",
	NULL,
};

static void drop(struct rte_graph *graph, struct rte_node *node, struct rte_mbuf *packet, enum drop reason)
{
	fl_enqueue_x1(graph, node, fl_click_drop(fl_click_instance_of(node), packet, reason), packet);
}

static bool is_first(struct rte_mbuf *packet)
{
	return (fl_click_ip(packet)->fragment_offset & RTE_BE16(RTE_IPV4_HDR_OFFSET_MASK)) == 0;
}

// Drops what is held of a datagram; of one whose time is over, its first fragment leaves by output 1. Returns how many
// packets that were.
static uint16_t datagram_give_up(
	struct rte_graph *graph, struct rte_node *node, struct fl_reassembly_datagram *datagram, enum drop reason)
{
	const struct fl_click_instance *instance = fl_click_instance_of(node);
	struct state *state = instance->state;
	struct rte_mbuf *packets[FL_REASSEMBLY_FRAGMENTS];
	const uint16_t count = fl_reassembly_take(&state->table, datagram, packets);

	for (uint16_t i = 0; i < count; i++)
		if (i == 0 && reason == DROP_TIMEOUT && is_first(packets[i]))
			fl_enqueue_x1(graph, node, fl_click_refuse(instance, packets[i], 1, reason), packets[i]);
		else
			drop(graph, node, packets[i], reason);
	return count;
}

static void datagram_forget(struct state *state, struct fl_reassembly_datagram *datagram)
{
	fl_reassembly_end(&state->table, datagram);
	__atomic_store_n(&state->waiting, state->table.count, __ATOMIC_RELAXED);
}

// Takes the header, and all before it, off a fragment behind the first; and a buffer that is empty then.
static struct rte_mbuf *payload_of(struct rte_mbuf *packet)
{
	const uint16_t header = fl_click_network_offset(packet) + rte_ipv4_hdr_len(fl_click_ip(packet));
	struct rte_mbuf *next = packet->next;

	rte_pktmbuf_adj(packet, header); // all of it is in the first buffer
	if (packet->data_len > 0 || next == NULL)
		return packet;
	next->nb_segs = packet->nb_segs - 1;
	next->pkt_len = packet->pkt_len;
	packet->next = NULL;
	packet->nb_segs = 1;
	fl_buffer_free(packet);
	return next;
}

static struct rte_mbuf *payloads_join(struct rte_mbuf **packets, uint16_t count)
{
	struct rte_mbuf *whole = packets[0], *last = rte_pktmbuf_lastseg(whole);

	for (uint16_t i = 1; i < count; i++) {
		struct rte_mbuf *payload = payload_of(packets[i]);

		last->next = payload;
		last = rte_pktmbuf_lastseg(payload);
		whole->nb_segs += payload->nb_segs;
		whole->pkt_len += payload->pkt_len;
	}
	return whole;
}

// RFC 3168 5.3: congestion that a fragment met is the datagram's; where others say that its sender does not know ECN,
// somebody has lied. False: that.
static bool ecn_join(struct rte_ipv4_hdr *ip, uint8_t seen)
{
	if ((seen & ECN_CONGESTION_SEEN) == 0)
		return true;
	ip->type_of_service |= ECN_CONGESTION;
	return (seen & ECN_NOT_CAPABLE_SEEN) == 0;
}

static void datagram_finish(struct rte_graph *graph, struct rte_node *node, struct fl_reassembly_datagram *datagram)
{
	struct state *state = fl_click_instance_of(node)->state;
	struct rte_mbuf *packets[FL_REASSEMBLY_FRAGMENTS];
	const uint16_t count = fl_reassembly_take(&state->table, datagram, packets);
	struct rte_mbuf *whole = payloads_join(packets, count);
	struct rte_ipv4_hdr *ip = fl_click_ip(whole);
	const uint32_t length = rte_ipv4_hdr_len(ip) + datagram->length;
	const bool one_ecn = ecn_join(ip, datagram->ecn_seen);

	datagram_forget(state, datagram);
	if (length > UINT16_MAX || !one_ecn) {
		drop(graph, node, whole, one_ecn ? DROP_BAD_FRAGMENT : DROP_MIXED_ECN);
		return;
	}
	ip->total_length = rte_cpu_to_be_16((uint16_t)length);
	ip->fragment_offset &= ~RTE_BE16(RTE_IPV4_HDR_MF_FLAG | RTE_IPV4_HDR_OFFSET_MASK);
	fl_click_ip_checksum_set(ip);
	fl_counter_add(&state->datagrams, 1);
	fl_enqueue_x1(graph, node, 0, whole);
}

static struct fl_reassembly_key key_of(const struct rte_ipv4_hdr *ip)
{
	return (struct fl_reassembly_key){
		.addresses = (uint64_t)ip->src_addr << 32 | ip->dst_addr,
		.identity = (uint64_t)ip->packet_id << 8 | ip->next_proto_id,
	};
}

// False: no datagram has such a fragment. Cuts off what the link layer put behind it.
static bool fragment_read(struct rte_mbuf *packet, const struct rte_ipv4_hdr *ip, struct fl_fragment *fragment)
{
	const uint16_t field = rte_be_to_cpu_16(ip->fragment_offset), header = rte_ipv4_hdr_len(ip);
	const uint16_t total = rte_be_to_cpu_16(ip->total_length);
	const uint32_t wanted = (uint32_t)fl_click_network_offset(packet) + total, length = rte_pktmbuf_pkt_len(packet);

	if (total <= header || wanted > length || length - wanted > UINT16_MAX)
		return false;
	if (length > wanted && rte_pktmbuf_trim(packet, (uint16_t)(length - wanted)) != 0)
		return false;
	fragment->packet = packet;
	fragment->first = (uint32_t)(field & RTE_IPV4_HDR_OFFSET_MASK) * RTE_IPV4_HDR_OFFSET_UNITS;
	fragment->end = fragment->first + total - header;
	fragment->ecn = ip->type_of_service & ECN_MASK;
	fragment->is_last = (field & RTE_IPV4_HDR_MF_FLAG) == 0;
	return header + fragment->end <= UINT16_MAX &&
	       (fragment->is_last || fragment->end % RTE_IPV4_HDR_OFFSET_UNITS == 0);
}

// The oldest give way, its own datagram may be among them. False: it is too long for all the room there is.
static bool room_make(struct rte_graph *graph, struct rte_node *node, const struct rte_mbuf *packet,
	const struct fl_reassembly_key *key)
{
	struct state *state = fl_click_instance_of(node)->state;
	const bool begins = fl_reassembly_find(&state->table, key) == NULL;

	while (!fl_reassembly_has_room(&state->table, packet->nb_segs, begins)) {
		struct fl_reassembly_datagram *oldest = fl_reassembly_oldest(&state->table);

		if (oldest == NULL)
			return false;
		datagram_give_up(graph, node, oldest, DROP_NO_ROOM);
		datagram_forget(state, oldest);
	}
	return true;
}

static void fragment_take(struct rte_graph *graph, struct rte_node *node, const struct fl_fragment *fragment,
	const struct fl_reassembly_key *key)
{
	struct state *state = fl_click_instance_of(node)->state;
	struct fl_reassembly_datagram *datagram = fl_reassembly_find(&state->table, key);

	if (datagram == NULL)
		datagram = fl_reassembly_begin(&state->table, key, rte_rdtsc());
	__atomic_store_n(&state->waiting, state->table.count, __ATOMIC_RELAXED);
	switch (fl_reassembly_add(&state->table, datagram, fragment)) {
	case FL_REASSEMBLY_HELD:
		break;
	case FL_REASSEMBLY_WHOLE:
		datagram_finish(graph, node, datagram);
		break;
	case FL_REASSEMBLY_DUPLICATE:
		drop(graph, node, fragment->packet, DROP_DUPLICATE);
		break;
	case FL_REASSEMBLY_OVERLAP:
		datagram->refused = true;
		datagram_give_up(graph, node, datagram, DROP_OVERLAP);
		drop(graph, node, fragment->packet, DROP_OVERLAP);
		break;
	case FL_REASSEMBLY_TOO_MANY:
		datagram->refused = true;
		datagram_give_up(graph, node, datagram, DROP_TOO_MANY);
		drop(graph, node, fragment->packet, DROP_TOO_MANY);
		break;
	}
}

static void fragment_process(
	struct rte_graph *graph, struct rte_node *node, struct rte_mbuf *packet, const struct rte_ipv4_hdr *ip)
{
	struct state *state = fl_click_instance_of(node)->state;
	const struct fl_reassembly_key key = key_of(ip);
	struct fl_fragment fragment;

	if (fl_offload_needed(packet)) {
		drop(graph, node, packet, DROP_BAD_OFFLOAD);
	} else if (!fragment_read(packet, ip, &fragment)) {
		drop(graph, node, packet, DROP_BAD_FRAGMENT);
	} else if (!room_make(graph, node, packet, &key)) {
		drop(graph, node, packet, DROP_NO_ROOM);
	} else {
		fl_counter_add(&state->fragments, 1);
		fragment_take(graph, node, &fragment, &key);
	}
}

static void packet_process(struct rte_graph *graph, struct rte_node *node, struct rte_mbuf *packet)
{
	const struct rte_ipv4_hdr *ip = fl_click_ip(packet);

	if (unlikely(ip == NULL))
		drop(graph, node, packet, DROP_NO_HEADER);
	else if ((ip->fragment_offset & RTE_BE16(RTE_IPV4_HDR_MF_FLAG | RTE_IPV4_HDR_OFFSET_MASK)) == 0)
		fl_enqueue_x1(graph, node, 0, packet);
	else
		fragment_process(graph, node, packet, ip);
}

static uint16_t ip_reassembler_process(struct rte_graph *graph, struct rte_node *node, void **objs, uint16_t count)
{
	for (uint16_t i = 0; i < count; i++)
		packet_process(graph, node, objs[i]);
	return count;
}

static uint16_t ip_reassembler_expire_process(
	struct rte_graph *graph, struct rte_node *node, void **objs, uint16_t count)
{
	const struct fl_click_instance *instance = fl_click_instance_of(node);
	const struct config *config = instance->config;
	struct state *state = instance->state;
	uint16_t released = 0;

	(void)objs;
	(void)count; // a source: nothing comes in
	if (likely(state->table.count == 0))
		return 0;
	const uint64_t now = rte_rdtsc(), patience = config->timeout_ms * rte_get_tsc_hz() / MS_PER_SECOND;
	while (state->table.count > 0 && now - state->table.oldest > patience) {
		struct fl_reassembly_datagram *oldest = fl_reassembly_oldest(&state->table);

		released += datagram_give_up(graph, node, oldest, DROP_TIMEOUT);
		datagram_forget(state, oldest);
	}
	instance->path->resumed += released;
	return released;
}

FL_CLICK_NODE(ip_reassembler, 0)
FL_CLICK_NODE(ip_reassembler_expire, RTE_NODE_SOURCE_F)

static uint32_t reassemblers_count(const struct fl_config_click *click)
{
	uint32_t count = 0;

	for (uint32_t i = 0; i < click->element_count; i++)
		count += strcmp(click->elements[i].class_name, "IPReassembler") == 0;
	return count;
}

static bool ip_reassembler_configure(struct fl_click_setup *setup, void *place)
{
	struct config *config = place;

	config->elements = reassemblers_count(setup->forwarding->config->click);
	if (config->elements > ELEMENTS_MAX)
		return fl_click_problem(setup, NULL, -1, "a graph has at most %d IPReassemblers", ELEMENTS_MAX);
	return true;
}

static int ip_reassembler_state_init(struct fl_click_instance *instance)
{
	const struct config *config = instance->config;
	const struct rte_mempool *pool = instance->path->pool;
	const uint32_t part = pool->size / HOLD_FRACTION / instance->path->output_count / config->elements;
	const uint64_t wanted = config->himem / rte_pktmbuf_data_room_size((struct rte_mempool *)(uintptr_t)pool);
	const uint64_t most = RTE_MIN(RTE_MIN(wanted, (uint64_t)part), (uint64_t)UINT16_MAX - 1);

	return fl_reassembly_init(&((struct state *)instance->state)->table, (uint32_t)RTE_MAX(most, UINT64_C(1)));
}

static void ip_reassembler_state_abandon(struct fl_click_instance *instance)
{
	fl_reassembly_fini(&((struct state *)instance->state)->table);
}

static void ip_reassembler_state_fini(struct fl_click_instance *instance)
{
	struct fl_reassembly *table = &((struct state *)instance->state)->table;
	struct rte_mbuf *packets[FL_REASSEMBLY_FRAGMENTS];

	while (table->count > 0) {
		fl_buffers_free(packets, fl_reassembly_take(table, &table->datagrams[0], packets));
		fl_reassembly_end(table, &table->datagrams[0]);
	}
	fl_reassembly_fini(table);
}

static void figures_add(const struct fl_click_instance *instance, uint64_t *counters)
{
	const struct state *state = instance->state;

	counters[0] += __atomic_load_n(&state->datagrams, __ATOMIC_RELAXED);
	counters[1] += __atomic_load_n(&state->fragments, __ATOMIC_RELAXED);
	counters[2] += __atomic_load_n(&state->waiting, __ATOMIC_RELAXED);
}

static const char *const counters[] = {"datagrams", "fragments", "waiting", NULL};

static const struct fl_click_parameter parameters[] = {
	{.name = "HIMEM",
		.type = FL_CLICK_WHOLE,
		.offset = offsetof(struct config, himem),
		.otherwise = "262144",
		.min = 4096,
		.max = UINT64_C(1) << 30,
		.unit = "bytes",
		.description = "of buffers that fragments may hold in a path"},
	{.name = "TIMEOUT",
		.type = FL_CLICK_WHOLE,
		.offset = offsetof(struct config, timeout_ms),
		.otherwise = "30000",
		.min = 1,
		.max = 120000,
		.unit = "milliseconds",
		.description = "how long a datagram's first fragment to come waits for the last"},
	{.name = NULL},
};

const struct fl_click_class fl_click_ip_reassembler = {
	.name = "IPReassembler",
	.node = "click_ip_reassembler",
	.source_node = "click_ip_reassembler_expire",
	.flow = FL_CLICK_PUSH,
	.inputs = {1, 1},
	.outputs = {1, 2},
	.summary = "Makes whole datagrams of fragments.",
	.manual =
		"What is no fragment passes. Fragments wait for the others of theirs that come in by the same path; "
		"the "
		"whole begins with all that was before the first one's IP header, and is long: before a ToDevice "
		"belongs "
		"an IPFragmenter. When TIMEOUT is over, the first fragment leaves by output 1, where an "
		"`ICMPError(..., "
		"timeexceeded, reassembly)` belongs, and the others are dropped; without an output 1, or the first "
		"fragment, all are.\n\n"
		"A datagram whose fragments overlap or contradict each other is refused, with all that is still to "
		"come "
		"of it (as RFC 5722 has it); an exact duplicate is dropped alone. A datagram is dropped too of which a "
		"part met "
		"congestion while another says that its sender does not know ECN (RFC 3168 5.3).\n\n"
		"A path holds fragments of at most 64 datagrams, 128 of each; the oldest datagram gives way. HIMEM "
		"counts whole buffers, and all IPReassemblers of a router hold no more than a quarter of its buffers, "
		"each path and element an equal part. A graph has at most 8.",
	.parameters = parameters,
	.drops = drops,
	.counters = counters,
	.config_size = sizeof(struct config),
	.state_size = sizeof(struct state),
	.configure = ip_reassembler_configure,
	.state_init = ip_reassembler_state_init,
	.state_fini = ip_reassembler_state_fini,
	.state_abandon = ip_reassembler_state_abandon,
	.count = figures_add,
};
