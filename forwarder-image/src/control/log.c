#include "control/log.h"

#include <jansson.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static void timestamp_write(char *out, size_t size)
{
	struct timespec now;
	struct tm utc;
	char seconds[32];
	clock_gettime(CLOCK_REALTIME, &now);
	gmtime_r(&now.tv_sec, &utc);
	strftime(seconds, sizeof(seconds), "%Y-%m-%dT%H:%M:%S", &utc);
	snprintf(out, size, "%s.%03ldZ", seconds, now.tv_nsec / 1000000);
}

void fl_log(enum fl_log_level level, const char *msg, const char *keys, ...)
{
	static const char *const levels[] = {"info", "warning", "error"};
	char ts[64];
	timestamp_write(ts, sizeof(ts));
	json_t *event = json_pack("{s:s,s:s,s:s}", "ts", ts, "level", levels[level], "msg", msg);
	if (keys != NULL) {
		va_list arguments;
		va_start(arguments, keys);
		json_t *more = json_vpack_ex(NULL, 0, keys, arguments);
		va_end(arguments);
		json_object_update(event, more);
		json_decref(more);
	}
	char *text = json_dumps(event, JSON_COMPACT);
	json_decref(event);
	if (text == NULL)
		return;
	// One call a line, so that lines of several writers do not mix. The terminating NUL's place takes the newline.
	size_t length = strlen(text);
	text[length] = '\n';
	if (write(STDERR_FILENO, text, length + 1) < 0) {
		// Nobody reads our log: there is no other place to say so.
	}
	free(text);
}
