// The facts as documents: every figure arrives under its name, and what must add up does.
#include "control/metrics.h"
#include "control/report_json.h"
#include "control/testing/fixture.h"

#include <errno.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char document[] =
	"{\"forwarderUid\":\"f\",\"generation\":7,\"buffersPerRouter\":1024,\"devices\":["
	"{\"name\":\"d0\",\"kind\":\"Kernel\"},{\"name\":\"d1\",\"kind\":\"Kernel\"}],\"routers\":["
	"{\"uid\":\"u\",\"generation\":3,\"name\":\"a/edge\",\"interfaces\":["
	"{\"name\":\"wan\",\"device\":\"d0\",\"mtu\":9000},{\"name\":\"l\\\"n\\\\\",\"device\":"
	"\"d1\"}],"
	"\"forwarding\":{\"bridge\":{}},\"paths\":[{\"interface\":\"wan\",\"worker\":1},"
	"{\"interface\":\"l\\\"n\\\\\",\"worker\":0}],\"shares\":[{\"worker\":0,\"sharePpm\":1},"
	"{\"worker\":1,\"sharePpm\":1}]}]}";

static void configure(struct fixture *fixture)
{
	fixture->engine.counters = (struct fl_path_counters){
		.received_packets = 100,
		.received_bytes = 6400,
		.sent_packets = 95,
		.dropped_packets = 5,
		.missed_packets = 7,
		.synthetic_cycles = 11,
		.drops = {2, 3},
	};
	struct fl_answer answer = fl_service_config_put(fixture->service, document, sizeof(document) - 1);
	assert_int_equal(answer.status, 200);
	free(answer.body);
}

static json_t *report_get(struct fixture *fixture)
{
	struct fl_answer answer = fl_service_report(fixture->service);
	assert_int_equal(answer.status, 200);
	json_t *report = json_loadb(answer.body, answer.length, 0, NULL);
	assert_non_null(report);
	free(answer.body);
	return report;
}

static json_int_t integer(const json_t *object, const char *name)
{
	const json_t *value = json_object_get(object, name);
	if (!json_is_integer(value))
		print_error("%s is no integer\n", name);
	assert_true(json_is_integer(value));
	return json_integer_value(value);
}

static void gives_each_worker_cycles_that_add_up(void **state)
{
	struct fixture *fixture = *state;
	json_t *report = report_get(fixture);
	size_t i;
	json_t *worker;
	json_array_foreach(json_object_get(report, "workers"), i, worker)
	{
		json_int_t sum = integer(worker, "busyCycles") + integer(worker, "idleCycles") +
				 integer(worker, "overheadCycles") + integer(worker, "stolenCycles");
		assert_int_equal(sum, integer(worker, "elapsedCycles"));
		assert_int_equal(integer(worker, "index"), i);
	}
	assert_int_equal(i, 2);
	json_decref(report);
}

