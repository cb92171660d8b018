// One router with its real graphs, on the thread of the test: no engine, no workers, the time is the test's.
// Over ring ports a test puts frames in and takes out what comes; over Kernel ports it turns the lab while hosts talk.
#pragma once
#include "core/forwarding.h"

struct lab {
	const struct fl_forwarding_ops *ops;
	struct fl_config_router config; // routes stay the test's
	struct fl_port *ports[FL_INTERFACES_MAX];
	struct fl_port_tx *control_tx[FL_INTERFACES_MAX];
	struct fl_path paths[FL_INTERFACES_MAX];
	struct rte_mempool *pool;
	void *state;
	uint64_t now_ms;
};

enum { LAB_BUFFERS = 1024 };

// Adds an interface to a configuration: NAME on device NAME, cidr may be NULL.
void lab_interface_add(struct fl_config_router *config, const char *name, const char *cidr);
// A.B.C.D in host byte order.
uint32_t lab_address(const char *text);
struct fl_ip6 lab6_address(const char *text);
// Adds an address ("2001:db8::1/64") to the configuration's last interface.
void lab6_address_add(struct fl_config_router *config, const char *cidr);

// Opens the devices of the configuration (all of one kind), a pool of buffers and the router. Fails the test when it cannot.
void lab_open(struct lab *lab, const struct fl_config_router *config, enum fl_device_kind kind, uint32_t buffers);
// Closes all of it; fails the test unless every buffer came back.
void lab_close(struct lab *lab);
// Puts a new generation of the router in the place of the present one, which its state may be taken over from.
void lab_replace(struct lab *lab, const struct fl_config_router *config);

// One dispatch of each path.
void lab_dispatch(struct lab *lab);
// One tick of the control thread, ms milliseconds later.
void lab_tick(struct lab *lab, uint64_t ms);
// Both, at the time of the real clock; for hosts_wait.
void lab_turn(void *lab);

// How often a reason was counted, over all paths.
uint64_t lab_drops(const struct lab *lab, uint16_t reason);
