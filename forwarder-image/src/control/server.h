// HTTP in front of the service: mutual TLS for the operator, plain HTTP for probes and metrics. Driven by the control loop:
// nothing here blocks, and no client, however slow, keeps another one waiting. Control thread only.
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "control/credentials.h"
#include "control/service.h"

struct fl_server;

struct fl_server_options {
	const char *bind;      // IPv4 or IPv6 address: "0.0.0.0", "::"
	uint16_t control_port; // 0: any free one
	uint16_t probe_port;
	// How long a client may take, in milliseconds: to connect and send a request's header; then to send its body and read
	// the answer; and how long a connection may then wait for its next request.
	uint32_t header_ms, request_ms, idle_ms;
	uint32_t connections_max;      // of each port
	uint32_t connections_max_peer; // of these, from one address
};

// The limits that the forwarder uses; bind and ports are the caller's to set.
extern const struct fl_server_options fl_server_defaults;

enum { FL_BODY_SIZE_MAX = 8 << 20 };

// service and store are borrowed and must outlive the server. NULL, and a sentence in error, on failure.
struct fl_server *fl_server_create(const struct fl_server_options *options, struct fl_service *service,
	struct fl_credentials_store *store, char *error, size_t error_size);
void fl_server_destroy(struct fl_server *server);

uint16_t fl_server_control_port(const struct fl_server *server);
uint16_t fl_server_probe_port(const struct fl_server *server);

// Readable when there is something to do for fl_server_turn.
void fl_server_descriptors(const struct fl_server *server, int descriptors[2]);
// How long the loop may wait for these, at most max_ms.
int fl_server_wait_ms(const struct fl_server *server, int max_ms);
// Does what is due. now_ms: monotonic.
void fl_server_turn(struct fl_server *server, uint64_t now_ms);
