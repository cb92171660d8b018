// Who gets in: mutual TLS on real sockets, and certificates that change while the server runs.
#include "control/testing/fixture.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

// Past the server's next look at the files.
enum { REFRESH_MS = 10000 };

// A request with that certificate; the status is 0 when the server refused the connection.
static int status_with(struct fixture *fixture, const struct test_identity *identity, int *tls_error)
{
	struct test_client client;
	int status = 0;
	if (fixture_connect(fixture, &client, identity))
		status = test_client_request(&client, "GET", "/v1/report", NULL, NULL, 0).status;
	if (tls_error != NULL)
		*tls_error = client.tls_error;
	test_client_close(&client);
	return status;
}

static int status_with_certificate(struct fixture *fixture, struct test_certificate wanted, int *tls_error)
{
	struct test_identity identity;
	test_identity_make(&identity, wanted);
	int status = status_with(fixture, &identity, tls_error);
	test_identity_fini(&identity);
	return status;
}

// Not the client, which is content with the server's certificate, has ended the connection.
static bool ended_by_server(int tls_error)
{
	return tls_error == GNUTLS_E_PREMATURE_TERMINATION || tls_error == GNUTLS_E_FATAL_ALERT_RECEIVED;
}

static void lets_the_operator_in(void **state)
{
	struct fixture *fixture = *state;
	assert_int_equal(status_with(fixture, &fixture->operator_, NULL), 200);
}

static void refuses_a_client_without_a_certificate(void **state)
{
	struct fixture *fixture = *state;
	int error;
	assert_int_equal(status_with(fixture, NULL, &error), 0);
	assert_true(ended_by_server(error));
}

static void refuses_a_certificate_of_another_authority(void **state)
{
	struct fixture *fixture = *state;
	int error;
	struct test_certificate wanted = {.issuer = &fixture->other_authority,
		.dns_name = OPERATOR_NAME,
		.purpose = GNUTLS_KP_TLS_WWW_CLIENT,
		.days = 1};
	assert_int_equal(status_with_certificate(fixture, wanted, &error), 0);
	assert_true(ended_by_server(error));
}

static void refuses_a_certificate_that_signs_itself(void **state)
{
	struct fixture *fixture = *state;
	struct test_certificate wanted = {.dns_name = OPERATOR_NAME, .purpose = GNUTLS_KP_TLS_WWW_CLIENT, .days = 1};
	assert_int_equal(status_with_certificate(fixture, wanted, NULL), 0);
}

static void refuses_an_expired_certificate(void **state)
{
	struct fixture *fixture = *state;
	struct test_certificate wanted = {.issuer = &fixture->authority,
		.dns_name = OPERATOR_NAME,
		.purpose = GNUTLS_KP_TLS_WWW_CLIENT,
		.days = -1};
	assert_int_equal(status_with_certificate(fixture, wanted, NULL), 0);
}

static void forbids_a_stolen_forwarder_key(void **state)
{
	struct fixture *fixture = *state;
	assert_int_equal(status_with(fixture, &fixture->forwarder, NULL), 403);
}

static void forbids_a_client_with_another_name(void **state)
{
	struct fixture *fixture = *state;
	static const char *const names[] = {"operator.fairlane.internal.example", "xoperator.fairlane.internal",
		"*.fairlane.internal", FORWARDER_NAME, NULL};
	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
		struct test_certificate wanted = {.issuer = &fixture->authority,
			.dns_name = names[i],
			.purpose = GNUTLS_KP_TLS_WWW_CLIENT,
			.days = 1};
		assert_int_equal(status_with_certificate(fixture, wanted, NULL), 403);
	}
}

static void forbids_the_operators_name_on_a_certificate_for_servers(void **state)
{
	struct fixture *fixture = *state;
	struct test_certificate wanted = {.issuer = &fixture->authority,
		.dns_name = OPERATOR_NAME,
		.purpose = GNUTLS_KP_TLS_WWW_SERVER,
		.days = 1};
	assert_int_equal(status_with_certificate(fixture, wanted, NULL), 403);
}

static void forbids_a_certificate_without_a_purpose(void **state)
{
	struct fixture *fixture = *state;
	struct test_certificate wanted = {.issuer = &fixture->authority, .dns_name = OPERATOR_NAME, .days = 1};
	assert_int_equal(status_with_certificate(fixture, wanted, NULL), 403);
}

static void speaks_no_tls_before_1_3(void **state)
{
	struct fixture *fixture = *state;
	struct test_client client;
	const struct test_client_options options = {
		.port = fl_server_control_port(fixture->server),
		.tls = true,
		.identity = &fixture->operator_,
		.authority = &fixture->authority,
		.server_name = FORWARDER_NAME,
		.priorities = "NORMAL:-VERS-ALL:+VERS-TLS1.2",
		.turn = fixture_turn,
		.argument = fixture,
	};
	assert_false(test_client_open(&client, &options));
	test_client_close(&client);
}

static void answers_nothing_to_plain_http_on_the_control_port(void **state)
{
	struct fixture *fixture = *state;
	struct test_client client;
	const struct test_client_options options = {
		.port = fl_server_control_port(fixture->server), .turn = fixture_turn, .argument = fixture};
	assert_true(test_client_open(&client, &options));
	assert_int_equal(test_client_request(&client, "GET", "/v1/report", NULL, NULL, 0).status, 0);
	test_client_close(&client);
}

