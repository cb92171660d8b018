// The last good configuration on disk, so that a forwarder that restarts alone forwards again. One directory, one writer:
// this process. A new document is written aside and synced before it is applied, and takes its place when it was: at every
// moment the file is whole, and what cannot be kept is never applied. Control thread only.
#pragma once
#include <stddef.h>

struct fl_state;

// Opens an existing directory. NULL, and a sentence in error, on failure.
struct fl_state *fl_state_open(const char *directory, char *error, size_t error_size);
void fl_state_close(struct fl_state *state);

// Reads the document: 0, and *text (NUL-terminated too) is the caller's to free. -ENOENT: there is none. -errno otherwise.
int fl_state_load(const struct fl_state *state, char **text, size_t *length);
// Moves a document that cannot be read out of the way, to config.json.bad. 0 or -errno.
int fl_state_set_aside(const struct fl_state *state);

// Writes aside; then either commit or abandon. 0 or -errno.
int fl_state_prepare(const struct fl_state *state, const char *text, size_t length);
int fl_state_commit(const struct fl_state *state);
void fl_state_abandon(const struct fl_state *state);