static void gives_the_whole_report_of_a_router(void **state)
{
	struct fixture *fixture = *state;
	configure(fixture);
	fixture->engine.cost = 510.5;
	fixture->engine.cost_spread = 12.25;
	fixture->engine.memory_accesses = 3.5;
	json_t *report = report_get(fixture);
	json_t *router = json_array_get(json_object_get(report, "routers"), 0);
	json_t *expected =
		json_pack("{s:s,s:i,s:s,s:[{s:s,s:s,s:s,s:i,s:b},{s:s,s:s,s:s,s:i,s:b}],s:O,s:i,s:{s:i,s:i}}", "uid",
			"u", "generation", 3, "name", "a/edge", "interfaces", "name", "wan", "device", "d0", "mac",
			"02:00:00:00:00:a0", "mtu", 9000, "hardwareClassified", 0, "name", "l\"n\\", "device", "d1",
			"mac", "02:00:00:00:00:a1", "mtu", 1500, "hardwareClassified", 1, "paths",
			json_object_get(router, "paths"), "wastedCycles", 26, "buffers", "total", 1024, "inUse", 32);
	assert_true(json_equal(router, expected));
	json_decref(expected);
	expected = json_pack(
		"{s:s,s:i,s:s,s:i,s:i,s:i,s:i,s:i,s:i,s:i,s:i,s:i,s:f,s:f,s:f,s:{s:i,s:i,s:i,s:i,s:i,s:i},s:{s:i,s:i}}",
		"interface", "wan", "worker", 1, "state", "Forwarding", "busyCycles", 60, "dispatches", 5,
		"backloggedDispatches", 2, "receivedPackets", 100, "receivedBytes", 6400, "sentPackets", 95,
		"droppedPackets", 5, "missedPackets", 7, "syntheticCycles", 11, "costCyclesPerPacket", 510.5,
		"costSpreadCyclesPerPacket", 12.25, "memoryAccessesPerPacket", 3.5, "moves", "count", 3,
		"pauseNanosLast", 1500, "pauseNanosMax", 20000, "lostPacketsLast", 2, "lostPackets", 5,
		"reorderedPackets", 0, "drops", "check_ip_header_bad_checksum", 2, "dec_ip_ttl_expired", 3);
	json_object_set_new(expected, "sleepingDispatches", json_integer(1));
	json_object_set_new(expected, "classifierCycles", json_integer(21));
	json_object_set_new(expected, "wastedCycles", json_integer(13));
	assert_true(json_equal(json_array_get(json_object_get(router, "paths"), 0), expected));
	json_decref(expected);
	json_decref(report);
}

static void gives_the_figures_of_elements_where_there_are_any(void **state)
{
	static const char *const names[] = {"packets", "bytes", NULL};
	struct fl_element_report element = {
		.name = "side/cnt", .class_name = "Counter", .counter_names = names, .counters = {98, 6272}};
	struct fl_router_report router = {.uid = "u", .element_count = 1, .elements = &element};
	struct fl_report report = {.router_count = 1, .routers = &router};
	json_t *json = fl_report_json(&report, "boot");
	json_t *expected = json_pack("[{s:s,s:s,s:{s:i,s:i}}]", "name", "side/cnt", "class", "Counter", "counters",
		"packets", 98, "bytes", 6272);
	(void)state;
	assert_true(
		json_equal(json_object_get(json_array_get(json_object_get(json, "routers"), 0), "elements"), expected));
	json_decref(expected);
	json_decref(json);
}

static void gives_the_release_token_of_a_router_that_has_one(void **state)
{
	struct fl_router_report routers[] = {{.uid = "u", .release = "again-2"}, {.uid = "v"}};
	struct fl_report report = {.router_count = 2, .routers = routers};
	json_t *json = fl_report_json(&report, "boot");
	const json_t *entries = json_object_get(json, "routers");
	(void)state;
	assert_string_equal(json_string_value(json_object_get(json_array_get(entries, 0), "release")), "again-2");
	assert_null(json_object_get(json_array_get(entries, 1), "release"));
	json_decref(json);
}

static void gives_what_the_elements_of_a_path_use(void **state)
{
	struct fl_element_use_report uses[] = {{"rt", "IPLookup", 5, 160, 9600}, {"c\"", "Counter", 5, 150, 300}};
	struct fl_router_report router = {.uid = "u",
		.name = "a/b",
		.interface_count = 1,
		.paths = {{.interface = "wan", .element_use_count = 2, .element_uses = uses}}};
	struct fl_report report = {.router_count = 1, .routers = &router};
	const struct fl_control_counters counters = {0};
	json_t *json = fl_report_json(&report, "boot");
	json_t *path = json_array_get(json_object_get(json_array_get(json_object_get(json, "routers"), 0), "paths"), 0);
	json_t *expected = json_pack("[{s:s,s:s,s:i,s:i,s:i},{s:s,s:s,s:i,s:i,s:i}]", "name", "rt", "class", "IPLookup",
		"calls", 5, "packets", 160, "cycles", 9600, "name", "c\"", "class", "Counter", "calls", 5, "packets",
		150, "cycles", 300);
	char *text;
	size_t length;

	(void)state;
	assert_true(json_equal(json_object_get(path, "elements"), expected));
	json_decref(expected);
	json_decref(json);
	assert_int_equal(fl_metrics_write(&report, &counters, &text, &length), 0);
	assert_non_null(strstr(text, "\nfairlane_router_path_element_cycles_total{router=\"a/b\",uid=\"u\","
				     "interface=\"wan\",element=\"rt\",class=\"IPLookup\"} 9600\n"));
	assert_non_null(strstr(text, "\nfairlane_router_path_element_packets_total{router=\"a/b\",uid=\"u\","
				     "interface=\"wan\",element=\"c\\\"\",class=\"Counter\"} 150\n"));
	free(text);
}

