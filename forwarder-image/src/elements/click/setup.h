// What a class's configure function is given, and how it says what is wrong. Control thread.
#pragma once
#include "elements/click/class.h"

struct fl_click_setup {
	const struct fl_forwarding_setup *forwarding;
	struct fl_problems *problems;
	uint16_t element;         // the index of the element that is configured
	uint16_t inputs, outputs; // its connected ports
};

// A problem of an argument of the element; value: the index of a variadic parameter's text, or -1. Always false.
bool fl_click_problem(const struct fl_click_setup *setup, const char *parameter, int value, const char *format, ...)
	__attribute__((format(printf, 4, 5)));

// Reads the element's arguments into config by its class's table. False: problems were added.
bool fl_click_arguments_read(const struct fl_click_setup *setup, const struct fl_click_class *class_, void *config);

// One word as a value: an address "A.B.C.D" or "INTERFACE:ip", a prefix "A.B.C.D/LEN" or "INTERFACE:ipnet", a MAC or
// "INTERFACE:eth".
bool fl_click_ip4_read(const struct fl_click_setup *setup, const char *word, uint32_t *address);
bool fl_click_prefix4_read(const struct fl_click_setup *setup, const char *word, struct fl_ip4_prefix *prefix);
bool fl_click_mac_read(const struct fl_click_setup *setup, const char *word, struct rte_ether_addr *mac);
// A whole number, decimal or hexadecimal with 0x.
bool fl_click_whole_read(const char *word, uint64_t *value);

// A number from 0 to 1, like 0.25.
bool fl_click_share_read(const char *word, double *value);

// The words of a text, parted by blanks: moves *text behind the next one and copies it into word (size bytes). False: none
// is left, or it does not fit (word is "" and "?" then).
bool fl_click_word_take(const char **text, char *word, size_t size);
