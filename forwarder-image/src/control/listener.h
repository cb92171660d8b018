// One listening port of the server: its connections and the requests on them. Private to control/{server,connection,request}.c.
#pragma once
#include <microhttpd.h>
#include <stdbool.h>
#include <stdint.h>
#include <sys/queue.h>

#include "control/server.h"

// An accepted connection. Its deadline is set anew by each step that a client completes, not by each byte it sends: so a
// client that drips bytes does not hold a connection for ever.
struct fl_connection {
	LIST_ENTRY(fl_connection) entry;
	int descriptor;
	uint64_t deadline_ms;
	struct fl_credentials *credentials; // a reference; NULL on the probe port
	bool served;                        // a request has come through
};

LIST_HEAD(fl_connections, fl_connection);

struct fl_listener {
	bool control; // with TLS: /v1; without: probes
	struct fl_service *service;
	struct fl_credentials_store *store;
	const struct fl_server_options *options;
	uint64_t now_ms;
	struct MHD_Daemon *daemon;
	struct fl_connections connections;
};

// Callbacks of libmicrohttpd; cls is the listener.
void fl_connection_notified(
	void *cls, struct MHD_Connection *handle, void **context, enum MHD_ConnectionNotificationCode code);
enum MHD_Result fl_request_received(void *cls, struct MHD_Connection *handle, const char *url, const char *method,
	const char *version, const char *upload, size_t *upload_size, void **context);
void fl_request_completed(
	void *cls, struct MHD_Connection *handle, void **context, enum MHD_RequestTerminationCode code);

// The connection that a request came on.
struct fl_connection *fl_connection_get(struct MHD_Connection *handle);
// Ends connections that are past their deadline.
void fl_connections_expire(struct fl_listener *listener);
