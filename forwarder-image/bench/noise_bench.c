// How quiet the machine is: for --seconds, a thread on the CPU that a worker would have does nothing but read the time,
// then repeats one piece of work. One JSON line: gaps a second beyond 1, 10 and 100 us, the largest, and how much longer
// than its median the slowest hundredth of the repetitions took.
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "bench/direct.h"
#include "bench/fail.h"
#include "bench/kinds.h"
#include "core/clock.h"

enum { REPETITIONS = 20000, WORK_STEPS = 5000 };

static int compare(const void *a, const void *b)
{
	const uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

	return (x > y) - (x < y);
}

static void gaps_print(double seconds, double cycles_per_micro)
{
	uint64_t over[3] = {0}, largest = 0, last = fl_clock_cycles();
	uint64_t end = last + (uint64_t)(seconds * 1e6 * cycles_per_micro);

	while (last < end) {
		uint64_t now = fl_clock_cycles();
		double micros = (double)(now - last) / cycles_per_micro;

		over[0] += micros > 1;
		over[1] += micros > 10;
		over[2] += micros > 100;
		largest = RTE_MAX(largest, now - last);
		last = now;
	}
	printf("{\"gapsOver1us\": %.0f, \"gapsOver10us\": %.0f, \"gapsOver100us\": %.1f, \"largestGapMicros\": %.0f",
		(double)over[0] / seconds, (double)over[1] / seconds, (double)over[2] / seconds,
		(double)largest / cycles_per_micro);
}

static void spread_print(void)
{
	static uint64_t times[REPETITIONS];

	for (uint32_t i = 0; i < REPETITIONS; i++) {
		uint64_t start = fl_clock_cycles();

		bench_burn(WORK_STEPS);
		times[i] = fl_clock_cycles() - start;
	}
	qsort(times, REPETITIONS, sizeof(*times), compare);
	double median = (double)times[REPETITIONS / 2];
	printf(", \"workP99Percent\": %.2f, \"workP75Percent\": %.2f}\n",
		100 * ((double)times[REPETITIONS / 100 * 99] / median - 1),
		100 * ((double)times[REPETITIONS / 4 * 3] / median - 1));
}

int main(int argc, char **argv)
{
	struct bench_options options = {.seconds = 2};

	bench_options_read(&options, argc, argv);
	direct_start(&options);
	gaps_print(options.seconds, (double)fl_clock_hz_measure() / 1e6);
	spread_print();
	return 0;
}
