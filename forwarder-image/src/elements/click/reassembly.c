#include "elements/click/reassembly.h"

#include <errno.h>
#include <stdlib.h>

enum { NONE = UINT16_MAX };

// A fragment that is held, or a free place.
struct fl_reassembly_place {
	struct rte_mbuf *packet;
	uint32_t first, end;
	uint16_t next;
};

int fl_reassembly_init(struct fl_reassembly *table, uint32_t buffers_max)
{
	*table = (struct fl_reassembly){.buffers_max = buffers_max};
	// A packet has one buffer at least.
	table->places = malloc(buffers_max * sizeof(*table->places));
	if (table->places == NULL)
		return -ENOMEM;
	for (uint32_t i = 0; i < buffers_max; i++)
		table->places[i].next = (uint16_t)(i + 1 < buffers_max ? i + 1 : NONE);
	return 0;
}

void fl_reassembly_fini(struct fl_reassembly *table)
{
	free(table->places);
}

struct fl_reassembly_datagram *fl_reassembly_find(struct fl_reassembly *table, const struct fl_reassembly_key *key)
{
	for (uint16_t i = 0; i < table->count; i++)
		if (table->keys[i].addresses == key->addresses && table->keys[i].identity == key->identity)
			return &table->datagrams[i];
	return NULL;
}

struct fl_reassembly_datagram *fl_reassembly_begin(
	struct fl_reassembly *table, const struct fl_reassembly_key *key, uint64_t now)
{
	struct fl_reassembly_datagram *datagram = &table->datagrams[table->count];

	if (table->count == 0)
		table->oldest = now;
	table->keys[table->count++] = *key;
	*datagram = (struct fl_reassembly_datagram){.since = now, .head = NONE, .tail = NONE};
	return datagram;
}

bool fl_reassembly_has_room(const struct fl_reassembly *table, uint16_t buffers, bool begins)
{
	return table->count + begins <= FL_REASSEMBLY_DATAGRAMS && table->buffers + buffers <= table->buffers_max;
}

struct fl_reassembly_datagram *fl_reassembly_oldest(struct fl_reassembly *table)
{
	struct fl_reassembly_datagram *oldest = NULL;

	for (uint16_t i = 0; i < table->count; i++)
		if (oldest == NULL || table->datagrams[i].since < oldest->since)
			oldest = &table->datagrams[i];
	return oldest;
}

// Whether its end is none that the datagram can have: it has one end, and nothing behind it.
static bool end_contradicts(const struct fl_reassembly *table, const struct fl_reassembly_datagram *datagram,
	const struct fl_fragment *fragment)
{
	if (datagram->length != 0)
		return fragment->is_last ? fragment->end != datagram->length : fragment->end > datagram->length;
	return fragment->is_last && datagram->tail != NONE && table->places[datagram->tail].end > fragment->end;
}

// Finds the place before it (NONE: it is the first): HELD, or why it has none.
static enum fl_reassembly_verdict place_find(const struct fl_reassembly *table,
	const struct fl_reassembly_datagram *datagram, const struct fl_fragment *fragment, uint16_t *before)
{
	*before = NONE;
	// Nearly all come in order.
	if (datagram->tail != NONE && table->places[datagram->tail].end <= fragment->first) {
		*before = datagram->tail;
		return FL_REASSEMBLY_HELD;
	}
	for (uint16_t i = datagram->head; i != NONE && table->places[i].first < fragment->end;
		i = table->places[i].next) {
		const struct fl_reassembly_place *place = &table->places[i];

		if (place->first == fragment->first && place->end == fragment->end)
			return FL_REASSEMBLY_DUPLICATE;
		if (place->end > fragment->first)
			return FL_REASSEMBLY_OVERLAP;
		*before = i;
	}
	return FL_REASSEMBLY_HELD;
}

static void place_take(struct fl_reassembly *table, struct fl_reassembly_datagram *datagram,
	const struct fl_fragment *fragment, uint16_t before)
{
	const uint16_t index = table->free;
	struct fl_reassembly_place *place = &table->places[index];
	uint16_t *link = before == NONE ? &datagram->head : &table->places[before].next;

	table->free = place->next;
	*place = (struct fl_reassembly_place){fragment->packet, fragment->first, fragment->end, *link};
	*link = index;
	if (place->next == NONE)
		datagram->tail = index;
	table->buffers += fragment->packet->nb_segs;
	datagram->count++;
	datagram->bytes += fragment->end - fragment->first;
	datagram->ecn_seen |= (uint8_t)(1 << fragment->ecn);
	if (fragment->is_last)
		datagram->length = fragment->end;
}

enum fl_reassembly_verdict fl_reassembly_add(
	struct fl_reassembly *table, struct fl_reassembly_datagram *datagram, const struct fl_fragment *fragment)
{
	uint16_t before;

	if (datagram->refused || end_contradicts(table, datagram, fragment))
		return FL_REASSEMBLY_OVERLAP;
	const enum fl_reassembly_verdict verdict = place_find(table, datagram, fragment, &before);
	if (verdict != FL_REASSEMBLY_HELD)
		return verdict;
	if (datagram->count == FL_REASSEMBLY_FRAGMENTS)
		return FL_REASSEMBLY_TOO_MANY;
	place_take(table, datagram, fragment, before);
	return datagram->bytes == datagram->length ? FL_REASSEMBLY_WHOLE : FL_REASSEMBLY_HELD;
}

uint16_t fl_reassembly_take(
	struct fl_reassembly *table, struct fl_reassembly_datagram *datagram, struct rte_mbuf **packets)
{
	uint16_t count = 0;

	while (datagram->head != NONE) {
		const uint16_t index = datagram->head;
		struct fl_reassembly_place *place = &table->places[index];

		packets[count++] = place->packet;
		table->buffers -= place->packet->nb_segs;
		datagram->head = place->next;
		place->next = table->free;
		table->free = index;
	}
	datagram->tail = NONE;
	datagram->count = 0;
	return count;
}

void fl_reassembly_end(struct fl_reassembly *table, struct fl_reassembly_datagram *datagram)
{
	const uint16_t index = (uint16_t)(datagram - table->datagrams), last = --table->count;
	const struct fl_reassembly_datagram *oldest;

	table->datagrams[index] = table->datagrams[last];
	table->keys[index] = table->keys[last];
	oldest = fl_reassembly_oldest(table);
	if (oldest != NULL)
		table->oldest = oldest->since;
}
