#include "hosts.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/udp.h>
#include <sched.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

enum { TRANSFER_PORT = 5001, CHUNK = 128 << 10 };

static int netns_open(void)
{
	int fd = open("/proc/self/ns/net", O_RDONLY | O_CLOEXEC);

	if (fd < 0)
		fail_msg("no network namespaces here: %s", strerror(errno));
	return fd;
}

static void netns_new(void)
{
	if (unshare(CLONE_NEWNET) != 0)
		fail_msg("this test makes network namespaces and needs root for it: %s", strerror(errno));
}

static void netns_enter(int fd)
{
	if (setns(fd, CLONE_NEWNET) != 0)
		fail_msg("cannot enter a network namespace: %s", strerror(errno));
}

void hosts_begin(void)
{
	netns_new();
	// The netdevs are the router's alone, as in its pods: the kernel must not answer there as well.
	assert_int_equal(host_run(NULL, "ip link set lo up; echo 1 > /proc/sys/net/ipv6/conf/default/disable_ipv6"), 0);
}

int host_enter(const struct host *host)
{
	int home = netns_open();

	netns_enter(host->netns);
	return home;
}

void host_leave(int home)
{
	netns_enter(home);
	close(home);
}

static int shell(const void *command)
{
	execl("/bin/sh", "sh", "-ec", command, NULL);
	return 127;
}

pid_t host_start(const struct host *host, int (*function)(const void *), const void *argument)
{
	pid_t child = fork();

	if (child < 0)
		fail_msg("fork: %s", strerror(errno));
	if (child > 0)
		return child;
	if (host != NULL && setns(host->netns, CLONE_NEWNET) != 0)
		_exit(126);
	_exit(function(argument));
}

pid_t host_start_command(const struct host *host, const char *command)
{
	return host_start(host, shell, command);
}

int host_run(const struct host *host, const char *format, ...)
{
	char command[1024];
	va_list arguments;
	int status;

	va_start(arguments, format);
	vsnprintf(command, sizeof(command), format, arguments);
	va_end(arguments);
	if (waitpid(host_start(host, shell, command), &status, 0) < 0)
		fail_msg("waitpid: %s", strerror(errno));
	return WIFEXITED(status) ? WEXITSTATUS(status) : 128;
}

// Polls for 20 s at most.
static const char *const link_is_up =
	"for i in $(seq 400); do ip link show %s | grep -q 'state UP' && exit 0; sleep 0.05; done; exit 1";

void host_create(struct host *host, const char *device, const char *mac, const char *cidr, const char *gateway)
{
	char address[INET_ADDRSTRLEN] = {0};
	struct in_addr parsed;
	int own = netns_open();

	netns_new();
	host->netns = netns_open();
	netns_enter(own);
	close(own);
	sscanf(cidr, "%15[^/]", address);
	assert_int_equal(inet_pton(AF_INET, address, &parsed), 1);
	host->address = ntohl(parsed.s_addr);
	// The parent of the shell is this process, in the router's namespace.
	assert_int_equal(host_run(host,
				 "ip link set lo up; ip link add eth0 type veth peer name %s "
				 "address %s netns $PPID;"
				 "ip addr add %s dev eth0; ip link set eth0 up",
				 device, mac, cidr),
		0);
	assert_int_equal(host_run(NULL, "ip link set %s up", device), 0);
	// The kernel lets packets out of a new link when its link watch comes round to it: on a busy machine seconds later.
	assert_int_equal(host_run(NULL, link_is_up, device), 0);
	assert_int_equal(host_run(host, link_is_up, "eth0"), 0);
	if (gateway != NULL)
		assert_int_equal(host_run(host, "ip route add default via %s", gateway), 0);
}

void host_add_ip6(struct host *host, const char *cidr, const char *gateway)
{
	char address[INET6_ADDRSTRLEN] = {0};

	sscanf(cidr, "%45[^/]", address);
	assert_int_equal(inet_pton(AF_INET6, address, &host->address6), 1);
	// Without duplicate address detection: the address can be used at once.
	assert_int_equal(host_run(host,
				 "ip addr add %s dev eth0 nodad;"
				 "ip -6 route add default via %s",
				 cidr, gateway),
		0);
}

void host_destroy(struct host *host)
{
	close(host->netns);
}

