#include "core/memory_counter.h"

#include <errno.h>
#include <linux/perf_event.h>
#include <stdio.h>
#include <string.h>

#include "core/perf_counter.h"

static int paranoia_read(void)
{
	FILE *file = fopen("/proc/sys/kernel/perf_event_paranoid", "re");
	int level = -1;

	if (file == NULL)
		return -1;
	if (fscanf(file, "%d", &level) != 1)
		level = -1;
	fclose(file);
	return level;
}

static void reason_tell(int cause, char *reason, size_t reason_size)
{
	switch (cause) {
	case ENOENT:
	case ENODEV:
	case EOPNOTSUPP:
		snprintf(reason, reason_size,
			"this processor, or its hypervisor, offers no counter of last-level cache misses");
		break;
	case EACCES:
		snprintf(reason, reason_size,
			"kernel.perf_event_paranoid is %d on this node: at most 2 is needed, or the capability PERFMON",
			paranoia_read());
		break;
	case EPERM:
		snprintf(reason, reason_size,
			"perf_event_open is not permitted: the pod needs the forwarder's own seccomp profile");
		break;
	default:
		snprintf(reason, reason_size, "perf_event_open failed: %s", strerror(cause));
	}
}

struct fl_memory_counter *fl_memory_counter_open(char *reason, size_t reason_size)
{
	struct fl_memory_counter *counter = fl_perf_counter_open(PERF_TYPE_HARDWARE, PERF_COUNT_HW_CACHE_MISSES);

	if (counter == NULL)
		reason_tell(errno, reason, reason_size);
	return counter;
}
