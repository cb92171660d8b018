// What is answered to whom: the documents of the control interface over HTTP, and clients that are slow or too many.
#include "control/testing/fixture.h"

#include <errno.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define EMPTY(uid, generation)                                                                                         \
	"{\"forwarderUid\":\"" uid "\",\"generation\":" #generation                                                    \
	",\"buffersPerRouter\":1024,\"devices\":[],\"routers\":[]}"
#define ROUTER(uid, first, second)                                                                                     \
	"{\"uid\":\"" uid "\",\"generation\":3,\"name\":\"tenant-a/" uid "\",\"interfaces\":["                         \
	"{\"name\":\"wan\",\"device\":\"" first "\",\"addresses\":[\"192.0.2.1/24\"]},"                                \
	"{\"name\":\"lan\",\"device\":\"" second "\",\"addresses\":[\"198.51.100.1/24\"]}],"                           \
	"\"forwarding\":{\"ipRouter\":{\"routes\":[]}},"                                                               \
	"\"paths\":[{\"interface\":\"wan\",\"worker\":0},{\"interface\":\"lan\",\"worker\":0}],"                       \
	"\"shares\":[{\"worker\":0,\"sharePpm\":500000}]}"
#define KEPT(uid) "{\"uid\":\"" uid "\",\"generation\":9,\"keep\":true}"
#define DOCUMENT(generation, routers)                                                                                  \
	"{\"forwarderUid\":\"f\",\"generation\":" #generation ",\"buffersPerRouter\":1024,\"devices\":["               \
	"{\"name\":\"d0\",\"kind\":\"Kernel\"},{\"name\":\"d1\",\"kind\":\"Kernel\"},"                                 \
	"{\"name\":\"d2\",\"kind\":\"Kernel\"},{\"name\":\"d3\",\"kind\":\"Kernel\"}],"                                \
	"\"routers\":[" routers "]}"

static json_t *body_json(struct test_answer answer)
{
	json_t *json = json_loadb(answer.body, answer.length, 0, NULL);
	assert_non_null(json);
	return json;
}

static void assert_problem(struct test_answer answer, const char *path, const char *reason)
{
	json_t *json = body_json(answer);
	json_t *problem = json_array_get(json_object_get(json, "problems"), 0);
	assert_string_equal(json_string_value(json_object_get(problem, "path")), path);
	assert_non_null(strstr(json_string_value(json_object_get(problem, "reason")), reason));
	json_decref(json);
}

static void assert_generation(struct test_answer answer, int generation)
{
	json_t *json = body_json(answer);
	assert_int_equal(json_integer_value(json_object_get(json, "generation")), generation);
	json_decref(json);
}

static int put(struct fixture *fixture, const char *document)
{
	return fixture_request(fixture, "PUT", "/v1/config", document).status;
}

static void assert_file(struct fixture *fixture, const char *name, const char *content)
{
	char *text = calloc(1, 1 << 16);
	FILE *file = fopen(fixture_path(fixture, name), "r");
	assert_non_null(file);
	assert_true(fread(text, 1, (1 << 16) - 1, file) > 0);
	fclose(file);
	assert_string_equal(text, content);
	free(text);
}

// The process comes back: nothing is left but the files.
static void restart(struct fixture *fixture)
{
	fl_server_destroy(fixture->server);
	fl_service_destroy(fixture->service);
	fake_engine_init(&fixture->engine);
	fixture->service = fl_service_create(&fixture->engine, fixture->state);
	fl_service_restore(fixture->service);
	struct fl_server_options options = fl_server_defaults;
	char error[256];
	options.bind = "127.0.0.1";
	options.control_port = options.probe_port = 0;
	fixture->server = fl_server_create(&options, fixture->service, fixture->store, error, sizeof(error));
	assert_non_null(fixture->server);
}

static void applies_a_document_and_gives_it_back_as_received(void **state)
{
	struct fixture *fixture = *state;
	static const char document[] = "  " DOCUMENT(7, ROUTER("r", "d0", "d1")) "\n";
	assert_int_equal(fixture_request(fixture, "GET", "/v1/config", NULL).status, 404);
	struct test_answer answer = fixture_request(fixture, "PUT", "/v1/config", document);
	assert_int_equal(answer.status, 200);
	assert_generation(answer, 7);
	assert_int_equal(fixture->engine.generation, 7);
	assert_string_equal(fixture->engine.routers[0].name, "tenant-a/r");
	answer = test_client_request(&fixture->client, "GET", "/v1/config", NULL, NULL, 0);
	assert_int_equal(answer.status, 200);
	assert_int_equal(answer.length, sizeof(document) - 1);
	assert_memory_equal(answer.body, document, answer.length);
	assert_file(fixture, "state/config.json", document);
}

