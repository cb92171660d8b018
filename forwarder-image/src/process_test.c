// The whole process, started as in a pod: its argument is the path of the forwarder.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <jansson.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "control/testing/certificates.h"
#include "control/testing/client.h"

extern char **environ;

#define NAME "dom0-node-1"
#define CONFIG                                                                                                         \
	"{\"forwarderUid\":\"f\",\"generation\":7,\"buffersPerRouter\":512,\"devices\":["                              \
	"{\"name\":\"r0\",\"kind\":\"Ring\"},{\"name\":\"r1\",\"kind\":\"Ring\"}],\"routers\":[{\"uid\":\"u\","        \
	"\"generation\":3,\"name\":\"a/bridge\",\"interfaces\":[{\"name\":\"x\",\"device\":\"r0\"},"                   \
	"{\"name\":\"y\",\"device\":\"r1\"}],\"forwarding\":{\"bridge\":{}},\"paths\":["                               \
	"{\"interface\":\"x\",\"worker\":0},{\"interface\":\"y\",\"worker\":1}],\"shares\":["                          \
	"{\"worker\":0,\"sharePpm\":1000},{\"worker\":1,\"sharePpm\":1000}]}]}"

// Another generation of it, with a graph of Click elements in place of the bridge; length is how much it strips.
#define CLICK_CONFIG(length)                                                                                           \
	"{\"forwarderUid\":\"f\",\"generation\":8,\"buffersPerRouter\":512,\"devices\":["                              \
	"{\"name\":\"r0\",\"kind\":\"Ring\"},{\"name\":\"r1\",\"kind\":\"Ring\"}],\"routers\":[{\"uid\":\"u\","        \
	"\"generation\":4,\"name\":\"a/graph\",\"interfaces\":[{\"name\":\"x\",\"device\":\"r0\"},"                    \
	"{\"name\":\"y\",\"device\":\"r1\"}],\"forwarding\":{\"click\":{\"elements\":["                                \
	"{\"name\":\"in\",\"class\":\"FromDevice\",\"arguments\":{\"DEVNAME\":\"x\"}},"                                \
	"{\"name\":\"s\",\"class\":\"Strip\",\"arguments\":{\"LENGTH\":\"" length "\"}},"                              \
	"{\"name\":\"cnt\",\"class\":\"Counter\"},"                                                                    \
	"{\"name\":\"out\",\"class\":\"ToDevice\",\"arguments\":{\"DEVNAME\":\"y\"}}],\"connections\":["               \
	"{\"from\":\"in\",\"fromPort\":0,\"to\":\"s\",\"toPort\":0},"                                                  \
	"{\"from\":\"s\",\"fromPort\":0,\"to\":\"cnt\",\"toPort\":0},"                                                 \
	"{\"from\":\"cnt\",\"fromPort\":0,\"to\":\"out\",\"toPort\":0}]}},\"paths\":["                                 \
	"{\"interface\":\"x\",\"worker\":0},{\"interface\":\"y\",\"worker\":1}],\"shares\":["                          \
	"{\"worker\":0,\"sharePpm\":1000},{\"worker\":1,\"sharePpm\":1000}]}]}"

enum { START_SECONDS = 30, BOOT_ID_SIZE = 64 };

struct process {
	const char *program;
	char directory[64], state[80], tls[80];
	struct test_identity authority, forwarder, operator_;
	pid_t pid;
	int log; // read end of its stderr
	uint16_t port, probe_port;
};

