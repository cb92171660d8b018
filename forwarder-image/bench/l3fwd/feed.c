// Added to DPDK's l3fwd example by build.sh: puts the benchmark's packets on their way round port 0, lets them go for
// BENCH_SECONDS and prints what plain_bench prints. The main thread forwards meanwhile.
#include <inttypes.h>
#include <pthread.h>
#include <rte_ethdev.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "bench/fail.h"
#include "bench/frame.h"
#include "core/packet.h"

enum { PACKETS = 256, NANOS = 1000000000 };

void bench_feed(void);

static uint64_t nanos_of(clockid_t clock)
{
	struct timespec time;

	clock_gettime(clock, &time);
	return (uint64_t)time.tv_sec * NANOS + (uint64_t)time.tv_nsec;
}

static uint64_t packets_get(void)
{
	struct rte_eth_stats stats;

	rte_eth_stats_get(0, &stats);
	return stats.ipackets;
}

static void let_run(double seconds)
{
	const struct timespec duration = {
		.tv_sec = (time_t)seconds, .tv_nsec = (long)((seconds - (double)(time_t)seconds) * NANOS)};

	nanosleep(&duration, NULL);
}

static void *measure(void *forwarding)
{
	double seconds = atof(getenv("BENCH_SECONDS"));
	clockid_t clock;

	pthread_getcpuclockid(*(pthread_t *)forwarding, &clock);
	let_run(seconds / 10);
	uint64_t packets = packets_get(), nanos = nanos_of(clock);
	let_run(seconds);
	packets = packets_get() - packets;
	nanos = nanos_of(clock) - nanos;
	printf("{\"packets\": %" PRIu64 ", \"cpuNanos\": %" PRIu64 "}\n", packets, nanos);
	fflush(stdout);
	_exit(0);
}

void bench_feed(void)
{
	struct rte_mempool *pool = rte_pktmbuf_pool_create(
		"feed", PACKETS, 0, FL_PACKET_PRIVATE_SIZE, RTE_MBUF_DEFAULT_BUF_SIZE, SOCKET_ID_ANY);
	static pthread_t forwarding;
	struct rte_ether_addr mac;
	pthread_t thread;

	forwarding = pthread_self();
	rte_eth_macaddr_get(0, &mac);
	for (uint32_t i = 0; i < PACKETS; i++) {
		struct rte_mbuf *mbuf = pool != NULL ? rte_pktmbuf_alloc(pool) : NULL;

		if (mbuf == NULL)
			bench_fail("there is no memory for packets");
		bench_frame_write(mbuf, &mac, 0, 0, i);
		mbuf->packet_type = RTE_PTYPE_L2_ETHER | RTE_PTYPE_L3_IPV4; // as a NIC would say
		if (rte_eth_tx_burst(0, 0, &mbuf, 1) != 1)
			bench_fail("the ring is full");
	}
	if (pthread_create(&thread, NULL, measure, &forwarding) != 0)
		bench_fail("no thread to measure with");
}
