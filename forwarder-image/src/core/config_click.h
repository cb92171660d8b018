// The Click graph of a router, as the document has it: elements by name and class with their arguments, and what is
// connected to what. A value that never changes once it is parsed, shared by copies of the router's configuration.
// What the classes are and what they take is not known here: elements/click checks it. Control thread only.
#pragma once
#include <stdbool.h>
#include <stdint.h>

enum {
	FL_CLICK_ELEMENTS_MAX = 256,
	FL_CLICK_CONNECTIONS_MAX = 4096,
	FL_CLICK_PORTS_MAX = 256,        // of one side of an element
	FL_CLICK_VALUES_MAX = 1024,      // texts of one argument
	FL_CLICK_VALUE_BYTES_MAX = 4096, // of one text
	FL_CLICK_NAME_SIZE = 128,        // of an element, with its NUL
	FL_CLICK_WORD_SIZE = 64,         // of a class or a parameter, with its NUL
};

struct fl_config_argument {
	char name[FL_CLICK_WORD_SIZE]; // of the parameter
	bool is_list;                  // an array in the document
	uint32_t count;                // 1 when it is no list
	char **values;
};

struct fl_config_element {
	char name[FL_CLICK_NAME_SIZE];
	char class_name[FL_CLICK_WORD_SIZE];
	uint32_t argument_count;
	struct fl_config_argument *arguments;
};

struct fl_config_connection {
	uint16_t from, to; // indices of elements
	uint16_t from_port, to_port;
};

struct fl_config_click {
	uint32_t references;
	uint32_t element_count;
	struct fl_config_element *elements;
	uint32_t connection_count;
	struct fl_config_connection *connections;
};

struct fl_config_click *fl_config_click_reference(struct fl_config_click *click);
// Frees it with the last reference; NULL is allowed.
void fl_config_click_release(struct fl_config_click *click);
// Whether both say the same in the same order. NULL is equal to NULL.
bool fl_config_click_equal(const struct fl_config_click *a, const struct fl_config_click *b);