static double seconds(void)
{
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

// Starts the program; returns the read end of the pipe that has its descriptor (1 or 2).
static int spawn(struct process *process, const char *const argv[], int descriptor)
{
	int ends[2];
	posix_spawn_file_actions_t actions;
	assert_int_equal(pipe2(ends, O_CLOEXEC), 0);
	posix_spawn_file_actions_init(&actions);
	posix_spawn_file_actions_adddup2(&actions, ends[1], descriptor);
	assert_int_equal(
		posix_spawn(&process->pid, process->program, &actions, NULL, (char *const *)(uintptr_t)argv, environ),
		0);
	posix_spawn_file_actions_destroy(&actions);
	close(ends[1]);
	return ends[0];
}

// The next line of the log (without its newline) within the time to start, or what came until the process ended.
static bool log_line(struct process *process, char *line, size_t size)
{
	double deadline = seconds() + START_SECONDS;
	size_t length = 0;
	struct pollfd waited = {.fd = process->log, .events = POLLIN};
	while (length < size - 1 && seconds() < deadline) {
		if (poll(&waited, 1, 100) <= 0)
			continue;
		if (read(process->log, line + length, 1) != 1)
			break;
		if (line[length] == '\n') {
			line[length] = '\0';
			return true;
		}
		length++;
	}
	line[length] = '\0';
	return false;
}

// Reads the log until the process listens, and every line must be an event.
static void wait_until_listening(struct process *process)
{
	char line[4096];
	for (;;) {
		bool whole = log_line(process, line, sizeof(line));
		if (!whole)
			print_error("no event: %s\n", line);
		assert_true(whole);
		json_t *event = json_loads(line, 0, NULL);
		if (event == NULL)
			print_error("not JSON: %s\n", line);
		assert_non_null(event);
		assert_non_null(json_string_value(json_object_get(event, "ts")));
		assert_non_null(json_string_value(json_object_get(event, "level")));
		bool listening = strcmp(json_string_value(json_object_get(event, "msg")), "listening") == 0;
		process->port = (uint16_t)json_integer_value(json_object_get(event, "port"));
		process->probe_port = (uint16_t)json_integer_value(json_object_get(event, "probePort"));
		json_decref(event);
		if (listening)
			return;
	}
}

static void process_start(struct process *process)
{
	const char *const argv[] = {"fairlane-forwarder", "--name", NAME, "--tls-dir", process->tls, "--state-dir",
		process->state, "--cores", "shared", "--workers", "2", "--memory", "128", "--bind", "127.0.0.1",
		"--listen-port", "0", "--probe-port", "0", NULL};
	process->log = spawn(process, argv, STDERR_FILENO);
	wait_until_listening(process);
}

// Its exit status as waitpid gives it, and how long that took.
static int process_end(struct process *process, int signal_number, double *took)
{
	int status;
	double start = seconds();
	assert_int_equal(kill(process->pid, signal_number), 0);
	assert_int_equal(waitpid(process->pid, &status, 0), process->pid);
	*took = seconds() - start;
	process->pid = 0;
	close(process->log);
	return status;
}

static void nothing(void *argument)
{
	(void)argument;
}

// *client stays open for the answer's sake.
static struct test_answer request(
	struct process *process, struct test_client *client, const char *method, const char *path, const char *body)
{
	const struct test_client_options options = {.port = process->port,
		.tls = true,
		.identity = &process->operator_,
		.authority = &process->authority,
		.server_name = NAME ".forwarder.fairlane.internal",
		.turn = nothing};
	assert_true(test_client_open(client, &options));
	return test_client_request(client, method, path, NULL, body, body == NULL ? 0 : strlen(body));
}

static json_t *get(struct process *process, const char *path)
{
	struct test_client client;
	struct test_answer answer = request(process, &client, "GET", path, NULL);
	assert_int_equal(answer.status, 200);
	json_t *json = json_loadb(answer.body, answer.length, 0, NULL);
	assert_non_null(json);
	test_client_close(&client);
	return json;
}

static int put(struct process *process, const char *config)
{
	struct test_client client;
	struct test_answer answer = request(process, &client, "PUT", "/v1/config", config);
	if (answer.status != 200)
		print_error("%.*s\n", (int)answer.length, answer.body);
	test_client_close(&client);
	return answer.status;
}

static int probe(struct process *process, const char *path)
{
	struct test_client client;
	const struct test_client_options options = {.port = process->probe_port, .turn = nothing};
	assert_true(test_client_open(&client, &options));
	int status = test_client_request(&client, "GET", path, NULL, NULL, 0).status;
	test_client_close(&client);
	return status;
}

static json_int_t integer(const json_t *object, const char *name)
{
	assert_true(json_is_integer(json_object_get(object, name)));
	return json_integer_value(json_object_get(object, name));
}

// Checks the report of CONFIG and copies its boot id.
static void assert_reports_config(struct process *process, char *boot_id)
{
	json_t *report = get(process, "/v1/report"), *worker, *path;
	size_t i;
	snprintf(boot_id, BOOT_ID_SIZE, "%s", json_string_value(json_object_get(report, "bootId")));
	assert_string_equal(json_string_value(json_object_get(report, "forwarderUid")), "f");
	assert_int_equal(integer(report, "generation"), 7);
	assert_int_equal(json_array_size(json_object_get(report, "workers")), 2);
	json_array_foreach(json_object_get(report, "workers"), i, worker)
		assert_int_equal(integer(worker, "busyCycles") + integer(worker, "idleCycles") +
					 integer(worker, "overheadCycles") + integer(worker, "stolenCycles"),
			integer(worker, "elapsedCycles"));
	json_t *router = json_array_get(json_object_get(report, "routers"), 0);
	assert_string_equal(json_string_value(json_object_get(router, "uid")), "u");
	json_array_foreach(json_object_get(router, "paths"), i, path)
	{
		assert_string_equal(json_string_value(json_object_get(path, "state")), "Forwarding");
		assert_int_equal(integer(path, "worker"), i);
	}
	assert_int_equal(i, 2);
	json_decref(report);
}

static void comes_back_with_its_configuration_after_it_was_killed(void **state)
{
	struct process *process = *state;
	char before[BOOT_ID_SIZE], after[BOOT_ID_SIZE];
	double took;
	process_start(process);
	assert_int_equal(probe(process, "/readyz"), 503);
	assert_int_equal(put(process, CONFIG), 200);
	assert_int_equal(probe(process, "/readyz"), 200);
	assert_int_equal(probe(process, "/livez"), 200);
	assert_int_equal(probe(process, "/metrics"), 200);
	assert_reports_config(process, before);
	process_end(process, SIGKILL, &took);

	process_start(process);
	assert_int_equal(probe(process, "/readyz"), 200);
	assert_reports_config(process, after);
	assert_string_not_equal(before, after);
	int status = process_end(process, SIGTERM, &took);
	assert_true(WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), 0);
}