static double seconds_now(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

bool hosts_wait(
	const pid_t *processes, size_t count, unsigned int deadline_seconds, void (*turn)(void *), void *context)
{
	double deadline = seconds_now() + deadline_seconds;
	bool good = true;

	for (size_t i = 0; i < count; i++) {
		int status = 0;
		pid_t ended;

		while ((ended = waitpid(processes[i], &status, WNOHANG)) == 0) {
			if (seconds_now() > deadline) {
				kill(processes[i], SIGKILL);
				waitpid(processes[i], &status, 0);
				break;
			}
			turn(context);
		}
		good = good && WIFEXITED(status) && WEXITSTATUS(status) == 0;
	}
	return good;
}

// The byte at a position of every stream: a receiver that sees anything else has found a corruption.
static uint8_t pattern(uint64_t position)
{
	return (uint8_t)(position * 2654435761u >> 13);
}

static void pattern_fill(uint8_t *bytes, uint64_t position, size_t length)
{
	for (size_t i = 0; i < length; i++)
		bytes[i] = pattern(position + i);
}

static bool pattern_is(const uint8_t *bytes, uint64_t position, size_t length)
{
	for (size_t i = 0; i < length; i++)
		if (bytes[i] != pattern(position + i))
			return false;
	return true;
}

static int complain(const char *what)
{
	fprintf(stderr, "transfer: %s: %s\n", what, strerror(errno));
	return 1;
}

// A socket address of either version, and its size.
struct endpoint {
	struct sockaddr_storage address;
	socklen_t size;
};

// host: NULL for any address.
static struct endpoint endpoint_of(const struct host *host, bool ip6)
{
	struct endpoint endpoint = {.size = ip6 ? sizeof(struct sockaddr_in6) : sizeof(struct sockaddr_in)};

	if (ip6) {
		struct sockaddr_in6 *address = (struct sockaddr_in6 *)&endpoint.address;

		*address = (struct sockaddr_in6){.sin6_family = AF_INET6, .sin6_port = htons(TRANSFER_PORT)};
		if (host != NULL)
			memcpy(&address->sin6_addr, &host->address6, sizeof(host->address6));
	} else {
		*(struct sockaddr_in *)&endpoint.address = (struct sockaddr_in){.sin_family = AF_INET,
			.sin_port = htons(TRANSFER_PORT),
			.sin_addr.s_addr = htonl(host != NULL ? host->address : INADDR_ANY)};
	}
	return endpoint;
}

static int socket_open(const struct transfer *transfer)
{
	return socket(transfer->ip6 ? AF_INET6 : AF_INET, transfer->tcp ? SOCK_STREAM : SOCK_DGRAM, 0);
}

static int stream_receive(const struct transfer *transfer, int listener)
{
	static uint8_t bytes[CHUNK];
	uint64_t position = 0;
	ssize_t length;
	int fd = accept(listener, NULL, NULL);

	if (fd < 0)
		return complain("accept");
	while ((length = read(fd, bytes, sizeof(bytes))) > 0) {
		if (!pattern_is(bytes, position, length))
			return complain("corrupted stream");
		position += length;
	}
	return length == 0 && position == transfer->bytes ? 0 : complain("stream cut short");
}

static int stream_send(const struct transfer *transfer)
{
	static uint8_t bytes[CHUNK];
	const struct endpoint to = endpoint_of(transfer->to, transfer->ip6);
	int fd = socket_open(transfer);

	if (connect(fd, (const struct sockaddr *)&to.address, to.size) != 0)
		return complain("connect");
	for (uint64_t position = 0; position < transfer->bytes;) {
		size_t part = transfer->bytes - position < CHUNK ? transfer->bytes - position : CHUNK;
		ssize_t sent;

		pattern_fill(bytes, position, part);
		sent = write(fd, bytes, part);
		if (sent < 0)
			return complain("write");
		position += sent;
	}
	// Wait until the far side has taken everything.
	shutdown(fd, SHUT_WR);
	return read(fd, bytes, 1) == 0 ? 0 : complain("close");
}

static int datagrams_receive(const struct transfer *transfer, int fd)
{
	static uint8_t bytes[UINT16_MAX];
	struct sockaddr_storage from;
	socklen_t size = sizeof(from);
	uint64_t total = transfer->bytes * transfer->count, position = 0;

	while (position < total) {
		ssize_t length = recvfrom(fd, bytes, sizeof(bytes), 0, (struct sockaddr *)&from, &size);

		if (length <= 0)
			return complain("receive");
		if (!pattern_is(bytes, position % transfer->bytes, length))
			return complain("corrupted datagram");
		position += length;
		if (position % transfer->bytes == 0)
			sendto(fd, bytes, 1, 0, (struct sockaddr *)&from, size);
	}
	return 0;
}

static int datagrams_send(const struct transfer *transfer)
{
	static uint8_t bytes[UINT16_MAX];
	const struct endpoint to = endpoint_of(transfer->to, transfer->ip6);
	struct timeval patience = {.tv_sec = 5};
	int segment = transfer->segment;
	int fd = socket_open(transfer);
	uint8_t answer;

	pattern_fill(bytes, 0, transfer->bytes);
	setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof(patience));
	if (segment != 0 && setsockopt(fd, IPPROTO_UDP, UDP_SEGMENT, &segment, sizeof(segment)) != 0)
		return complain("UDP_SEGMENT");
	if (connect(fd, (const struct sockaddr *)&to.address, to.size) != 0)
		return complain("connect");
	for (uint32_t i = 0; i < transfer->count; i++) {
		if (send(fd, bytes, transfer->bytes, 0) < 0)
			return complain("send");
		if (recv(fd, &answer, 1, 0) != 1)
			return complain("no answer to a datagram");
	}
	return 0;
}

struct receiver {
	const struct transfer *transfer;
	int ready; // written to when the socket is bound
};

static int receive(const void *argument)
{
	const struct receiver *receiver = argument;
	const struct transfer *transfer = receiver->transfer;
	const struct endpoint own = endpoint_of(NULL, transfer->ip6);
	int fd = socket_open(transfer), on = 1;

	setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on));
	if (bind(fd, (const struct sockaddr *)&own.address, own.size) != 0 || (transfer->tcp && listen(fd, 1) != 0))
		return complain("bind");
	if (write(receiver->ready, "", 1) != 1)
		return complain("ready");
	return transfer->tcp ? stream_receive(transfer, fd) : datagrams_receive(transfer, fd);
}

static int send_all(const void *argument)
{
	const struct transfer *transfer = argument;

	return transfer->tcp ? stream_send(transfer) : datagrams_send(transfer);
}

void transfer_start(const struct transfer *transfer, pid_t processes[2])
{
	int ready[2];
	char byte;

	assert_int_equal(pipe(ready), 0);
	processes[0] = host_start(transfer->to, receive, &(struct receiver){transfer, ready[1]});
	close(ready[1]);
	if (read(ready[0], &byte, 1) != 1)
		fail_msg("the receiver did not start");
	close(ready[0]);
	processes[1] = host_start(transfer->from, send_all, transfer);
}
