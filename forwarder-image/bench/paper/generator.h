// A source of paced packets, and the sink behind them: streams of frames into ring ports, as many a second as each
// stream says, one by one in the order in which they are due; what does not fit is lost, as at a NIC. What the routers
// send is taken out at once and measured. It runs on a thread of its own, on the CPU of the thread that starts it.
#pragma once
#include <pthread.h>
#include <rte_mempool.h>
#include <stdbool.h>
#include <stdint.h>

#include "ports/port.h"

enum { GENERATOR_STREAMS_MAX = 8, GENERATOR_LATENCIES_MAX = 1 << 16 };

struct stream {
	// Set by the caller.
	struct fl_port *port;      // streams may share one
	struct rte_ether_addr mac; // of the router
	uint32_t steps;            // of work that each packet costs (bench_burn)
	uint32_t steps_once;       // that one packet costs in the middle of the run, if not 0
	double rate;               // packets a second
	// Measured: packets.
	uint64_t offered;  // put, or lost because the port was full
	uint64_t lost;     // of these
	uint64_t returned; // came out again
	// Of a sample of those that came out: TSC cycles from being put to being taken.
	uint32_t latency_count;
	uint64_t latencies[GENERATOR_LATENCIES_MAX];
};

struct generator {
	struct rte_mempool *pool;
	uint64_t hz; // TSC
	uint32_t count;
	struct stream streams[GENERATOR_STREAMS_MAX];
	// Of the run under way.
	pthread_t thread;
	bool done; // written: generator, read: the thread that began it
	double seconds, start, took;
	double due[GENERATOR_STREAMS_MAX]; // TSC of each stream's next packet
};

// Forgets what was measured and begins to generate for that many seconds.
void generator_begin(struct generator *generator, double seconds);
// Whether they are over.
static inline bool generator_done(const struct generator *generator)
{
	return __atomic_load_n(&generator->done, __ATOMIC_ACQUIRE);
}
// Waits for the end of the run; the seconds it took. Packets still on their way come out in the next run, or not at all.
double generator_end(struct generator *generator);