static void refuses_a_graph_with_the_place_of_its_mistake_and_goes_on(void **state)
{
	static const char refusal[] =
		"{\"problems\": [{\"path\": \"routers[0].forwarding.click.elements[1].arguments.LENGTH\", "
		"\"reason\": \"\\\"1501\\\" must be a whole number from 0 to 1500\"}]}";
	struct process *process = *state;
	struct test_client client;
	char boot_id[BOOT_ID_SIZE];
	double took;
	process_start(process);
	assert_int_equal(put(process, CONFIG), 200);
	struct test_answer answer = request(process, &client, "PUT", "/v1/config", CLICK_CONFIG("1501"));
	assert_int_equal(answer.status, 422);
	json_t *said = json_loadb(answer.body, answer.length, 0, NULL), *expected = json_loads(refusal, 0, NULL);
	assert_true(json_equal(said, expected));
	json_decref(said);
	json_decref(expected);
	test_client_close(&client);
	assert_reports_config(process, boot_id); // the former one
	process_end(process, SIGTERM, &took);
}

static void runs_a_graph_and_comes_back_with_it(void **state)
{
	struct process *process = *state;
	double took;
	process_start(process);
	assert_int_equal(put(process, CONFIG), 200);
	assert_int_equal(put(process, CLICK_CONFIG("14")), 200);
	process_end(process, SIGKILL, &took);

	process_start(process);
	json_t *report = get(process, "/v1/report");
	const json_t *router = json_array_get(json_object_get(report, "routers"), 0);
	const json_t *element = json_array_get(json_object_get(router, "elements"), 0);
	assert_int_equal(integer(router, "generation"), 4);
	assert_int_equal(json_array_size(json_object_get(router, "elements")), 1);
	assert_string_equal(json_string_value(json_object_get(element, "name")), "cnt");
	assert_string_equal(json_string_value(json_object_get(element, "class")), "Counter");
	assert_int_equal(integer(json_object_get(element, "counters"), "packets"), 0);
	assert_int_equal(probe(process, "/readyz"), 200);
	json_decref(report);
	process_end(process, SIGTERM, &took);
}

static void ends_within_a_second_when_asked_to(void **state)
{
	struct process *process = *state;
	double took;
	process_start(process);
	assert_int_equal(put(process, CONFIG), 200);
	int status = process_end(process, SIGTERM, &took);
	assert_true(WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), 0);
	assert_true(took < 1.0);
}

static void finds_its_topology(void **state)
{
	struct process *process = *state;
	double took;
	process_start(process);
	json_t *topology = get(process, "/v1/topology");
	assert_string_equal(json_string_value(json_object_get(topology, "coresMode")), "Shared");
	assert_int_equal(json_array_size(json_object_get(topology, "workers")), 2);
	assert_true(json_array_size(json_object_get(topology, "cpus")) > 0);
	assert_true(json_is_false(json_object_get(topology, "hugepages")));
	json_decref(topology);
	json_decref(get(process, "/v1/elements"));
	process_end(process, SIGTERM, &took);
}

// Runs to the end; its output (of descriptor) and exit status.
static int run(struct process *process, const char *const argv[], int descriptor, char *output, size_t size)
{
	int status, pipe_end = spawn(process, argv, descriptor);
	size_t length = 0;
	ssize_t n;
	while ((n = read(pipe_end, output + length, size - 1 - length)) > 0)
		length += (size_t)n;
	output[length] = '\0';
	close(pipe_end);
	assert_int_equal(waitpid(process->pid, &status, 0), process->pid);
	process->pid = 0;
	assert_true(WIFEXITED(status));
	return WEXITSTATUS(status);
}

static void describes_its_elements_as_the_control_interface_does(void **state)
{
	struct process *process = *state;
	const char *const argv[] = {"fairlane-forwarder", "--describe-elements", NULL};
	static char output[1 << 18];
	double took;
	assert_int_equal(run(process, argv, STDOUT_FILENO, output, sizeof(output)), 0);
	json_t *printed = json_loads(output, 0, NULL);
	assert_non_null(printed);
	assert_true(json_array_size(json_object_get(printed, "elements")) > 0);
	process_start(process);
	json_t *served = get(process, "/v1/elements");
	assert_true(json_equal(printed, served));
	json_decref(printed);
	json_decref(served);
	process_end(process, SIGTERM, &took);
}

