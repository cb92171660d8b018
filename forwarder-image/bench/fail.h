// How a benchmark ends when it cannot measure.
#pragma once

// Prints one line and ends the process with 1.
__attribute__((noreturn, format(printf, 1, 2))) void bench_fail(const char *format, ...);
