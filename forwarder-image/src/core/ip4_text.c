#include "core/ip4_text.h"

#include <stdio.h>

// Reads one decimal number of 0 to max; returns what follows it, or NULL.
static const char *number_parse(const char *text, uint32_t max, uint32_t *out)
{
	if (*text < '0' || *text > '9')
		return NULL;
	if (*text == '0' && text[1] >= '0' && text[1] <= '9')
		return NULL;
	uint32_t value = 0;
	for (; *text >= '0' && *text <= '9'; text++) {
		value = value * 10 + (uint32_t)(*text - '0');
		if (value > max)
			return NULL;
	}
	*out = value;
	return text;
}

// Reads an address; returns what follows it, or NULL.
static const char *address_parse(const char *text, uint32_t *address)
{
	uint32_t value = 0;
	for (int part = 0; part < 4; part++) {
		uint32_t byte;
		if (part > 0 && *text++ != '.')
			return NULL;
		text = number_parse(text, 255, &byte);
		if (text == NULL)
			return NULL;
		value = value << 8 | byte;
	}
	*address = value;
	return text;
}

bool fl_ip4_parse(const char *text, uint32_t *address)
{
	const char *rest = address_parse(text, address);
	return rest != NULL && *rest == '\0';
}

bool fl_ip4_prefix_parse(const char *text, struct fl_ip4_prefix *prefix)
{
	uint32_t length;
	const char *rest = address_parse(text, &prefix->address);
	if (rest == NULL || *rest != '/')
		return false;
	rest = number_parse(rest + 1, 32, &length);
	if (rest == NULL || *rest != '\0')
		return false;
	prefix->length = (uint8_t)length;
	return true;
}

const char *fl_ip4_format(uint32_t address, char *out)
{
	snprintf(out, FL_IP4_TEXT_SIZE, "%u.%u.%u.%u", address >> 24, address >> 16 & 255, address >> 8 & 255,
		address & 255);
	return out;
}

const char *fl_ip4_prefix_format(struct fl_ip4_prefix prefix, char *out)
{
	char address[FL_IP4_TEXT_SIZE];
	snprintf(out, FL_IP4_PREFIX_TEXT_SIZE, "%s/%u", fl_ip4_format(prefix.address, address),
		prefix.length <= 32 ? prefix.length : 32);
	return out;
}
