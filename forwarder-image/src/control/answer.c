#include "control/answer.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "control/problems_json.h"

// Digits of a fraction: more than any measured cost has.
enum { REAL_DIGITS = 9 };

struct fl_answer fl_answer_json(unsigned status, json_t *json)
{
	struct fl_answer answer = {.status = status, .content_type = "application/json"};
	answer.body = json == NULL ? NULL : json_dumps(json, JSON_COMPACT | JSON_REAL_PRECISION(REAL_DIGITS));
	answer.length = answer.body == NULL ? 0 : strlen(answer.body);
	json_decref(json);
	return answer;
}

struct fl_answer fl_answer_problems(unsigned status, const struct fl_problems *problems)
{
	return fl_answer_json(status, fl_problems_json(problems));
}

struct fl_answer fl_answer_problem(unsigned status, const char *reason_format, ...)
{
	char reason[256];
	va_list arguments;
	va_start(arguments, reason_format);
	vsnprintf(reason, sizeof(reason), reason_format, arguments);
	va_end(arguments);
	return fl_answer_json(status, json_pack("{s:[{s:s,s:s}]}", "problems", "path", "", "reason", reason));
}

struct fl_answer fl_answer_text(unsigned status, const char *text)
{
	struct fl_answer answer = {.status = status, .content_type = "text/plain; charset=utf-8", .body = strdup(text)};
	answer.length = answer.body == NULL ? 0 : strlen(text);
	return answer;
}
