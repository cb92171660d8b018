#include "elements/click/base64.h"

// The six bits of a digit, or -1.
static int digit_of(char c)
{
	if (c >= 'A' && c <= 'Z')
		return c - 'A';
	if (c >= 'a' && c <= 'z')
		return c - 'a' + 26;
	if (c >= '0' && c <= '9')
		return c - '0' + 52;
	return c == '+' ? 62 : c == '/' ? 63 : -1;
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

// What ends the text: as many "=" as make its digits a multiple of four, and nothing else.
static bool end_is_good(const char *text, unsigned int digits)
{
	unsigned int padding = 0;

	for (; *text != '\0'; text++) {
		if (*text == '=')
			padding++;
		else if (!is_blank(*text))
			return false;
	}
	return digits % 4 != 1 && padding == (4 - digits % 4) % 4;
}

bool fl_base64_read(const char *text, uint8_t *bytes, size_t *size)
{
	unsigned int digits = 0;
	uint32_t bits = 0;
	size_t count = 0;

	for (; *text != '\0' && *text != '='; text++) {
		const int digit = digit_of(*text);

		if (is_blank(*text))
			continue;
		if (digit < 0)
			return false;
		bits = bits << 6 | (uint32_t)digit;
		if (digits++ % 4 == 0)
			continue;
		if (count == *size)
			return false;
		bytes[count++] = (uint8_t)(bits >> (6 - 2 * ((digits - 1) % 4)));
	}
	*size = count;
	return end_is_good(text, digits);
}
