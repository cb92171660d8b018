#include "core/perf_counter.h"

#include <errno.h>
#include <linux/perf_event.h>
#include <stdbool.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

struct perf_counter {
	struct fl_memory_counter counter;
	int fd;
	struct perf_event_mmap_page *page; // NULL: there is only read(2)
	size_t page_size;
	uint64_t last;
};

static struct perf_counter *perf_counter_of(struct fl_memory_counter *counter)
{
	return (struct perf_counter *)counter;
}

#ifdef __x86_64__
// As perf_event_open(2) describes it: what the kernel counted, and the register's present value when the event is in one.
static bool page_read(const struct perf_event_mmap_page *page, uint64_t *count)
{
	for (;;) {
		uint32_t version = __atomic_load_n(&page->lock, __ATOMIC_ACQUIRE);
		uint32_t index = __atomic_load_n(&page->index, __ATOMIC_RELAXED);
		uint64_t offset = (uint64_t)__atomic_load_n(&page->offset, __ATOMIC_RELAXED);
		unsigned int unused_bits = 64U - page->pmc_width;

		if (!page->cap_user_rdpmc || index == 0 || unused_bits > 63)
			return false;
		uint64_t value = __builtin_ia32_rdpmc((int)index - 1);
		// The register is signed and narrower than 64 bits.
		*count = offset + (uint64_t)((int64_t)(value << unused_bits) >> unused_bits);
		__atomic_thread_fence(__ATOMIC_ACQUIRE);
		if (version == __atomic_load_n(&page->lock, __ATOMIC_RELAXED))
			return true;
	}
}
#else
static bool page_read(const struct perf_event_mmap_page *page, uint64_t *count)
{
	(void)page;
	(void)count;
	return false;
}
#endif

static uint64_t perf_counter_read(struct fl_memory_counter *counter)
{
	struct perf_counter *perf = perf_counter_of(counter);
	uint64_t count;

	// A pinned event that lost its register reads as end of file: it stands still then.
	if ((perf->page != NULL && page_read(perf->page, &count)) ||
		read(perf->fd, &count, sizeof(count)) == (ssize_t)sizeof(count))
		perf->last = count > perf->last ? count : perf->last;
	return perf->last;
}

static void perf_counter_close(struct fl_memory_counter *counter)
{
	struct perf_counter *perf = perf_counter_of(counter);

	if (perf->page != NULL)
		munmap(perf->page, perf->page_size);
	close(perf->fd);
	free(perf);
}

struct fl_memory_counter *fl_perf_counter_open(uint32_t type, uint64_t config)
{
	struct perf_event_attr attributes = {
		.type = type,
		.size = sizeof(attributes),
		.config = config,
		.pinned = 1, // a register of its own: figures scaled up from a part of the time would be guesses
		.exclude_kernel = 1,
		.exclude_hv = 1,
	};
	struct perf_counter *perf = calloc(1, sizeof(*perf));

	if (perf == NULL)
		return NULL;
	perf->fd = (int)syscall(SYS_perf_event_open, &attributes, 0, -1, -1, PERF_FLAG_FD_CLOEXEC);
	if (perf->fd < 0) {
		int cause = errno;

		free(perf);
		errno = cause;
		return NULL;
	}
	perf->counter.read = perf_counter_read;
	perf->counter.close = perf_counter_close;
	perf->page_size = (size_t)sysconf(_SC_PAGESIZE);
	void *page = mmap(NULL, perf->page_size, PROT_READ, MAP_SHARED, perf->fd, 0);
	perf->page = page == MAP_FAILED ? NULL : page;
	return &perf->counter;
}
