// The paper's section 2.1.2: two forwarding paths, each whole on a core of its own, against both cut in two halves of
// which the inbound one runs on one core and the outbound one on the other. The work is the same, and each core's too:
// what differs is whether a packet stays where it is. Packets go round between the two ports of a router on loop ports.
// Both turn about, by configuration documents. One JSON line: packets that went all the way a second of one CPU's time,
// turn by turn, and the least part of its CPU that a worker had.
// Usage: split_bench [--count TURNS] [--seconds S] [--hugepages MIB]
#include <inttypes.h>
#include <stdio.h>
#include <time.h>

#include "bench/engine_rig.h"
#include "bench/fail.h"
#include "bench/kinds.h"
#include "core/clock.h"

enum { ROUTERS = 2, SHARE = 1000, TURNS_MAX = 256 };

// A router of two interfaces: the path of the first carries a packet in, the path of the second out.
static void router_add(struct fl_config *config, uint32_t index, bool split)
{
	char device[FL_NAME_SIZE];

	snprintf(device, sizeof(device), "in%u", index);
	struct fl_config_router *router = engine_rig_add(config, device, index, SHARE);
	router->interface_count = 2;
	router->interfaces[1] = router->interfaces[0];
	snprintf(router->interfaces[1].name, sizeof(router->interfaces[1].name), "b");
	snprintf(router->interfaces[1].device, sizeof(router->interfaces[1].device), "out%u", index);
	engine_rig_device_add(config, router->interfaces[1].device);
	router->paths[1] = (struct fl_config_path){.interface = 1, .worker = split ? 1 - index : index};
	if (split)
		router->shares[router->share_count++] =
			(struct fl_config_share){.worker = 1 - index, .share_ppm = SHARE};
}

static void place(struct fl_engine *engine, bool split)
{
	struct fl_config *config = engine_rig_document(engine);

	for (uint32_t i = 0; i < ROUTERS; i++)
		router_add(config, i, split);
	engine_rig_apply(engine, config);
}

static uint64_t packets_out(const struct fl_engine *engine)
{
	uint64_t packets = 0;

	for (uint32_t i = 0; i < engine->router_count; i++)
		packets += __atomic_load_n(&engine->routers[i]->tasks[1]->path.counters.sent_packets, __ATOMIC_RELAXED);
	return packets;
}

// least_cpu: lowered to the part of its CPU that a worker had.
static double turn(struct fl_engine *engine, bool split, double seconds, double *least_cpu)
{
	const struct timespec pause = {.tv_sec = (time_t)seconds,
		.tv_nsec = (long)((seconds - (double)(time_t)seconds) * FL_NANOS_PER_SECOND)};

	place(engine, split);
	uint64_t packets = packets_out(engine), start = fl_clock_cycles(), cycles[2], sum = 0;
	for (uint32_t i = 0; i < 2; i++)
		cycles[i] = engine_rig_cycles(engine, i);
	nanosleep(&pause, NULL);
	packets = packets_out(engine) - packets;
	double elapsed = (double)(fl_clock_cycles() - start);
	for (uint32_t i = 0; i < 2; i++) {
		cycles[i] = engine_rig_cycles(engine, i) - cycles[i];
		sum += cycles[i];
		*least_cpu = RTE_MIN(*least_cpu, (double)cycles[i] / elapsed);
	}
	return (double)packets * (double)engine->tsc_hz / ((double)sum / 2);
}

static void array_print(const char *name, const double *values, uint32_t count)
{
	printf("\"%s\": [", name);
	for (uint32_t i = 0; i < count; i++)
		printf("%s%.0f", i == 0 ? "" : ", ", values[i]);
	printf("]");
}

int main(int argc, char **argv)
{
	struct bench_options options = {.count = 10, .seconds = 0.5};
	double whole[TURNS_MAX], split[TURNS_MAX], least_cpu = 1;

	bench_options_read(&options, argc, argv);
	if (options.count > TURNS_MAX)
		bench_fail("--count: at most %d", TURNS_MAX);
	struct fl_engine *engine = engine_rig_start(&options, false);
	if (engine->topology.worker_count < 2)
		bench_fail("two cores are needed, and this process has one CPU");
	bench_kind_choose("swap");
	for (uint32_t i = 0; i < options.count; i++) {
		if (i % 2 == 0)
			whole[i] = turn(engine, false, options.seconds, &least_cpu);
		split[i] = turn(engine, true, options.seconds, &least_cpu);
		if (i % 2 != 0)
			whole[i] = turn(engine, false, options.seconds, &least_cpu);
	}
	printf("{");
	array_print("whole", whole, options.count);
	printf(", ");
	array_print("split", split, options.count);
	printf(", \"leastCpu\": %.4f}\n", least_cpu);
	fl_engine_destroy(engine);
	return 0;
}
