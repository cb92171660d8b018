// {"problems": [{"path", "reason"}]}: the body of every refusal. Control thread only.
#pragma once
#include <jansson.h>

#include "core/problems.h"

// New reference, or NULL when memory ran out. Text that was cut within a character is made valid UTF-8 again.
json_t *fl_problems_json(const struct fl_problems *problems);