static void says_by_the_name_of_which_interface_a_joined_path_goes(void **state)
{
	struct fl_router_report router = {.uid = "u", .interface_count = 2};
	struct fl_report report = {.router_count = 1, .routers = &router};
	memcpy(router.paths[0].interface, "wan", sizeof("wan"));
	memcpy(router.paths[1].interface, "lan", sizeof("lan"));
	memcpy(router.paths[1].input_of, "wan", sizeof("wan"));
	json_t *json = fl_report_json(&report, "boot");
	json_t *paths = json_object_get(json_array_get(json_object_get(json, "routers"), 0), "paths");
	(void)state;
	assert_null(json_object_get(json_array_get(paths, 0), "inputOf"));
	assert_string_equal(json_string_value(json_object_get(json_array_get(paths, 1), "inputOf")), "wan");
	json_decref(json);
}

static void says_of_a_device_that_does_not_start_what_its_driver_answered(void **state)
{
	struct fl_router_report router = {.uid = "u",
		.interface_count = 2,
		.interfaces = {{.name = "wan"}, {.name = "lan", .start_error = -ENOMEM}}};
	struct fl_report report = {.router_count = 1, .routers = &router};
	json_t *json = fl_report_json(&report, "boot");
	json_t *interfaces = json_object_get(json_array_get(json_object_get(json, "routers"), 0), "interfaces");
	(void)state;
	assert_null(json_object_get(json_array_get(interfaces, 0), "startError"));
	assert_string_equal(json_string_value(json_object_get(json_array_get(interfaces, 1), "startError")),
		"Cannot allocate memory");
	json_decref(json);
}

static void gives_the_figures_of_shared_devices(void **state)
{
	struct fl_shared_device_report device = {.name = "trunk",
		.classification = FL_CLASSIFICATION_FIFO,
		.worker = 1,
		.received_packets = 10,
		.missed_packets = 3,
		.unmatched_packets = 2,
		.classifier_cycles = 800,
		.unmatched_cycles = 90};
	struct fl_report report = {.shared_device_count = 1, .shared_devices = &device};
	json_t *json = fl_report_json(&report, "boot");
	json_t *expected = json_pack("[{s:s,s:s,s:i,s:i,s:i,s:i,s:i,s:i}]", "name", "trunk", "classification", "Fifo",
		"classifierWorker", 1, "receivedPackets", 10, "missedPackets", 3, "unmatchedPackets", 2,
		"classifierCycles", 800, "unmatchedCycles", 90);
	(void)state;
	assert_true(json_equal(json_object_get(json, "sharedDevices"), expected));
	json_decref(expected);
	json_decref(json);
}

static void gives_what_holds_for_the_whole_forwarder(void **state)
{
	struct fixture *fixture = *state;
	json_t *report = report_get(fixture);
	assert_string_equal(json_string_value(json_object_get(report, "forwarderUid")), "");
	assert_int_equal(integer(report, "generation"), 0);
	assert_int_equal(integer(report, "monotonicNanos"), 1234567890);
	assert_int_equal(integer(report, "tscHz"), 2500000000);
	assert_int_equal(integer(report, "strandedBuffers"), 3);
	assert_int_equal(json_object_size(report), 11);
	json_decref(report);
	configure(fixture);
	report = report_get(fixture);
	assert_string_equal(json_string_value(json_object_get(report, "forwarderUid")), "f");
	assert_int_equal(integer(report, "generation"), 7);
	json_decref(report);
}

