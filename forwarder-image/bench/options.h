// What every benchmark's command line has in common: --NAME VALUE pairs.
#pragma once
#include <stdint.h>

struct bench_options {
	const char *kind;       // --kind (kinds.h)
	const char *device;     // --device: ring or ether (loop_port.c)
	uint32_t paths;         // --paths
	uint32_t hugepages_mib; // --hugepages; 0: ordinary pages
	double seconds;         // --seconds: how long to measure
	uint32_t count;         // --count: of whatever the benchmark counts
	const char *figure;     // --figure, of the experiments
};

// Reads the command line over the values that options has; ends the program with the list of names when one is unknown.
void bench_options_read(struct bench_options *options, int argc, char **argv);
