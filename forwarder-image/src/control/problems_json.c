#include "control/problems_json.h"

#include <stdio.h>
#include <string.h>

// The bytes of the UTF-8 character at text, or 0 when there is none.
static size_t character_length(const unsigned char *text)
{
	size_t length = *text < 0x80 ? 1 : *text >= 0xf0 ? 4 : *text >= 0xe0 ? 3 : *text >= 0xc2 ? 2 : 0;
	if (*text > 0xf4)
		return 0;
	for (size_t i = 1; i < length; i++)
		if ((text[i] & 0xc0) != 0x80)
			return 0;
	// Overlong forms, surrogates and what is beyond Unicode.
	if ((*text == 0xe0 && text[1] < 0xa0) || (*text == 0xed && text[1] > 0x9f) ||
		(*text == 0xf0 && text[1] < 0x90) || (*text == 0xf4 && text[1] > 0x8f))
		return 0;
	return length;
}

// Problems quote what the document said and have a limited length, so a character may be cut at any place.
static json_t *string_json(const char *text, size_t size)
{
	char valid[sizeof(((struct fl_problem *)0)->reason)];
	snprintf(valid, sizeof(valid), "%.*s", (int)size, text);
	for (char *c = valid; *c != '\0';) {
		size_t length = character_length((const unsigned char *)c);
		if (length == 0)
			*c = '?';
		c += length == 0 ? 1 : length;
	}
	return json_string(valid);
}

json_t *fl_problems_json(const struct fl_problems *problems)
{
	json_t *items = json_array();
	for (size_t i = 0; i < problems->count; i++) {
		const struct fl_problem *problem = &problems->items[i];
		json_t *item = json_pack("{s:o,s:o}", "path", string_json(problem->path, sizeof(problem->path)),
			"reason", string_json(problem->reason, sizeof(problem->reason)));
		if (json_array_append_new(items, item) != 0) {
			json_decref(items);
			return NULL;
		}
	}
	return json_pack("{s:o}", "problems", items);
}
