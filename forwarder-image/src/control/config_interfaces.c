// The interfaces of a router: names, devices, addresses.
#include <stdio.h>
#include <string.h>

#include "control/config_parse.h"
#include "control/config_parts.h"
#include "control/ip6_text.h"
#include "core/ip4_text.h"

// Why no interface may have this address, or NULL. nearest gets one that works, or "".
static const char *address_unusable(struct fl_ip4_prefix prefix, char *nearest)
{
	uint32_t mask = fl_ip4_mask(prefix.length), first = prefix.address >> 24;
	nearest[0] = '\0';
	if (first == 0 || first == 127)
		return "is reserved (RFC 6890): it is no address of an interface";
	if (first >= 224)
		return "is a multicast or reserved address: addresses up to 223.255.255.255 are "
		       "possible";
	if (prefix.length > 30)
		return NULL;
	if ((prefix.address & ~mask) == 0) {
		fl_ip4_prefix_format((struct fl_ip4_prefix){prefix.address + 1, prefix.length}, nearest);
		return "is the network's own address";
	}
	if ((prefix.address | mask) == UINT32_MAX) {
		fl_ip4_prefix_format((struct fl_ip4_prefix){prefix.address - 1, prefix.length}, nearest);
		return "is the network's broadcast address";
	}
	return NULL;
}

static bool overlap(struct fl_ip4_prefix a, struct fl_ip4_prefix b)
{
	uint8_t length = a.length < b.length ? a.length : b.length;
	return ((a.address ^ b.address) & fl_ip4_mask(length)) == 0;
}

// Whether prefix clashes with an address read before: an interface may have several of one subnet, but none twice, and
// subnets of two interfaces must not overlap, or nobody knows where a packet has to go.
static bool clashes(const struct fl_json *json, const struct fl_config_router *router,
	const struct fl_config_interface *interface, struct fl_ip4_prefix prefix)
{
	char other_text[FL_IP4_PREFIX_TEXT_SIZE], text[FL_IP4_PREFIX_TEXT_SIZE];
	fl_ip4_prefix_format(prefix, text);
	for (uint32_t i = 0; i <= router->interface_count; i++) {
		const struct fl_config_interface *other = &router->interfaces[i];
		for (uint32_t j = 0; j < other->address_count; j++) {
			struct fl_ip4_prefix taken = other->addresses[j];
			fl_ip4_prefix_format(taken, other_text);
			if (taken.address == prefix.address)
				fl_json_problem(
					json, "%s is an address of interface \"%s\" already", text, other->name);
			else if (other != interface && overlap(taken, prefix))
				fl_json_problem(json,
					"%s overlaps with %s of interface \"%s\": subnets of two "
					"interfaces must not",
					text, other_text, other->name);
			else
				continue;
			return true;
		}
	}
	return false;
}

static void address_parse(
	const struct fl_json *json, const struct fl_config_router *router, struct fl_config_interface *interface)
{
	struct fl_ip4_prefix prefix;
	char nearest[FL_IP4_PREFIX_TEXT_SIZE];
	const char *text;
	if (!fl_json_string(json, &text))
		return;
	if (fl_ip6_text_is_meant(text) && router->forwarding == FL_FORWARDING_CLICK) {
		fl_json_problem(json, "%.60s is of IPv6, which no Click element speaks: leave it out", text);
		return;
	}
	if (fl_ip6_text_is_meant(text)) {
		fl_config_address6_parse(json, text, router, interface);
		return;
	}
	if (!fl_ip4_prefix_parse(text, &prefix) || prefix.length == 0) {
		fl_json_problem(json, "\"%.40s\" is not of the form A.B.C.D/LEN with LEN from 1 to 32", text);
		return;
	}
	const char *why = address_unusable(prefix, nearest);
	if (why != NULL) {
		fl_json_problem(
			json, "%s %s%s%s%s", text, why, nearest[0] ? ": " : "", nearest, nearest[0] ? " works" : "");
		return;
	}
	if (!clashes(json, router, interface, prefix))
		interface->addresses[interface->address_count++] = prefix;
}

static void addresses_parse(
	const struct fl_json *json, const struct fl_config_router *router, struct fl_config_interface *interface)
{
	bool bridge = router->forwarding == FL_FORWARDING_BRIDGE;
	bool needed = router->forwarding == FL_FORWARDING_IP_ROUTER;
	if (!fl_json_present(json) && !needed)
		return;
	if (!fl_json_is_array(json, needed ? 1 : 0, FL_ADDRESSES_MAX, "addresses"))
		return;
	if (bridge && json_array_size(json->value) > 0) {
		fl_json_problem(json, "an interface of a bridge has no addresses: leave the list empty");
		return;
	}
	for (size_t i = 0; i < json_array_size(json->value); i++) {
		struct fl_json item = fl_json_item(json, i);
		address_parse(&item, router, interface);
	}
}

static void name_parse(
	const struct fl_json *json, const struct fl_config_router *router, struct fl_config_interface *interface)
{
	if (!fl_json_word(json, interface->name, sizeof(interface->name)))
		return;
	for (uint32_t i = 0; i < router->interface_count; i++)
		if (strcmp(router->interfaces[i].name, interface->name) == 0)
			fl_json_problem(json, "\"%s\" is an interface of this router already", interface->name);
}

static void interface_parse(const struct fl_json *json, struct fl_config_scope *scope, struct fl_config_router *router)
{
	static const char *const fields[] = {"name", "device", "mac", "vlan", "mtu", "addresses", NULL};
	struct fl_config_interface *interface = &router->interfaces[router->interface_count];
	struct fl_json name = fl_json_field(json, "name"), mtu = fl_json_field(json, "mtu");
	struct fl_json addresses = fl_json_field(json, "addresses");
	int64_t value;
	if (!fl_json_is_object(json, fields))
		return;
	name_parse(&name, router, interface);
	fl_config_attachment_parse(json, scope, interface);
	if (fl_json_present(&mtu) && fl_json_integer(&mtu, FL_MTU_MIN, FL_MTU_MAX, "MTU", &value))
		interface->mtu = (uint16_t)value;
	addresses_parse(&addresses, router, interface);
	if (interface->address6_count > 0 && interface->mtu != 0 && interface->mtu < FL_MTU_IP6_MIN)
		fl_json_problem(&mtu, "%u is less than %d, which an interface with IPv6 addresses needs",
			interface->mtu, FL_MTU_IP6_MIN);
	router->interface_count++;
}

void fl_config_interfaces_parse(
	const struct fl_json *json, struct fl_config_scope *scope, struct fl_config_router *router)
{
	if (!fl_json_is_array(json, 1, FL_INTERFACES_MAX, "interfaces"))
		return;
	size_t count = json_array_size(json->value);
	for (size_t i = 0; i < count; i++) {
		struct fl_json item = fl_json_item(json, i);
		interface_parse(&item, scope, router);
	}
	if (router->forwarding == FL_FORWARDING_BRIDGE && count != 2)
		fl_json_problem(json, "has %zu interfaces: a bridge has exactly 2", count);
}
