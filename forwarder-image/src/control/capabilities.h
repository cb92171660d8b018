// What the process may do beyond an ordinary user: open packet sockets, and nothing else. The binary has its capabilities
// permitted, not effective (file capabilities +p), so that it starts in a pod that grants none.
#pragma once
#include <stdbool.h>

// Makes CAP_NET_RAW effective where it is permitted and drops every other capability. Call before there are other threads:
// each has its own. 0 or -errno; *packet_sockets: whether CAP_NET_RAW is effective.
int fl_capabilities_restrict(bool *packet_sockets);
