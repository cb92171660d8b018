// The forwarder: options, then the parts from the inside out, the loop, and the parts' end.
#include <errno.h>
#include <rte_log.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include <jansson.h>

#include "control/capabilities.h"
#include "control/log.h"
#include "control/loop.h"
#include "control/options.h"
#include "control/pci_devices.h"
#include "elements/catalogue.h"
#include "ports/sriov_device.h"

enum { EXIT_USAGE = 2 };

static int elements_print(void)
{
	size_t length = fl_catalogue_json(NULL, 0);
	char *text = malloc(length + 1);
	if (text == NULL)
		return EXIT_FAILURE;
	fl_catalogue_json(text, length + 1);
	int printed = puts(text);
	free(text);
	return printed >= 0 && fflush(stdout) == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

// The descriptor that becomes readable when the process is asked to end. The signals are blocked before other threads
// start, which inherit that.
static int stop_descriptor_make(void)
{
	sigset_t signals;
	sigemptyset(&signals);
	sigaddset(&signals, SIGTERM);
	sigaddset(&signals, SIGINT);
	signal(SIGPIPE, SIG_IGN);
	if (pthread_sigmask(SIG_BLOCK, &signals, NULL) != 0)
		return -1;
	return signalfd(-1, &signals, SFD_CLOEXEC);
}

// DPDK's own words as events of ours, a line each.
static ssize_t dpdk_log_write(void *cookie, const char *text, size_t size)
{
	(void)cookie;
	size_t length = size;
	while (length > 0 && text[length - 1] == '\n')
		length--;
	if (length > 0)
		fl_log(FL_LOG_WARNING, "DPDK says", "{s:s#}", "text", text, (int)length);
	return (ssize_t)size;
}

static void dpdk_log_redirect(void)
{
	FILE *stream = fopencookie(NULL, "w", (cookie_io_functions_t){.write = dpdk_log_write});
	if (stream == NULL)
		return;
	setvbuf(stream, NULL, _IOLBF, 0);
	rte_openlog_stream(stream);
}

// The parts, each made from those before it.
struct forwarder {
	int stop;
	struct fl_state *state;
	struct fl_engine *engine;
	struct fl_service *service;
	struct fl_credentials_store *store;
	struct fl_server *server;
};

static bool forwarder_create(
	struct forwarder *forwarder, const struct fl_options *options, char *error, size_t error_size)
{
	char server_name[512];
	snprintf(server_name, sizeof(server_name), "%s.forwarder.fairlane.internal", options->name);
	forwarder->stop = stop_descriptor_make();
	if (forwarder->stop < 0) {
		snprintf(error, error_size, "signals cannot be waited for: %s", strerror(errno));
		return false;
	}
	forwarder->state = fl_state_open(options->state_dir, error, error_size);
	if (forwarder->state == NULL)
		return false;
	forwarder->engine = fl_engine_create(&options->engine, error, error_size);
	if (forwarder->engine == NULL)
		return false;
	forwarder->service = fl_service_create(forwarder->engine, forwarder->state);
	forwarder->store = fl_credentials_store_create(options->tls_dir, server_name);
	if (forwarder->service == NULL || forwarder->store == NULL) {
		snprintf(error, error_size, "no memory for the control interface");
		return false;
	}
	// Forwarding comes before being asked about it.
	fl_service_restore(forwarder->service);
	forwarder->server = fl_server_create(&options->server, forwarder->service, forwarder->store, error, error_size);
	return forwarder->server != NULL;
}

static void forwarder_destroy(struct forwarder *forwarder)
{
	fl_server_destroy(forwarder->server);
	fl_credentials_store_destroy(forwarder->store);
	fl_service_destroy(forwarder->service);
	if (forwarder->engine != NULL)
		fl_engine_destroy(forwarder->engine);
	fl_state_close(forwarder->state);
}

static void log_started(const struct forwarder *forwarder, const struct fl_options *options)
{
	const struct fl_topology *topology = fl_engine_topology(forwarder->engine);
	json_t *cpus = json_array();
	for (uint32_t i = 0; i < topology->cpu_count; i++)
		json_array_append_new(cpus, json_integer(topology->cpus[i]));
	fl_log(FL_LOG_INFO, "listening", "{s:s,s:s,s:s,s:i,s:i,s:i,s:o}", "version", FL_VERSION, "name", options->name,
		"bind", options->server.bind, "port", (int)fl_server_control_port(forwarder->server), "probePort",
		(int)fl_server_probe_port(forwarder->server), "workers", (int)topology->worker_count, "cpus", cpus);
}

static bool function_serves(const struct fl_sriov_info *functions, uint32_t count, const char *address)
{
	for (uint32_t i = 0; i < count; i++)
		if (strcmp(functions[i].pci_address, address) == 0)
			return true;
	return false;
}

// DPDK goes on without a function that it cannot use, and says why in words of its own just before.
static void log_lost_functions(const struct fl_engine_options *options)
{
	struct fl_sriov_info functions[FL_PCI_DEVICES_MAX];
	uint32_t count = fl_sriov_list(functions, FL_PCI_DEVICES_MAX);
	for (uint32_t i = 0; i < options->pci_device_count; i++)
		if (!function_serves(functions, count, options->pci_devices[i]))
			fl_log(FL_LOG_ERROR, "a PCI device of this pod cannot be used", "{s:s,s:s}", "device",
				options->pci_devices[i], "needs",
				"the driver vfio-pci, a device file in /dev/vfio that is this user's "
				"(device_ownership_from_security_context) and locked memory without limit "
				"(LimitMEMLOCK of the container runtime)");
}

static int run(struct fl_options *options)
{
	struct forwarder forwarder = {.stop = -1};
	char error[512] = "";
	bool packet_sockets;
	int result = fl_capabilities_restrict(&packet_sockets);
	if (result != 0) {
		fl_log(FL_LOG_ERROR, "capabilities cannot be dropped", "{s:s}", "error", strerror(-result));
		return EXIT_FAILURE;
	}
	if (!packet_sockets)
		fl_log(FL_LOG_WARNING, "CAP_NET_RAW is not permitted: devices of kind Kernel cannot be opened", NULL);
	dpdk_log_redirect();
	char functions[FL_PCI_DEVICES_MAX][FL_PCI_ADDRESS_SIZE];
	int function_count = fl_pci_devices_find((const char *const *)environ, functions, error, sizeof(error));
	options->engine.pci_devices = functions;
	options->engine.pci_device_count = function_count > 0 ? (uint32_t)function_count : 0;
	bool created = function_count >= 0 && forwarder_create(&forwarder, options, error, sizeof(error));
	if (!created) {
		fl_log(FL_LOG_ERROR, "cannot start", "{s:s}", "error", error);
	} else {
		log_lost_functions(&options->engine);
		log_started(&forwarder, options);
		result = fl_loop_run(forwarder.engine, forwarder.service, forwarder.server, forwarder.stop);
		fl_log(FL_LOG_INFO, "ending", NULL);
	}
	forwarder_destroy(&forwarder);
	return created && result == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

int main(int argc, char *argv[])
{
	struct fl_options options;
	char error[512];
	if (fl_options_parse(argc, argv, &options, error, sizeof(error)) != 0) {
		fprintf(stderr, "fairlane-forwarder: %s\n", error);
		return EXIT_USAGE;
	}
	switch (options.action) {
	case FL_ACTION_HELP:
		fputs(fl_options_usage, stdout);
		return EXIT_SUCCESS;
	case FL_ACTION_VERSION:
		puts("fairlane-forwarder " FL_VERSION);
		return EXIT_SUCCESS;
	case FL_ACTION_DESCRIBE_ELEMENTS:
		return elements_print();
	default:
		return run(&options);
	}
}