static void says_what_is_wrong_with_its_options(void **state)
{
	struct process *process = *state;
	static const struct {
		const char *arguments[4];
		const char *error;
	} cases[] = {
		{{NULL}, "--name is missing"},
		{{"--nmae", "x"}, "--nmae is no known option"},
		{{"--name", "x", "more"}, "more is no option"},
		{{"--workers", "65"}, "--workers: \"65\" is no number from 1 to 64"},
		{{"--listen-port", "65536"}, "--listen-port: \"65536\" is no number from 0 to 65535"},
		{{"--cores", "some"}, "--cores: \"some\" is neither \"exclusive\" nor \"shared\""},
		{{"--name=x", "--cores=shared"}, "--cores shared needs --workers: 1 to 64"},
		{{"--name=x", "--workers=2"}, "--workers is for --cores shared"},
		{{"--name=x", "--memory=64", "--hugepage-memory=64"}, "exclude each other"},
	};
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		char output[4096];
		const char *argv[6] = {"fairlane-forwarder"};
		for (int j = 0; j < 4; j++)
			argv[j + 1] = cases[i].arguments[j];
		assert_int_equal(run(process, argv, STDERR_FILENO, output, sizeof(output)), 2);
		if (strstr(output, cases[i].error) == NULL)
			print_error("%s: %s\n", cases[i].error, output);
		assert_non_null(strstr(output, cases[i].error));
	}
}

static void says_why_it_cannot_start(void **state)
{
	struct process *process = *state;
	const char *const argv[] = {"fairlane-forwarder", "--name", NAME, "--state-dir", "/nowhere", NULL};
	char output[4096];
	assert_int_equal(run(process, argv, STDERR_FILENO, output, sizeof(output)), 1);
	assert_non_null(strstr(output, "the state directory /nowhere cannot be opened: No such file or directory"));
}

static int setup(void **state)
{
	struct process *process = *state;
	strcpy(process->directory, "/tmp/fairlane-process-XXXXXX");
	assert_non_null(mkdtemp(process->directory));
	snprintf(process->state, sizeof(process->state), "%s/state", process->directory);
	snprintf(process->tls, sizeof(process->tls), "%s/tls", process->directory);
	assert_int_equal(mkdir(process->state, 0700), 0);
	assert_int_equal(mkdir(process->tls, 0700), 0);
	test_identity_write(&process->forwarder, &process->authority, process->tls);
	return 0;
}

static int remove_entry(const char *path, const struct stat *status, int type, struct FTW *ftw)
{
	(void)status, (void)type, (void)ftw;
	return remove(path);
}

static int teardown(void **state)
{
	struct process *process = *state;
	if (process->pid > 0) {
		kill(process->pid, SIGKILL);
		waitpid(process->pid, NULL, 0);
		process->pid = 0;
	}
	return nftw(process->directory, remove_entry, 8, FTW_DEPTH | FTW_PHYS);
}

static void identities_make(struct process *process)
{
	test_identity_make(&process->authority, (struct test_certificate){.days = 10});
	test_identity_make(&process->forwarder, (struct test_certificate){.issuer = &process->authority,
							.dns_name = NAME ".forwarder.fairlane.internal",
							.purpose = GNUTLS_KP_TLS_WWW_SERVER,
							.days = 1});
	test_identity_make(&process->operator_, (struct test_certificate){.issuer = &process->authority,
							.dns_name = "operator.fairlane.internal",
							.purpose = GNUTLS_KP_TLS_WWW_CLIENT,
							.days = 1});
}

int main(int argc, char *argv[])
{
	struct process process = {.program = argc > 1 ? argv[1] : "fairlane-forwarder"};
#define with_process(test) cmocka_unit_test_prestate_setup_teardown(test, setup, teardown, &process)
	const struct CMUnitTest tests[] = {
		with_process(comes_back_with_its_configuration_after_it_was_killed),
		with_process(refuses_a_graph_with_the_place_of_its_mistake_and_goes_on),
		with_process(runs_a_graph_and_comes_back_with_it),
		with_process(ends_within_a_second_when_asked_to),
		with_process(finds_its_topology),
		with_process(describes_its_elements_as_the_control_interface_does),
		with_process(says_what_is_wrong_with_its_options),
		with_process(says_why_it_cannot_start),
	};
	identities_make(&process);
	int failed = cmocka_run_group_tests(tests, NULL, NULL);
	test_identity_fini(&process.authority);
	test_identity_fini(&process.forwarder);
	test_identity_fini(&process.operator_);
	return failed;
}
