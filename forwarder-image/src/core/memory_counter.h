// Memory accesses of one thread, as the processor counts them: the misses of the last-level cache, which are what goes out
// to memory (paper, section 3.1). Where there is no such counter the reason is told, and nothing is invented.
#pragma once
#include <stddef.h>
#include <stdint.h>

enum { FL_MEMORY_REASON_SIZE = 160 };

// A source of counts. Opened, read and closed by the thread whose accesses it counts.
struct fl_memory_counter {
	uint64_t (*read)(struct fl_memory_counter *counter); // so far; never less than before
	void (*close)(struct fl_memory_counter *counter);
};

// Opens a counter for the calling thread. NULL, with one sentence for people in reason (of reason_size bytes), when
// there is none.
typedef struct fl_memory_counter *fl_memory_counter_opener(char *reason, size_t reason_size);

// The processor's, by perf_event_open(2): cache misses in user space. It needs a performance counter, which many virtual
// machines lack; kernel.perf_event_paranoid of at most 2 or CAP_PERFMON; and a seccomp profile that lets the call pass.
// It is read by rdpmc from the event's page where the kernel allows that, else by read(2), which is a system call.
fl_memory_counter_opener fl_memory_counter_open;
