// ARPQuerier: finds the Ethernet addresses of next hops (RFC 826, RFC 1122 2.3.2).
//
// The element's paths share one table, which the control thread alone writes: a path that gets an answer tells it through a
// ring, and finds it there with the others a tick later. Each path asks for what it needs itself, out of output 0, and
// holds its packets meanwhile; a second source node of the instance lets go of them.
//
// An entry is trusted for 30 s after it was heard of. If it was used since, it stays good for ten more, in which whoever
// uses it asks again, so that a talk that goes on is not held up.
#include <errno.h>
#include <rte_cycles.h>
#include <rte_malloc.h>
#include <rte_ring.h>
#include <string.h>

#include "elements/click/arp.h"
#include "elements/click/instance.h"
#include "elements/click/router.h"
#include "elements/hold_queue.h"
#include "elements/neighbours.h"

enum {
	PORT_DATAGRAMS,
	PORT_REPLIES,

	ELEMENTS_MAX = 32, // each is a source in each path's graph, of which core/graph.c takes 96
	EVENTS_SIZE = 256,
	HOLD_FRACTION = 4, // of the router's buffers that all its ARPQueriers may hold together
	REACHABLE_MS = 30000,
	STALE_MS = 10000,
	PATIENCE_SECONDS = 5,
	QUERIES_PER_SECOND = 1,     // for one next hop, RFC 1122 2.3.2.1
	REFRESHES_PER_SECOND = 100, // of an instance
};

// In the table, FL_NEIGHBOUR_INCOMPLETE is an entry that is stale: its MAC is good still.
struct config {
	uint32_t address;
	struct rte_ether_addr mac;
	struct fl_neighbours *table;
	uint64_t due_ms; // control thread: when an entry is due, at the earliest
};

struct event {
	uint32_t address;
	struct rte_ether_addr mac;
	uint16_t unused; // elements of an rte_ring are a multiple of 4 bytes
};

struct state {
	struct fl_hold_queue hold;
	uint64_t refreshed;      // cycles
	struct rte_ring *events; // written: worker, read: control
};

enum drop { DROP_NO_NEXT_HOP, DROP_NO_ROOM, DROP_HOLD_FULL, DROP_UNANSWERED, DROP_NO_REPLY, DROP_CONTROL_BUSY };

static const char *const drops[] = {
	[DROP_NO_NEXT_HOP] = "arp_querier_no_next_hop",
	[DROP_NO_ROOM] = "arp_querier_no_room",
	[DROP_HOLD_FULL] = "arp_querier_hold_full",
	[DROP_UNANSWERED] = "arp_querier_unanswered",
	[DROP_NO_REPLY] = "arp_querier_no_reply",
	[DROP_CONTROL_BUSY] = "arp_querier_control_busy",
	NULL,
};

static void drop(struct rte_graph *graph, struct rte_node *node, struct rte_mbuf *packet, enum drop reason)
{
	fl_enqueue_x1(graph, node, fl_click_drop(fl_click_instance_of(node), packet, reason), packet);
}

static void datagram_send(
	struct rte_graph *graph, struct rte_node *node, struct rte_mbuf *packet, const struct rte_ether_addr *to)
{
	const struct config *config = fl_click_instance_of(node)->config;
	struct rte_ether_hdr *ether = fl_click_push(packet, sizeof(*ether));

	if (unlikely(ether == NULL)) {
		drop(graph, node, packet, DROP_NO_ROOM);
		return;
	}
	*ether = (struct rte_ether_hdr){
		.dst_addr = *to, .src_addr = config->mac, .ether_type = RTE_BE16(RTE_ETHER_TYPE_IPV4)};
	fl_enqueue_x1(graph, node, 0, packet);
}

static void query_send(struct rte_graph *graph, struct rte_node *node, uint32_t address)
{
	static const struct rte_ether_addr broadcast = {{0xff, 0xff, 0xff, 0xff, 0xff, 0xff}};
	const struct fl_click_instance *instance = fl_click_instance_of(node);
	const struct config *config = instance->config;
	struct rte_mbuf *query = fl_buffer_alloc(instance->path->pool);
	struct rte_ether_hdr *ether;

	if (query == NULL)
		return; // it is asked again
	memset(fl_packet_get(query), 0, sizeof(struct fl_packet));
	ether = (struct rte_ether_hdr *)rte_pktmbuf_append(query, sizeof(*ether) + sizeof(struct rte_arp_hdr));
	*ether = (struct rte_ether_hdr){
		.dst_addr = broadcast, .src_addr = config->mac, .ether_type = RTE_BE16(RTE_ETHER_TYPE_ARP)};
	*(struct rte_arp_hdr *)(ether + 1) = (struct rte_arp_hdr){
		.arp_hardware = RTE_BE16(RTE_ARP_HRD_ETHER),
		.arp_protocol = RTE_BE16(RTE_ETHER_TYPE_IPV4),
		.arp_hlen = RTE_ETHER_ADDR_LEN,
		.arp_plen = sizeof(rte_be32_t),
		.arp_opcode = RTE_BE16(RTE_ARP_OP_REQUEST),
		.arp_data = {.arp_sha = config->mac,
			.arp_sip = rte_cpu_to_be_32(config->address),
			.arp_tip = rte_cpu_to_be_32(address)},
	};
	fl_enqueue_x1(graph, node, 0, query);
}

