// Unmodified Linux hosts for tests: network namespaces with the kernel's own stack and default offloads, each linked by
// a veth to the namespace of the test process, which is the router's. Needs root (CAP_NET_ADMIN, CAP_SYS_ADMIN) and
// iproute2. Everything vanishes with the process.
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#include "core/ip6.h"

struct host {
	int netns;              // file descriptor of its namespace
	uint32_t address;       // host byte order
	struct fl_ip6 address6; // unspecified: none
};

// Puts the test process into an empty network namespace of its own. Fails the test with a sentence when it may not.
void hosts_begin(void);

// Makes a host with a netdev eth0 that has cidr ("10.0.0.2/24") and a default route by gateway (NULL: none), linked to the
// netdev device, with mac, of the test's namespace. Fails the test when it cannot.
void host_create(struct host *host, const char *device, const char *mac, const char *cidr, const char *gateway);
// Gives the host an IPv6 address too, and a default route by gateway.
void host_add_ip6(struct host *host, const char *cidr, const char *gateway);
void host_destroy(struct host *host);

// Puts the calling thread into the host's namespace, for sockets to be opened there; host_leave(result) brings it back.
int host_enter(const struct host *host);
void host_leave(int home);

// Runs a shell command in the host's namespace; NULL: in the test's own. Its exit status.
int host_run(const struct host *host, const char *command, ...) __attribute__((format(printf, 2, 3)));
// Starts function(argument) as a process in the host's namespace; its result is the exit status.
pid_t host_start(const struct host *host, int (*function)(const void *), const void *argument);
// Starts a shell command so.
pid_t host_start_command(const struct host *host, const char *command);

// One stream or a number of datagrams from one host to another, checked by the receiver.
struct transfer {
	const struct host *from, *to;
	bool tcp;
	bool ip6;
	uint64_t bytes;   // TCP: of the stream. UDP: of each datagram
	uint32_t count;   // UDP: datagrams, sent one after the other, each answered by its receiver
	uint16_t segment; // UDP: payload of each packet that a datagram is cut into (UDP_SEGMENT); 0: not cut
};

// Runs turn(context) again and again until the processes have ended. True: all of them with status 0, before
// deadline_seconds were over; what is left then is killed.
bool hosts_wait(
	const pid_t *processes, size_t count, unsigned int deadline_seconds, void (*turn)(void *), void *context);
// Starts the receiver and the sender of a transfer: processes[0] and processes[1].
void transfer_start(const struct transfer *transfer, pid_t processes[2]);
