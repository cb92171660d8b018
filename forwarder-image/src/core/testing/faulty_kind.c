#include "core/testing/faulty_kind.h"

#include <rte_graph_worker.h>
#include <stdlib.h>
#include <time.h>

#include "core/clock.h"
#include "core/forwarding.h"
#include "core/library.h"
#include "core/testing/traffic.h"

enum { MS = 1000000, HELD_MAX = 64 };

struct faulty_path {
	uint32_t held;
	struct rte_mbuf *packets[HELD_MAX];
};

// written: workers and control.
static uint32_t library_loops_ended, states_abandoned;

uint32_t faulty_library_loops_ended(void)
{
	return __atomic_load_n(&library_loops_ended, __ATOMIC_ACQUIRE);
}

uint32_t faulty_states_abandoned(void)
{
	return __atomic_load_n(&states_abandoned, __ATOMIC_ACQUIRE);
}

static void consume(uint64_t nanos)
{
	uint64_t start = fl_clock_nanos(CLOCK_THREAD_CPUTIME_ID);

	while (fl_clock_nanos(CLOCK_THREAD_CPUTIME_ID) - start < nanos)
		;
}

static void loop_in_library(void)
{
	fl_library_enter();
	consume((uint64_t)FAULTY_LIBRARY_CPU_MS * MS);
	__atomic_fetch_add(&library_loops_ended, 1, __ATOMIC_RELEASE);
	fl_library_leave();
}

static void misbehave(struct fl_path *path, enum faulty_mark mark)
{
	const struct timespec pause = {.tv_nsec = FAULTY_SLEEP_MS * MS};

	switch (mark) {
	case FAULTY_NEVER_RETURNS:
		for (;;)
			fl_clock_cycles();
	case FAULTY_ALLOCATES:
		for (;;)
			fl_buffer_free(fl_buffer_alloc(path->pool));
	case FAULTY_LOOPS_IN_LIBRARY:
		loop_in_library();
		break;
	case FAULTY_SLEEPS:
		nanosleep(&pause, NULL);
		break;
	case FAULTY_DEAR:
		consume((uint64_t)FAULTY_DEAR_CPU_MS * MS);
		break;
	case FAULTY_HONEST:
		consume((uint64_t)FAULTY_HONEST_CPU_MS * MS);
		break;
	case FAULTY_HOLDS:
	case FAULTY_NOT:
		break;
	}
}

static uint16_t faulty_process(struct rte_graph *graph, struct rte_node *node, void **objs, uint16_t count)
{
	struct fl_path *path = fl_path_of(node);
	struct faulty_path *state = path->path_state;

	for (uint16_t i = 0; i < count; i++) {
		struct rte_mbuf *packet = objs[i];
		enum faulty_mark mark = *rte_pktmbuf_mtod_offset(packet, uint8_t *, TRAFFIC_MARK);

		misbehave(path, mark);
		if (mark == FAULTY_HOLDS && state->held < HELD_MAX) {
			// A buffer of the router's own, too, as replies and fragments are.
			state->packets[state->held++] = packet;
			state->packets[state->held++] = fl_buffer_alloc(path->pool);
			continue;
		}
		fl_packet_get(packet)->output = (uint16_t)(1 - path->interface);
		fl_enqueue_x1(graph, node, 0, packet);
	}
	return count;
}

static struct rte_node_register faulty_node = {
	.name = "faulty",
	.process = faulty_process,
	.init = fl_path_node_init,
	.nb_edges = 1,
	.next_nodes = {"to_device"},
};

RTE_NODE_REGISTER(faulty_node)

static void *path_state_create(struct fl_path *path)
{
	(void)path;
	return calloc(1, sizeof(struct faulty_path));
}

static void path_state_destroy(void *path_state)
{
	struct faulty_path *state = path_state;

	rte_pktmbuf_free_bulk(state->packets, state->held);
	free(state);
}

static void path_state_abandon(void *path_state)
{
	__atomic_fetch_add(&states_abandoned, 1, __ATOMIC_RELEASE);
	free(path_state);
}

static const char *const nodes[] = {"faulty", NULL};
static const char *const drop_names[] = {"to_device_full", NULL};
static const struct fl_forwarding_ops kind = {
	.name = "faulty",
	.nodes = nodes,
	.drop_names = drop_names,
	.path_state_create = path_state_create,
	.path_state_destroy = path_state_destroy,
	.path_state_abandon = path_state_abandon,
};

const struct fl_forwarding_ops *fl_forwarding_get(enum fl_forwarding_kind wanted)
{
	(void)wanted;
	return &kind;
}
