// A kind of forwarding for the engine's tests, under both of the document's kinds: every packet of interface 0 leaves
// by interface 1 and the other way round (with one interface: by itself). A route's via is the number of steps (a few
// cycles each) that each packet burns, a second route's via the number of memory accesses that it counts. With more than
// two interfaces a packet names its output itself. Defines fl_forwarding_get, so that no real kind is linked.
#pragma once
#include <stdint.h>

#include "core/memory_counter.h"

enum {
	CROSS_OUTPUT_AT = 12,       // the byte of a packet that names its output when there are more than two
	CROSS_MTU_REFUSED = 1111,   // an interface with this MTU is refused by state_create, as a document at fault
	CROSS_MTU_NO_MEMORY = 1112, // and with this one as if memory had run out
};

// How many states of routers and paths there are now. Control thread.
uint32_t cross_states_count(void);

// Counts the accesses that the cross nodes of the calling thread made.
fl_memory_counter_opener cross_memory_open;
