#include "control/testing/client.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { DEADLINE_SECONDS = 20 };

static time_t deadline_make(void)
{
	return time(NULL) + DEADLINE_SECONDS;
}

// Lets the server work and waits a moment for what it sends; aborts a test that hangs.
static void wait_for_server(struct test_client *client, time_t deadline)
{
	struct pollfd waited = {.fd = client->descriptor, .events = POLLIN};
	client->turn(client->argument);
	poll(&waited, 1, 1);
	if (time(NULL) <= deadline)
		return;
	fprintf(stderr, "the server did not answer within %d s\n", DEADLINE_SECONDS);
	abort();
}

static bool tcp_open(struct test_client *client, uint16_t port)
{
	struct sockaddr_in address = {
		.sin_family = AF_INET, .sin_port = htons(port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
	client->descriptor = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	if (client->descriptor < 0 || connect(client->descriptor, (struct sockaddr *)&address, sizeof(address)) != 0)
		return false;
	return fcntl(client->descriptor, F_SETFL, O_NONBLOCK) == 0;
}

static void tls_prepare(struct test_client *client, const struct test_client_options *options)
{
	gnutls_certificate_allocate_credentials(&client->credentials);
	gnutls_x509_crt_t trusted = options->authority->certificate;
	gnutls_certificate_set_x509_trust(client->credentials, &trusted, 1);
	if (options->identity != NULL) {
		gnutls_x509_crt_t chain = options->identity->certificate;
		gnutls_certificate_set_x509_key(client->credentials, &chain, 1, options->identity->key);
	}
	// A certificate of another authority is sent too: the server is what is tested here.
	gnutls_init(&client->session, GNUTLS_CLIENT | GNUTLS_NONBLOCK | GNUTLS_FORCE_CLIENT_CERT | GNUTLS_NO_SIGNAL);
	if (options->priorities == NULL)
		gnutls_set_default_priority(client->session);
	else
		gnutls_priority_set_direct(client->session, options->priorities, NULL);
	gnutls_credentials_set(client->session, GNUTLS_CRD_CERTIFICATE, client->credentials);
	gnutls_session_set_verify_cert(client->session, options->server_name, 0);
	gnutls_transport_set_int(client->session, client->descriptor);
}

bool test_client_open(struct test_client *client, const struct test_client_options *options)
{
	*client = (struct test_client){.turn = options->turn, .argument = options->argument};
	if (!tcp_open(client, options->port))
		return false;
	if (!options->tls)
		return true;
	tls_prepare(client, options);
	time_t deadline = deadline_make();
	int result;
	while ((result = gnutls_handshake(client->session)) == GNUTLS_E_AGAIN || result == GNUTLS_E_INTERRUPTED)
		wait_for_server(client, deadline);
	client->tls_error = result;
	return result == 0;
}

void test_client_close(struct test_client *client)
{
	if (client->session != NULL) {
		gnutls_deinit(client->session);
		gnutls_certificate_free_credentials(client->credentials);
	}
	if (client->descriptor >= 0)
		close(client->descriptor);
	client->turn(client->argument);
}

// Like send and recv with EAGAIN as errno, over either transport; other errors end the stream.
static ssize_t stream_send(struct test_client *client, const char *bytes, size_t length)
{
	if (client->session == NULL)
		return send(client->descriptor, bytes, length, MSG_NOSIGNAL);
	ssize_t n = gnutls_record_send(client->session, bytes, length);
	errno = n == GNUTLS_E_AGAIN || n == GNUTLS_E_INTERRUPTED ? EAGAIN : EPIPE;
	return n;
}

static ssize_t stream_receive(struct test_client *client, char *bytes, size_t size)
{
	if (client->session == NULL)
		return recv(client->descriptor, bytes, size, 0);
	ssize_t n = gnutls_record_recv(client->session, bytes, size);
	errno = n == GNUTLS_E_AGAIN || n == GNUTLS_E_INTERRUPTED ? EAGAIN : EPIPE;
	if (n < 0 && errno != EAGAIN)
		client->tls_error = (int)n;
	return n;
}

bool test_client_send(struct test_client *client, const void *bytes, size_t length)
{
	const char *next = bytes;
	time_t deadline = deadline_make();
	while (length > 0) {
		ssize_t n = stream_send(client, next, length);
		if (n < 0 && errno != EAGAIN)
			return false;
		if (n < 0) {
			wait_for_server(client, deadline);
			continue;
		}
		next += n;
		length -= (size_t)n;
	}
	return true;
}

// Whether an answer is there as a whole; fills it.
static bool answer_parse(struct test_client *client, struct test_answer *answer)
{
	client->received[client->received_length] = '\0';
	char *end = strstr(client->received, "\r\n\r\n");
	if (end == NULL)
		return false;
	if (strncmp(client->received, "HTTP/1.1 100", 12) == 0) {
		size_t length = (size_t)(end + 4 - client->received);
		client->received_length -= length;
		memmove(client->received, end + 4, client->received_length);
		return answer_parse(client, answer);
	}
	char *length_field = strcasestr(client->received, "\r\nContent-Length: ");
	size_t length = length_field == NULL || length_field > end ? 0 : strtoul(length_field + 18, NULL, 10);
	if (client->received_length < (size_t)(end + 4 - client->received) + length)
		return false;
	*answer = (struct test_answer){atoi(client->received + 9), client->received, end + 4, length};
	return true;
}

struct test_answer test_client_receive(struct test_client *client)
{
	struct test_answer answer = {0};
	time_t deadline = deadline_make();
	client->received_length = 0;
	while (!answer_parse(client, &answer)) {
		size_t room = sizeof(client->received) - 1 - client->received_length;
		ssize_t n = room == 0 ? 0 : stream_receive(client, client->received + client->received_length, room);
		if (n < 0 && errno == EAGAIN)
			wait_for_server(client, deadline);
		else if (n <= 0)
			return (struct test_answer){0};
		else
			client->received_length += (size_t)n;
	}
	return answer;
}

struct test_answer test_client_request(struct test_client *client, const char *method, const char *path,
	const char *extra, const char *body, size_t length)
{
	char head[1024];
	int head_length =
		snprintf(head, sizeof(head), "%s %s HTTP/1.1\r\nHost: forwarder\r\n%sContent-Length: %zu\r\n\r\n",
			method, path, extra == NULL ? "" : extra, length);
	// A server that has answered and closed before the end of the body leaves its answer to be read.
	if (test_client_send(client, head, (size_t)head_length))
		test_client_send(client, body, length);
	return test_client_receive(client);
}