// Asks for a next hop that packets are held for, unless that was done within the second.
static void held_ask(struct rte_graph *graph, struct rte_node *node, struct fl_held *held, uint64_t now)
{
	if (held->told != 0 && now - held->told < rte_get_tsc_hz() / QUERIES_PER_SECOND)
		return;
	held->told = now;
	query_send(graph, node, fl_neighbour_key_ip4(held->next_hop));
}

static void datagram_hold(struct rte_graph *graph, struct rte_node *node, struct rte_mbuf *packet)
{
	struct state *state = fl_click_instance_of(node)->state;
	struct fl_neighbour_key next_hop = fl_neighbour_key_of_ip4(fl_packet_get(packet)->next_hop);
	struct fl_held *held = fl_hold_queue_find(&state->hold, next_hop);
	uint64_t now = rte_rdtsc();
	struct rte_mbuf *displaced = packet;

	if (held == NULL)
		held = fl_hold_queue_begin(&state->hold, next_hop, 0, now);
	if (held != NULL) {
		held_ask(graph, node, held, now);
		displaced = fl_hold_queue_add(&state->hold, held, packet);
	}
	if (displaced != NULL)
		drop(graph, node, displaced, DROP_HOLD_FULL);
}

// RFC 1112 6.4 for groups; false: the next hop is one host.
static bool group_address(uint32_t next_hop, struct rte_ether_addr *mac)
{
	if (next_hop == UINT32_MAX)
		memset(mac, 0xff, sizeof(*mac));
	else if (next_hop >> 28 == 0xe)
		*mac = (struct rte_ether_addr){
			{0x01, 0x00, 0x5e, next_hop >> 16 & 0x7f, next_hop >> 8 & 0xff, next_hop & 0xff}};
	else
		return false;
	return true;
}

static void datagram_process(struct rte_graph *graph, struct rte_node *node, struct rte_mbuf *packet)
{
	const struct config *config = fl_click_instance_of(node)->config;
	struct state *state = fl_click_instance_of(node)->state;
	uint32_t next_hop = fl_packet_get(packet)->next_hop;
	struct fl_neighbour neighbour;

	if (unlikely(next_hop == 0)) {
		drop(graph, node, packet, DROP_NO_NEXT_HOP);
		return;
	}
	if (unlikely(group_address(next_hop, &neighbour.mac))) {
		datagram_send(graph, node, packet, &neighbour.mac);
		return;
	}
	neighbour = fl_neighbours_find(config->table, fl_neighbour_key_of_ip4(next_hop));
	// Order is kept: while packets to it are held, those behind are too.
	if (unlikely(neighbour.state == FL_NEIGHBOUR_NONE) ||
		(unlikely(state->hold.neighbour_count > 0) &&
			fl_hold_queue_find(&state->hold, fl_neighbour_key_of_ip4(next_hop)) != NULL)) {
		datagram_hold(graph, node, packet);
		return;
	}
	if (unlikely(neighbour.state == FL_NEIGHBOUR_INCOMPLETE)) {
		uint64_t now = rte_rdtsc();

		if (now - state->refreshed > rte_get_tsc_hz() / REFRESHES_PER_SECOND) {
			state->refreshed = now;
			query_send(graph, node, next_hop);
		}
	}
	datagram_send(graph, node, packet, &neighbour.mac);
}

static void reply_process(struct rte_graph *graph, struct rte_node *node, struct rte_mbuf *packet)
{
	const struct config *config = fl_click_instance_of(node)->config;
	struct state *state = fl_click_instance_of(node)->state;
	const struct rte_arp_hdr *arp = fl_click_arp_of(packet);
	struct event event;

	if (arp == NULL || arp->arp_opcode != RTE_BE16(RTE_ARP_OP_REPLY) ||
		rte_be_to_cpu_32(arp->arp_data.arp_tip) != config->address || arp->arp_data.arp_sip == 0) {
		drop(graph, node, packet, DROP_NO_REPLY);
		return;
	}
	event = (struct event){.address = rte_be_to_cpu_32(arp->arp_data.arp_sip), .mac = arp->arp_data.arp_sha};
	if (fl_ring_put(state->events, &event, sizeof(event)) == 0)
		fl_buffer_free(packet); // consumed
	else
		drop(graph, node, packet, DROP_CONTROL_BUSY);
}