static void answers_409_with_the_applied_generation_to_an_older_one(void **state)
{
	struct fixture *fixture = *state;
	assert_int_equal(put(fixture, EMPTY("f", 8)), 200);
	struct test_answer answer = fixture_request(fixture, "PUT", "/v1/config", EMPTY("f", 7));
	assert_int_equal(answer.status, 409);
	assert_generation(answer, 8);
	assert_file(fixture, "state/config.json", EMPTY("f", 8));
	assert_int_equal(put(fixture, EMPTY("f", 8)), 200);
	assert_int_equal(put(fixture, EMPTY("g", 1)), 200);
}

static void answers_422_and_changes_nothing_when_rules_are_broken(void **state)
{
	struct fixture *fixture = *state;
	assert_int_equal(put(fixture, EMPTY("f", 7)), 200);
	struct test_answer answer = fixture_request(fixture, "PUT", "/v1/config", DOCUMENT(8, ROUTER("r", "d0", "d0")));
	assert_int_equal(answer.status, 422);
	assert_problem(answer, "routers[0].interfaces[1].device", "is used by another interface");
	assert_int_equal(fixture->engine.applied_count, 1);
	assert_file(fixture, "state/config.json", EMPTY("f", 7));
}

static void answers_422_with_what_the_engine_finds(void **state)
{
	struct fixture *fixture = *state;
	fixture->engine.fail_with = -EINVAL;
	fixture->engine.fail_path = "routers[0].paths[1].worker";
	fixture->engine.fail_reason = "there is no worker 5: 0 to 1 work";
	struct test_answer answer = fixture_request(fixture, "PUT", "/v1/config", EMPTY("f", 7));
	assert_int_equal(answer.status, 422);
	assert_problem(answer, "routers[0].paths[1].worker", "there is no worker 5: 0 to 1 work");
	assert_int_equal(access(fixture_path(fixture, "state/config.json"), F_OK), -1);
	assert_int_equal(access(fixture_path(fixture, "state/config.json.new"), F_OK), -1);
}

static void answers_500_when_the_engine_fails(void **state)
{
	struct fixture *fixture = *state;
	fixture->engine.fail_with = -ENOMEM;
	struct test_answer answer = fixture_request(fixture, "PUT", "/v1/config", EMPTY("f", 7));
	assert_int_equal(answer.status, 500);
	assert_problem(answer, "", "Cannot allocate memory");
}

static void applies_nothing_that_cannot_be_kept(void **state)
{
	struct fixture *fixture = *state;
	// A directory stands where the document is written aside.
	assert_int_equal(mkdir(fixture_path(fixture, "state/config.json.new"), 0700), 0);
	struct test_answer answer = fixture_request(fixture, "PUT", "/v1/config", EMPTY("f", 7));
	assert_int_equal(answer.status, 500);
	assert_problem(answer, "", "the state directory cannot take the document");
	assert_int_equal(fixture->engine.applied_count, 0);
}

static void answers_400_to_what_is_not_json(void **state)
{
	struct fixture *fixture = *state;
	struct test_answer answer = fixture_request(fixture, "PUT", "/v1/config", "{\"generation\":");
	assert_int_equal(answer.status, 400);
	assert_problem(answer, "", "is not valid JSON: line 1");
	assert_int_equal(put(fixture, NULL), 400);
}

static void quotes_broken_text_as_valid_utf8(void **state)
{
	struct fixture *fixture = *state;
	// The quoted kind is cut at 40 bytes, within its last character; the unknown field within the path.
	struct test_answer answer = fixture_request(fixture, "PUT", "/v1/config",
		"{\"forwarderUid\":\"f\",\"generation\":1,\"buffersPerRouter\":1024,\"routers\":[],"
		"\"devices\":[{\"name\":\"d\","
		"\"kind\":\"xäääääääääääääääääääääääääääääää\"}]}");
	assert_int_equal(answer.status, 422);
	assert_problem(answer, "devices[0].kind", "\"xäääääääääääääääääää?\" is no kind of device");
}

