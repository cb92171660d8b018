#include "control/options.h"

#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/config.h"

const char fl_options_usage[] =
	"Usage: fairlane-forwarder --name NAME [OPTION...]\n"
	"Forwards packets of virtual routers as its control interface says.\n"
	"\n"
	"  --name NAME               the Forwarder object that this process serves\n"
	"  --tls-dir DIRECTORY       tls.crt, tls.key and ca.crt (default /etc/fairlane/tls)\n"
	"  --state-dir DIRECTORY     keeps the last good configuration (default /var/lib/fairlane)\n"
	"  --cores exclusive|shared  exclusive: a worker for each CPU of the container that polls; shared: --workers\n"
	"                            threads that sleep when idle (default exclusive)\n"
	"  --workers N               with --cores shared: 1 to 64\n"
	"  --control shared|dedicated\n"
	"                            whether the control thread shares the first CPU with a worker (default shared)\n"
	"  --hugepage-memory MIB     packet memory in hugepages\n"
	"  --memory MIB              packet memory in ordinary pages (default 128)\n"
	"  --bind ADDRESS            where to listen (default 0.0.0.0)\n"
	"  --listen-port PORT        of the control interface, HTTPS (default 8443; 0: any)\n"
	"  --probe-port PORT         of probes and metrics, HTTP (default 8080; 0: any)\n"
	"  --describe-elements       print the element catalogue as JSON and end\n"
	"  --help, --version         print this, or the version, and end\n";

enum {
	OPTION_NAME = 256,
	OPTION_TLS_DIR,
	OPTION_STATE_DIR,
	OPTION_CORES,
	OPTION_WORKERS,
	OPTION_CONTROL,
	OPTION_HUGEPAGE_MEMORY,
	OPTION_MEMORY,
	OPTION_BIND,
	OPTION_LISTEN_PORT,
	OPTION_PROBE_PORT,
	OPTION_DESCRIBE_ELEMENTS,
	OPTION_HELP,
	OPTION_VERSION,
};

static const struct option long_options[] = {
	{"name", required_argument, NULL, OPTION_NAME},
	{"tls-dir", required_argument, NULL, OPTION_TLS_DIR},
	{"state-dir", required_argument, NULL, OPTION_STATE_DIR},
	{"cores", required_argument, NULL, OPTION_CORES},
	{"workers", required_argument, NULL, OPTION_WORKERS},
	{"control", required_argument, NULL, OPTION_CONTROL},
	{"hugepage-memory", required_argument, NULL, OPTION_HUGEPAGE_MEMORY},
	{"memory", required_argument, NULL, OPTION_MEMORY},
	{"bind", required_argument, NULL, OPTION_BIND},
	{"listen-port", required_argument, NULL, OPTION_LISTEN_PORT},
	{"probe-port", required_argument, NULL, OPTION_PROBE_PORT},
	{"describe-elements", no_argument, NULL, OPTION_DESCRIBE_ELEMENTS},
	{"help", no_argument, NULL, OPTION_HELP},
	{"version", no_argument, NULL, OPTION_VERSION},
	{NULL, 0, NULL, 0},
};

// Where a problem of the option that is being read goes.
struct reader {
	const char *option; // its long name
	const char *value;
	char *error;
	size_t error_size;
};

static int number(const struct reader *reader, unsigned long min, unsigned long max, unsigned long *out)
{
	char *end;
	errno = 0;
	*out = strtoul(reader->value, &end, 10);
	if (errno == 0 && *reader->value >= '0' && *reader->value <= '9' && *end == '\0' && *out >= min && *out <= max)
		return 0;
	snprintf(reader->error, reader->error_size, "--%s: \"%s\" is no number from %lu to %lu", reader->option,
		reader->value, min, max);
	return -EINVAL;
}

static int mebibytes(const struct reader *reader, uint32_t *out)
{
	unsigned long value;
	int result = number(reader, 32, 1UL << 20, &value);
	*out = (uint32_t)value;
	return result;
}

static int port(const struct reader *reader, uint16_t *out)
{
	unsigned long value;
	int result = number(reader, 0, UINT16_MAX, &value);
	*out = (uint16_t)value;
	return result;
}

