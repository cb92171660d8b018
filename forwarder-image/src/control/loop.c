#include "control/loop.h"

#include <errno.h>
#include <poll.h>
#include <time.h>

static uint64_t now_ms(void)
{
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return (uint64_t)now.tv_sec * 1000 + (uint64_t)now.tv_nsec / 1000000;
}

int fl_loop_run(struct fl_engine *engine, struct fl_service *service, struct fl_server *server, int stop)
{
	int descriptors[2];
	fl_server_descriptors(server, descriptors);
	struct pollfd waited[] = {{.fd = stop, .events = POLLIN}, {.fd = descriptors[0], .events = POLLIN},
		{.fd = descriptors[1], .events = POLLIN}};
	for (uint32_t tick_ms = 0;;) {
		if (poll(waited, sizeof(waited) / sizeof(*waited), fl_server_wait_ms(server, (int)tick_ms)) < 0 &&
			errno != EINTR)
			return -errno;
		if (waited[0].revents != 0)
			return 0;
		uint64_t now = now_ms();
		fl_service_turn(service, now);
		fl_server_turn(server, now);
		tick_ms = fl_engine_tick(engine);
	}
}
