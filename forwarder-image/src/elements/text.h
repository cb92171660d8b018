// A text in a buffer that goes on being measured where it no longer fits.
#pragma once
#include <stddef.h>

struct fl_text {
	char *buffer;
	size_t size, length; // length: of the whole text, without its NUL
};

void fl_text_add(struct fl_text *text, const char *format, ...) __attribute__((format(printf, 2, 3)));
// Adds a text as a JSON string, quoted and escaped.
void fl_text_add_json(struct fl_text *text, const char *value);
