#include "core/testing/shared.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
// cmocka needs the above
#include <cmocka.h>

#include <sched.h>

#include "core/packet.h"
#include "core/testing/document.h"
#include "core/testing/traffic.h"

enum { BURST = 32, WINDOW = 128, MACS_BYTES = 2 * RTE_ETHER_ADDR_LEN, TAG_BYTES = 4, TYPE = 0x88b5 };

static const char device_name[] = "trunk";

const struct shared_place shared_places[SHARED_ROUTERS] = {
	{"red", {{2, 0, 0, 0, 0, 1}}, 0},
	{"green", {{2, 0, 0, 0, 0, 2}}, 0},
	{"blue", {{2, 0, 0, 0, 0, 1}}, 7},
};

struct fl_config *shared_document(uint64_t generation, enum fl_classification classification)
{
	struct fl_config *config = document_create("shared", generation);

	for (uint32_t i = 0; i < SHARED_ROUTERS; i++) {
		struct fl_config_router *router = document_add(config, shared_places[i].uid, 1, 0, 1000);

		strcpy(router->interfaces[0].device, device_name);
		memcpy(router->interfaces[0].mac, &shared_places[i].mac, FL_MAC_BYTES);
		router->interfaces[0].vlan = shared_places[i].vlan;
	}
	// In the place of one that no interface uses any more.
	struct fl_config_device *device = &config->devices[0];
	strcpy(device->name, device_name);
	device->classification = classification;
	return config;
}

struct fl_config_device *shared_device_of(struct fl_config *config)
{
	return &config->devices[0];
}

struct shared_stream shared_stream_of(struct rig *rig, uint32_t place)
{
	return (struct shared_stream){
		.pool = rig->pool,
		.place = &shared_places[place],
		.in = fl_engine_port(rig->engine, device_name),
		.out = rig_router(rig, shared_places[place].uid)->devices[1]->port,
	};
}

struct rte_mbuf *shared_frame(
	struct rte_mempool *pool, const struct rte_ether_addr *destination, uint16_t vlan, uint64_t sequence)
{
	const rte_be16_t words[] = {RTE_BE16(RTE_ETHER_TYPE_VLAN), rte_cpu_to_be_16(vlan), RTE_BE16(TYPE)};
	struct rte_mbuf *mbuf = rte_pktmbuf_alloc(pool);

	assert_non_null(mbuf);
	char *data = rte_pktmbuf_append(mbuf, SHARED_FRAME_BYTES + (vlan != 0 ? TAG_BYTES : 0));
	memset(data, 0, mbuf->data_len);
	memset(fl_packet_get(mbuf), 0, sizeof(struct fl_packet));
	memcpy(data, destination, RTE_ETHER_ADDR_LEN);
	data += MACS_BYTES;
	memcpy(data, vlan != 0 ? &words[0] : &words[2], vlan != 0 ? sizeof(words) : sizeof(words[0]));
	data += vlan != 0 ? sizeof(words) : sizeof(words[0]);
	memcpy(data, &sequence, sizeof(sequence));
	return mbuf;
}

void shared_put_anyway(struct shared_stream *stream, uint32_t count)
{
	for (uint32_t i = 0; i < count; i++) {
		struct rte_mbuf *mbuf =
			shared_frame(stream->pool, &stream->place->mac, stream->place->vlan, stream->put);

		if (fl_port_ring_put(stream->in, &mbuf, 1) == 0) {
			rte_pktmbuf_free(mbuf);
			return;
		}
		stream->put++;
	}
}

void shared_put(struct shared_stream *stream, uint32_t count)
{
	if (stream->put + count <= stream->taken + WINDOW)
		shared_put_anyway(stream, count);
}

// What comes out by a port of its own bears no tag, and is whole.
static void frame_judge(struct shared_stream *stream, struct rte_mbuf *mbuf)
{
	const char *data = rte_pktmbuf_mtod(mbuf, const char *);
	const rte_be16_t type = RTE_BE16(TYPE);
	uint64_t sequence;

	if (mbuf->pkt_len != SHARED_FRAME_BYTES || memcmp(data, &stream->place->mac, RTE_ETHER_ADDR_LEN) != 0 ||
		memcmp(data + MACS_BYTES, &type, sizeof(type)) != 0) {
		stream->malformed++;
		return;
	}
	memcpy(&sequence, data + MACS_BYTES + sizeof(type), sizeof(sequence));
	if (sequence < stream->taken) {
		stream->reordered++;
		return;
	}
	stream->missing += sequence - stream->taken;
	stream->taken = sequence + 1;
}

uint32_t shared_take(struct shared_stream *stream)
{
	struct rte_mbuf *mbufs[BURST];
	uint16_t count = fl_port_ring_take(stream->out, mbufs, BURST);

	for (uint16_t i = 0; i < count; i++)
		frame_judge(stream, mbufs[i]);
	if (count > 0)
		rte_pktmbuf_free_bulk(mbufs, count);
	return count;
}

bool shared_drain(struct shared_stream *stream)
{
	double deadline = traffic_now() + TRAFFIC_DEADLINE_SECONDS;

	while (stream->taken < stream->put) {
		if (shared_take(stream) > 0)
			continue;
		if (traffic_now() > deadline)
			return false;
		sched_yield();
	}
	return true;
}
