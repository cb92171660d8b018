#include "core/problems.h"

#include <stdarg.h>
#include <stdio.h>

void fl_problems_add(struct fl_problems *problems, const char *path, const char *reason_format, ...)
{
	if (problems->count == FL_PROBLEMS_MAX)
		return;
	struct fl_problem *problem = &problems->items[problems->count++];

	snprintf(problem->path, sizeof(problem->path), "%s", path);
	va_list arguments;
	va_start(arguments, reason_format);
	vsnprintf(problem->reason, sizeof(problem->reason), reason_format, arguments);
	va_end(arguments);
}
