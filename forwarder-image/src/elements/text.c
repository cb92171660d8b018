#include "elements/text.h"

#include <stdarg.h>
#include <stdio.h>

void fl_text_add(struct fl_text *text, const char *format, ...)
{
	size_t room = text->length < text->size ? text->size - text->length : 0;
	va_list arguments;

	va_start(arguments, format);
	text->length += (size_t)vsnprintf(room > 0 ? text->buffer + text->length : NULL, room, format, arguments);
	va_end(arguments);
}

void fl_text_add_json(struct fl_text *text, const char *value)
{
	fl_text_add(text, "\"");
	for (; *value != '\0'; value++) {
		if (*value == '"' || *value == '\\')
			fl_text_add(text, "\\%c", *value);
		else if ((unsigned char)*value < ' ')
			fl_text_add(text, "\\u%04x", *value);
		else
			fl_text_add(text, "%c", *value);
	}
	fl_text_add(text, "\"");
}