static void says_starting_and_no_cost_before_the_first_packet(void **state)
{
	struct fixture *fixture = *state;
	configure(fixture);
	fixture->engine.ready = false;
	memset(&fixture->engine.counters, 0, sizeof(fixture->engine.counters));
	json_t *report = report_get(fixture);
	json_t *router = json_array_get(json_object_get(report, "routers"), 0);
	json_t *path = json_array_get(json_object_get(router, "paths"), 0);
	assert_string_equal(json_string_value(json_object_get(path, "state")), "Starting");
	assert_true(json_is_null(json_object_get(path, "costCyclesPerPacket")));
	assert_true(json_is_null(json_object_get(path, "costSpreadCyclesPerPacket")));
	assert_true(json_is_null(json_object_get(path, "memoryAccessesPerPacket")));
	assert_int_equal(json_object_size(json_object_get(path, "drops")), 0);
	json_decref(report);
}

static void says_how_packets_are_charged_and_why_memory_is_not_counted(void **state)
{
	struct fixture *fixture = *state;
	json_t *report = report_get(fixture);
	json_t *scheduler = json_pack("{s:s,s:s,s:i}", "policy", "Memory", "charging", "Cpu", "sampleEvery", 20);
	json_t *counters = json_pack("{s:b,s:s}", "available", 0, "reason", "no counter here");
	assert_true(json_equal(json_object_get(report, "scheduler"), scheduler));
	assert_true(json_equal(json_object_get(report, "memoryCounters"), counters));
	json_decref(counters);
	json_decref(report);
	fixture->engine.scheduler.memory_counters = true;
	report = report_get(fixture);
	counters = json_pack("{s:b,s:n}", "available", 1, "reason");
	assert_true(json_equal(json_object_get(report, "memoryCounters"), counters));
	json_decref(counters);
	json_decref(scheduler);
	json_decref(report);
}

static void shows_the_evidence_of_a_path_that_is_quarantined(void **state)
{
	struct fixture *fixture = *state;
	configure(fixture);
	fixture->engine.evidence = (struct fl_evidence){
		.reason = FL_QUARANTINE_PACKET_TOO_DEAR,
		.element = "ip_lookup",
		.cycles = 5000000000,
		.packets = 1,
		.head = {.length = 3, .bytes = {0x02, 0xab, 0x00}},
	};
	fixture->engine.quarantined = true;
	json_t *report = report_get(fixture);
	json_t *router = json_array_get(json_object_get(report, "routers"), 0);
	json_t *path = json_array_get(json_object_get(router, "paths"), 0);
	assert_string_equal(json_string_value(json_object_get(path, "state")), "Quarantined");
	json_t *expected = json_pack("{s:s,s:s,s:I,s:i,s:s}", "reason", "PacketTooDear", "element", "ip_lookup",
		"cycles", (json_int_t)5000000000, "packets", 1, "packetHeader", "02ab00");
	assert_true(json_equal(json_object_get(path, "quarantine"), expected));
	json_decref(expected);
	// The other path is not.
	path = json_array_get(json_object_get(router, "paths"), 1);
	assert_string_equal(json_string_value(json_object_get(path, "state")), "Forwarding");
	assert_null(json_object_get(path, "quarantine"));
	json_decref(report);

	struct fl_answer answer = fl_service_metrics(fixture->service);
	static const char labels[] = "{router=\"a/edge\",uid=\"u\",interface=\"wan\"}";
	char line[160];
	snprintf(line, sizeof(line), "\nfairlane_router_path_quarantined%s 1\n", labels);
	assert_non_null(strstr(answer.body, line));
	snprintf(line, sizeof(line), "\nfairlane_router_path_forwarding%s 0\n", labels);
	assert_non_null(strstr(answer.body, line));
	snprintf(line, sizeof(line), "\nfairlane_router_path_sleeping_dispatches_total%s 1\n", labels);
	assert_non_null(strstr(answer.body, line));
	assert_non_null(strstr(answer.body, "\nfairlane_forwarder_stranded_buffers 3\n"));
	free(answer.body);
}

static char *metrics_get(struct fixture *fixture)
{
	struct fl_answer answer = fl_service_metrics(fixture->service);
	assert_int_equal(answer.status, 200);
	assert_string_equal(answer.content_type, "text/plain; version=0.0.4; charset=utf-8");
	return answer.body;
}

