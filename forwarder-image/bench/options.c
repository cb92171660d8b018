#include "bench/options.h"

#include <stdlib.h>
#include <string.h>

#include "bench/fail.h"

static int option_read(struct bench_options *options, const char *name, const char *value)
{
	if (strcmp(name, "--kind") == 0)
		options->kind = value;
	else if (strcmp(name, "--device") == 0)
		options->device = value;
	else if (strcmp(name, "--figure") == 0)
		options->figure = value;
	else if (strcmp(name, "--paths") == 0)
		options->paths = (uint32_t)atoi(value);
	else if (strcmp(name, "--hugepages") == 0)
		options->hugepages_mib = (uint32_t)atoi(value);
	else if (strcmp(name, "--count") == 0)
		options->count = (uint32_t)atoi(value);
	else if (strcmp(name, "--seconds") == 0)
		options->seconds = atof(value);
	else
		return -1;
	return 0;
}

void bench_options_read(struct bench_options *options, int argc, char **argv)
{
	for (int i = 1; i < argc; i += 2)
		if (i + 1 == argc || option_read(options, argv[i], argv[i + 1]) != 0)
			bench_fail("%s: --kind, --device, --figure, --paths, --hugepages, --count and --seconds take a "
				   "value",
				argv[i]);
}
