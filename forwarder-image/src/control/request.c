// Requests: who may ask what, bodies, answers.
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "control/listener.h"

// How much of a body that nobody wants is read before the connection is cut. A client that sends its body without waiting
// reads the answer only after that; cutting at once would take the answer from it.
enum { DISCARD_SIZE_MAX = 64 << 20 };

struct route {
	bool control;
	const char *path, *method;
	struct fl_answer (*answer)(struct fl_service *service); // NULL: takes the body
};

static const struct route routes[] = {
	{true, "/v1/config", "PUT", NULL},
	{true, "/v1/config", "GET", fl_service_config_get},
	{true, "/v1/report", "GET", fl_service_report},
	{true, "/v1/topology", "GET", fl_service_topology},
	{true, "/v1/elements", "GET", fl_service_elements},
	{false, "/livez", "GET", fl_service_livez},
	{false, "/readyz", "GET", fl_service_readyz},
	{false, "/metrics", "GET", fl_service_metrics},
};

// A request under way.
struct request {
	const struct route *route; // NULL: refused
	unsigned status;           // of the refusal
	const char *why;
	const char *allowed; // methods, when the method is what is wrong
	char *body;
	size_t length, capacity, discarded;
};

static void refuse(struct request *request, unsigned status, const char *why)
{
	request->route = NULL;
	request->status = status;
	request->why = why;
}

static void route_find(struct request *request, bool control, const char *url, const char *method)
{
	const char *wanted = strcmp(method, MHD_HTTP_METHOD_HEAD) == 0 ? MHD_HTTP_METHOD_GET : method;
	refuse(request, MHD_HTTP_NOT_FOUND, "there is nothing at this path");
	for (size_t i = 0; i < sizeof(routes) / sizeof(*routes); i++) {
		if (routes[i].control != control || strcmp(routes[i].path, url) != 0)
			continue;
		if (strcmp(routes[i].method, wanted) == 0) {
			request->route = &routes[i];
			return;
		}
		refuse(request, MHD_HTTP_METHOD_NOT_ALLOWED, "this path does not have this method");
		request->allowed =
			routes[i].answer == NULL || request->allowed != NULL ? "GET, HEAD, PUT" : "GET, HEAD";
	}
}

static bool is_operator(struct MHD_Connection *handle, const char **why)
{
	return fl_credentials_is_operator(
		MHD_get_connection_info(handle, MHD_CONNECTION_INFO_GNUTLS_SESSION)->tls_session, why);
}

static bool announces_too_much(struct MHD_Connection *handle)
{
	const char *length = MHD_lookup_connection_value(handle, MHD_HEADER_KIND, MHD_HTTP_HEADER_CONTENT_LENGTH);
	return length != NULL && strtoull(length, NULL, 10) > FL_BODY_SIZE_MAX;
}

static const char too_large[] = "the document is larger than 8 MiB, the largest size";

static struct request *request_begin(struct fl_listener *listener, struct fl_connection *connection,
	struct MHD_Connection *handle, const char *url, const char *method)
{
	struct request *request = calloc(1, sizeof(*request));
	const char *why;
	if (request == NULL)
		return NULL;
	connection->served = true;
	connection->deadline_ms = listener->now_ms + listener->options->request_ms;
	route_find(request, listener->control, url, method);
	if (listener->control && !is_operator(handle, &why)) {
		fl_service_counters(listener->service)->refused_requests++;
		refuse(request, MHD_HTTP_FORBIDDEN, why);
	} else if (request->route != NULL && announces_too_much(handle)) {
		refuse(request, MHD_HTTP_CONTENT_TOO_LARGE, too_large);
	}
	return request;
}

// false: enough was discarded.
static bool body_discard(struct request *request, size_t size)
{
	free(request->body);
	request->body = NULL;
	request->length = request->capacity = 0;
	request->discarded += size;
	return request->discarded <= DISCARD_SIZE_MAX;
}

