#include "elements/click/setup.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/ip4_text.h"

bool fl_click_problem(const struct fl_click_setup *setup, const char *parameter, int value, const char *format, ...)
{
	char path[sizeof(((struct fl_problem *)0)->path)], reason[sizeof(((struct fl_problem *)0)->reason)];
	int length = snprintf(path, sizeof(path), "forwarding.click.elements[%u].arguments", setup->element);
	va_list arguments;

	if (parameter != NULL && length < (int)sizeof(path))
		length += snprintf(path + length, sizeof(path) - (size_t)length, ".%s", parameter);
	if (value >= 0 && length < (int)sizeof(path))
		snprintf(path + length, sizeof(path) - (size_t)length, "[%d]", value);
	va_start(arguments, format);
	vsnprintf(reason, sizeof(reason), format, arguments);
	va_end(arguments);
	fl_problems_add(setup->problems, path, "%s", reason);
	return false;
}

bool fl_click_word_take(const char **text, char *word, size_t size)
{
	const char *start = *text + strspn(*text, " \t\r\n");
	size_t length = strcspn(start, " \t\r\n");

	*text = start + length;
	if (length >= size) {
		strcpy(word, "?");
		return false;
	}
	memcpy(word, start, length);
	word[length] = '\0';
	return length > 0;
}

bool fl_click_whole_read(const char *word, uint64_t *value)
{
	bool hexadecimal = word[0] == '0' && (word[1] == 'x' || word[1] == 'X');
	const char *digits = hexadecimal ? word + 2 : word;
	char *end;

	// strtoull takes signs and blanks too.
	if (digits[0] == '\0' ||
		strspn(digits, hexadecimal ? "0123456789abcdefABCDEF" : "0123456789") != strlen(digits))
		return false;
	errno = 0;
	*value = strtoull(digits, &end, hexadecimal ? 16 : 10);
	return errno == 0;
}

bool fl_click_share_read(const char *word, double *value)
{
	char *end;

	errno = 0;
	*value = strtod(word, &end);
	// Digits and a point, no more: strtod takes "inf", "0x1" and blanks too.
	return errno == 0 && *end == '\0' && end != word && strspn(word, "0123456789.") == strlen(word) && *value <= 1;
}

// The interface of "NAME:suffix", or NULL.
static const struct fl_config_interface *named_interface(
	const struct fl_click_setup *setup, const char *word, const char *suffix, uint32_t *index)
{
	const struct fl_config_router *router = setup->forwarding->config;
	const char *colon = strrchr(word, ':');

	if (colon == NULL || strcmp(colon + 1, suffix) != 0)
		return NULL;
	for (uint32_t i = 0; i < router->interface_count; i++) {
		const char *name = router->interfaces[i].name;

		if (strlen(name) == (size_t)(colon - word) && strncmp(name, word, strlen(name)) == 0) {
			*index = i;
			return &router->interfaces[i];
		}
	}
	return NULL;
}

bool fl_click_ip4_read(const struct fl_click_setup *setup, const char *word, uint32_t *address)
{
	uint32_t index;
	const struct fl_config_interface *interface = named_interface(setup, word, "ip", &index);

	if (interface == NULL)
		return fl_ip4_parse(word, address);
	*address = interface->addresses[0].address;
	return interface->address_count > 0;
}

bool fl_click_prefix4_read(const struct fl_click_setup *setup, const char *word, struct fl_ip4_prefix *prefix)
{
	uint32_t index;
	const struct fl_config_interface *interface = named_interface(setup, word, "ipnet", &index);

	if (interface == NULL)
		return fl_ip4_prefix_parse(word, prefix);
	*prefix = interface->addresses[0];
	return interface->address_count > 0;
}

bool fl_click_mac_read(const struct fl_click_setup *setup, const char *word, struct rte_ether_addr *mac)
{
	uint32_t index;

	if (named_interface(setup, word, "eth", &index) != NULL) {
		*mac = setup->forwarding->macs[index];
		return true;
	}
	return strlen(word) == RTE_ETHER_ADDR_FMT_SIZE - 1 && rte_ether_unformat_addr(word, mac) == 0;
}

static bool interface_read(const struct fl_click_setup *setup, const char *text, uint32_t *index)
{
	const struct fl_config_router *router = setup->forwarding->config;

	for (*index = 0; *index < router->interface_count; (*index)++)
		if (strcmp(router->interfaces[*index].name, text) == 0)
			return true;
	return false;
}

