// The control thread's part of the watchdog: it looks at a worker, has the look judged (core/watchdog.h), and acts.
#pragma once
#include "core/worker.h"

// One look; call it about every 5 ms, every 1 ms where the last one asks for it (fl_watch_hurries), and while waiting for the
// worker. Looks within 1 ms of the last one cost nothing. A dispatch that is condemned ends soon after, on the worker, and its path is quarantined. Control.
void fl_guard_look(struct fl_worker *worker);
