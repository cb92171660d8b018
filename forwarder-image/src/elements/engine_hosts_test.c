// The whole data plane with real kinds of forwarding: unmodified Linux hosts reach each other through a router and a
// bridge that one engine runs on two workers, and go on while the configuration changes.
#include <poll.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "core/engine.h"
#include "core/testing/document.h"
#include "elements/testing/lab.h"
#include "test/hosts.h"

enum { DEADLINE_SECONDS = 90, STREAM_BYTES = 100 << 20, TICK_MS = 5 };

struct town {
	struct fl_engine *engine;
	struct host left, right; // on both sides of the router "ip"
	struct host east, west;  // on both sides of the bridge "br"
	uint64_t generation;
	uint32_t worker;  // that the next document puts all paths on
	bool restless;    // change the configuration in every turn
	uint64_t applied; // documents applied so
};

static struct fl_config *document_of(const struct town *town)
{
	struct fl_config *config = document_create("town", town->generation);
	struct fl_config_router *ip = document_add(config, "ip", 1, town->worker, 500000), *br;

	ip->interfaces[0].address_count = ip->interfaces[1].address_count = 1;
	ip->interfaces[0].addresses[0] = (struct fl_ip4_prefix){lab_address("10.1.0.1"), 24};
	ip->interfaces[1].addresses[0] = (struct fl_ip4_prefix){lab_address("10.2.0.1"), 24};
	br = document_add(config, "br", 1, town->worker, 500000);
	br->forwarding = FL_FORWARDING_BRIDGE;
	for (uint32_t i = 0; i < config->device_count; i++)
		config->devices[i].kind = FL_DEVICE_KERNEL;
	config->buffers_per_router = 1024;
	return config;
}

static void apply(struct town *town)
{
	struct fl_problems problems = {0};
	struct fl_config *config;
	int result;

	town->generation++;
	config = document_of(town);
	result = fl_engine_apply(town->engine, config, &problems);
	fl_config_destroy(config);
	if (result != 0)
		fail_msg("%s: %s", problems.items[0].path, problems.items[0].reason);
}

// What the control thread does every few milliseconds.
static void turn(void *context)
{
	struct town *town = context;

	fl_engine_tick(town->engine);
	if (town->restless) {
		town->worker = !town->worker;
		town->applied++;
		apply(town);
	}
	poll(NULL, 0, TICK_MS);
}

static bool runs(struct town *town, const struct host *host, const char *command)
{
	pid_t process = host_start_command(host, command);

	return hosts_wait(&process, 1, DEADLINE_SECONDS, turn, town);
}

static bool stream(struct town *town, const struct host *from, const struct host *to)
{
	const struct transfer transfer = {.from = from, .to = to, .tcp = true, .bytes = STREAM_BYTES};
	pid_t processes[2];

	transfer_start(&transfer, processes);
	return hosts_wait(processes, 2, DEADLINE_SECONDS, turn, town);
}

static void hosts_reach_each_other_through_the_router(void **state)
{
	struct town *town = *state;

	assert_true(runs(town, &town->left, "ping -n -q -c 5 -i 0.05 -W 5 10.2.0.2 >/dev/null"));
	assert_true(runs(town, &town->left,
		"ping -n -c 1 -W 5 -t 1 10.2.0.2 | grep -q 'From 10.1.0.1 .*Time to live exceeded'"));
	assert_true(stream(town, &town->left, &town->right));
	assert_true(stream(town, &town->right, &town->left));
}

static void hosts_reach_each_other_through_the_bridge(void **state)
{
	struct town *town = *state;

	assert_true(runs(town, &town->east, "ping -n -q -c 5 -i 0.05 -W 5 10.3.0.2 >/dev/null"));
	assert_true(stream(town, &town->east, &town->west));
}

static void streams_go_on_while_their_paths_move(void **state)
{
	struct town *town = *state;

	town->restless = true;
	assert_true(stream(town, &town->left, &town->right));
	assert_true(stream(town, &town->east, &town->west));
	town->restless = false;
	assert_true(town->applied > 10);
}

static void refuses_a_route_by_an_unreachable_gateway_and_goes_on(void **state)
{
	struct town *town = *state;
	struct fl_problems problems = {0};
	struct fl_config *config;

	town->generation++;
	config = document_of(town);
	document_route_via(&config->routers[0], lab_address("192.0.2.1"));
	assert_int_not_equal(fl_engine_apply(town->engine, config, &problems), 0);
	fl_config_destroy(config);
	assert_int_equal(problems.count, 1);
	assert_string_equal(problems.items[0].path, "routers[0].forwarding.ipRouter.routes[0].via");
	assert_true(runs(town, &town->left, "ping -n -q -c 2 -i 0.05 -W 5 10.2.0.2 >/dev/null"));
}

static int start(void **state)
{
	const struct fl_engine_options options = {.cores_shared = true, .worker_count = 2, .memory_mib = 128};
	struct town *town = calloc(1, sizeof(*town));
	char error[256];

	assert_non_null(town);
	hosts_begin();
	host_create(&town->left, "ip-a", "02:00:00:00:01:01", "10.1.0.2/24", "10.1.0.1");
	host_create(&town->right, "ip-b", "02:00:00:00:02:01", "10.2.0.2/24", "10.2.0.1");
	host_create(&town->east, "br-a", "02:00:00:00:03:01", "10.3.0.1/24", NULL);
	host_create(&town->west, "br-b", "02:00:00:00:03:02", "10.3.0.2/24", NULL);
	// After the namespace: the workers are in it too.
	town->engine = fl_engine_create(&options, error, sizeof(error));
	if (town->engine == NULL)
		fail_msg("%s", error);
	apply(town);
	*state = town;
	return 0;
}

static int stop(void **state)
{
	struct town *town = *state;

	fl_engine_destroy(town->engine);
	host_destroy(&town->left);
	host_destroy(&town->right);
	host_destroy(&town->east);
	host_destroy(&town->west);
	free(town);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(hosts_reach_each_other_through_the_router),
		cmocka_unit_test(hosts_reach_each_other_through_the_bridge),
		cmocka_unit_test(streams_go_on_while_their_paths_move),
		cmocka_unit_test(refuses_a_route_by_an_unreachable_gateway_and_goes_on),
	};

	return cmocka_run_group_tests(tests, start, stop);
}