static void answers_413_to_a_document_beyond_8_mib(void **state)
{
	struct fixture *fixture = *state;
	size_t size = (8 << 20) + 1;
	char *body = malloc(size);
	memset(body, ' ', size);
	// Announced by its length.
	fixture_connect_operator(fixture);
	struct test_answer answer = test_client_request(&fixture->client, "PUT", "/v1/config", NULL, body, size);
	assert_int_equal(answer.status, 413);
	assert_problem(answer, "", "larger than 8 MiB");
	// Not announced: in chunks.
	static const char head[] = "PUT /v1/config HTTP/1.1\r\nHost: f\r\nTransfer-Encoding: chunked\r\n\r\n";
	char chunk[32];
	fixture_connect_operator(fixture);
	snprintf(chunk, sizeof(chunk), "%zx\r\n", size);
	assert_true(test_client_send(&fixture->client, head, strlen(head)));
	assert_true(test_client_send(&fixture->client, chunk, strlen(chunk)));
	assert_true(test_client_send(&fixture->client, body, size));
	assert_true(test_client_send(&fixture->client, "\r\n0\r\n\r\n", 7));
	assert_int_equal(test_client_receive(&fixture->client).status, 413);
	free(body);
}

static void accepts_a_document_of_8_mib(void **state)
{
	struct fixture *fixture = *state;
	static const char document[] = EMPTY("f", 7);
	size_t size = 8 << 20;
	char *body = malloc(size);
	memset(body, ' ', size);
	memcpy(body, document, sizeof(document) - 1);
	fixture_connect_operator(fixture);
	assert_int_equal(test_client_request(&fixture->client, "PUT", "/v1/config", NULL, body, size).status, 200);
	free(body);
}

static void refuses_a_large_body_before_it_is_sent_when_the_client_waits(void **state)
{
	struct fixture *fixture = *state;
	static const char head[] = "PUT /v1/config HTTP/1.1\r\nHost: f\r\nContent-Length: "
				   "9000000\r\nExpect: 100-continue\r\n\r\n";
	fixture_connect_operator(fixture);
	assert_true(test_client_send(&fixture->client, head, strlen(head)));
	assert_int_equal(test_client_receive(&fixture->client).status, 413);
}

static void applies_no_document_of_a_stranger(void **state)
{
	struct fixture *fixture = *state;
	static const char document[] = EMPTY("f", 7);
	assert_true(fixture_connect(fixture, &fixture->client, &fixture->forwarder));
	struct test_answer answer =
		test_client_request(&fixture->client, "PUT", "/v1/config", NULL, document, sizeof(document) - 1);
	assert_int_equal(answer.status, 403);
	assert_problem(answer, "", "clientAuth");
	assert_int_equal(fixture->engine.applied_count, 0);
}

static void answers_404_and_405_to_what_is_not_there(void **state)
{
	struct fixture *fixture = *state;
	assert_int_equal(fixture_request(fixture, "GET", "/v1/nothing", NULL).status, 404);
	assert_int_equal(fixture_request(fixture, "GET", "/livez", NULL).status, 404);
	struct test_answer answer = fixture_request(fixture, "DELETE", "/v1/config", NULL);
	assert_int_equal(answer.status, 405);
	assert_non_null(strcasestr(answer.head, "allow: GET, HEAD, PUT"));
	assert_int_equal(fixture_request(fixture, "POST", "/v1/report", NULL).status, 405);
}

static void stores_kept_routers_written_out(void **state)
{
	struct fixture *fixture = *state;
	assert_int_equal(put(fixture, DOCUMENT(1, ROUTER("r", "d0", "d1"))), 200);
	static const char second[] = DOCUMENT(2, KEPT("r") "," ROUTER("s", "d2", "d3"));
	assert_int_equal(put(fixture, second), 200);
	struct test_answer answer = fixture_request(fixture, "GET", "/v1/config", NULL);
	assert_memory_equal(answer.body, second, answer.length);
	assert_file(fixture, "state/config.json", DOCUMENT(2, ROUTER("r", "d0", "d1") "," ROUTER("s", "d2", "d3")));
	// And again, from what is stored now.
	assert_int_equal(put(fixture, DOCUMENT(3, KEPT("s") "," KEPT("r"))), 200);
	restart(fixture);
	assert_int_equal(fixture->engine.generation, 3);
	assert_int_equal(fixture->engine.router_count, 2);
	assert_string_equal(fixture->engine.routers[0].uid, "s");
	assert_int_equal(fixture->engine.routers[1].interface_count, 2);
}

static void refuses_a_device_that_a_kept_router_uses(void **state)
{
	struct fixture *fixture = *state;
	assert_int_equal(put(fixture, DOCUMENT(1, ROUTER("r", "d0", "d1"))), 200);
	struct test_answer answer =
		fixture_request(fixture, "PUT", "/v1/config", DOCUMENT(2, KEPT("r") "," ROUTER("s", "d1", "d2")));
	assert_int_equal(answer.status, 422);
	assert_problem(answer, "routers[1].interfaces[0].device", "\"d1\" is used by another interface");
}

