// One perf event of the calling thread as a source of counts. Private to core/memory_counter.c and its test.
#pragma once
#include "core/memory_counter.h"

// type, config: as in struct perf_event_attr. NULL and errno as perf_event_open(2) sets it, or ENOMEM.
struct fl_memory_counter *fl_perf_counter_open(uint32_t type, uint64_t config);
