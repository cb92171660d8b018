// What the worker itself costs: paths of three nodes (from_device, cross, to_device) between ports that do nothing, so
// that all that is left is the graph walk, the scheduler and the accounting. Prints one line for each number of paths:
// TSC cycles a packet, and how they divide.
// Usage: worker_bench [--hugepages MIB] [--seconds N]
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "core/clock.h"
#include "core/engine_state.h"
#include "core/graph.h"

enum { PATHS_MAX = 64, SHARE = 1000 };

// A port that always has the same burst, and takes everything.
struct loop_port {
	struct fl_port port;
	struct fl_port_tx tx;
	struct rte_mbuf *mbufs[FL_BURST_MAX];
};

static uint16_t loop_rx_burst(struct fl_port *port, struct rte_mempool *pool, struct rte_mbuf **mbufs, uint16_t count)
{
	(void)pool;
	memcpy(mbufs, ((struct loop_port *)port)->mbufs, count * sizeof(*mbufs));
	return count;
}

static uint16_t loop_tx_burst(struct fl_port_tx *tx, struct rte_mbuf **mbufs, uint16_t count)
{
	(void)tx;
	(void)mbufs;
	return count;
}

static const struct fl_port_ops loop_ops = {.rx_burst = loop_rx_burst, .tx_burst = loop_tx_burst};

struct bench {
	struct fl_engine *engine;
	struct rte_mempool *pool;
	struct fl_seat *seats[PATHS_MAX];
	struct fl_task *tasks[PATHS_MAX];
};

static void fail(const char *what)
{
	fprintf(stderr, "%s\n", what);
	exit(1);
}

static void path_make(struct bench *bench, uint32_t index, void *router_state)
{
	struct loop_port *loop = calloc(1, sizeof(*loop));
	struct fl_task *task = calloc(1, sizeof(*task));
	struct fl_seat *seat = calloc(1, sizeof(*seat));
	char name[32];

	if (loop == NULL || task == NULL || seat == NULL ||
		rte_pktmbuf_alloc_bulk(bench->pool, loop->mbufs, FL_BURST_MAX) != 0)
		fail("out of memory");
	for (uint32_t i = 0; i < FL_BURST_MAX; i++)
		rte_pktmbuf_append(loop->mbufs[i], 60);
	loop->port.ops = &loop_ops;
	loop->tx.port = &loop->port;
	fl_task_init(task);
	fl_seat_init(seat, SHARE);
	task->path.input = &loop->port;
	task->path.pool = bench->pool;
	task->path.output_count = 1;
	task->path.outputs[0].tx = &loop->tx;
	task->path.router_state = router_state;
	snprintf(name, sizeof(name), "bench%u", index);
	if (fl_graph_create(&task->path, fl_forwarding_get(FL_FORWARDING_IP_ROUTER), name) != 0)
		fail("no graph");
	bench->tasks[index] = task;
	bench->seats[index] = seat;
}

static uint64_t packets_of(const struct bench *bench, uint32_t count)
{
	uint64_t packets = 0;

	for (uint32_t i = 0; i < count; i++)
		packets += __atomic_load_n(&bench->tasks[i]->path.counters.sent_packets, __ATOMIC_RELAXED);
	return packets;
}

static void run(struct bench *bench, uint32_t count, const struct timespec *duration)
{
	struct fl_worker *worker = bench->engine->workers[0];

	for (uint32_t i = 0; i < count; i++)
		fl_worker_post(worker,
			&(struct fl_order){.kind = FL_ORDER_ATTACH, .task = bench->tasks[i], .seat = bench->seats[i]});
	fl_worker_wait(worker);
	struct fl_account_sums from = fl_account_read(&worker->board);
	uint64_t packets = packets_of(bench, count);
	nanosleep(duration, NULL);
	struct fl_account_sums to = fl_account_read(&worker->board);
	double sent = (double)(packets_of(bench, count) - packets);
	double own = (double)(to.elapsed - from.elapsed - (to.stolen - from.stolen));

	printf("%2u paths: %6.2f cycles a packet, busy %.2f %%, overhead %.2f %%, stolen %.2f %%\n", count, own / sent,
		100 * (double)(to.busy - from.busy) / own, 100 * (double)(to.overhead - from.overhead) / own,
		100 * (double)(to.stolen - from.stolen) / (double)(to.elapsed - from.elapsed));
	for (uint32_t i = 0; i < count; i++)
		fl_worker_post(worker, &(struct fl_order){.kind = FL_ORDER_DETACH, .task = bench->tasks[i]});
	fl_worker_wait(worker);
}

int main(int argc, char **argv)
{
	const uint32_t counts[] = {1, 8, PATHS_MAX};
	struct fl_engine_options options = {.control_dedicated = true};
	struct timespec duration = {.tv_sec = 1};
	struct bench bench = {0};
	struct fl_problems problems = {0};
	struct fl_config_router config = {0};
	const struct fl_forwarding_setup setup = {.config = &config};
	char error[256];

	for (int i = 1; i + 1 < argc; i += 2) {
		if (strcmp(argv[i], "--hugepages") == 0)
			options.hugepage_mib = (uint32_t)atoi(argv[i + 1]);
		else if (strcmp(argv[i], "--seconds") == 0)
			duration.tv_sec = atoi(argv[i + 1]);
	}
	bench.engine = fl_engine_create(&options, error, sizeof(error));
	if (bench.engine == NULL)
		fail(error);
	bench.pool = fl_packet_pool_create("bench", PATHS_MAX * FL_BURST_MAX);
	if (bench.pool == NULL)
		fail("no memory for packets");
	void *state = fl_forwarding_get(FL_FORWARDING_IP_ROUTER)->state_create(&setup, &problems);
	for (uint32_t i = 0; i < PATHS_MAX; i++)
		path_make(&bench, i, state);
	for (size_t i = 0; i < RTE_DIM(counts); i++)
		run(&bench, counts[i], &duration);
	fl_engine_destroy(bench.engine);
	return 0;
}
