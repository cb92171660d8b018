#include "elements/arp_resolver.h"

#include <rte_arp.h>
#include <string.h>

static const struct rte_ether_addr broadcast = {{0xff, 0xff, 0xff, 0xff, 0xff, 0xff}};

// Sends a request for target, from one of our addresses, to a MAC. Best effort: a request that gets lost is sent again.
static void request_send(struct fl_ip_router *router, struct fl_port_tx *const *control_tx, uint16_t interface,
	uint32_t source, uint32_t target, const struct rte_ether_addr *to)
{
	const struct rte_ether_addr *own = &router->interfaces[interface].mac;
	struct rte_mbuf *packet = rte_pktmbuf_alloc(router->pool);
	struct rte_ether_hdr *ether;
	struct rte_arp_hdr *arp;

	if (packet == NULL)
		return;
	memset(fl_packet_get(packet), 0, sizeof(struct fl_packet));
	ether = (struct rte_ether_hdr *)rte_pktmbuf_append(packet, sizeof(*ether) + sizeof(*arp));
	*ether = (struct rte_ether_hdr){.dst_addr = *to, .src_addr = *own, .ether_type = RTE_BE16(RTE_ETHER_TYPE_ARP)};
	arp = (struct rte_arp_hdr *)(ether + 1);
	*arp = (struct rte_arp_hdr){
		.arp_hardware = RTE_BE16(RTE_ARP_HRD_ETHER),
		.arp_protocol = RTE_BE16(RTE_ETHER_TYPE_IPV4),
		.arp_hlen = RTE_ETHER_ADDR_LEN,
		.arp_plen = sizeof(rte_be32_t),
		.arp_opcode = RTE_BE16(RTE_ARP_OP_REQUEST),
		.arp_data = {.arp_sha = *own, .arp_sip = rte_cpu_to_be_32(source), .arp_tip = rte_cpu_to_be_32(target)},
	};
	if (control_tx[interface]->port->ops->tx_burst(control_tx[interface], &packet, 1) == 0)
		rte_pktmbuf_free(packet);
}

static void neighbour_ask(struct fl_ip_router *router, struct fl_port_tx *const *control_tx,
	struct fl_neighbour_slot slot, const struct rte_ether_addr *to)
{
	uint32_t address = fl_neighbours_address(router->neighbours, slot);
	struct fl_neighbour_record *record = fl_neighbours_record(router->neighbours, slot);
	const struct fl_ip4_prefix *subnet = fl_ip_interface_subnet(&router->interfaces[record->interface], address);

	record->probes++;
	if (subnet != NULL)
		request_send(router, control_tx, record->interface, subnet->address, address, to);
}

static void state_set(
	struct fl_ip_router *router, struct fl_neighbour_slot slot, struct fl_neighbour neighbour, uint64_t due_ms)
{
	fl_neighbours_record(router->neighbours, slot)->due_ms = due_ms;
	router->resolver_due_ms = RTE_MIN(router->resolver_due_ms, due_ms);
	fl_neighbours_set(router->neighbours, slot, neighbour);
}

static void forget(struct fl_ip_router *router, struct fl_neighbour_slot slot)
{
	fl_neighbours_set(router->neighbours, slot, (struct fl_neighbour){.state = FL_NEIGHBOUR_NONE});
}

static bool wanted(struct fl_ip_router *router, const struct fl_arp_event *event, uint64_t now_ms,
	struct fl_port_tx *const *control_tx)
{
	struct fl_neighbour_slot slot;

	if (fl_neighbours_slot_find(router->neighbours, event->address, &slot))
		return false;
	slot = fl_neighbours_slot_take(router->neighbours, event->address);
	fl_neighbours_record(router->neighbours, slot)->interface = event->interface;
	state_set(router, slot, (struct fl_neighbour){.state = FL_NEIGHBOUR_INCOMPLETE}, now_ms + FL_ARP_RETRY_MS);
	neighbour_ask(router, control_tx, slot, &broadcast);
	return true;
}

static void heard(struct fl_ip_router *router, const struct fl_arp_event *event, uint64_t now_ms)
{
	struct fl_neighbour_slot slot;
	struct fl_neighbour_record *record;

	if (event->kind == FL_ARP_CHANGED && !fl_neighbours_slot_find(router->neighbours, event->address, &slot))
		return;
	slot = fl_neighbours_slot_take(router->neighbours, event->address);
	record = fl_neighbours_record(router->neighbours, slot);
	record->interface = event->interface;
	record->probes = 0;
	state_set(router, slot, (struct fl_neighbour){.state = FL_NEIGHBOUR_REACHABLE, .mac = event->mac},
		now_ms + FL_ARP_REACHABLE_MS);
}

static void events_drain(struct fl_ip_router *router, uint64_t now_ms, struct fl_port_tx *const *control_tx)
{
	unsigned int asked = 0;

	for (uint32_t i = 0; i < router->interface_count; i++) {
		struct fl_arp_event event;

		if (router->paths[i] == NULL)
			continue;
		// No more than were there at the start: a flood has to wait for the next tick.
		for (unsigned int left = rte_ring_count(router->paths[i]->events); left > 0; left--) {
			if (rte_ring_sc_dequeue_elem(router->paths[i]->events, &event, sizeof(event)) != 0)
				break;
			if (event.kind != FL_ARP_WANTED)
				heard(router, &event, now_ms);
			else if (asked < FL_ARP_NEW_PER_TICK)
				asked += wanted(router, &event, now_ms, control_tx);
		}
	}
}

