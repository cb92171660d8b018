// Making answers. Private to control/.
#pragma once
#include <jansson.h>

#include "control/service.h"
#include "core/problems.h"

// Takes the reference to json (NULL: memory ran out).
struct fl_answer fl_answer_json(unsigned status, json_t *json);
struct fl_answer fl_answer_problems(unsigned status, const struct fl_problems *problems);
// A copy of text.
struct fl_answer fl_answer_text(unsigned status, const char *text);
