#include <stdlib.h>
#include <sys/socket.h>

#include "control/listener.h"

struct fl_connection *fl_connection_get(struct MHD_Connection *handle)
{
	return MHD_get_connection_info(handle, MHD_CONNECTION_INFO_SOCKET_CONTEXT)->socket_context;
}

// Without credentials the session keeps those of the daemon, which has none to offer: the handshake fails.
static void credentials_attach(
	struct fl_listener *listener, struct fl_connection *connection, struct MHD_Connection *handle)
{
	gnutls_session_t session = MHD_get_connection_info(handle, MHD_CONNECTION_INFO_GNUTLS_SESSION)->tls_session;
	struct fl_credentials *credentials = fl_credentials_store_take(listener->store);
	if (credentials == NULL)
		return;
	if (fl_credentials_use(credentials, session) == 0)
		connection->credentials = credentials;
	else
		fl_credentials_release(credentials);
}

// A connection without a record (memory ran out) is served by nobody: see fl_request_received.
static void *connection_open(struct fl_listener *listener, struct MHD_Connection *handle)
{
	struct fl_connection *connection = calloc(1, sizeof(*connection));
	if (connection == NULL)
		return NULL;
	connection->descriptor = MHD_get_connection_info(handle, MHD_CONNECTION_INFO_CONNECTION_FD)->connect_fd;
	connection->deadline_ms = listener->now_ms + listener->options->header_ms;
	LIST_INSERT_HEAD(&listener->connections, connection, entry);
	if (listener->control)
		credentials_attach(listener, connection, handle);
	return connection;
}

static void connection_close(struct fl_listener *listener, struct fl_connection *connection)
{
	if (connection == NULL)
		return;
	if (listener->control && !connection->served)
		fl_service_counters(listener->service)->refused_connections++;
	LIST_REMOVE(connection, entry);
	fl_credentials_release(connection->credentials);
	free(connection);
}

void fl_connection_notified(
	void *cls, struct MHD_Connection *handle, void **context, enum MHD_ConnectionNotificationCode code)
{
	struct fl_listener *listener = cls;
	if (code == MHD_CONNECTION_NOTIFY_STARTED) {
		*context = connection_open(listener, handle);
	} else {
		connection_close(listener, *context);
		*context = NULL;
	}
}

void fl_connections_expire(struct fl_listener *listener)
{
	struct fl_connection *connection;
	LIST_FOREACH(connection, &listener->connections, entry)
	if (listener->now_ms >= connection->deadline_ms)
		// The daemon sees the end of the stream and cleans up: it offers no way to end a connection.
		shutdown(connection->descriptor, SHUT_RDWR);
}
