#include "core/testing/mesh.h"

#include <rte_mbuf.h>
#include <sched.h>
#include <string.h>

#include "core/packet.h"
#include "core/testing/cross_kind.h"
#include "core/testing/traffic.h"

enum { BURST = 32, WINDOW = 128, INPUT_AT = 13, SEQUENCE_AT = 14 };

struct mesh mesh_create(struct rig *rig, const char *uid)
{
	const struct fl_router *router = rig_router(rig, uid);
	struct mesh mesh = {.pool = rig->pool};

	for (uint32_t i = 0; i < MESH_PORTS; i++)
		mesh.ports[i] = router->devices[i]->port;
	return mesh;
}

static struct rte_mbuf *packet_make(struct mesh *mesh, uint32_t input, uint32_t output)
{
	struct rte_mbuf *mbuf = rte_pktmbuf_alloc(mesh->pool);

	if (mbuf == NULL)
		return NULL;
	char *data = rte_pktmbuf_append(mbuf, TRAFFIC_FRAME_BYTES);
	memset(data, 0, TRAFFIC_FRAME_BYTES);
	data[CROSS_OUTPUT_AT] = (char)output;
	data[INPUT_AT] = (char)input;
	memcpy(data + SEQUENCE_AT, &mesh->put[input][output], sizeof(uint64_t));
	memset(fl_packet_get(mbuf), 0, sizeof(struct fl_packet));
	return mbuf;
}

// Two packets to each output, one after the other.
static void input_put(struct mesh *mesh, uint32_t input)
{
	for (uint32_t i = 0; i < 2 * MESH_PORTS; i++) {
		uint32_t output = i % MESH_PORTS;

		if (mesh->put[input][output] >= mesh->taken[input][output] + WINDOW)
			continue;
		struct rte_mbuf *mbuf = packet_make(mesh, input, output);
		if (mbuf == NULL)
			return;
		if (fl_port_ring_put(mesh->ports[input], &mbuf, 1) == 1)
			mesh->put[input][output]++;
		else
			rte_pktmbuf_free(mbuf);
	}
}

static void packet_judge(struct mesh *mesh, struct rte_mbuf *mbuf, uint32_t output)
{
	const unsigned char *data = rte_pktmbuf_mtod(mbuf, const unsigned char *);
	uint64_t *expected = &mesh->taken[data[INPUT_AT]][output], sequence;

	memcpy(&sequence, data + SEQUENCE_AT, sizeof(sequence));
	if (data[CROSS_OUTPUT_AT] != output || sequence < *expected) {
		mesh->reordered++; // what comes out elsewhere is out of order too
		return;
	}
	mesh->missing += sequence - *expected;
	*expected = sequence + 1;
}

static uint32_t output_take(struct mesh *mesh, uint32_t output)
{
	struct rte_mbuf *mbufs[BURST];
	uint16_t count = fl_port_ring_take(mesh->ports[output], mbufs, BURST);

	for (uint16_t i = 0; i < count; i++)
		packet_judge(mesh, mbufs[i], output);
	if (count > 0)
		rte_pktmbuf_free_bulk(mbufs, count);
	return count;
}

uint32_t mesh_turn(struct mesh *mesh)
{
	uint32_t taken = 0;

	for (uint32_t i = 0; i < MESH_PORTS; i++) {
		input_put(mesh, i);
		taken += output_take(mesh, i);
	}
	return taken;
}

uint64_t mesh_taken(const struct mesh *mesh)
{
	uint64_t taken = 0;

	for (uint32_t i = 0; i < MESH_PORTS; i++)
		for (uint32_t j = 0; j < MESH_PORTS; j++)
			taken += mesh->taken[i][j];
	return taken;
}

static bool under_way(const struct mesh *mesh)
{
	for (uint32_t i = 0; i < MESH_PORTS; i++)
		for (uint32_t j = 0; j < MESH_PORTS; j++)
			if (mesh->taken[i][j] < mesh->put[i][j])
				return true;
	return false;
}

bool mesh_drain(struct mesh *mesh)
{
	double deadline = traffic_now() + TRAFFIC_DEADLINE_SECONDS;

	while (under_way(mesh)) {
		uint32_t taken = 0;

		for (uint32_t i = 0; i < MESH_PORTS; i++)
			taken += output_take(mesh, i);
		if (taken > 0)
			continue;
		if (traffic_now() > deadline)
			return false;
		sched_yield();
	}
	return true;
}
