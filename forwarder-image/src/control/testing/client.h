// An HTTP client over a real socket on loopback. It never blocks: while it waits it lets the test turn the server, so
// that client and server live in one thread and a test decides what the server's clock says.
#pragma once
#include <gnutls/gnutls.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "control/testing/certificates.h"

struct test_client {
	void (*turn)(void *argument); // lets the server work
	void *argument;
	int descriptor;
	gnutls_session_t session; // NULL: plain HTTP
	gnutls_certificate_credentials_t credentials;
	int tls_error;          // why it ended: an error of GnuTLS
	char received[1 << 18]; // of the answer that is being read: the catalogue is the longest
	size_t received_length;
};

struct test_client_options {
	uint16_t port;
	bool tls;
	const struct test_identity *identity;  // the certificate to show, or NULL
	const struct test_identity *authority; // whom to trust; the server must be named server_name
	const char *server_name;
	const char *priorities; // NULL: GnuTLS's own
	void (*turn)(void *argument);
	void *argument;
};

// Connects; with TLS, as far as the client's side of the handshake goes. false: refused (see tls_error).
bool test_client_open(struct test_client *client, const struct test_client_options *options);
void test_client_close(struct test_client *client);
bool test_client_send(struct test_client *client, const void *bytes, size_t length);

struct test_answer {
	int status;       // 0: the server ended the connection instead
	const char *head; // status line and fields
	const char *body;
	size_t length;
};

// Reads one answer; it is valid until the next call.
struct test_answer test_client_receive(struct test_client *client);
// Sends a request and reads its answer. extra: further header fields ("A: b\r\n"), or NULL; body: or NULL.
struct test_answer test_client_request(struct test_client *client, const char *method, const char *path,
	const char *extra, const char *body, size_t length);
