// What each class of the catalogue is measured on: a graph in which the element "x" is of that class, and the frames that
// go through it. A class without a case fails cases_test.c.
#pragma once
#include <stddef.h>

#include "elements/testing/click_lab.h"

enum bench_frame_kind {
	BENCH_UDP, // IPv4, 100 bytes of payload, from LAB_LEFT to LAB_RIGHT
	BENCH_TCP, // the same with a TCP header in it
	BENCH_ECHO,
	BENCH_ARP, // a request for the router's address
	BENCH_UDP6,
};

struct bench_case {
	const char *class_name;
	const char *graph; // click_lab.h's lines; frames come in by interface a
	// Of classes whose work is done while queues are asked (elements/click/pull.h): the same graph without x, whose
	// queues' work is taken off. NULL: x's own nodes alone count.
	const char *without;
	enum bench_frame_kind frames;
	const char *note; // what to know of the figure; or NULL
};

// Every case, in the catalogue's order; *count: how many.
const struct bench_case *bench_cases(size_t *count);