static bool body_append(struct request *request, const char *bytes, size_t size)
{
	if (request->route == NULL || request->route->answer != NULL)
		return body_discard(request, size);
	if (request->length + size > FL_BODY_SIZE_MAX) {
		refuse(request, MHD_HTTP_CONTENT_TOO_LARGE, too_large);
		return body_discard(request, size);
	}
	if (request->length + size > request->capacity) {
		size_t capacity = 2 * (request->length + size);
		char *body = realloc(request->body, capacity);
		if (body == NULL)
			return false;
		request->body = body;
		request->capacity = capacity;
	}
	memcpy(request->body + request->length, bytes, size);
	request->length += size;
	return true;
}

static struct fl_answer answer_make(struct fl_listener *listener, const struct request *request)
{
	if (request->route == NULL)
		return fl_answer_problem(request->status, "%s", request->why);
	if (request->route->answer != NULL)
		return request->route->answer(listener->service);
	return fl_service_config_put(listener->service, request->body == NULL ? "" : request->body, request->length);
}

// Takes the answer.
static enum MHD_Result answer_send(
	struct MHD_Connection *handle, struct fl_answer answer, const char *allowed, bool close)
{
	static char no_memory[] = "{\"problems\":[{\"path\":\"\",\"reason\":\"the forwarder has no "
				  "memory to answer\"}]}";
	struct MHD_Response *response;
	if (answer.body == NULL)
		response = MHD_create_response_from_buffer(sizeof(no_memory) - 1, no_memory, MHD_RESPMEM_PERSISTENT);
	else
		response = MHD_create_response_from_buffer(answer.length, answer.body, MHD_RESPMEM_MUST_FREE);
	if (response == NULL) {
		free(answer.body);
		return MHD_NO;
	}
	MHD_add_response_header(response, MHD_HTTP_HEADER_CONTENT_TYPE, answer.content_type);
	if (allowed != NULL)
		MHD_add_response_header(response, MHD_HTTP_HEADER_ALLOW, allowed);
	if (close)
		MHD_add_response_header(response, MHD_HTTP_HEADER_CONNECTION, "close");
	unsigned status = answer.body == NULL ? MHD_HTTP_INTERNAL_SERVER_ERROR : answer.status;
	enum MHD_Result result = MHD_queue_response(handle, status, response);
	MHD_destroy_response(response);
	return result;
}

enum MHD_Result fl_request_received(void *cls, struct MHD_Connection *handle, const char *url, const char *method,
	const char *version, const char *upload, size_t *upload_size, void **context)
{
	struct fl_listener *listener = cls;
	struct fl_connection *connection = fl_connection_get(handle);
	struct request *request = *context;
	(void)version;
	if (connection == NULL || (listener->control && connection->credentials == NULL))
		return MHD_NO;
	if (request == NULL) {
		request = *context = request_begin(listener, connection, handle, url, method);
		if (request == NULL)
			return MHD_NO;
		// A client that waits for permission to send its body learns at once that there is none.
		bool waits = MHD_lookup_connection_value(handle, MHD_HEADER_KIND, MHD_HTTP_HEADER_EXPECT) != NULL;
		if (request->route != NULL || !waits)
			return MHD_YES;
	} else if (*upload_size > 0) {
		bool taken = body_append(request, upload, *upload_size);
		*upload_size = 0;
		return taken ? MHD_YES : MHD_NO;
	}
	bool outdated = listener->control && fl_credentials_outdated(connection->credentials, listener->store);
	return answer_send(handle, answer_make(listener, request),
		request->status == MHD_HTTP_METHOD_NOT_ALLOWED ? request->allowed : NULL, outdated);
}

void fl_request_completed(
	void *cls, struct MHD_Connection *handle, void **context, enum MHD_RequestTerminationCode code)
{
	struct fl_listener *listener = cls;
	struct request *request = *context;
	struct fl_connection *connection = fl_connection_get(handle);
	(void)code;
	if (connection != NULL)
		connection->deadline_ms = listener->now_ms + listener->options->idle_ms;
	if (request == NULL)
		return;
	free(request->body);
	free(request);
	*context = NULL;
}
