// IPLookup, under the names of Click's route tables: longest prefix match in routes that the router's paths read.
#include <errno.h>
#include <inttypes.h>
#include <rte_fib.h>
#include <stdio.h>
#include <string.h>

#include "core/ip4_text.h"
#include "elements/click/instance.h"
#include "elements/click/packet.h"
#include "elements/click/setup.h"
#include "elements/ip_routes.h"

enum {
	OUTPUTS_MAX = 64,
	WORD_SIZE = 64,
	TABLES_MAX = 16, // of one graph
};

struct config {
	struct fl_click_texts texts;
	struct fl_ip_ranges *routes;
};

enum drop { DROP_NO_ROUTE, DROP_NO_HEADER };

static const char *const drops[] = {
	[DROP_NO_ROUTE] = "ip_lookup_no_route", [DROP_NO_HEADER] = "ip_lookup_no_header", NULL};

// A route is a struct fl_route whose interface is the output.
static rte_edge_t ip_lookup_verdict(struct fl_click_instance *instance, struct rte_mbuf *packet)
{
	const struct config *config = instance->config;
	const struct rte_ipv4_hdr *ip = fl_click_ip(packet);
	struct fl_packet *private = fl_packet_get(packet);
	struct fl_route route;

	if (unlikely(ip == NULL))
		return fl_click_drop(instance, packet, DROP_NO_HEADER);
	if (private->next_hop == 0)
	private->next_hop = rte_be_to_cpu_32(ip->dst_addr);
	route = fl_route_unpack(fl_ip_ranges_find(config->routes, private->next_hop));
	if (unlikely(route.kind == FL_ROUTE_NONE))
		return fl_click_drop(instance, packet, DROP_NO_ROUTE);
	if (route.kind == FL_ROUTE_GATEWAY)
	private->next_hop = route.gateway;
	return route.interface;
}

FL_CLICK_VERDICT_NODE(ip_lookup)

// "PREFIX [GATEWAY] OUTPUT"; an address alone is a prefix of length 32, "-" no gateway.
static bool route_read(const struct fl_click_setup *setup, uint32_t index, const char *text, struct fl_ip4_prefix *to,
	struct fl_route *route)
{
	char words[4][WORD_SIZE];
	int count = 0;
	uint64_t output;

	while (count < 4 && fl_click_word_take(&text, words[count], WORD_SIZE))
		count++;
	if (count < 2 || count > 3)
		return fl_click_problem(
			setup, "ROUTE", (int)index, "must be PREFIX [GATEWAY] OUTPUT, like 10.0.0.0/8 192.0.2.9 1");
	*to = (struct fl_ip4_prefix){.length = 32};
	if (!fl_click_prefix4_read(setup, words[0], to) && !fl_click_ip4_read(setup, words[0], &to->address))
		return fl_click_problem(
			setup, "ROUTE", (int)index, "\"%.40s\" is no IPv4 prefix like 10.0.0.0/8", words[0]);
	to->address &= fl_ip4_mask(to->length); // Click's 18.26.4.1/24 is the subnet of that address
	*route = (struct fl_route){.kind = FL_ROUTE_CONNECTED};
	if (count == 3 && strcmp(words[1], "-") != 0) {
		if (!fl_click_ip4_read(setup, words[1], &route->gateway))
			return fl_click_problem(
				setup, "ROUTE", (int)index, "\"%.40s\" is no gateway: an IPv4 address, or -", words[1]);
		route->kind = FL_ROUTE_GATEWAY;
	}
	if (!fl_click_whole_read(words[count - 1], &output) || output >= setup->outputs)
		return fl_click_problem(setup, "ROUTE", (int)index, "\"%.40s\" is no connected output: 0 to %u are",
			words[count - 1], setup->outputs - 1u);
	route->interface = (uint16_t)output;
	return true;
}

static uint32_t tables_count(const struct fl_config_click *click)
{
	uint32_t count = 0;

	for (uint32_t i = 0; i < click->element_count; i++) {
		const struct fl_click_class *class_ = fl_click_class_find(click->elements[i].class_name);

		count += class_ != NULL && class_->drops == drops;
	}
	return count;
}

