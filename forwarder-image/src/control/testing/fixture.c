#include "control/testing/fixture.h"

#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

const char *fixture_path(struct fixture *fixture, const char *name)
{
	static char path[128];
	snprintf(path, sizeof(path), "%s/%s", fixture->directory, name);
	return path;
}

static void identities_make(struct fixture *fixture)
{
	test_identity_make(&fixture->authority, (struct test_certificate){.days = 10});
	test_identity_make(&fixture->other_authority, (struct test_certificate){.days = 10});
	test_identity_make(&fixture->forwarder, (struct test_certificate){.issuer = &fixture->authority,
							.dns_name = FORWARDER_NAME,
							.purpose = GNUTLS_KP_TLS_WWW_SERVER,
							.days = 1});
	test_identity_make(&fixture->operator_, (struct test_certificate){.issuer = &fixture->authority,
							.dns_name = OPERATOR_NAME,
							.purpose = GNUTLS_KP_TLS_WWW_CLIENT,
							.days = 1});
}

static void server_make(struct fixture *fixture)
{
	char error[256];
	struct fl_server_options options = fl_server_defaults;
	options.bind = "127.0.0.1";
	options.control_port = options.probe_port = 0;
	options.connections_max = 8;
	options.connections_max_peer = 8;
	fixture->state = fl_state_open(fixture_path(fixture, "state"), error, sizeof(error));
	assert_non_null(fixture->state);
	fixture->service = fl_service_create(&fixture->engine, fixture->state);
	fixture->store = fl_credentials_store_create(fixture_path(fixture, "tls"), FORWARDER_NAME);
	fixture->server = fl_server_create(&options, fixture->service, fixture->store, error, sizeof(error));
	if (fixture->server == NULL)
		print_error("%s\n", error);
	assert_non_null(fixture->server);
}

int fixture_setup(void **state)
{
	struct fixture *fixture = calloc(1, sizeof(*fixture));
	assert_non_null(fixture);
	*state = fixture;
	strcpy(fixture->directory, "/tmp/fairlane-control-XXXXXX");
	assert_non_null(mkdtemp(fixture->directory));
	assert_int_equal(mkdir(fixture_path(fixture, "state"), 0700), 0);
	assert_int_equal(mkdir(fixture_path(fixture, "tls"), 0700), 0);
	fake_engine_init(&fixture->engine);
	fixture->now_ms = 1000000;
	fixture->client.descriptor = -1;
	identities_make(fixture);
	test_identity_write(&fixture->forwarder, &fixture->authority, fixture_path(fixture, "tls"));
	server_make(fixture);
	return 0;
}

static int remove_entry(const char *path, const struct stat *status, int type, struct FTW *ftw)
{
	(void)status, (void)type, (void)ftw;
	return remove(path);
}

int fixture_teardown(void **state)
{
	struct fixture *fixture = *state;
	if (fixture->client.turn != NULL)
		test_client_close(&fixture->client);
	fl_server_destroy(fixture->server);
	fl_credentials_store_destroy(fixture->store);
	fl_service_destroy(fixture->service);
	fl_state_close(fixture->state);
	test_identity_fini(&fixture->authority);
	test_identity_fini(&fixture->other_authority);
	test_identity_fini(&fixture->forwarder);
	test_identity_fini(&fixture->operator_);
	nftw(fixture->directory, remove_entry, 8, FTW_DEPTH | FTW_PHYS);
	free(fixture);
	return 0;
}

void fixture_turn(void *argument)
{
	struct fixture *fixture = argument;
	fl_service_turn(fixture->service, fixture->now_ms);
	fl_server_turn(fixture->server, fixture->now_ms);
}

bool fixture_connect(struct fixture *fixture, struct test_client *client, const struct test_identity *identity)
{
	const struct test_client_options options = {
		.port = fl_server_control_port(fixture->server),
		.tls = true,
		.identity = identity,
		.authority = &fixture->authority,
		.server_name = FORWARDER_NAME,
		.turn = fixture_turn,
		.argument = fixture,
	};
	return test_client_open(client, &options);
}

void fixture_connect_operator(struct fixture *fixture)
{
	if (fixture->client.turn != NULL)
		test_client_close(&fixture->client);
	assert_true(fixture_connect(fixture, &fixture->client, &fixture->operator_));
}

void fixture_connect_probe(struct fixture *fixture, struct test_client *client)
{
	const struct test_client_options options = {
		.port = fl_server_probe_port(fixture->server), .turn = fixture_turn, .argument = fixture};
	assert_true(test_client_open(client, &options));
}

struct test_answer fixture_request(struct fixture *fixture, const char *method, const char *path, const char *body)
{
	fixture_connect_operator(fixture);
	return test_client_request(&fixture->client, method, path, NULL, body, body == NULL ? 0 : strlen(body));
}
