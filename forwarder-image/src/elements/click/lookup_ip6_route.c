// LookupIP6Route: longest prefix match of IPv6 destinations.
#include <arpa/inet.h>
#include <errno.h>
#include <inttypes.h>
#include <rte_fib6.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "elements/click/instance.h"
#include "elements/click/ip6_packet.h"
#include "elements/click/setup.h"

enum {
	OUTPUTS_MAX = 64,
	WORD_SIZE = 64,
	TABLES_MAX = 16, // of one graph: each takes memory zones, of which the forwarder has a limited number
	NO_OUTPUT = 0,   // in the FIB: no route; else the output and one
};

struct config {
	struct fl_click_texts texts;
	struct rte_fib6 *fib;
};

enum drop { DROP_NO_ROUTE, DROP_NO_HEADER };

static const char *const drops[] = {
	[DROP_NO_ROUTE] = "lookup_ip6_route_no_route", [DROP_NO_HEADER] = "lookup_ip6_route_no_header", NULL};

static rte_edge_t lookup_ip6_route_verdict(struct fl_click_instance *instance, struct rte_mbuf *packet)
{
	const struct config *config = instance->config;
	const struct rte_ipv6_hdr *ip = fl_click_ip6(packet);
	uint64_t word;

	if (unlikely(ip == NULL))
		return fl_click_drop(instance, packet, DROP_NO_HEADER);
	rte_fib6_lookup_bulk(config->fib, &ip->dst_addr, &word, 1);
	if (unlikely(word == NO_OUTPUT))
		return fl_click_drop(instance, packet, DROP_NO_ROUTE);
	return (rte_edge_t)(word - 1);
}

FL_CLICK_VERDICT_NODE(lookup_ip6_route)

// "ADDRESS/LENGTH"; host bits are cut off.
static bool prefix_read(char *word, struct fl_ip6_prefix *prefix)
{
	char *slash = strchr(word, '/');
	uint64_t length;

	if (slash == NULL || !fl_click_whole_read(slash + 1, &length) || length > FL_IP6_BITS)
		return false;
	*slash = '\0';
	if (inet_pton(AF_INET6, word, &prefix->address) != 1)
		return false;
	prefix->length = (uint8_t)length;
	prefix->address = fl_ip6_network(prefix);
	return true;
}

static bool route_add(const struct fl_click_setup *setup, struct config *config, uint32_t index)
{
	const char *text = config->texts.items[index];
	char first[WORD_SIZE], second[WORD_SIZE], more[WORD_SIZE];
	struct fl_ip6_prefix to;
	uint64_t output;

	if (!fl_click_word_take(&text, first, WORD_SIZE) || !fl_click_word_take(&text, second, WORD_SIZE) ||
		fl_click_word_take(&text, more, WORD_SIZE) || !prefix_read(first, &to))
		return fl_click_problem(setup, "ROUTE", (int)index, "must be PREFIX OUTPUT, like 2001:db8::/32 1");
	if (!fl_click_whole_read(second, &output) || output >= setup->outputs)
		return fl_click_problem(setup, "ROUTE", (int)index, "\"%.40s\" is no connected output: 0 to %u are",
			second, setup->outputs - 1u);
	const struct rte_ipv6_addr address = fl_ip6_to_dpdk(&to.address);
	return rte_fib6_add(config->fib, &address, to.length, output + 1) == 0;
}

static uint32_t tables_count(const struct fl_config_click *click)
{
	uint32_t count = 0;

	for (uint32_t i = 0; i < click->element_count; i++)
		count += strcmp(click->elements[i].class_name, "LookupIP6Route") == 0;
	return count;
}

static bool lookup_configure(struct fl_click_setup *setup, void *place)
{
	struct config *config = place;
	struct rte_fib6_conf conf = {
		.type = RTE_FIB6_DUMMY, // a compressed trie: ip6_routes.h says why
		.default_nh = NO_OUTPUT,
		.max_routes = (int)config->texts.count + 1,
	};
	char name[2 * sizeof(uintptr_t) + 2];
	bool good = true;

	if (tables_count(setup->forwarding->config->click) > TABLES_MAX)
		return fl_click_problem(setup, NULL, -1, "a graph has at most %d LookupIP6Routes", TABLES_MAX);
	snprintf(name, sizeof(name), "6%" PRIxPTR, (uintptr_t)config);
	config->fib = rte_fib6_create(name, SOCKET_ID_ANY, &conf);
	if (config->fib == NULL)
		return false;
	for (uint32_t i = 0; i < config->texts.count; i++)
		good = route_add(setup, config, i) && good;
	return good;
}

static void lookup_config_fini(void *place)
{
	rte_fib6_free(((struct config *)place)->fib);
}

static const struct fl_click_parameter parameters[] = {
	{.name = "ROUTE",
		.type = FL_CLICK_TEXTS,
		.offset = offsetof(struct config, texts),
		.required = true,
		.description = "PREFIX OUTPUT"},
	{.name = NULL},
};

const struct fl_click_class fl_click_lookup_ip6_route = {
	.name = "LookupIP6Route",
	.node = "click_lookup_ip6_route",
	.sharing = FL_CLICK_SHARED,
	.flow = FL_CLICK_PUSH,
	.inputs = {1, 1},
	.outputs = {1, OUTPUTS_MAX},
	.summary = "Sends each IPv6 packet out by the output of the longest prefix that its destination is in.",
	.manual =
		"`LookupIP6Route(2001:db8:1::/48 0, ::/0 1)`. There are no gateways: an EtherEncap behind each output "
		"says who "
		"gets its packets. Of two routes to one prefix the later counts. A packet without a route is dropped. "
		"CheckIP6Header is before it. A graph has at most 16 of them.",
	.parameters = parameters,
	.drops = drops,
	.config_size = sizeof(struct config),
	.configure = lookup_configure,
	.config_fini = lookup_config_fini,
};
