// The applied configuration: the engine, the document and the file in the state directory say the same. Control thread only.
#pragma once
#include <stdbool.h>
#include <stddef.h>

#include "control/state.h"
#include "core/engine.h"
#include "core/problems.h"

struct fl_intention;

// engine and state are borrowed. NULL when memory ran out.
struct fl_intention *fl_intention_create(struct fl_engine *engine, const struct fl_state *state);
void fl_intention_destroy(struct fl_intention *intention);

// Applies a received document and keeps it, or changes nothing. 0; otherwise (-ESTALE excepted) problems says why:
// -EBADMSG not JSON, -EINVAL rules are broken, -ESTALE older than the applied one, other errors: the document may be right,
// but memory, devices or the state directory failed.
int fl_intention_apply(struct fl_intention *intention, const char *text, size_t length, struct fl_problems *problems);

// Applies the document of the state directory. true: done with it, for good or bad. false: it is sound, but could not be
// applied now; worth another attempt.
bool fl_intention_restore(struct fl_intention *intention);

// The applied document as received (after a restart: as stored); borrowed until the next call. NULL: there is none.
const char *fl_intention_document(const struct fl_intention *intention, size_t *length);
