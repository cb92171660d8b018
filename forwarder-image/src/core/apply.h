// From one configuration to the next: plan aside, check, build all that is new, and only then swap the differences.
// Control thread.
#pragma once
#include "core/config.h"
#include "core/engine.h"
#include "core/problems.h"

// Applies the routers of the document. 0; or -EINVAL or what ran out, with problems, and nothing has changed.
int fl_apply(struct fl_engine *engine, const struct fl_config *config, struct fl_problems *problems);
// Removes every router.
void fl_apply_remove_all(struct fl_engine *engine);
