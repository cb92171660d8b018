// Counting by perf events: a software event stands for the hardware's, which many machines do not have.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
// cmocka needs the above
#include <cmocka.h>

#include <errno.h>
#include <linux/perf_event.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "core/perf_counter.h"

enum { PAGES = 300 };

static void pages_touch(void)
{
	size_t page = (size_t)sysconf(_SC_PAGESIZE);
	char *memory = mmap(NULL, PAGES * page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	assert_true(memory != MAP_FAILED);
	madvise(memory, PAGES * page, MADV_NOHUGEPAGE);
	for (size_t i = 0; i < PAGES; i++)
		memory[i * page] = 1;
	munmap(memory, PAGES * page);
}

static void counts_what_this_thread_does(void **state)
{
	struct fl_memory_counter *counter = fl_perf_counter_open(PERF_TYPE_SOFTWARE, PERF_COUNT_SW_PAGE_FAULTS);

	(void)state;
	if (counter == NULL) {
		print_message("no perf events here: %s\n", strerror(errno));
		skip();
	}
	uint64_t before = counter->read(counter);
	pages_touch();
	uint64_t after = counter->read(counter);
	assert_in_range(after - before, PAGES, PAGES + 50);
	counter->close(counter);
}

static void gives_the_processors_counter_or_the_reason_why_not(void **state)
{
	char reason[FL_MEMORY_REASON_SIZE] = "";
	struct fl_memory_counter *counter = fl_memory_counter_open(reason, sizeof(reason));

	(void)state;
	if (counter == NULL) {
		print_message("%s\n", reason);
		assert_true(strlen(reason) > 20);
		return;
	}
	uint64_t before = counter->read(counter);
	assert_string_equal(reason, "");
	assert_true(counter->read(counter) >= before);
	counter->close(counter);
}

static void says_that_an_unknown_event_is_none(void **state)
{
	(void)state;
	assert_null(fl_perf_counter_open(UINT32_MAX, 0));
	assert_true(errno == ENOENT || errno == EINVAL || errno == EACCES || errno == EPERM || errno == ENOSYS);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(counts_what_this_thread_does),
		cmocka_unit_test(gives_the_processors_counter_or_the_reason_why_not),
		cmocka_unit_test(says_that_an_unknown_event_is_none),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