static void refuses_to_keep_what_is_not_applied(void **state)
{
	struct fixture *fixture = *state;
	struct test_answer answer = fixture_request(fixture, "PUT", "/v1/config", DOCUMENT(2, KEPT("r")));
	assert_int_equal(answer.status, 422);
	assert_problem(answer, "routers[0].keep", "nothing is applied for this uid");
}

static void comes_back_with_the_last_good_document(void **state)
{
	struct fixture *fixture = *state;
	static const char document[] = DOCUMENT(7, ROUTER("r", "d0", "d1"));
	assert_int_equal(put(fixture, document), 200);
	assert_int_equal(put(fixture, DOCUMENT(8, ROUTER("r", "d0", "d0"))), 422);
	restart(fixture);
	assert_int_equal(fixture->engine.generation, 7);
	struct test_answer answer = fixture_request(fixture, "GET", "/v1/config", NULL);
	assert_int_equal(answer.status, 200);
	assert_memory_equal(answer.body, document, sizeof(document) - 1);
}

static void reports_facts_under_a_new_boot_id_after_a_restart(void **state)
{
	struct fixture *fixture = *state;
	json_t *before = body_json(fixture_request(fixture, "GET", "/v1/report", NULL));
	restart(fixture);
	json_t *after = body_json(fixture_request(fixture, "GET", "/v1/report", NULL));
	const char *old = json_string_value(json_object_get(before, "bootId"));
	assert_int_equal(strlen(old), 36);
	assert_string_not_equal(old, json_string_value(json_object_get(after, "bootId")));
	json_decref(before);
	json_decref(after);
}

static void lists_workers_and_devices(void **state)
{
	struct fixture *fixture = *state;
	struct test_answer answer = fixture_request(fixture, "GET", "/v1/topology", NULL);
	assert_int_equal(answer.status, 200);
	json_t *topology = body_json(answer);
	assert_int_equal(json_array_size(json_object_get(topology, "workers")), 2);
	assert_string_equal(json_string_value(json_object_get(topology, "coresMode")), "Exclusive");
	assert_int_equal(strncmp(json_string_value(json_object_get(topology, "dpdkVersion")), "DPDK ", 5), 0);
	json_t *device = json_array_get(json_object_get(topology, "devices"), 0);
	json_t *expected = json_pack(
		"{s:s,s:s,s:s,s:i}", "name", "uplink-0", "kind", "Kernel", "mac", "02:00:00:00:00:fe", "mtu", 1500);
	assert_true(json_equal(device, expected));
	json_decref(expected);
	expected = json_pack("{s:s,s:s,s:s,s:s,s:i,s:s,s:i,s:b}", "name", "0000:41:10.2", "kind", "SRIOV", "pciAddress",
		"0000:41:10.2", "driver", "net_e1000_igb_vf", "numaNode", 1, "mac", "02:00:00:00:01:01", "mtu", 1500,
		"linkUp", 1);
	assert_true(json_equal(json_array_get(json_object_get(topology, "devices"), 1), expected));
	json_decref(expected);
	json_decref(topology);
	answer = fixture_request(fixture, "GET", "/v1/elements", NULL);
	assert_int_equal(answer.status, 200);
	assert_int_equal(answer.length, strlen("{\"elements\": []}"));
}

static int probe(struct fixture *fixture, const char *path)
{
	struct test_client client;
	fixture_connect_probe(fixture, &client);
	int status = test_client_request(&client, "GET", path, NULL, NULL, 0).status;
	test_client_close(&client);
	return status;
}

static void answers_probes_without_tls(void **state)
{
	struct fixture *fixture = *state;
	assert_int_equal(probe(fixture, "/livez"), 200);
	assert_int_equal(probe(fixture, "/readyz"), 503);
	assert_int_equal(put(fixture, EMPTY("f", 1)), 200);
	assert_int_equal(probe(fixture, "/readyz"), 200);
	fixture->engine.ready = false;
	assert_int_equal(probe(fixture, "/readyz"), 503);
	fixture->engine.live = false;
	assert_int_equal(probe(fixture, "/livez"), 503);
	assert_int_equal(probe(fixture, "/metrics"), 200);
}

static void is_not_live_after_the_loop_was_stuck(void **state)
{
	struct fixture *fixture = *state;
	assert_int_equal(probe(fixture, "/livez"), 200);
	fixture->now_ms += 5001;
	fl_service_turn(fixture->service, fixture->now_ms);
	struct fl_answer answer = fl_service_livez(fixture->service);
	assert_int_equal(answer.status, 503);
	free(answer.body);
	assert_int_equal(probe(fixture, "/livez"), 200);
}

