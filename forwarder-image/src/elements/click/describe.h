// The classes for others to read: as JSON for the operator, as a manual page for people. Any thread.
#pragma once
#include "elements/click/class.h"
#include "elements/text.h"

// Adds the items of the catalogue's "elements", each on lines of its own.
void fl_click_describe(struct fl_text *text);
// Adds a class's manual page, Markdown.
void fl_click_page(struct fl_text *text, const struct fl_click_class *class_);