static void shows_metrics_with_units_and_escaped_labels(void **state)
{
	struct fixture *fixture = *state;
	static const char *const lines[] = {
		"\nfairlane_forwarder_config_generation 7\n",
		"\nfairlane_forwarder_config_requests_total{outcome=\"applied\"} 1\n",
		"\nfairlane_forwarder_worker_cycles_total{worker=\"1\",kind=\"stolen\"} 2\n",
		"\nfairlane_router_path_packets_total{router=\"a/"
		"edge\",uid=\"u\",interface=\"wan\",result=\"sent\"} 95\n",
		"\nfairlane_router_path_packets_total{router=\"a/"
		"edge\",uid=\"u\",interface=\"l\\\"n\\\\\",result=\"dropped\"} 5\n",
		"\nfairlane_router_path_received_bytes_total{router=\"a/"
		"edge\",uid=\"u\",interface=\"wan\"} 6400\n",
		"\nfairlane_router_path_drops_total{router=\"a/"
		"edge\",uid=\"u\",interface=\"wan\",reason=\"dec_ip_ttl_expired\"} 3\n",
		"\nfairlane_router_path_cost_cycles_per_packet{router=\"a/"
		"edge\",uid=\"u\",interface=\"wan\"} 510.5\n",
		"\nfairlane_router_path_worker_index{router=\"a/"
		"edge\",uid=\"u\",interface=\"wan\"} 1\n",
		"\nfairlane_router_buffers_in_use{router=\"a/edge\",uid=\"u\"} 32\n",
	};
	configure(fixture);
	fixture->engine.cost = 510.5;
	char *text = metrics_get(fixture);
	for (size_t i = 0; i < sizeof(lines) / sizeof(*lines); i++) {
		if (strstr(text, lines[i]) == NULL)
			print_error("not there:%s", lines[i]);
		assert_non_null(strstr(text, lines[i]));
	}
	free(text);
}

// The format: a metric's HELP and TYPE come once, before all of its series, and every line ends with a newline.
static void groups_the_series_of_each_metric_under_its_type(void **state)
{
	struct fixture *fixture = *state;
	configure(fixture);
	char *text = metrics_get(fixture), *rest = text, current[128] = "";
	json_t *seen = json_object();
	assert_int_equal(text[strlen(text) - 1], '\n');
	for (char *line = strsep(&rest, "\n"); line != NULL && *line != '\0'; line = strsep(&rest, "\n")) {
		char name[128], kind[16];
		if (sscanf(line, "# TYPE %127s %15s", name, kind) == 2) {
			assert_null(json_object_get(seen, name));
			json_object_set_new(seen, name, json_true());
			strcpy(current, name);
			size_t length = strlen(name);
			assert_int_equal(strcmp(kind, "counter") == 0, strcmp(name + length - 6, "_total") == 0);
		} else if (*line != '#') {
			assert_int_equal(strcspn(line, "{ "), strlen(current));
			assert_memory_equal(line, current, strlen(current));
		}
	}
	json_decref(seen);
	free(text);
}

#define with_server(test) cmocka_unit_test_setup_teardown(test, fixture_setup, fixture_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		with_server(gives_each_worker_cycles_that_add_up),
		with_server(gives_the_whole_report_of_a_router),
		with_server(gives_the_figures_of_elements_where_there_are_any),
		cmocka_unit_test(gives_the_release_token_of_a_router_that_has_one),
		cmocka_unit_test(gives_what_the_elements_of_a_path_use),
		with_server(says_by_the_name_of_which_interface_a_joined_path_goes),
		cmocka_unit_test(says_of_a_device_that_does_not_start_what_its_driver_answered),
		with_server(gives_the_figures_of_shared_devices),
		with_server(gives_what_holds_for_the_whole_forwarder),
		with_server(says_starting_and_no_cost_before_the_first_packet),
		with_server(says_how_packets_are_charged_and_why_memory_is_not_counted),
		with_server(shows_the_evidence_of_a_path_that_is_quarantined),
		with_server(shows_metrics_with_units_and_escaped_labels),
		with_server(groups_the_series_of_each_metric_under_its_type),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
