// A server with everything behind it but the engine, on free ports of loopback, with its own authority and directories.
#pragma once
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "control/server.h"
#include "control/testing/client.h"
#include "control/testing/fake_engine.h"

struct fixture {
	char directory[64]; // has state/ and tls/
	struct fl_engine engine;
	struct fl_state *state;
	struct fl_service *service;
	struct fl_credentials_store *store;
	struct fl_server *server;
	uint64_t now_ms; // the server's clock
	struct test_identity authority, other_authority, forwarder, operator_;
	struct test_client client; // of the test that is running; it may make more
};

#define FORWARDER_NAME "dom0.forwarder.fairlane.internal"
#define OPERATOR_NAME "operator.fairlane.internal"

// For cmocka: *state is the fixture. The server's limits are short ones of the test's clock.
int fixture_setup(void **state);
int fixture_teardown(void **state);

// Lets the server work for one turn.
void fixture_turn(void *fixture);
// Connects to the control port with that certificate (NULL: none); false: the handshake failed on the client's side.
bool fixture_connect(struct fixture *fixture, struct test_client *client, const struct test_identity *identity);
// The same as the operator; the test fails if it cannot.
void fixture_connect_operator(struct fixture *fixture);
void fixture_connect_probe(struct fixture *fixture, struct test_client *client);
// One request as the operator on a connection of its own, which stays open in fixture->client.
struct test_answer fixture_request(struct fixture *fixture, const char *method, const char *path, const char *body);
// The path below directory; valid until the next call.
const char *fixture_path(struct fixture *fixture, const char *name);
