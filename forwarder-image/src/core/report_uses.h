// The part of the report that says which elements of a path its cycles go to. Control thread.
#pragma once
#include "core/report.h"

// Fills element_uses; the rest of the report is as it is. 0 or -ENOMEM.
int fl_report_uses_fill(struct fl_path_report *report, const struct fl_forwarding_ops *ops, const struct fl_path *path);
