// A kind of forwarding for the engine's tests, under both of the document's kinds: every packet of interface 0 leaves
// by interface 1 and the other way round (with one interface: by itself). A route's via is the number of steps (a few
// cycles each) that each packet burns. Defines fl_forwarding_get, so that no real kind is linked.
#pragma once
#include <stdint.h>

enum {
	CROSS_MTU_REFUSED = 1111,   // an interface with this MTU is refused by state_create, as a document at fault
	CROSS_MTU_NO_MEMORY = 1112, // and with this one as if memory had run out
};

// How many states of routers and paths there are now. Control thread.
uint32_t cross_states_count(void);
