// What all figures of the paper have in common: an engine with IP routers on bounded ring ports, a generator beside it,
// and samples of who was offered, forwarded and charged how much. Control thread.
#pragma once
#include "bench/engine_rig.h"
#include "bench/paper/generator.h"

struct stage {
	struct fl_engine *engine;
	struct generator *generator;
	double seconds;                            // of a sample
	double cycles_per_step, cycles_per_packet; // of bench_burn; of a packet with STAGE_STEPS
	double capacity;                           // packets a second of one worker, with STAGE_STEPS each
	uint32_t samples;
};

// Work of each packet: with the IP path it comes to about 2,000 cycles, the paper's standards-compliant router.
enum { STAGE_STEPS = 450 };

// Starts engine and generator, and measures what a worker can forward.
void stage_open(struct stage *stage, const struct bench_options *options);
void stage_close(struct stage *stage);

// A router to set up: device and stream have the index that it has in the list.
struct stage_router {
	uint32_t worker, share;
	uint32_t steps;
};

// Puts these routers, and no others, on stage, under the policy Cpu or that given; a stream to each.
void stage_set(struct stage *stage, const struct stage_router *routers, uint32_t count);
void stage_set_under(struct stage *stage, enum fl_policy policy, const struct stage_router *routers, uint32_t count);
// The same on one device that they share, classified so, by the worker of the first of them.
void stage_set_shared(
	struct stage *stage, enum fl_classification classification, const struct stage_router *routers, uint32_t count);
// Generates at the streams' rates while the engine's control thread does its periodic work; the seconds it took.
double stage_run(struct stage *stage, double seconds);
// Does so and prints a sample, one JSON object: label, x, the share of its CPU that the worker of
// the first router had, and for each stream offered and forwarded packets a second, cycles charged to its router (a
// classifier's for its packets included) a second, and latencies in microseconds.
void stage_sample(struct stage *stage, const char *label, double x);
