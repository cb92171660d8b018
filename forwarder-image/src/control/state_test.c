// The last good configuration: whole at every moment, back after a restart, out of the way when it is broken.
#include "control/testing/fixture.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define DOCUMENT                                                                                                       \
	"{\"forwarderUid\":\"f\",\"generation\":7,\"buffersPerRouter\":1024,\"devices\":[],"                           \
	"\"routers\":[]}"

static void file_write(struct fixture *fixture, const char *name, const char *text)
{
	FILE *file = fopen(fixture_path(fixture, name), "w");
	assert_non_null(file);
	assert_true(fputs(text, file) >= 0);
	assert_int_equal(fclose(file), 0);
}

static bool exists(struct fixture *fixture, const char *name)
{
	return access(fixture_path(fixture, name), F_OK) == 0;
}

static void assert_loads(struct fixture *fixture, const char *expected)
{
	char *text;
	size_t length;
	assert_int_equal(fl_state_load(fixture->state, &text, &length), 0);
	assert_int_equal(length, strlen(expected));
	assert_string_equal(text, expected);
	free(text);
}

static void says_that_there_is_none_at_first(void **state)
{
	struct fixture *fixture = *state;
	char *text;
	size_t length;
	assert_int_equal(fl_state_load(fixture->state, &text, &length), -ENOENT);
}

static void keeps_the_old_document_until_the_new_one_is_committed(void **state)
{
	struct fixture *fixture = *state;
	assert_int_equal(fl_state_prepare(fixture->state, "old", 3), 0);
	assert_int_equal(fl_state_commit(fixture->state), 0);
	assert_int_equal(fl_state_prepare(fixture->state, "newer", 5), 0);
	assert_loads(fixture, "old");
	assert_int_equal(fl_state_commit(fixture->state), 0);
	assert_loads(fixture, "newer");
	assert_false(exists(fixture, "state/config.json.new"));
}

static void forgets_an_abandoned_document(void **state)
{
	struct fixture *fixture = *state;
	assert_int_equal(fl_state_prepare(fixture->state, "old", 3), 0);
	assert_int_equal(fl_state_commit(fixture->state), 0);
	assert_int_equal(fl_state_prepare(fixture->state, "newer", 5), 0);
	fl_state_abandon(fixture->state);
	assert_loads(fixture, "old");
	assert_false(exists(fixture, "state/config.json.new"));
}

static void writes_files_that_only_the_owner_reads(void **state)
{
	struct fixture *fixture = *state;
	struct stat status;
	assert_int_equal(fl_state_prepare(fixture->state, "x", 1), 0);
	assert_int_equal(fl_state_commit(fixture->state), 0);
	assert_int_equal(stat(fixture_path(fixture, "state/config.json"), &status), 0);
	assert_int_equal(status.st_mode & 07777, 0600);
}

static void overwrites_what_a_killed_process_left_half_written(void **state)
{
	struct fixture *fixture = *state;
	file_write(fixture, "state/config.json.new", "{\"forwarderUid\": and much more that was never finished");
	assert_int_equal(fl_state_prepare(fixture->state, DOCUMENT, strlen(DOCUMENT)), 0);
	assert_int_equal(fl_state_commit(fixture->state), 0);
	assert_loads(fixture, DOCUMENT);
}

static void names_a_directory_that_is_not_there(void **state)
{
	struct fixture *fixture = *state;
	char error[256];
	assert_null(fl_state_open(fixture_path(fixture, "nowhere"), error, sizeof(error)));
	assert_non_null(strstr(error, "nowhere cannot be opened: No such file or directory"));
}

static void applies_the_last_good_document_at_start(void **state)
{
	struct fixture *fixture = *state;
	file_write(fixture, "state/config.json", DOCUMENT);
	fl_service_restore(fixture->service);
	assert_int_equal(fixture->engine.generation, 7);
	assert_true(exists(fixture, "state/config.json"));
}

static void sets_a_broken_document_aside_and_starts_empty(void **state)
{
	struct fixture *fixture = *state;
	static const char *const broken[] = {"", "{", "{\"forwarderUid\":\"f\"}"};
	for (size_t i = 0; i < sizeof(broken) / sizeof(*broken); i++) {
		file_write(fixture, "state/config.json", broken[i]);
		fl_service_restore(fixture->service);
		assert_int_equal(fixture->engine.applied_count, 0);
		assert_false(exists(fixture, "state/config.json"));
		assert_true(exists(fixture, "state/config.json.bad"));
	}
	// It goes on: a good one is applied and kept.
	struct fl_answer answer = fl_service_config_put(fixture->service, DOCUMENT, strlen(DOCUMENT));
	assert_int_equal(answer.status, 200);
	free(answer.body);
	assert_loads(fixture, DOCUMENT);
}

static void tries_a_sound_document_again_until_it_can_be_applied(void **state)
{
	struct fixture *fixture = *state;
	file_write(fixture, "state/config.json", DOCUMENT);
	fixture->engine.fail_with = -ENODEV;
	fl_service_restore(fixture->service);
	assert_int_equal(fixture->engine.applied_count, 0);
	assert_true(exists(fixture, "state/config.json"));
	fixture->engine.fail_with = 0;
	fl_service_turn(fixture->service, fixture->now_ms);
	assert_int_equal(fixture->engine.applied_count, 1);
	fl_service_turn(fixture->service, fixture->now_ms + 60000);
	assert_int_equal(fixture->engine.applied_count, 1);
}

static void gives_up_the_last_document_when_another_is_applied(void **state)
{
	struct fixture *fixture = *state;
	static const char other[] = "{\"forwarderUid\":\"g\",\"generation\":1,\"buffersPerRouter\":"
				    "1024,\"devices\":[],\"routers\":[]}";
	file_write(fixture, "state/config.json", DOCUMENT);
	fixture->engine.fail_with = -ENODEV;
	fl_service_restore(fixture->service);
	fixture->engine.fail_with = 0;
	struct fl_answer answer = fl_service_config_put(fixture->service, other, strlen(other));
	assert_int_equal(answer.status, 200);
	free(answer.body);
	fl_service_turn(fixture->service, fixture->now_ms + 60000);
	assert_string_equal(fixture->engine.forwarder_uid, "g");
	assert_loads(fixture, other);
}

#define with_server(test) cmocka_unit_test_setup_teardown(test, fixture_setup, fixture_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		with_server(says_that_there_is_none_at_first),
		with_server(keeps_the_old_document_until_the_new_one_is_committed),
		with_server(forgets_an_abandoned_document),
		with_server(writes_files_that_only_the_owner_reads),
		with_server(overwrites_what_a_killed_process_left_half_written),
		with_server(names_a_directory_that_is_not_there),
		with_server(applies_the_last_good_document_at_start),
		with_server(sets_a_broken_document_aside_and_starts_empty),
		with_server(tries_a_sound_document_again_until_it_can_be_applied),
		with_server(gives_up_the_last_document_when_another_is_applied),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
