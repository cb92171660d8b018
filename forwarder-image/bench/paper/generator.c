#include "bench/paper/generator.h"

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

static uint32_t steps_of(struct stream *stream, bool second_half)
{
	uint32_t steps = stream->steps_once;

	if (steps == 0 || !second_half)
		return stream->steps;
	stream->steps_once = 0;
	return steps;
}

static void packet_put(struct generator *generator, uint32_t index, double now)
{
	struct stream *stream = &generator->streams[index];
	struct rte_mbuf *mbuf = rte_pktmbuf_alloc(generator->pool);
	bool second_half = now > generator->start + generator->seconds / 2 * (double)generator->hz;

	stream->offered++;
	if (mbuf != NULL) {
		bench_frame_write(mbuf, &stream->mac, steps_of(stream, second_half), index, fl_clock_cycles());
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
static uint32_t first_due(const struct generator *generator)
{
	uint32_t first = 0;

	for (uint32_t i = 1; i < generator->count; i++)
		if (generator->due[i] < generator->due[first])
			first = i;
	return first;
}

static void packets_put(struct generator *generator, double now)
{
	const double forgiven_before = now - FORGIVEN_MICROS * 1e-6 * (double)generator->hz;

	for (int i = 0; i < PUT_BETWEEN_TAKES; i++) {
		uint32_t first = first_due(generator);

		if (generator->due[first] > now)
			return;
		packet_put(generator, first, now);
		generator->due[first] += (double)generator->hz / generator->streams[first].rate;
		if (generator->due[first] < forgiven_before)
			generator->due[first] = now;
	}
}

static void *generate(void *argument)
{
	struct generator *generator = argument;
	const bool registered = rte_thread_register() == 0; // for a cache of packets
	double now = (double)fl_clock_cycles();
	const double end = now + generator->seconds * (double)generator->hz;

	generator->start = now;
	for (uint32_t i = 0; i < generator->count; i++)
		generator->due[i] = now;
	while (now < end) {
		packets_put(generator, now);
		packets_take(generator);
		now = (double)fl_clock_cycles();
	}
	generator->took = (now - generator->start) / (double)generator->hz;
	if (registered)
		rte_thread_unregister();
	__atomic_store_n(&generator->done, true, __ATOMIC_RELEASE);
	return NULL;
}

void generator_begin(struct generator *generator, double seconds)
{
	for (uint32_t i = 0; i < generator->count; i++) {
		struct stream *stream = &generator->streams[i];

		stream->offered = stream->lost = stream->returned = 0;
		stream->latency_count = 0;
	}
	generator->seconds = seconds;
	generator->done = false;
	if (pthread_create(&generator->thread, NULL, generate, generator) != 0)
		bench_fail("no thread to generate with");
}

double generator_end(struct generator *generator)
{
	pthread_join(generator->thread, NULL);
	return generator->took;
}