static void reachable_due(struct fl_ip_router *router, struct fl_neighbour_slot slot,
	const struct fl_neighbour *neighbour, uint64_t now_ms, struct fl_port_tx *const *control_tx)
{
	struct fl_neighbour_record *record = fl_neighbours_record(router->neighbours, slot);
	bool used = fl_neighbours_used_take(router->neighbours, slot);

	if (record->probes == FL_ARP_REQUESTS_MAX || (record->probes == 0 && !used)) {
		// No answer: the next packet asks everybody. Or no use for it.
		forget(router, slot);
		return;
	}
	state_set(router, slot, *neighbour, now_ms + FL_ARP_RETRY_MS);
	neighbour_ask(router, control_tx, slot, &neighbour->mac);
}

static void neighbour_due(struct fl_ip_router *router, struct fl_neighbour_slot slot, uint64_t now_ms,
	struct fl_port_tx *const *control_tx)
{
	const struct fl_neighbour neighbour = fl_neighbours_get(router->neighbours, slot);

	if (neighbour.state == FL_NEIGHBOUR_REACHABLE) {
		reachable_due(router, slot, &neighbour, now_ms, control_tx);
	} else if (neighbour.state == FL_NEIGHBOUR_FAILED) {
		forget(router, slot);
	} else if (fl_neighbours_record(router->neighbours, slot)->probes == FL_ARP_REQUESTS_MAX) {
		state_set(router, slot, (struct fl_neighbour){.state = FL_NEIGHBOUR_FAILED}, now_ms + FL_ARP_FAILED_MS);
	} else {
		state_set(router, slot, neighbour, now_ms + FL_ARP_RETRY_MS);
		neighbour_ask(router, control_tx, slot, &broadcast);
	}
}

// Visits every entry, but only when one of them may be due.
static void timers_run(struct fl_ip_router *router, uint64_t now_ms, struct fl_port_tx *const *control_tx)
{
	struct fl_neighbour_slot slot;

	if (now_ms < router->resolver_due_ms)
		return;
	router->resolver_due_ms = UINT64_MAX;
	for (slot.bucket = 0; slot.bucket < FL_NEIGHBOUR_BUCKETS; slot.bucket++)
		for (slot.way = 0; slot.way < FL_NEIGHBOUR_WAYS; slot.way++) {
			uint64_t due = fl_neighbours_record(router->neighbours, slot)->due_ms;

			if (fl_neighbours_get(router->neighbours, slot).state == FL_NEIGHBOUR_NONE)
				continue;
			if (due <= now_ms)
				neighbour_due(router, slot, now_ms, control_tx);
			else
				router->resolver_due_ms = RTE_MIN(router->resolver_due_ms, due);
		}
}

void fl_arp_resolver_tick(struct fl_ip_router *router, uint64_t now_ms, struct fl_port_tx *const *control_tx)
{
	events_drain(router, now_ms, control_tx);
	timers_run(router, now_ms, control_tx);
}

void fl_arp_resolver_announce(struct fl_ip_router *router, struct fl_port_tx *const *control_tx)
{
	for (uint16_t i = 0; i < router->interface_count; i++)
		for (uint32_t j = 0; j < router->interfaces[i].address_count; j++) {
			uint32_t own = router->interfaces[i].addresses[j].address;

			request_send(router, control_tx, i, own, own, &broadcast);
		}
}

// The interface that has the address in a subnet and is on the same netdev as the old one, or -1.
static int interface_inheriting(const struct fl_ip_router *router, uint32_t address, const struct fl_ip_interface *old)
{
	for (uint32_t i = 0; i < router->interface_count; i++)
		if (rte_is_same_ether_addr(&router->interfaces[i].mac, &old->mac) &&
			fl_ip_interface_subnet(&router->interfaces[i], address) != NULL &&
			!fl_ip_interface_has(&router->interfaces[i], address))
			return (int)i;
	return -1;
}

static void neighbour_inherit(
	struct fl_ip_router *router, const struct fl_ip_router *previous, struct fl_neighbour_slot old)
{
	const struct fl_neighbour neighbour = fl_neighbours_get(previous->neighbours, old);
	const struct fl_neighbour_record *record = &previous->neighbours->records[old.bucket][old.way];
	uint32_t address = fl_neighbours_address(previous->neighbours, old);
	struct fl_neighbour_slot slot;
	int interface;

	if (neighbour.state != FL_NEIGHBOUR_REACHABLE)
		return;
	interface = interface_inheriting(router, address, &previous->interfaces[record->interface]);
	if (interface < 0)
		return;
	slot = fl_neighbours_slot_take(router->neighbours, address);
	fl_neighbours_record(router->neighbours, slot)->interface = (uint16_t)interface;
	state_set(router, slot, neighbour, record->due_ms);
}

void fl_arp_resolver_inherit(struct fl_ip_router *router, const struct fl_ip_router *previous)
{
	struct fl_neighbour_slot slot;

	for (slot.bucket = 0; slot.bucket < FL_NEIGHBOUR_BUCKETS; slot.bucket++)
		for (slot.way = 0; slot.way < FL_NEIGHBOUR_WAYS; slot.way++)
			neighbour_inherit(router, previous, slot);
}
