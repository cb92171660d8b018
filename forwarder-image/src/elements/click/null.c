// Null: nothing.
#include "elements/click/class.h"

const struct fl_click_class fl_click_null = {
	.name = "Null",
	.node = "click_pass",
	.inputs = {1, 1},
	.outputs = {1, 1},
	.summary = "Passes each packet on.",
	.manual = "A name for a place in a graph.",
};
