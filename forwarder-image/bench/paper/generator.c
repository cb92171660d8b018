#include "bench/paper/generator.h"

#include <pthread.h>
#include <rte_lcore.h>
#include <string.h>

#include "bench/fail.h"
#include "bench/frame.h"
#include "core/clock.h"

enum {
	PUT_BETWEEN_TAKES = 16,
	TAKE_BURST = 32,
	// A generator that was kept from its CPU longer than this does not make up for it: that would be a burst that
	// no stream is meant to have.
	FORGIVEN_MICROS = 200,
};

struct run {
	struct generator *generator;
	double seconds, took;
	double due[GENERATOR_STREAMS_MAX]; // TSC of each stream's next packet
	double forgiven_after;             // cycles
};

static void packet_put(struct generator *generator, uint32_t index)
{
	struct stream *stream = &generator->streams[index];
	struct rte_mbuf *mbuf = rte_pktmbuf_alloc(generator->pool);

	stream->offered++;
	if (mbuf != NULL) {
		bench_frame_write(mbuf, &stream->port->mac, stream->steps, index, fl_clock_cycles());
		if (fl_port_ring_put(stream->port, &mbuf, 1) == 1)
			return;
		rte_pktmbuf_free(mbuf);
	}
	stream->lost++;
}

static void packet_measure(struct generator *generator, const struct rte_mbuf *mbuf, uint64_t now)
{
	const struct bench_frame *frame = bench_frame_of(mbuf);
	struct stream *stream = &generator->streams[frame->flow % GENERATOR_STREAMS_MAX];

	// The sample: all until it is full, then each in the place of an older one.
	stream->latencies[stream->returned++ % GENERATOR_LATENCIES_MAX] = now - frame->number;
	if (stream->latency_count < GENERATOR_LATENCIES_MAX)
		stream->latency_count++;
}

static void packets_take(struct generator *generator)
{
	struct rte_mbuf *mbufs[TAKE_BURST];

	for (uint32_t i = 0; i < generator->count; i++) {
		uint16_t count = fl_port_ring_take(generator->streams[i].port, mbufs, TAKE_BURST);
		uint64_t now = fl_clock_cycles();

		for (uint16_t j = 0; j < count; j++)
			packet_measure(generator, mbufs[j], now);
		if (count > 0)
			rte_pktmbuf_free_bulk(mbufs, count);
	}
}

// The stream whose packet is due first.
static uint32_t first_due(const struct run *run)
{
	uint32_t first = 0;

	for (uint32_t i = 1; i < run->generator->count; i++)
		if (run->due[i] < run->due[first])
			first = i;
	return first;
}

static void packets_put(struct run *run, double now)
{
	struct generator *generator = run->generator;

	for (int i = 0; i < PUT_BETWEEN_TAKES; i++) {
		uint32_t first = first_due(run);

		if (run->due[first] > now)
			return;
		packet_put(generator, first);
		run->due[first] += (double)generator->hz / generator->streams[first].rate;
		if (run->due[first] < now - run->forgiven_after)
			run->due[first] = now;
	}
}

static void *generate(void *argument)
{
	struct run *run = argument;
	const bool registered = rte_thread_register() == 0; // for a cache of packets
	const double start = (double)fl_clock_cycles();
	const double end = start + run->seconds * (double)run->generator->hz;
	double now = start;

	for (uint32_t i = 0; i < run->generator->count; i++)
		run->due[i] = start;
	while (now < end) {
		packets_put(run, now);
		packets_take(run->generator);
		now = (double)fl_clock_cycles();
	}
	run->took = (now - start) / (double)run->generator->hz;
	if (registered)
		rte_thread_unregister();
	return NULL;
}

double generator_run(struct generator *generator, double seconds)
{
	struct run run = {.generator = generator,
		.seconds = seconds,
		.forgiven_after = FORGIVEN_MICROS * 1e-6 * (double)generator->hz};
	pthread_t thread;

	for (uint32_t i = 0; i < generator->count; i++) {
		struct stream *stream = &generator->streams[i];

		stream->offered = stream->lost = stream->returned = 0;
		stream->latency_count = 0;
	}
	if (pthread_create(&thread, NULL, generate, &run) != 0)
		bench_fail("no thread to generate with");
	pthread_join(thread, NULL);
	return run.took;
}
