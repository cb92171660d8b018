#include "control/server.h"

#include <arpa/inet.h>
#include <errno.h>
#include <gnutls/abstract.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "control/listener.h"

enum { REFRESH_INTERVAL_MS = 10000, EXPIRE_INTERVAL_MS = 100 };

const struct fl_server_options fl_server_defaults = {
	.bind = "0.0.0.0",
	.control_port = 8443,
	.probe_port = 8080,
	.header_ms = 5000,
	.request_ms = 30000,
	.idle_ms = 120000,
	.connections_max = 64,
	.connections_max_peer = 16,
};

struct fl_server {
	struct fl_server_options options;
	struct fl_credentials_store *store;
	struct fl_service *service;
	struct fl_listener control, probes;
	uint64_t refresh_due_ms, expire_due_ms;
};

// What the daemon itself has to offer to a client: nothing. Every session gets its credentials from the store; one that
// did not must fail.
static int no_certificate(gnutls_session_t session, const gnutls_datum_t *authorities, int authority_count,
	const gnutls_pk_algorithm_t *algorithms, int algorithm_count, gnutls_pcert_st **certificate,
	unsigned *certificate_length, gnutls_privkey_t *key)
{
	(void)session, (void)authorities, (void)authority_count, (void)algorithms, (void)algorithm_count;
	*certificate = NULL;
	*certificate_length = 0;
	*key = NULL;
	return -1;
}

union address {
	struct sockaddr any;
	struct sockaddr_in ip4;
	struct sockaddr_in6 ip6;
};

static bool address_parse(const char *text, uint16_t port, union address *address)
{
	memset(address, 0, sizeof(*address));
	if (inet_pton(AF_INET, text, &address->ip4.sin_addr) == 1) {
		address->ip4.sin_family = AF_INET;
		address->ip4.sin_port = htons(port);
		return true;
	}
	address->ip6.sin6_family = AF_INET6;
	address->ip6.sin6_port = htons(port);
	return inet_pton(AF_INET6, text, &address->ip6.sin6_addr) == 1;
}

// One thread calls the daemon, and an outer loop waits for it: no threads of its own, epoll for its own descriptors.
static bool listener_start(struct fl_listener *listener, union address *address)
{
	unsigned flags = MHD_USE_EPOLL | MHD_USE_NO_THREAD_SAFETY;
	if (address->any.sa_family == AF_INET6)
		flags |= MHD_USE_DUAL_STACK;
	struct MHD_OptionItem tls[] = {
		{MHD_OPTION_HTTPS_CERT_CALLBACK, 0, (void *)(uintptr_t)no_certificate},
		{MHD_OPTION_HTTPS_PRIORITIES, 0, (void *)(uintptr_t)"NORMAL:-VERS-ALL:+VERS-TLS1.3"},
		{MHD_OPTION_END, 0, NULL},
	};
	struct MHD_OptionItem none[] = {{MHD_OPTION_END, 0, NULL}};
	LIST_INIT(&listener->connections);
	listener->daemon = MHD_start_daemon(flags | (listener->control ? MHD_USE_TLS : 0), 0, NULL, NULL,
		fl_request_received, listener, MHD_OPTION_SOCK_ADDR, &address->any, MHD_OPTION_NOTIFY_CONNECTION,
		fl_connection_notified, listener, MHD_OPTION_NOTIFY_COMPLETED, fl_request_completed, listener,
		MHD_OPTION_CONNECTION_LIMIT, listener->options->connections_max, MHD_OPTION_PER_IP_CONNECTION_LIMIT,
		listener->options->connections_max_peer, MHD_OPTION_LISTENING_ADDRESS_REUSE, 1U,
		MHD_OPTION_SIGPIPE_HANDLED_BY_APP, 1, MHD_OPTION_ARRAY, listener->control ? tls : none, MHD_OPTION_END);
	return listener->daemon != NULL;
}

static bool server_start(struct fl_server *server, char *error, size_t error_size)
{
	struct fl_listener *listeners[] = {&server->control, &server->probes};
	const uint16_t ports[] = {server->options.control_port, server->options.probe_port};
	for (int i = 0; i < 2; i++) {
		union address address;
		if (!address_parse(server->options.bind, ports[i], &address)) {
			snprintf(error, error_size, "%s is no IPv4 or IPv6 address to bind to: 0.0.0.0 works",
				server->options.bind);
			return false;
		}
		*listeners[i] = (struct fl_listener){.control = i == 0,
			.service = server->service,
			.store = server->store,
			.options = &server->options};
		errno = 0;
		if (!listener_start(listeners[i], &address)) {
			snprintf(error, error_size, "cannot listen on %s port %u: %s", server->options.bind, ports[i],
				errno != 0 ? strerror(errno) : "the HTTP library refuses");
			return false;
		}
	}
	return true;
}

struct fl_server *fl_server_create(const struct fl_server_options *options, struct fl_service *service,
	struct fl_credentials_store *store, char *error, size_t error_size)
{
	struct fl_server *server = calloc(1, sizeof(*server));
	if (server == NULL) {
		snprintf(error, error_size, "no memory for the server");
		return NULL;
	}
	server->options = *options;
	server->service = service;
	server->store = store;
	if (server_start(server, error, error_size))
		return server;
	fl_server_destroy(server);
	return NULL;
}

void fl_server_destroy(struct fl_server *server)
{
	if (server == NULL)
		return;
	if (server->control.daemon != NULL)
		MHD_stop_daemon(server->control.daemon);
	if (server->probes.daemon != NULL)
		MHD_stop_daemon(server->probes.daemon);
	free(server);
}

uint16_t fl_server_control_port(const struct fl_server *server)
{
	return MHD_get_daemon_info(server->control.daemon, MHD_DAEMON_INFO_BIND_PORT)->port;
}

uint16_t fl_server_probe_port(const struct fl_server *server)
{
	return MHD_get_daemon_info(server->probes.daemon, MHD_DAEMON_INFO_BIND_PORT)->port;
}

void fl_server_descriptors(const struct fl_server *server, int descriptors[2])
{
	descriptors[0] = MHD_get_daemon_info(server->control.daemon, MHD_DAEMON_INFO_EPOLL_FD)->epoll_fd;
	descriptors[1] = MHD_get_daemon_info(server->probes.daemon, MHD_DAEMON_INFO_EPOLL_FD)->epoll_fd;
}

int fl_server_wait_ms(const struct fl_server *server, int max_ms)
{
	int64_t control = MHD_get_timeout64s(server->control.daemon);
	int64_t probes = MHD_get_timeout64s(server->probes.daemon);
	int64_t wait = max_ms;
	if (control >= 0 && control < wait)
		wait = control;
	if (probes >= 0 && probes < wait)
		wait = probes;
	return (int)wait;
}

void fl_server_turn(struct fl_server *server, uint64_t now_ms)
{
	server->control.now_ms = server->probes.now_ms = now_ms;
	if (now_ms >= server->refresh_due_ms) {
		fl_credentials_store_refresh(server->store);
		fl_service_counters(server->service)->certificate_not_after =
			fl_credentials_store_not_after(server->store);
		server->refresh_due_ms = now_ms + REFRESH_INTERVAL_MS;
	}
	MHD_run(server->control.daemon);
	MHD_run(server->probes.daemon);
	if (now_ms >= server->expire_due_ms) {
		fl_connections_expire(&server->control);
		fl_connections_expire(&server->probes);
		server->expire_due_ms = now_ms + EXPIRE_INTERVAL_MS;
	}
}
