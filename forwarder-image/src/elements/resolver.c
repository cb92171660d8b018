#include "elements/resolver.h"

#include "elements/arp_request.h"
#include "elements/nd_request.h"

// to: the MAC that it had, or NULL: nobody knows.
static void neighbour_ask(struct fl_ip_router *router, struct fl_port_tx *const *control_tx,
	struct fl_neighbour_slot slot, const struct rte_ether_addr *to)
{
	struct fl_neighbour_key key = fl_neighbours_key(router->neighbours, slot);
	struct fl_neighbour_record *record = fl_neighbours_record(router->neighbours, slot);

	record->probes++;
	if (fl_neighbour_key_is_ip4(key)) {
		fl_arp_request_send(router, control_tx, record->interface, fl_neighbour_key_ip4(key), to);
	} else {
		const struct fl_ip6 target = fl_neighbour_key_ip6(key);

		fl_nd_request_send(router, control_tx, record->interface, &target, to);
	}
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

static bool wanted(struct fl_ip_router *router, const struct fl_neighbour_event *event, uint64_t now_ms,
	struct fl_port_tx *const *control_tx)
{
	struct fl_neighbour_slot slot;

	if (fl_neighbours_slot_find(router->neighbours, event->key, &slot))
		return false;
	slot = fl_neighbours_slot_take(router->neighbours, event->key);
	fl_neighbours_record(router->neighbours, slot)->interface = event->interface;
	state_set(router, slot, (struct fl_neighbour){.state = FL_NEIGHBOUR_INCOMPLETE}, now_ms + FL_RESOLVER_RETRY_MS);
	neighbour_ask(router, control_tx, slot, NULL);
	return true;
}

static void heard(struct fl_ip_router *router, const struct fl_neighbour_event *event, uint64_t now_ms)
{
	struct fl_neighbour_slot slot;
	struct fl_neighbour_record *record;

	if (event->kind == FL_NEIGHBOUR_CHANGED && !fl_neighbours_slot_find(router->neighbours, event->key, &slot))
		return;
	slot = fl_neighbours_slot_take(router->neighbours, event->key);
	record = fl_neighbours_record(router->neighbours, slot);
	record->interface = event->interface;
	record->probes = 0;
	state_set(router, slot, (struct fl_neighbour){.state = FL_NEIGHBOUR_REACHABLE, .mac = event->mac},
		now_ms + FL_RESOLVER_REACHABLE_MS);
}

// RFC 4861 7.2.3: what is known stays; what is new is to be confirmed when it is used.
static void solicited(struct fl_ip_router *router, const struct fl_neighbour_event *event, uint64_t now_ms)
{
	struct fl_neighbour_slot slot = fl_neighbours_slot_take(router->neighbours, event->key);
	struct fl_neighbour_record *record = fl_neighbours_record(router->neighbours, slot);
	const struct fl_neighbour known = fl_neighbours_get(router->neighbours, slot);

	if (known.state == FL_NEIGHBOUR_REACHABLE && rte_is_same_ether_addr(&known.mac, &event->mac))
		return;
	record->interface = event->interface;
	record->probes = 0;
	state_set(router, slot, (struct fl_neighbour){.state = FL_NEIGHBOUR_REACHABLE, .mac = event->mac},
		now_ms + FL_RESOLVER_DELAY_MS);
}

// RFC 4861 7.2.5.
static void advertised(struct fl_ip_router *router, const struct fl_neighbour_event *event, uint64_t now_ms)
{
	bool names = (event->flags & FL_NEIGHBOUR_NAMES_MAC) != 0,
	     confirms = (event->flags & FL_NEIGHBOUR_ASKED_FOR) != 0;
	struct fl_neighbour neighbour;
	struct fl_neighbour_record *record;
	struct fl_neighbour_slot slot;
	bool known, differs;

	if (!fl_neighbours_slot_find(router->neighbours, event->key, &slot))
		return;
	neighbour = fl_neighbours_get(router->neighbours, slot);
	record = fl_neighbours_record(router->neighbours, slot);
	known = neighbour.state == FL_NEIGHBOUR_REACHABLE;
	differs = names && !rte_is_same_ether_addr(&neighbour.mac, &event->mac);
	if (!known && !names)
		return;
	if (known && differs && (event->flags & FL_NEIGHBOUR_OVERRIDES) == 0) {
		// Two say that they are it: the one that was known is asked, unless that is going on.
		if (record->probes == 0)
			state_set(router, slot, neighbour, now_ms);
		return;
	}
	if (names)
		neighbour.mac = event->mac;
	neighbour.state = FL_NEIGHBOUR_REACHABLE;
	record->interface = event->interface;
	if (confirms || !known || differs)
		record->probes = 0;
	if (confirms)
		state_set(router, slot, neighbour, now_ms + FL_RESOLVER_REACHABLE_MS);
	else if (!known || differs)
		state_set(router, slot, neighbour, now_ms + FL_RESOLVER_DELAY_MS);
}

// Whether a neighbour was asked for the first time.
static bool event_take(struct fl_ip_router *router, const struct fl_neighbour_event *event, bool may_ask,
	uint64_t now_ms, struct fl_port_tx *const *control_tx)
{
	switch (event->kind) {
	case FL_NEIGHBOUR_WANTED:
		return may_ask && wanted(router, event, now_ms, control_tx);
	case FL_NEIGHBOUR_SOLICITED:
		solicited(router, event, now_ms);
		return false;
	case FL_NEIGHBOUR_ADVERTISED:
		advertised(router, event, now_ms);
		return false;
	default:
		heard(router, event, now_ms);
		return false;
	}
}

static void events_drain(struct fl_ip_router *router, uint64_t now_ms, struct fl_port_tx *const *control_tx)
{
	unsigned int asked = 0;

	for (uint32_t i = 0; i < router->interface_count; i++) {
		struct fl_neighbour_event event;

		if (router->paths[i] == NULL)
			continue;
		// No more than were there at the start: a flood has to wait for the next tick.
		for (unsigned int left = rte_ring_count(router->paths[i]->events); left > 0; left--) {
			if (rte_ring_sc_dequeue_elem(router->paths[i]->events, &event, sizeof(event)) != 0)
				break;
			asked += event_take(router, &event, asked < FL_RESOLVER_NEW_PER_TICK, now_ms, control_tx);
		}
	}
}

static void reachable_due(struct fl_ip_router *router, struct fl_neighbour_slot slot,
	const struct fl_neighbour *neighbour, uint64_t now_ms, struct fl_port_tx *const *control_tx)
{
	struct fl_neighbour_record *record = fl_neighbours_record(router->neighbours, slot);
	bool used = fl_neighbours_used_take(router->neighbours, slot);

	if (record->probes == FL_RESOLVER_REQUESTS_MAX || (record->probes == 0 && !used)) {
		// No answer: the next packet asks everybody. Or no use for it.
		forget(router, slot);
		return;
	}
	state_set(router, slot, *neighbour, now_ms + FL_RESOLVER_RETRY_MS);
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
	} else if (fl_neighbours_record(router->neighbours, slot)->probes == FL_RESOLVER_REQUESTS_MAX) {
		state_set(router, slot, (struct fl_neighbour){.state = FL_NEIGHBOUR_FAILED},
			now_ms + FL_RESOLVER_FAILED_MS);
	} else {
		state_set(router, slot, neighbour, now_ms + FL_RESOLVER_RETRY_MS);
		neighbour_ask(router, control_tx, slot, NULL);
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

void fl_resolver_tick(struct fl_ip_router *router, uint64_t now_ms, struct fl_port_tx *const *control_tx)
{
	events_drain(router, now_ms, control_tx);
	timers_run(router, now_ms, control_tx);
}

void fl_resolver_announce(struct fl_ip_router *router, struct fl_port_tx *const *control_tx)
{
	for (uint16_t i = 0; i < router->interface_count; i++) {
		fl_arp_request_announce(router, control_tx, i);
		fl_nd_request_announce(router, control_tx, i);
	}
}

// The interface that has the neighbour's address in a subnet and is on the same netdev as the old one, or -1.
static int interface_inheriting(
	const struct fl_ip_router *router, struct fl_neighbour_key key, const struct fl_ip_interface *old)
{
	for (uint32_t i = 0; i < router->interface_count; i++)
		if (rte_is_same_ether_addr(&router->interfaces[i].mac, &old->mac) &&
			fl_ip_interface_has_neighbour(&router->interfaces[i], key))
			return (int)i;
	return -1;
}

static void neighbour_inherit(
	struct fl_ip_router *router, const struct fl_ip_router *previous, struct fl_neighbour_slot old)
{
	const struct fl_neighbour neighbour = fl_neighbours_get(previous->neighbours, old);
	const struct fl_neighbour_record *record = &previous->neighbours->records[old.bucket][old.way];
	struct fl_neighbour_key key = fl_neighbours_key(previous->neighbours, old);
	struct fl_neighbour_slot slot;
	int interface;

	if (neighbour.state != FL_NEIGHBOUR_REACHABLE)
		return;
	interface = interface_inheriting(router, key, &previous->interfaces[record->interface]);
	if (interface < 0)
		return;
	if (!fl_neighbour_key_is_ip4(key)) {
		const struct fl_ip6 address = fl_neighbour_key_ip6(key);

		key = fl_neighbour_key_of_ip6(
			&address, (uint16_t)interface); // its interface may have another index now
	}
	slot = fl_neighbours_slot_take(router->neighbours, key);
	fl_neighbours_record(router->neighbours, slot)->interface = (uint16_t)interface;
	state_set(router, slot, neighbour, record->due_ms);
}

void fl_resolver_inherit(struct fl_ip_router *router, const struct fl_ip_router *previous)
{
	struct fl_neighbour_slot slot;

	for (slot.bucket = 0; slot.bucket < FL_NEIGHBOUR_BUCKETS; slot.bucket++)
		for (slot.way = 0; slot.way < FL_NEIGHBOUR_WAYS; slot.way++)
			neighbour_inherit(router, previous, slot);
}
