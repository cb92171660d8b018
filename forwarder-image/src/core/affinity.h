// On shared cores the container's cpuset may change while the forwarder runs (the kubelet takes CPUs out of the shared
// pool and gives them back). The control thread notices, and spreads the workers over what there is. Control thread.
#pragma once
#include "core/engine_state.h"

// Lets the calling thread go wherever the cpuset allows, so that it sees all of it. 0 or -errno.
int fl_affinity_free(void);
// Compares the CPUs of the calling thread with the topology's; when they differ, plans anew and moves the workers' threads.
// Whether they differed. The number of workers stays.
bool fl_affinity_follow(struct fl_engine *engine);
