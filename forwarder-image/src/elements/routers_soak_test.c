// A long life: random routers of the real kinds come, change, move, carry packets and go, and at the end nothing has
// grown: no node, memory zone, buffer pool or heap of DPDK's is left of those that are gone.
// Usage: routers_soak_test [ROUTERS]     how many routers to configure and remove (default 300; the soak takes 100000)
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
// cmocka needs the above
#include <cmocka.h>

#include <rte_graph.h>
#include <rte_malloc.h>
#include <rte_memzone.h>

#include "core/testing/document.h"
#include "core/testing/rig.h"
#include "core/testing/traffic.h"
#include "elements/testing/click_lab.h"
#include "elements/testing/lab.h"

enum {
	ROUTERS_DEFAULT = 300,
	SLOTS = 8,          // routers at a time, at most
	WARM_UP = 100,      // routers after which everything that is made once has been made
	PROGRESS = 5000,    // routers between two lines
	GRAPH_ELEMENTS = 8, // of a Click router, between its two ends
	RESIDENT_MIB = 16,  // growth of the process that may be the C library's keeping of free memory
};

static uint32_t routers_wanted = ROUTERS_DEFAULT;

// xorshift64*: the same life in every run.
static uint32_t chance(uint64_t *random, uint32_t below)
{
	*random ^= *random >> 12;
	*random ^= *random << 25;
	*random ^= *random >> 27;
	return (uint32_t)((*random * 0x2545f4914f6cdd1dULL) >> 33) % below;
}

// One router of the moment, from which its part of a document is made.
struct life {
	bool present;
	char uid[FL_UID_SIZE];
	uint64_t generation;
	enum fl_forwarding_kind forwarding;
	uint64_t graph; // of a Click router: what it is made of
	uint32_t workers[2], share_ppm, route_count, mtu;
};

struct town {
	struct rig *rig;
	uint64_t random, generation, born;
	struct life lives[SLOTS];
};

static void life_change(struct town *town, struct life *life)
{
	life->generation++;
	life->forwarding = (enum fl_forwarding_kind)chance(&town->random, 3);
	life->graph = town->random;
	life->mtu = chance(&town->random, 2) == 0 ? 0 : 576 + chance(&town->random, 925);
	life->route_count = life->forwarding == FL_FORWARDING_IP_ROUTER ? chance(&town->random, 64) : 0;
}

static void life_place(struct town *town, struct life *life)
{
	for (uint32_t i = 0; i < 2; i++)
		life->workers[i] = chance(&town->random, 2);
	life->share_ppm = 1 + chance(&town->random, 500000);
}

// Both interfaces' packets go through one chain of random elements, and out by the second. Every other graph ends with a
// queue, which makes one path of both, and is seldom empty when the router goes.
static struct fl_config_click *graph_create(const struct life *life)
{
	static const char *const classes[] = {"Counter", "Strip; LENGTH: 14", "Unstrip; LENGTH: 14", "Tee",
		"Classifier; PATTERN[]: -", "MarkIPHeader; OFFSET: 14", "RoundRobinSwitch",
		"RatedSplitter; RATE: 1000"};
	uint64_t random = life->graph | 1;
	uint32_t length = 1 + chance(&random, GRAPH_ELEMENTS);
	struct fl_config_click *click;
	char *text = NULL;
	size_t size;
	FILE *file = open_memstream(&text, &size);

	fprintf(file, "in0 = FromDevice; DEVNAME: a\nin1 = FromDevice; DEVNAME: b\nout = ToDevice; DEVNAME: b\n");
	for (uint32_t i = 0; i < length; i++)
		fprintf(file, "x%u = %s\n", i, classes[chance(&random, RTE_DIM(classes))]);
	fprintf(file, "in0 0 > x0 0\nin1 0 > x0 0\n");
	for (uint32_t i = 0; i + 1 < length; i++)
		fprintf(file, "x%u 0 > x%u 0\n", i, i + 1);
	if (chance(&random, 2) == 0)
		fprintf(file,
			"q = Queue; CAPACITY: 100\nr = RED; MIN_THRESH: 5; MAX_THRESH: 50; MAX_P: 0.1\n"
			"u = RatedUnqueue; RATE: 1000; BURST: 1\nx%u 0 > r 0\nr 0 > q 0\nq 0 > u 0\nu 0 > out 0\n",
			length - 1);
	else
		fprintf(file, "x%u 0 > out 0\n", length - 1);
	fclose(file);
	click = lab_click_read(text);
	free(text);
	return click;
}

static void router_fill(struct fl_config_router *router, const struct life *life)
{
	router->forwarding = life->forwarding;
	if (life->forwarding == FL_FORWARDING_CLICK)
		router->click = graph_create(life);
	document_place(router, 0, life->workers[0], life->share_ppm);
	document_place(router, 1, life->workers[1], life->share_ppm);
	for (uint32_t i = 0; i < 2; i++) {
		router->interfaces[i].mtu = (uint16_t)life->mtu;
		if (life->forwarding == FL_FORWARDING_BRIDGE)
			continue;
		router->interfaces[i].address_count = 1;
		router->interfaces[i].addresses[0] =
			(struct fl_ip4_prefix){lab_address(i == 0 ? "10.1.0.1" : "10.2.0.1"), 24};
	}
	document_routes(router, life->route_count, lab_address("10.2.0.9"));
}

