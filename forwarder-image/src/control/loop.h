// The control thread's loop: requests, the engine's periodic work, until told to end.
#pragma once

#include "control/server.h"
#include "control/service.h"
#include "core/engine.h"

// Runs until stop (a descriptor: a signalfd, an eventfd, the end of a pipe) is readable. 0 or -errno.
int fl_loop_run(struct fl_engine *engine, struct fl_service *service, struct fl_server *server, int stop);
