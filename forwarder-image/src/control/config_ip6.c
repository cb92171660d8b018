// The IPv6 parts of interfaces and routes, with the rules that config_interfaces.c and config_forwarding.c have for IPv4.
#include "control/config_parts.h"
#include "control/ip6_text.h"

// Why no interface may have this address, or NULL. nearest gets one that works, or "".
static const char *address_unusable(const struct fl_ip6_prefix *prefix, char *nearest)
{
	const struct fl_ip6 *address = &prefix->address;
	struct fl_ip6_prefix next = {fl_ip6_network(prefix), prefix->length};

	nearest[0] = '\0';
	if (fl_ip6_is_multicast(address) || fl_ip6_is_loopback(address) || fl_ip6_is_unspecified(address))
		return "is a multicast, loopback or unspecified address: it is no address of an interface";
	if (fl_ip6_is_mapped(address))
		return "is an IPv4-mapped address: write it as an IPv4 address";
	if (fl_ip6_is_link_local(address))
		return "is a link-local address: each interface with an IPv6 address makes its own from its MAC";
	if (fl_ip6_prefix_has_anycast(prefix) && fl_ip6_equal(&next.address, address)) {
		next.address.bytes[15] |= 1;
		fl_ip6_prefix_format(&next, nearest);
		return "is the anycast address of all routers of the subnet (RFC 4291 2.6.1)";
	}
	return NULL;
}

static bool overlap(const struct fl_ip6_prefix *a, const struct fl_ip6_prefix *b)
{
	const struct fl_ip6_prefix *wider = a->length < b->length ? a : b;

	return fl_ip6_prefix_has(wider, wider == a ? &b->address : &a->address);
}

// As for IPv4: none twice in the router, and subnets of two interfaces do not overlap.
static bool clashes(const struct fl_json *json, const struct fl_config_router *router,
	const struct fl_config_interface *interface, const struct fl_ip6_prefix *prefix)
{
	char other_text[FL_IP6_PREFIX_TEXT_SIZE], text[FL_IP6_PREFIX_TEXT_SIZE];

	fl_ip6_prefix_format(prefix, text);
	for (uint32_t i = 0; i <= router->interface_count; i++) {
		const struct fl_config_interface *other = &router->interfaces[i];

		for (uint32_t j = 0; j < other->address6_count; j++) {
			const struct fl_ip6_prefix *taken = &other->addresses6[j];

			fl_ip6_prefix_format(taken, other_text);
			if (fl_ip6_equal(&taken->address, &prefix->address))
				fl_json_problem(
					json, "%s is an address of interface \"%s\" already", text, other->name);
			else if (other != interface && overlap(taken, prefix))
				fl_json_problem(json,
					"%s overlaps with %s of interface \"%s\": subnets of two interfaces must not",
					text, other_text, other->name);
			else
				continue;
			return true;
		}
	}
	return false;
}

void fl_config_address6_parse(const struct fl_json *json, const char *text, const struct fl_config_router *router,
	struct fl_config_interface *interface)
{
	char nearest[FL_IP6_PREFIX_TEXT_SIZE];
	struct fl_ip6_prefix prefix;

	if (!fl_ip6_prefix_parse(text, &prefix) || prefix.length == 0) {
		fl_json_problem(json,
			"\"%.60s\" is not an IPv6 address with its prefix length, ADDRESS/LEN with LEN from "
			"1 to 128",
			text);
		return;
	}
	const char *why = address_unusable(&prefix, nearest);
	if (why != NULL)
		fl_json_problem(
			json, "%s %s%s%s%s", text, why, nearest[0] ? ": " : "", nearest, nearest[0] ? " works" : "");
	else if (!clashes(json, router, interface, &prefix))
		interface->addresses6[interface->address6_count++] = prefix;
}

bool fl_config_to6_parse(const struct fl_json *json, const char *text, struct fl_ip6_prefix *to)
{
	char network_text[FL_IP6_PREFIX_TEXT_SIZE];

	if (!fl_ip6_prefix_parse(text, to)) {
		fl_json_problem(json, "\"%.60s\" is not an IPv6 prefix ADDRESS/LEN with LEN from 0 to 128", text);
		return false;
	}
	const struct fl_ip6_prefix network = {fl_ip6_network(to), to->length};
	if (!fl_ip6_equal(&network.address, &to->address)) {
		fl_json_problem(json, "%s has host bits: %s works", text, fl_ip6_prefix_format(&network, network_text));
		return false;
	}
	if (to->length > 0 && (fl_ip6_is_multicast(&to->address) || fl_ip6_is_link_local(&to->address))) {
		fl_json_problem(
			json, "%s is a prefix of multicast or link-local addresses, which are not routed", text);
		return false;
	}
	return true;
}

// The subnet of an interface that has the address, or NULL; owner becomes the interface whose own address it is, or NULL.
static const struct fl_ip6_prefix *subnet_of(
	const struct fl_config_router *router, const struct fl_ip6 *address, const struct fl_config_interface **owner)
{
	const struct fl_ip6_prefix *subnet = NULL;

	*owner = NULL;
	for (uint32_t i = 0; i < router->interface_count; i++) {
		const struct fl_config_interface *interface = &router->interfaces[i];

		for (uint32_t j = 0; j < interface->address6_count; j++) {
			if (fl_ip6_equal(&interface->addresses6[j].address, address))
				*owner = interface;
			if (fl_ip6_prefix_has(&interface->addresses6[j], address))
				subnet = &interface->addresses6[j];
		}
	}
	return subnet;
}

static void via_check(const struct fl_json *json, const struct fl_config_router *router, const struct fl_ip6 *via)
{
	char text[FL_IP6_TEXT_SIZE], subnet_text[FL_IP6_PREFIX_TEXT_SIZE];
	const struct fl_config_interface *owner;
	const struct fl_ip6_prefix *subnet = subnet_of(router, via, &owner);

	fl_ip6_format(via, text);
	if (owner != NULL) {
		fl_json_problem(json, "%s is the router's own address of interface \"%s\"", text, owner->name);
		return;
	}
	if (subnet == NULL) {
		fl_json_problem(json, "%s is in no subnet of this router's interfaces%s", text,
			fl_ip6_is_link_local(via) ? ": a link-local address does not say on which of them it is" : "");
		return;
	}
	const struct fl_ip6_prefix network = {fl_ip6_network(subnet), subnet->length};
	if (fl_ip6_prefix_has_anycast(subnet) && fl_ip6_equal(&network.address, via))
		fl_json_problem(json, "%s is the anycast address of %s, which is the router's own", text,
			fl_ip6_prefix_format(&network, subnet_text));
}

bool fl_config_via6_parse(const struct fl_json *json, const char *text, bool checkable,
	const struct fl_config_router *router, struct fl_ip6 *via)
{
	if (!fl_ip6_parse(text, via)) {
		fl_json_problem(json, "\"%.60s\" is not an IPv6 address, which the next hop of an IPv6 route is", text);
		return false;
	}
	if (checkable)
		via_check(json, router, via);
	return true;
}
