// A value inside a received document together with the place where it stands, so that every check can name it exactly
// ("routers[0].interfaces[1].mtu"). Values on the stack: a child points to its parent, which must outlive it.
// Control thread only.
#pragma once
#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/problems.h"

struct fl_json {
	struct fl_problems *problems; // where problems of this value go
	const struct fl_json *parent; // NULL: the document itself
	const char *name;             // field of the parent, or NULL: item of the parent
	size_t index;                 // of an item
	json_t *value;                // borrowed; NULL: the field is absent
};

struct fl_json fl_json_root(json_t *value, struct fl_problems *problems);
struct fl_json fl_json_field(const struct fl_json *object, const char *name);
struct fl_json fl_json_item(const struct fl_json *array, size_t index);

// Lists a problem of this value.
void fl_json_problem(const struct fl_json *json, const char *reason_format, ...) __attribute__((format(printf, 2, 3)));

// Each of these returns whether the value is usable as what was asked for; if not, a problem was listed.

// An object with no other field than those in fields (NULL-terminated). An unknown field is listed, and the object is
// usable still, so that every problem of a document is found in one go.
bool fl_json_is_object(const struct fl_json *json, const char *const *fields);
// An array of min to max items; things: what they are called ("interfaces").
bool fl_json_is_array(const struct fl_json *json, size_t min, size_t max, const char *things);
// An integer of min to max; thing: what it is called ("MTU").
bool fl_json_integer(const struct fl_json *json, int64_t min, int64_t max, const char *thing, int64_t *out);
// Printable ASCII without blanks, 1 to size - 1 characters, copied to out (of size bytes) with its NUL.
bool fl_json_word(const struct fl_json *json, char *out, size_t size);
// A string of any content; borrowed, valid as long as the document.
bool fl_json_string(const struct fl_json *json, const char **out);
bool fl_json_boolean(const struct fl_json *json, bool *out);

static inline bool fl_json_present(const struct fl_json *json)
{
	return json->value != NULL;
}