// Whether all routes are good and in the FIB.
static bool routes_add(struct fl_click_setup *setup, const struct config *config, struct rte_fib *fib)
{
	bool good = true;

	for (uint32_t i = 0; i < config->texts.count; i++) {
		struct fl_ip4_prefix to;
		struct fl_route route;

		if (!route_read(setup, i, config->texts.items[i], &to, &route))
			good = false;
		else if (rte_fib_add(fib, to.address, to.length, fl_route_pack(route)) != 0)
			return false;
	}
	return good;
}

static bool ip_lookup_configure(struct fl_click_setup *setup, void *place)
{
	struct config *config = place;
	struct rte_fib_conf conf = {
		.type = RTE_FIB_DUMMY, // a compressed trie, as for ip_routes.c
		.default_nh = fl_route_pack((struct fl_route){.kind = FL_ROUTE_NONE}),
		.max_routes = (int)config->texts.count + 1,
	};
	char name[2 * sizeof(uintptr_t) + 1];
	struct rte_fib *fib;

	if (tables_count(setup->forwarding->config->click) > TABLES_MAX)
		return fl_click_problem(setup, NULL, -1, "a graph has at most %d route tables", TABLES_MAX);
	snprintf(name, sizeof(name), "%" PRIxPTR, (uintptr_t)config);
	fib = rte_fib_create(name, SOCKET_ID_ANY, &conf);
	if (fib == NULL)
		return false;
	if (routes_add(setup, config, fib))
		config->routes = fl_ip_ranges_create(fib);
	rte_fib_free(fib);
	return config->routes != NULL;
}

static void ip_lookup_config_fini(void *place)
{
	fl_ip_ranges_destroy(((struct config *)place)->routes);
}

static const struct fl_click_parameter parameters[] = {
	{.name = "ROUTE",
		.type = FL_CLICK_TEXTS,
		.offset = offsetof(struct config, texts),
		.required = true,
		.description = "PREFIX [GATEWAY] OUTPUT"},
	{.name = NULL},
};

#define EXAMPLE "(192.0.2.0/24 0, 0.0.0.0/0 192.0.2.254 0, 198.51.100.0/24 1)`. "

#define MANUAL                                                                                                         \
	"What is looked up is the packet's next hop, which CheckIPHeader set to its destination; where the route has " \
	"a "                                                                                                           \
	"gateway, that becomes the next hop. Of two routes to one prefix the later counts. A packet without a route "  \
	"is "                                                                                                          \
	"dropped.\n\nAll of Click's names for route tables (StaticIPLookup, LinearIPLookup, RadixIPLookup, "           \
	"DirectIPLookup) "                                                                                             \
	"are this one; a graph has at most 16 of them."

#define ROUTE_TABLE(symbol, class_name)                                                                                \
	const struct fl_click_class symbol = {                                                                         \
		.name = class_name,                                                                                    \
		.node = "click_ip_lookup",                                                                             \
		.sharing = FL_CLICK_SHARED,                                                                            \
		.flow = FL_CLICK_PUSH,                                                                                 \
		.inputs = {1, 1},                                                                                      \
		.outputs = {1, OUTPUTS_MAX},                                                                           \
		.summary = "Sends each packet out by the output of the longest prefix that its destination is in.",    \
		.manual = "`" class_name EXAMPLE MANUAL,                                                               \
		.parameters = parameters,                                                                              \
		.drops = drops,                                                                                        \
		.config_size = sizeof(struct config),                                                                  \
		.configure = ip_lookup_configure,                                                                      \
		.config_fini = ip_lookup_config_fini,                                                                  \
	}

ROUTE_TABLE(fl_click_ip_lookup, "IPLookup");
ROUTE_TABLE(fl_click_static_ip_lookup, "StaticIPLookup");
ROUTE_TABLE(fl_click_linear_ip_lookup, "LinearIPLookup");
ROUTE_TABLE(fl_click_radix_ip_lookup, "RadixIPLookup");
ROUTE_TABLE(fl_click_direct_ip_lookup, "DirectIPLookup");