static void counts_refusals(void **state)
{
	struct fixture *fixture = *state;
	status_with(fixture, NULL, NULL);
	status_with(fixture, &fixture->forwarder, NULL);
	status_with(fixture, &fixture->operator_, NULL);
	const struct fl_control_counters *counters = fl_service_counters(fixture->service);
	assert_int_equal(counters->refused_connections, 1);
	assert_int_equal(counters->refused_requests, 1);
}

static void serves_new_certificates_after_the_files_were_replaced(void **state)
{
	struct fixture *fixture = *state;
	struct test_identity renewed;
	// A connection of before stays, and is told to come again.
	fixture_connect_operator(fixture);
	struct test_answer answer = test_client_request(&fixture->client, "GET", "/v1/report", NULL, NULL, 0);
	assert_int_equal(answer.status, 200);
	assert_null(strcasestr(answer.head, "connection: close"));

	// Everything is new, the authority too: only who knows it gets in from now on.
	test_identity_make(&renewed, (struct test_certificate){.issuer = &fixture->other_authority,
					     .dns_name = FORWARDER_NAME,
					     .purpose = GNUTLS_KP_TLS_WWW_SERVER,
					     .days = 2});
	test_identity_write(&renewed, &fixture->other_authority, fixture_path(fixture, "tls"));
	fixture->now_ms += REFRESH_MS;
	answer = test_client_request(&fixture->client, "GET", "/v1/report", NULL, NULL, 0);
	assert_int_equal(answer.status, 200);
	assert_non_null(strcasestr(answer.head, "connection: close"));
	assert_int_equal(fl_credentials_store_not_after(fixture->store),
		gnutls_x509_crt_get_expiration_time(renewed.certificate));
	test_identity_fini(&renewed);

	assert_int_equal(status_with(fixture, &fixture->operator_, NULL), 0);
	struct test_identity authority = fixture->authority;
	fixture->authority = fixture->other_authority;
	fixture->other_authority = authority;
	struct test_certificate wanted = {.issuer = &fixture->authority,
		.dns_name = OPERATOR_NAME,
		.purpose = GNUTLS_KP_TLS_WWW_CLIENT,
		.days = 1};
	assert_int_equal(status_with_certificate(fixture, wanted, NULL), 200);
}

static void keeps_the_old_certificates_when_the_new_ones_are_broken(void **state)
{
	struct fixture *fixture = *state;
	assert_int_equal(status_with(fixture, &fixture->operator_, NULL), 200);
	static const char *const names[] = {"tls/tls.crt", "tls/tls.key", "tls/ca.crt"};
	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
		test_identity_write(&fixture->forwarder, &fixture->authority, fixture_path(fixture, "tls"));
		FILE *file = fopen(fixture_path(fixture, names[i]), "w");
		assert_non_null(file);
		fputs("-----BEGIN CERTIFICATE-----\nbroken\n", file);
		fclose(file);
		fixture->now_ms += REFRESH_MS;
		fixture_turn(fixture);
		assert_int_equal(status_with(fixture, &fixture->operator_, NULL), 200);
	}
}

static void keeps_the_old_certificates_when_the_new_key_belongs_to_another(void **state)
{
	struct fixture *fixture = *state;
	struct test_identity mixed = {fixture->forwarder.certificate, fixture->operator_.key};
	assert_int_equal(status_with(fixture, &fixture->operator_, NULL), 200);
	test_identity_write(&mixed, &fixture->authority, fixture_path(fixture, "tls"));
	fixture->now_ms += REFRESH_MS;
	fixture_turn(fixture);
	assert_int_equal(status_with(fixture, &fixture->operator_, NULL), 200);
}

static void refuses_everyone_until_there_are_certificates(void **state)
{
	struct fixture *fixture = *state;
	unlink(fixture_path(fixture, "tls/tls.key"));
	assert_int_equal(status_with(fixture, &fixture->operator_, NULL), 0);
	test_identity_write(&fixture->forwarder, &fixture->authority, fixture_path(fixture, "tls"));
	fixture->now_ms += REFRESH_MS;
	fixture_turn(fixture);
	assert_int_equal(status_with(fixture, &fixture->operator_, NULL), 200);
}

#define with_server(test) cmocka_unit_test_setup_teardown(test, fixture_setup, fixture_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		with_server(lets_the_operator_in),
		with_server(refuses_a_client_without_a_certificate),
		with_server(refuses_a_certificate_of_another_authority),
		with_server(refuses_a_certificate_that_signs_itself),
		with_server(refuses_an_expired_certificate),
		with_server(forbids_a_stolen_forwarder_key),
		with_server(forbids_a_client_with_another_name),
		with_server(forbids_the_operators_name_on_a_certificate_for_servers),
		with_server(forbids_a_certificate_without_a_purpose),
		with_server(speaks_no_tls_before_1_3),
		with_server(answers_nothing_to_plain_http_on_the_control_port),
		with_server(counts_refusals),
		with_server(serves_new_certificates_after_the_files_were_replaced),
		with_server(keeps_the_old_certificates_when_the_new_ones_are_broken),
		with_server(keeps_the_old_certificates_when_the_new_key_belongs_to_another),
		with_server(refuses_everyone_until_there_are_certificates),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
