// A path that always has work is moved from worker to worker and back. Its packets carry sequence numbers and go round
// in a ring, so the path's own port sees whether one is missing or out of its order, and how long nobody received.
// The packets that one move lets wait are those of the ring, all of them.
// One JSON line: moves, lost, reordered, the pause of each move in nanoseconds (a sample of at most PAUSES_MAX), and as
// many gaps between two receptions of the same worker that were longer than any dispatch: the machine's own stalls.
// Usage: moves_bench [--count MOVES] [--hugepages MIB]
#include <inttypes.h>
#include <rte_lcore.h>
#include <stdio.h>

#include "bench/engine_rig.h"
#include "bench/fail.h"
#include "bench/frame.h"
#include "bench/kinds.h"
#include "bench/loop_port.h"
#include "core/clock.h"

enum { PAUSES_MAX = 20000, STALL_MICROS = 20, SHARE_PPM = 1000 };

// The port, watched. The receiving worker's, handed from worker to worker with the path.
struct watch {
	uint64_t expected; // the next packet's number
	uint64_t lost, reordered, received;
	uint64_t last; // TSC of the last reception
	unsigned int lcore;
	uint32_t pause_count, stall_count;
	uint64_t pauses[PAUSES_MAX], stalls[PAUSES_MAX]; // cycles
	uint64_t stall_cycles;
};

// Observers get nothing but the packets.
static struct watch watch;

static void gap_note(uint64_t now)
{
	uint64_t gap = now - watch.last;
	bool moved = watch.lcore != rte_lcore_id();

	watch.lcore = rte_lcore_id();
	if (moved && watch.pause_count < PAUSES_MAX)
		watch.pauses[watch.pause_count++] = gap;
	else if (!moved && gap > watch.stall_cycles && watch.stall_count < PAUSES_MAX)
		watch.stalls[watch.stall_count++] = gap;
}

// Numbers go up by one, from 0 to BENCH_LOOP_PACKETS - 1, and round again.
static void number_check(uint64_t number)
{
	uint64_t ahead = (number + BENCH_LOOP_PACKETS - watch.expected) % BENCH_LOOP_PACKETS;

	if (ahead > BENCH_LOOP_PACKETS / 2)
		watch.reordered++;
	else
		watch.lost += ahead;
	watch.expected = (number + 1) % BENCH_LOOP_PACKETS;
}

static void burst_watch(struct rte_mbuf **mbufs, uint16_t count)
{
	uint64_t now = fl_clock_cycles();

	if (watch.last > 0)
		gap_note(now);
	watch.last = now;
	watch.received += count;
	for (uint16_t i = 0; i < count; i++)
		number_check(bench_frame_of(mbufs[i])->number);
}

static void place(struct fl_engine *engine, uint32_t worker)
{
	struct fl_config *config = engine_rig_document(engine);

	engine_rig_add(config, "moves-100", worker, SHARE_PPM);
	engine_rig_apply(engine, config);
}

static void array_print(const char *name, const uint64_t *cycles, uint32_t count, double nanos_per_cycle)
{
	printf(", \"%s\": [", name);
	for (uint32_t i = 0; i < count; i++)
		printf("%s%.0f", i == 0 ? "" : ", ", (double)cycles[i] * nanos_per_cycle);
	printf("]");
}

int main(int argc, char **argv)
{
	struct bench_options options = {.count = 1000};

	bench_options_read(&options, argc, argv);
	struct fl_engine *engine = engine_rig_start(&options, false);
	if (engine->topology.worker_count < 2)
		bench_fail("a move needs two workers, and this process has one CPU");
	bench_kind_choose("burn");
	watch.stall_cycles = engine->tsc_hz / 1000000 * STALL_MICROS;
	watch.lcore = engine->workers[0]->lcore;
	bench_loop_observe(burst_watch);
	for (uint32_t i = 0; i <= options.count; i++)
		place(engine, i % 2);
	engine_rig_apply(engine, engine_rig_document(engine)); // no router: the worker has let go of the port
	printf("{\"moves\": %u, \"packets\": %" PRIu64 ", \"lost\": %" PRIu64 ", \"reordered\": %" PRIu64,
		options.count, watch.received, watch.lost, watch.reordered);
	array_print("pauseNanos", watch.pauses, watch.pause_count, 1e9 / (double)engine->tsc_hz);
	array_print("stallNanos", watch.stalls, watch.stall_count, 1e9 / (double)engine->tsc_hz);
	printf("}\n");
	fl_engine_destroy(engine);
	return 0;
}
