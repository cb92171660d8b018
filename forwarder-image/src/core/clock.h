// The two clocks of a worker: TSC cycles for everything that is booked, and the CPU time of a thread, which alone
// knows when the kernel ran something else.
#pragma once
#include <rte_cycles.h>
#include <stdint.h>
#include <time.h>

enum { FL_NANOS_PER_SECOND = 1000000000 };

static inline uint64_t fl_clock_cycles(void)
{
	return rte_rdtsc();
}

// Nanoseconds of a clock; a system call for CPU-time clocks (about 0.3 us).
static inline uint64_t fl_clock_nanos(clockid_t clock)
{
	struct timespec time;

	clock_gettime(clock, &time);
	return (uint64_t)time.tv_sec * FL_NANOS_PER_SECOND + (uint64_t)time.tv_nsec;
}

// TSC cycles a second, against the clock that the kernel's own accounting of threads is made from; takes 20 ms.
// DPDK rounds its figure to 10 MHz: good for time-outs, but 0.1 % of error would show as stolen time.
uint64_t fl_clock_hz_measure(void);

static inline uint64_t fl_clock_cycles_to_nanos(uint64_t cycles, uint64_t hz)
{
	return (uint64_t)((unsigned __int128)cycles * FL_NANOS_PER_SECOND / hz);
}

static inline uint64_t fl_clock_nanos_to_cycles(uint64_t nanos, uint64_t hz)
{
	return (uint64_t)((unsigned __int128)nanos * hz / FL_NANOS_PER_SECOND);
}
