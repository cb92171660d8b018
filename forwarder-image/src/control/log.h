// Events for people and log collectors: one JSON object a line on stderr, with ts, level and msg first.
// Control thread only; the data path never logs.
#pragma once

enum fl_log_level {
	FL_LOG_INFO,
	FL_LOG_WARNING,
	FL_LOG_ERROR,
};

// Writes one event. keys: NULL, or the format of an object for jansson's json_pack with its arguments, as in
//     fl_log(FL_LOG_INFO, "configuration applied", "{s:I,s:s}", "generation", (json_int_t)7, "uid", "6b2c");
// An event whose keys cannot be packed is written without them: logging never fails its caller.
void fl_log(enum fl_log_level level, const char *msg, const char *keys, ...);