static int worker_count(const struct reader *reader, uint32_t *out)
{
	unsigned long value;
	int result = number(reader, 1, FL_WORKERS_MAX, &value);
	*out = (uint32_t)value;
	return result;
}

// One of two words; *out: whether it is the second.
static int either(const struct reader *reader, const char *first, const char *second, bool *out)
{
	*out = strcmp(reader->value, second) == 0;
	if (*out || strcmp(reader->value, first) == 0)
		return 0;
	snprintf(reader->error, reader->error_size, "--%s: \"%s\" is neither \"%s\" nor \"%s\"", reader->option,
		reader->value, first, second);
	return -EINVAL;
}

static int option_read(const struct reader *reader, int option, struct fl_options *options)
{
	switch (option) {
	case OPTION_NAME:
		options->name = reader->value;
		return 0;
	case OPTION_TLS_DIR:
		options->tls_dir = reader->value;
		return 0;
	case OPTION_STATE_DIR:
		options->state_dir = reader->value;
		return 0;
	case OPTION_CORES:
		return either(reader, "exclusive", "shared", &options->engine.cores_shared);
	case OPTION_WORKERS:
		return worker_count(reader, &options->engine.worker_count);
	case OPTION_CONTROL:
		return either(reader, "shared", "dedicated", &options->engine.control_dedicated);
	case OPTION_HUGEPAGE_MEMORY:
		return mebibytes(reader, &options->engine.hugepage_mib);
	case OPTION_MEMORY:
		return mebibytes(reader, &options->engine.memory_mib);
	case OPTION_BIND:
		options->server.bind = reader->value;
		return 0;
	case OPTION_LISTEN_PORT:
		return port(reader, &options->server.control_port);
	case OPTION_PROBE_PORT:
		return port(reader, &options->server.probe_port);
	case OPTION_DESCRIBE_ELEMENTS:
		options->action = FL_ACTION_DESCRIBE_ELEMENTS;
		return 0;
	case OPTION_HELP:
		options->action = FL_ACTION_HELP;
		return 0;
	default:
		options->action = FL_ACTION_VERSION;
		return 0;
	}
}

// What options mean together.
static const char *contradiction(const struct fl_options *options)
{
	const struct fl_engine_options *engine = &options->engine;
	if (options->action != FL_ACTION_RUN)
		return NULL;
	if (options->name == NULL || options->name[0] == '\0')
		return "--name is missing: the name of the Forwarder object";
	if (engine->cores_shared && engine->worker_count == 0)
		return "--cores shared needs --workers: 1 to 64";
	if (engine->cores_shared && engine->control_dedicated)
		return "--cores shared leaves no CPU for --control dedicated: leave that out";
	if (!engine->cores_shared && engine->worker_count > 0)
		return "--workers is for --cores shared: exclusive cores have a worker each";
	if (engine->hugepage_mib > 0 && engine->memory_mib > 0)
		return "--memory and --hugepage-memory exclude each other: leave one out";
	return NULL;
}

int fl_options_parse(int argc, char *const argv[], struct fl_options *options, char *error, size_t error_size)
{
	int option, index;
	*options = (struct fl_options){
		.tls_dir = "/etc/fairlane/tls", .state_dir = "/var/lib/fairlane", .server = fl_server_defaults};
	optind = 0; // start anew, also after another call
	opterr = 0;
	while ((option = getopt_long(argc, argv, "", long_options, &index)) != -1) {
		if (option == '?' || option == ':') {
			snprintf(error, error_size,
				"%s is no known option, or has a value too many or too few: see --help",
				argv[optind - 1]);
			return -EINVAL;
		}
		const struct reader reader = {long_options[index].name, optarg, error, error_size};
		int result = option_read(&reader, option, options);
		if (result != 0)
			return result;
	}
	const char *why = contradiction(options);
	if (optind < argc)
		snprintf(error, error_size, "%s is no option: see --help", argv[optind]);
	else if (why != NULL)
		snprintf(error, error_size, "%s", why);
	return optind < argc || why != NULL ? -EINVAL : 0;
}
