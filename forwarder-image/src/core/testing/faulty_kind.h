// A kind of forwarding for the watchdog's tests, under both of the document's kinds: every packet of interface 0 leaves
// by interface 1 and the other way round, but its element, "faulty", does wrong by the packets that are marked.
// Defines fl_forwarding_get, so that no real kind is linked.
#pragma once
#include <stdbool.h>
#include <stdint.h>

enum faulty_mark {
	FAULTY_NOT,
	FAULTY_NEVER_RETURNS,    // runs in the element for ever
	FAULTY_ALLOCATES,        // takes a buffer and frees it, for ever
	FAULTY_LOOPS_IN_LIBRARY, // runs in the library for FAULTY_LIBRARY_CPU_MS, then returns in good order
	FAULTY_SLEEPS,           // for FAULTY_SLEEP_MS
	FAULTY_DEAR,             // consumes FAULTY_DEAR_CPU_MS
	FAULTY_HONEST,           // consumes FAULTY_HONEST_CPU_MS, which is below every limit
	FAULTY_HOLDS,            // is kept, and its path's state with it
};

enum {
	FAULTY_LIBRARY_CPU_MS = 60,
	FAULTY_SLEEP_MS = 300,
	FAULTY_DEAR_CPU_MS = 4,
	FAULTY_HONEST_CPU_MS = 1,
};

// How many loops in the library have ended, and how many states of paths were abandoned. Any thread.
uint32_t faulty_library_loops_ended(void);
uint32_t faulty_states_abandoned(void);