static uint16_t arp_querier_process(struct rte_graph *graph, struct rte_node *node, void **objs, uint16_t count)
{
	bool replies = fl_click_port_of(node) == PORT_REPLIES;

	for (uint16_t i = 0; i < count; i++)
		if (unlikely(replies))
			reply_process(graph, node, objs[i]);
		else
			datagram_process(graph, node, objs[i]);
	return count;
}

FL_CLICK_NODE(arp_querier, 0)

static uint16_t held_release(
	struct rte_graph *graph, struct rte_node *node, struct fl_held *held, const struct rte_ether_addr *mac)
{
	struct state *state = fl_click_instance_of(node)->state;
	struct rte_mbuf *packets[FL_HOLD_PACKETS];
	uint16_t count = fl_hold_queue_end(&state->hold, held, packets);

	for (uint16_t i = 0; i < count; i++)
		if (mac != NULL)
			datagram_send(graph, node, packets[i], mac);
		else
			drop(graph, node, packets[i], DROP_UNANSWERED);
	return count;
}

static uint16_t arp_querier_hold_process(struct rte_graph *graph, struct rte_node *node, void **objs, uint16_t count)
{
	const struct fl_click_instance *instance = fl_click_instance_of(node);
	struct fl_hold_queue *queue = &((struct state *)instance->state)->hold;
	uint16_t released = 0, i = 0;
	uint64_t now;

	(void)objs;
	(void)count; // a source: nothing comes in
	if (likely(queue->neighbour_count == 0))
		return 0;
	now = rte_rdtsc();
	while (i < queue->neighbour_count) {
		struct fl_held *held = &queue->neighbours[i];
		struct fl_neighbour neighbour =
			fl_neighbours_find(((const struct config *)instance->config)->table, held->next_hop);

		if (neighbour.state != FL_NEIGHBOUR_NONE) {
			released += held_release(graph, node, held, &neighbour.mac);
		} else if (now - held->since > PATIENCE_SECONDS * rte_get_tsc_hz()) {
			released += held_release(graph, node, held, NULL);
		} else {
			held_ask(graph, node, held, now);
			i++;
		}
	}
	instance->path->resumed += released;
	return released;
}

FL_CLICK_NODE(arp_querier_hold, RTE_NODE_SOURCE_F)

static uint32_t queriers_count(const struct fl_config_click *click)
{
	uint32_t count = 0;

	for (uint32_t i = 0; i < click->element_count; i++)
		count += strcmp(click->elements[i].class_name, "ARPQuerier") == 0;
	return count;
}

static bool arp_querier_configure(struct fl_click_setup *setup, void *place)
{
	struct config *config = place;

	if (queriers_count(setup->forwarding->config->click) > ELEMENTS_MAX)
		return fl_click_problem(setup, NULL, -1, "a graph has at most %d ARPQueriers", ELEMENTS_MAX);
	config->due_ms = UINT64_MAX;
	config->table = fl_neighbours_create();
	return config->table != NULL;
}

static void arp_querier_config_fini(void *place)
{
	fl_neighbours_destroy(((struct config *)place)->table);
}

static int arp_querier_state_init(struct fl_click_instance *instance)
{
	const struct fl_click_router *router = instance->path->router_state;
	ssize_t size = rte_ring_get_memsize_elem(sizeof(struct event), EVENTS_SIZE);
	struct state *state = instance->state;

	fl_hold_queue_init(&state->hold, instance->path->pool->size / (HOLD_FRACTION * instance->path->output_count *
									      queriers_count(router->click)));
	state->events = rte_zmalloc("click_arp_events", (size_t)size, RTE_CACHE_LINE_SIZE);
	if (state->events == NULL)
		return -ENOMEM;
	return rte_ring_init(state->events, "click_arp_events", EVENTS_SIZE, RING_F_SP_ENQ | RING_F_SC_DEQ);
}

static void arp_querier_state_abandon(struct fl_click_instance *instance)
{
	rte_free(((struct state *)instance->state)->events);
}

static void arp_querier_state_fini(struct fl_click_instance *instance)
{
	struct state *state = instance->state;

	fl_hold_queue_fini(&state->hold);
	arp_querier_state_abandon(instance);
}

