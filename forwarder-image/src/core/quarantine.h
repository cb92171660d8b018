// Why a path was taken off its worker for good, and how that is known.
// Filled by the worker before it lets go of the path, and not changed after; any thread may read it then.
#pragma once
#include <rte_graph.h>
#include <stdint.h>

#include "core/packet.h"
#include "core/path.h"
#include "core/phase.h"
#include "core/walk.h"

enum fl_quarantine_reason {
	FL_QUARANTINE_DISPATCH_TOO_LONG, // it did not end within its CPU time and was unwound
	FL_QUARANTINE_PACKET_TOO_DEAR,   // single packets took more than theirs
};

struct fl_evidence {
	enum fl_quarantine_reason reason;
	char element[RTE_NODE_NAMESIZE]; // the node that ran, or that took the longest of the packet's
	uint64_t cycles;                 // TSC, of the dispatch, without stolen time
	uint32_t packets;                // that the element had
	struct fl_packet_head head;      // of the first of them, as it was when it came to be looked at
};

// Of the dispatch that was unwound. Worker.
void fl_evidence_of_dispatch(struct fl_evidence *evidence, const struct fl_phase *phase, uint64_t cycles);
// Of a dispatch of one packet, whose head from_device kept. Worker.
void fl_evidence_of_packet(
	struct fl_evidence *evidence, const struct fl_path *path, const struct fl_dearest *dearest, uint64_t cycles);
