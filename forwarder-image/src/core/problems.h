// What is wrong with a document, for a human: a list of {path in the document, reason}.
// Written and read by the control thread only.
#pragma once
#include <stdbool.h>
#include <stddef.h>

enum { FL_PROBLEMS_MAX = 100 };

struct fl_problem {
	char path[128];   // e.g. "routers[0].interfaces[1].mtu"; "" for the whole document
	char reason[256]; // a sentence that names the limit and, where it can, the nearest value that works
};

struct fl_problems {
	size_t count; // at most FL_PROBLEMS_MAX; further ones are dropped
	struct fl_problem items[FL_PROBLEMS_MAX];
};

// Adds a problem; path and reason are printf formats, given as: path format, reason format, then their
// arguments in that order would be ambiguous, so the path is a finished string. Longer texts are cut.
void fl_problems_add(struct fl_problems *problems, const char *path, const char *reason_format, ...)
	__attribute__((format(printf, 3, 4)));

static inline bool fl_problems_empty(const struct fl_problems *problems)
{
	return problems->count == 0;
}
