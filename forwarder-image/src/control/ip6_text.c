#include "control/ip6_text.h"

#include <arpa/inet.h>
#include <stdio.h>
#include <string.h>

bool fl_ip6_text_is_meant(const char *text)
{
	return strchr(text, ':') != NULL;
}

bool fl_ip6_parse(const char *text, struct fl_ip6 *address)
{
	return inet_pton(AF_INET6, text, address) == 1;
}

// One decimal number of 0 to 128, without leading zeros, and nothing behind it.
static bool length_parse(const char *text, uint8_t *length)
{
	unsigned int value = 0;
	size_t digits = strspn(text, "0123456789");

	if (digits == 0 || digits > 3 || text[digits] != '\0' || (text[0] == '0' && digits > 1))
		return false;
	for (size_t i = 0; i < digits; i++)
		value = value * 10 + (unsigned int)(text[i] - '0');
	*length = (uint8_t)value;
	return value <= FL_IP6_BITS;
}

bool fl_ip6_prefix_parse(const char *text, struct fl_ip6_prefix *prefix)
{
	char address[FL_IP6_TEXT_SIZE];
	const char *slash = strchr(text, '/');

	if (slash == NULL || (size_t)(slash - text) >= sizeof(address))
		return false;
	memcpy(address, text, (size_t)(slash - text));
	address[slash - text] = '\0';
	return fl_ip6_parse(address, &prefix->address) && length_parse(slash + 1, &prefix->length);
}

const char *fl_ip6_format(const struct fl_ip6 *address, char *out)
{
	// It cannot fail: the family is known and the size is enough.
	return inet_ntop(AF_INET6, address, out, FL_IP6_TEXT_SIZE);
}

const char *fl_ip6_prefix_format(const struct fl_ip6_prefix *prefix, char *out)
{
	char address[FL_IP6_TEXT_SIZE];

	snprintf(out, FL_IP6_PREFIX_TEXT_SIZE, "%s/%u", fl_ip6_format(&prefix->address, address),
		prefix->length <= FL_IP6_BITS ? prefix->length : FL_IP6_BITS);
	return out;
}
