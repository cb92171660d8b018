// Carries bursts through a case's graph and measures what the element "x" has to do with them: the time and, under
// callgrind, the instructions of the process functions of its nodes, what they call included.
#pragma once
#include <rte_atomic.h>
#include <rte_cycles.h>
#include <stdint.h>

#include "bench/elements/cases.h"

struct bench_rig {
	struct lab lab;
	struct rte_mbuf *frame; // that each walk's frames are copies of
};

// TSC, when all before it is done and nothing after it has begun.
static inline uint64_t bench_rig_clock(void)
{
	rte_rmb();
	const uint64_t now = rte_rdtsc();
	rte_rmb();
	return now;
}

// What one walk spent.
struct bench_walk {
	uint64_t cycles;  // in the measured nodes, two looks at the clock for each of their calls included; TSC
	uint32_t calls;   // of the measured nodes
	uint32_t packets; // that came to x, or in by it
};

// Opens the graph. Nodes of x are measured, and with queues those of Queues too.
void bench_rig_open(struct bench_rig *rig, const char *graph, enum bench_frame_kind frames, bool queues);
void bench_rig_close(struct bench_rig *rig);
// A full burst, once through. Frames are made before and what was sent is freed afterwards, outside of what is measured.
struct bench_walk bench_rig_walk(struct bench_rig *rig);