static void apply(struct town *town)
{
	struct fl_config *config = document_create("soak", ++town->generation);

	for (uint32_t i = 0; i < SLOTS; i++) {
		const struct life *life = &town->lives[i];

		if (life->present)
			router_fill(
				document_add(config, life->uid, life->generation, life->workers[0], life->share_ppm),
				life);
	}
	rig_apply(town->rig, config);
	fl_engine_tick(town->rig->engine);
}

// Packets into one router; a bridge's are taken out again or left where they are, a Click router's are left, an IP
// router drops them.
static void traffic_some(struct town *town, const struct life *life)
{
	struct traffic traffic = rig_traffic(town->rig, life->uid, chance(&town->random, 2));

	traffic_put(&traffic, (uint16_t)(1 + chance(&town->random, 32)));
	if (life->forwarding == FL_FORWARDING_BRIDGE && chance(&town->random, 2) == 0)
		assert_true(traffic_drain(&traffic));
}

static void turn(struct town *town)
{
	struct life *life = &town->lives[chance(&town->random, SLOTS)];

	if (!life->present) {
		*life = (struct life){.present = true};
		snprintf(life->uid, sizeof(life->uid), "r%06u", (uint32_t)town->born++);
		life_change(town, life);
		life_place(town, life);
	} else if (chance(&town->random, 3) == 0) {
		life->present = false;
	} else if (chance(&town->random, 2) == 0) {
		life_change(town, life);
	} else {
		life_place(town, life);
	}
	apply(town);
	if (life->present)
		traffic_some(town, life);
}

struct footprint {
	uint32_t nodes, memzones, mempools;
	size_t heap_bytes, resident_bytes;
};

static void memzone_count(const struct rte_memzone *memzone, void *argument)
{
	(void)memzone;
	++*(uint32_t *)argument;
}

static void mempool_count(struct rte_mempool *mempool, void *argument)
{
	(void)mempool;
	++*(uint32_t *)argument;
}

static size_t resident_bytes(void)
{
	unsigned long size, resident = 0;
	FILE *file = fopen("/proc/self/statm", "r");

	assert_non_null(file);
	assert_int_equal(fscanf(file, "%lu %lu", &size, &resident), 2);
	fclose(file);
	return resident * (size_t)sysconf(_SC_PAGESIZE);
}

// Of the town without routers.
static struct footprint footprint_take(struct town *town)
{
	struct footprint footprint = {0};
	struct rte_malloc_socket_stats heap;

	for (uint32_t i = 0; i < SLOTS; i++)
		town->lives[i].present = false;
	apply(town);
	rig_settle(town->rig);
	fl_engine_tick(town->rig->engine); // pools whose last packets came home only now
	footprint.nodes = rte_node_max_count();
	rte_memzone_walk(memzone_count, &footprint.memzones);
	rte_mempool_walk(mempool_count, &footprint.mempools);
	assert_int_equal(rte_malloc_get_socket_stats(0, &heap), 0);
	footprint.heap_bytes = heap.heap_allocsz_bytes;
	footprint.resident_bytes = resident_bytes();
	return footprint;
}

static void live_until(struct town *town, uint32_t born)
{
	while (town->born < born) {
		uint64_t before = town->born;

		turn(town);
		if (town->born != before && town->born % PROGRESS == 0)
			fprintf(stderr, "%u routers, %u documents\n", (uint32_t)town->born, (uint32_t)town->generation);
	}
}

static void routers_come_and_go_and_nothing_grows(void **state)
{
	struct town town = {.rig = *state, .random = 20261124};

	live_until(&town, WARM_UP);
	struct footprint before = footprint_take(&town);
	live_until(&town, WARM_UP + routers_wanted);
	struct footprint after = footprint_take(&town);

	print_message(
		"%u documents; nodes %u, memzones %u, mempools %u, DPDK heap %zu bytes; resident %zu then %zu KiB\n",
		(uint32_t)town.generation, after.nodes, after.memzones, after.mempools, after.heap_bytes,
		before.resident_bytes >> 10, after.resident_bytes >> 10);
	// Clones of Click nodes are kept for the next graph: no more than all slots could use at once, old and new generation.
	assert_in_range(after.nodes, before.nodes, before.nodes + 2 * SLOTS * 2 * (GRAPH_ELEMENTS + 7));
	assert_int_equal(after.memzones, before.memzones);
	assert_int_equal(after.mempools, before.mempools);
	assert_int_equal(after.heap_bytes, before.heap_bytes);
#ifndef __SANITIZE_ADDRESS__ // which keeps what was freed for a while
	assert_true(after.resident_bytes < before.resident_bytes + ((size_t)RESIDENT_MIB << 20));
#endif
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(routers_come_and_go_and_nothing_grows),
	};

	if (argc > 1)
		routers_wanted = (uint32_t)strtoul(argv[1], NULL, 10);
	return cmocka_run_group_tests(tests, rig_start, rig_stop);
}
