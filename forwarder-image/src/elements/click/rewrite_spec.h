// What a rewriter does with a flow that it has no mapping for: an INPUTSPEC, one for each of its inputs.
#pragma once
#include "elements/click/flow_table.h"
#include "elements/click/setup.h"

enum { FL_REWRITE_SPECS_MAX = 16 };

enum fl_rewrite_action {
	FL_REWRITE_DROP,
	FL_REWRITE_PASS,    // as it is, without a mapping
	FL_REWRITE_PATTERN, // maps it; "keep" is a pattern that changes nothing
};

enum fl_rewrite_choice { FL_REWRITE_PREFER_OWN, FL_REWRITE_SEQUENTIAL, FL_REWRITE_RANDOM };

// What a flow becomes. A field that is not set stays as it is.
struct fl_rewrite_pattern {
	bool sets_source, sets_source_port, sets_destination, sets_destination_port;
	uint32_t source, destination;           // addresses, network byte order
	uint16_t source_port, last_source_port; // the first and last that may be chosen
	uint16_t destination_port;
	enum fl_rewrite_choice choice; // among several source ports
};

struct fl_rewrite_spec {
	enum fl_rewrite_action action;
	struct fl_rewrite_pattern pattern;
	uint16_t outputs[FL_FLOW_DIRECTIONS]; // of a pattern; FL_REWRITE_PASS has the first alone
};

// Reads the texts of the element's parameter INPUTSPEC, at most FL_REWRITE_SPECS_MAX. False: a problem was added.
bool fl_rewrite_specs_read(
	struct fl_click_setup *setup, const struct fl_click_texts *texts, struct fl_rewrite_spec *specs);
