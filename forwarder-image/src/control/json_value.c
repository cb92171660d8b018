#include "control/json_value.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

struct fl_json fl_json_root(json_t *value, struct fl_problems *problems)
{
	return (struct fl_json){.problems = problems, .value = value};
}

struct fl_json fl_json_field(const struct fl_json *object, const char *name)
{
	return (struct fl_json){
		.problems = object->problems,
		.parent = object,
		.name = name,
		.value = json_object_get(object->value, name),
	};
}

struct fl_json fl_json_item(const struct fl_json *array, size_t index)
{
	return (struct fl_json){
		.problems = array->problems,
		.parent = array,
		.index = index,
		.value = json_array_get(array->value, index),
	};
}

// Appends the place of json to path, which has room for size bytes; returns the length, at most size - 1.
static size_t place_write(const struct fl_json *json, char *path, size_t size)
{
	if (json->parent == NULL) {
		path[0] = '\0';
		return 0;
	}
	size_t length = place_write(json->parent, path, size);
	if (json->name == NULL)
		snprintf(path + length, size - length, "[%zu]", json->index);
	else
		snprintf(path + length, size - length, "%s%s", length > 0 ? "." : "", json->name);
	return strlen(path);
}

void fl_json_problem(const struct fl_json *json, const char *reason_format, ...)
{
	char path[sizeof(((struct fl_problem *)0)->path)];
	char reason[sizeof(((struct fl_problem *)0)->reason)];
	place_write(json, path, sizeof(path));
	va_list arguments;
	va_start(arguments, reason_format);
	vsnprintf(reason, sizeof(reason), reason_format, arguments);
	va_end(arguments);
	fl_problems_add(json->problems, path, "%s", reason);
}

static const char *type_name(const json_t *value)
{
	switch (json_typeof(value)) {
	case JSON_OBJECT:
		return "an object";
	case JSON_ARRAY:
		return "an array";
	case JSON_STRING:
		return "a string";
	case JSON_INTEGER:
		return "an integer";
	case JSON_REAL:
		return "a number with a fraction";
	case JSON_NULL:
		return "null";
	default:
		return "a boolean";
	}
}

static bool is_type(const struct fl_json *json, bool matches, const char *wanted)
{
	if (!fl_json_present(json))
		fl_json_problem(json, "is missing: %s is required", wanted);
	else if (!matches)
		fl_json_problem(json, "is %s: it must be %s", type_name(json->value), wanted);
	return fl_json_present(json) && matches;
}

static bool is_known(const char *name, const char *const *fields)
{
	for (; *fields != NULL; fields++)
		if (strcmp(*fields, name) == 0)
			return true;
	return false;
}

bool fl_json_is_object(const struct fl_json *json, const char *const *fields)
{
	if (!is_type(json, json_is_object(json->value), "an object"))
		return false;
	const char *name;
	json_t *value;
	json_object_foreach(json->value, name, value)
	{
		if (is_known(name, fields))
			continue;
		struct fl_json unknown = fl_json_field(json, name);
		fl_json_problem(&unknown, "is not a known field");
	}
	return true;
}

bool fl_json_is_array(const struct fl_json *json, size_t min, size_t max, const char *things)
{
	if (!is_type(json, json_is_array(json->value), "an array"))
		return false;
	size_t count = json_array_size(json->value);
	if (count > max)
		fl_json_problem(json, "has %zu %s, at most %zu are possible", count, things, max);
	else if (count < min)
		fl_json_problem(json, "has %zu %s, at least %zu are needed", count, things, min);
	return count >= min && count <= max;
}

bool fl_json_integer(const struct fl_json *json, int64_t min, int64_t max, const char *thing, int64_t *out)
{
	if (!is_type(json, json_is_integer(json->value), "an integer"))
		return false;
	long long value = json_integer_value(json->value);
	if (value > max)
		fl_json_problem(json, "%lld is more than %lld, the largest %s", value, (long long)max, thing);
	else if (value < min)
		fl_json_problem(json, "%lld is less than %lld, the smallest %s", value, (long long)min, thing);
	*out = value;
	return value >= min && value <= max;
}

bool fl_json_string(const struct fl_json *json, const char **out)
{
	if (!is_type(json, json_is_string(json->value), "a string"))
		return false;
	*out = json_string_value(json->value);
	return true;
}

bool fl_json_word(const struct fl_json *json, char *out, size_t size)
{
	const char *text;
	if (!fl_json_string(json, &text))
		return false;
	size_t length = strlen(text);
	if (length == 0) {
		fl_json_problem(json, "is empty: 1 to %zu characters are needed", size - 1);
		return false;
	}
	if (length >= size) {
		fl_json_problem(json, "is %zu characters long, at most %zu are possible", length, size - 1);
		return false;
	}
	for (size_t i = 0; i < length; i++) {
		if (text[i] <= ' ' || text[i] > '~') {
			fl_json_problem(json, "character %zu is a blank or no printable ASCII", i + 1);
			return false;
		}
	}
	memcpy(out, text, length + 1);
	return true;
}

bool fl_json_boolean(const struct fl_json *json, bool *out)
{
	if (!is_type(json, json_is_boolean(json->value), "a boolean"))
		return false;
	*out = json_is_true(json->value);
	return true;
}