static void shows_nothing_of_the_control_interface_on_the_probe_port(void **state)
{
	struct fixture *fixture = *state;
	assert_int_equal(put(fixture, EMPTY("f", 1)), 200);
	assert_int_equal(probe(fixture, "/v1/config"), 404);
	assert_int_equal(probe(fixture, "/v1/report"), 404);
}

static void serves_many_requests_on_one_connection(void **state)
{
	struct fixture *fixture = *state;
	fixture_connect_operator(fixture);
	for (int i = 0; i < 50; i++)
		assert_int_equal(test_client_request(&fixture->client, "GET", "/v1/report", NULL, NULL, 0).status, 200);
}

static void cuts_a_client_that_drips_its_header(void **state)
{
	struct fixture *fixture = *state;
	struct test_client slow;
	assert_true(fixture_connect(fixture, &slow, &fixture->operator_));
	assert_true(test_client_send(&slow, "GET /v1/report HTTP/1.1\r\n", 25));
	for (int i = 0; i < 6; i++) {
		fixture->now_ms += 1000;
		test_client_send(&slow, "A: b\r\n", 6);
		fixture_turn(fixture);
		assert_int_equal(probe(fixture, "/livez"), 200);
	}
	assert_int_equal(test_client_receive(&slow).status, 0);
	test_client_close(&slow);
}

static void cuts_a_client_that_drips_its_body(void **state)
{
	struct fixture *fixture = *state;
	static const char head[] = "PUT /v1/config HTTP/1.1\r\nHost: f\r\nContent-Length: 1000\r\n\r\n";
	fixture_connect_operator(fixture);
	assert_true(test_client_send(&fixture->client, head, strlen(head)));
	for (int i = 0; i < 31; i++) {
		fixture->now_ms += 1000;
		test_client_send(&fixture->client, "{", 1);
		fixture_turn(fixture);
	}
	assert_int_equal(test_client_receive(&fixture->client).status, 0);
	assert_int_equal(fixture->engine.applied_count, 0);
}

static void frees_the_places_of_clients_that_say_nothing(void **state)
{
	struct fixture *fixture = *state;
	enum { PLACES = 8 }; // of the fixture's server
	struct test_client silent[PLACES];
	const struct test_client_options options = {
		.port = fl_server_control_port(fixture->server), .turn = fixture_turn, .argument = fixture};
	for (int i = 0; i < PLACES; i++)
		assert_true(test_client_open(&silent[i], &options));
	for (int i = 0; i < PLACES; i++)
		fixture_turn(fixture);
	fixture->now_ms += 5000;
	assert_int_equal(fixture_request(fixture, "GET", "/v1/report", NULL).status, 200);
	for (int i = 0; i < PLACES; i++)
		test_client_close(&silent[i]);
}

#define with_server(test) cmocka_unit_test_setup_teardown(test, fixture_setup, fixture_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		with_server(applies_a_document_and_gives_it_back_as_received),
		with_server(answers_409_with_the_applied_generation_to_an_older_one),
		with_server(answers_422_and_changes_nothing_when_rules_are_broken),
		with_server(answers_422_with_what_the_engine_finds),
		with_server(answers_500_when_the_engine_fails),
		with_server(applies_nothing_that_cannot_be_kept),
		with_server(answers_400_to_what_is_not_json),
		with_server(quotes_broken_text_as_valid_utf8),
		with_server(answers_413_to_a_document_beyond_8_mib),
		with_server(accepts_a_document_of_8_mib),
		with_server(refuses_a_large_body_before_it_is_sent_when_the_client_waits),
		with_server(applies_no_document_of_a_stranger),
		with_server(answers_404_and_405_to_what_is_not_there),
		with_server(stores_kept_routers_written_out),
		with_server(refuses_a_device_that_a_kept_router_uses),
		with_server(refuses_to_keep_what_is_not_applied),
		with_server(comes_back_with_the_last_good_document),
		with_server(reports_facts_under_a_new_boot_id_after_a_restart),
		with_server(lists_workers_and_devices),
		with_server(answers_probes_without_tls),
		with_server(is_not_live_after_the_loop_was_stuck),
		with_server(shows_nothing_of_the_control_interface_on_the_probe_port),
		with_server(serves_many_requests_on_one_connection),
		with_server(cuts_a_client_that_drips_its_header),
		with_server(cuts_a_client_that_drips_its_body),
		with_server(frees_the_places_of_clients_that_say_nothing),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