static bool truth_read(const char *text, bool *value)
{
	*value = strcmp(text, "true") == 0;
	return *value || strcmp(text, "false") == 0;
}

static const char *expectation(const struct fl_click_parameter *parameter)
{
	static const char *const texts[] = {
		[FL_CLICK_TRUTH] = "true or false",
		[FL_CLICK_IP4] = "an IPv4 address like 192.0.2.1, or INTERFACE:ip of an interface with addresses",
		[FL_CLICK_PREFIX4] =
			"an IPv4 prefix like 192.0.2.0/24, or INTERFACE:ipnet of an interface with addresses",
		[FL_CLICK_MAC] = "an Ethernet address like 02:00:00:00:00:01, or INTERFACE:eth",
		[FL_CLICK_INTERFACE] = "an interface of the router",
	};

	return texts[parameter->type];
}

static bool value_read(
	const struct fl_click_setup *setup, const struct fl_click_parameter *parameter, const char *text, void *place)
{
	switch (parameter->type) {
	case FL_CLICK_WHOLE: {
		uint64_t value;

		if (!fl_click_whole_read(text, &value) || value < parameter->min || value > parameter->max)
			return fl_click_problem(setup, parameter->name, -1,
				"\"%.40s\" must be a whole number from %llu to %llu", text,
				(unsigned long long)parameter->min, (unsigned long long)parameter->max);
		memcpy(place, &value, sizeof(value));
		return true;
	}
	case FL_CLICK_TEXT:
		memcpy(place, &text, sizeof(text));
		return true;
	case FL_CLICK_TRUTH:
		if (truth_read(text, place))
			return true;
		break;
	case FL_CLICK_IP4:
		if (fl_click_ip4_read(setup, text, place))
			return true;
		break;
	case FL_CLICK_PREFIX4:
		if (fl_click_prefix4_read(setup, text, place))
			return true;
		break;
	case FL_CLICK_MAC:
		if (fl_click_mac_read(setup, text, place))
			return true;
		break;
	default:
		if (interface_read(setup, text, place))
			return true;
		break;
	}
	return fl_click_problem(setup, parameter->name, -1, "\"%.40s\" must be %s", text, expectation(parameter));
}

static const struct fl_config_argument *argument_find(const struct fl_config_element *element, const char *name)
{
	for (uint32_t i = 0; i < element->argument_count; i++)
		if (strcmp(element->arguments[i].name, name) == 0)
			return &element->arguments[i];
	return NULL;
}

static bool parameter_read(const struct fl_click_setup *setup, const struct fl_click_parameter *parameter, void *config)
{
	const struct fl_config_element *element = &setup->forwarding->config->click->elements[setup->element];
	const struct fl_config_argument *argument = argument_find(element, parameter->name);
	void *place = (char *)config + parameter->offset;

	if (argument == NULL && parameter->required)
		return fl_click_problem(setup, parameter->name, -1, "is missing: %s needs it", element->class_name);
	if (argument == NULL)
		return parameter->otherwise == NULL || value_read(setup, parameter, parameter->otherwise, place);
	if (argument->is_list != (parameter->type == FL_CLICK_TEXTS))
		return fl_click_problem(setup, parameter->name, -1, "must be %s",
			argument->is_list ? "a text: it takes one value" : "an array of texts");
	if (argument->is_list) {
		struct fl_click_texts texts = {argument->count, argument->values};

		memcpy(place, &texts, sizeof(texts));
		return true;
	}
	return value_read(setup, parameter, argument->values[0], place);
}

static bool names_check(const struct fl_click_setup *setup, const struct fl_click_class *class_)
{
	const struct fl_config_element *element = &setup->forwarding->config->click->elements[setup->element];
	bool good = true;

	for (uint32_t i = 0; i < element->argument_count; i++) {
		const struct fl_click_parameter *parameter = class_->parameters;

		while (parameter != NULL && parameter->name != NULL &&
			strcmp(parameter->name, element->arguments[i].name) != 0)
			parameter++;
		if (parameter == NULL || parameter->name == NULL)
			good = fl_click_problem(
				setup, element->arguments[i].name, -1, "%s has no such parameter", element->class_name);
	}
	return good;
}

bool fl_click_arguments_read(const struct fl_click_setup *setup, const struct fl_click_class *class_, void *config)
{
	bool good = names_check(setup, class_);

	for (const struct fl_click_parameter *parameter = class_->parameters;
		parameter != NULL && parameter->name != NULL; parameter++)
		good = parameter_read(setup, parameter, config) && good;
	return good;
}