static void entry_set(
	struct config *config, struct fl_neighbour_slot slot, struct fl_neighbour neighbour, uint64_t due_ms)
{
	fl_neighbours_record(config->table, slot)->due_ms = due_ms;
	config->due_ms = RTE_MIN(config->due_ms, due_ms);
	fl_neighbours_set(config->table, slot, neighbour);
}

static void events_drain(struct config *config, struct state *state, uint64_t now_ms)
{
	struct event event;

	// No more than were there at the start: a flood has to wait for the next tick.
	for (unsigned int left = rte_ring_count(state->events); left > 0; left--) {
		if (rte_ring_sc_dequeue_elem(state->events, &event, sizeof(event)) != 0)
			break;
		entry_set(config, fl_neighbours_slot_take(config->table, fl_neighbour_key_of_ip4(event.address)),
			(struct fl_neighbour){.mac = event.mac, .state = FL_NEIGHBOUR_REACHABLE},
			now_ms + REACHABLE_MS);
	}
}

static void entry_age(struct config *config, struct fl_neighbour_slot slot, uint64_t now_ms)
{
	struct fl_neighbour neighbour = fl_neighbours_get(config->table, slot);

	if (neighbour.state == FL_NEIGHBOUR_REACHABLE && fl_neighbours_used_take(config->table, slot)) {
		neighbour.state = FL_NEIGHBOUR_INCOMPLETE;
		entry_set(config, slot, neighbour, now_ms + STALE_MS);
	} else {
		fl_neighbours_set(config->table, slot, (struct fl_neighbour){.state = FL_NEIGHBOUR_NONE});
	}
}

static void arp_querier_tick(void *place, struct fl_click_instance *const *instances, uint32_t count, uint64_t now_ms)
{
	struct config *config = place;
	struct fl_neighbour_slot slot;

	for (uint32_t i = 0; i < count; i++)
		events_drain(config, instances[i]->state, now_ms);
	if (now_ms < config->due_ms)
		return;
	config->due_ms = UINT64_MAX;
	for (slot.bucket = 0; slot.bucket < FL_NEIGHBOUR_BUCKETS; slot.bucket++)
		for (slot.way = 0; slot.way < FL_NEIGHBOUR_WAYS; slot.way++) {
			uint64_t due_ms = fl_neighbours_record(config->table, slot)->due_ms;

			if (fl_neighbours_get(config->table, slot).state == FL_NEIGHBOUR_NONE)
				continue;
			if (due_ms <= now_ms)
				entry_age(config, slot, now_ms);
			else
				config->due_ms = RTE_MIN(config->due_ms, due_ms);
		}
}

static const struct fl_click_parameter parameters[] = {
	{.name = "IP",
		.type = FL_CLICK_IP4,
		.offset = offsetof(struct config, address),
		.required = true,
		.description = "the router's own address there"},
	{.name = "ETHER",
		.type = FL_CLICK_MAC,
		.offset = offsetof(struct config, mac),
		.required = true,
		.description = "its Ethernet address"},
	{.name = NULL},
};

const struct fl_click_class fl_click_arp_querier = {
	.name = "ARPQuerier",
	.node = "click_arp_querier",
	.source_node = "click_arp_querier_hold",
	.sharing = FL_CLICK_SHARED,
	.flow = FL_CLICK_PUSH,
	.inputs = {2, 2},
	.outputs = {1, 1},
	.summary = "Puts an Ethernet header in front of each datagram, to the address that ARP finds for its next hop.",
	.manual = "`ARPQuerier(wan:ip, wan:eth)`. Into input 0 go datagrams that begin with their IP header, with a "
		  "next hop from "
		  "CheckIPHeader or IPLookup; into input 1 go ARP replies, from whichever path gets them. Out come "
		  "frames, and "
		  "the queries.\n\nDatagrams whose next hop is not known yet wait, at most 16 for each of at most 16 "
		  "next hops in "
		  "a path, the oldest giving way; all ARPQueriers together hold no more than a quarter of the router's "
		  "buffers. A "
		  "next hop is asked for once a second, and given up after 5 s. An answer is good for 30 s, and for 10 "
		  "s more "
		  "while it is in use and asked for again.",
	.parameters = parameters,
	.drops = drops,
	.config_size = sizeof(struct config),
	.state_size = sizeof(struct state),
	.configure = arp_querier_configure,
	.config_fini = arp_querier_config_fini,
	.state_init = arp_querier_state_init,
	.state_fini = arp_querier_state_fini,
	.state_abandon = arp_querier_state_abandon,
	.tick = arp_querier_tick,
};
