#include <arpa/inet.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "elements/ip6_routes.h"
#include "test/dpdk.h"

static struct fl_ip6 address_of(const char *text)
{
	struct fl_ip6 address;

	assert_int_equal(inet_pton(AF_INET6, text, &address), 1);
	return address;
}

static struct fl_config_router config_of(struct fl_config_route6 *routes, uint32_t count)
{
	struct fl_config_router config = {.interface_count = 2, .routes6 = routes, .route6_count = count};

	config.interfaces[0].address6_count = 1;
	config.interfaces[0].addresses6[0] = (struct fl_ip6_prefix){address_of("2001:db8:1::1"), 64};
	config.interfaces[1].address6_count = 2;
	config.interfaces[1].addresses6[0] = (struct fl_ip6_prefix){address_of("2001:db8:2::1"), 64};
	config.interfaces[1].addresses6[1] = (struct fl_ip6_prefix){address_of("2001:db8:3::"), 127};
	return config;
}

static struct fl_ip6_routes *routes_of(const struct fl_config_router *config)
{
	struct fl_problems problems = {0};
	struct fl_ip6_routes *routes = fl_ip6_routes_create("test", config, &problems);

	if (routes == NULL)
		fail_msg("%s: %s", problems.items[0].path, problems.items[0].reason);
	return routes;
}

static void assert_route(
	const struct fl_ip6_routes *routes, const char *destination, enum fl_route_kind kind, uint16_t interface)
{
	const struct fl_ip6 address = address_of(destination);
	struct fl_route route = fl_ip6_routes_find(routes, &address);

	assert_int_equal(route.kind, kind);
	if (kind != FL_ROUTE_NONE)
		assert_int_equal(route.interface, interface);
}

static void knows_its_subnets_its_addresses_and_their_anycast_addresses(void **state)
{
	const struct fl_config_router config = config_of(NULL, 0);
	struct fl_ip6_routes *routes = routes_of(&config);

	(void)state;
	assert_route(routes, "2001:db8:1::2", FL_ROUTE_CONNECTED, 0);
	assert_route(routes, "2001:db8:2:0:ffff:ffff:ffff:ffff", FL_ROUTE_CONNECTED, 1);
	assert_route(routes, "2001:db8:1::1", FL_ROUTE_LOCAL, 0);
	assert_route(routes, "2001:db8:2::", FL_ROUTE_LOCAL, 1); // RFC 4291 2.6.1
	assert_route(routes, "2001:db8:3::", FL_ROUTE_LOCAL, 1);
	assert_route(routes, "2001:db8:3::1", FL_ROUTE_CONNECTED, 1); // RFC 6164: the neighbour of a /127
	assert_route(routes, "2001:db8:4::1", FL_ROUTE_NONE, 0);
	fl_ip6_routes_destroy(routes);
}

// A prefix of any length among few bits, so that many hold each other.
static struct fl_ip6_prefix prefix_any(void)
{
	struct fl_ip6_prefix prefix = {{{0x20, 0x02}}, (uint8_t)(16 + rand() % 113)};

	for (int i = 2; i < 16; i++)
		prefix.address.bytes[i] = (uint8_t)(rand() % 2);
	prefix.address = fl_ip6_network(&prefix);
	return prefix;
}

static const struct fl_config_route6 *best_of(const struct fl_config_router *config, const struct fl_ip6 *address)
{
	const struct fl_config_route6 *best = NULL;

	for (uint32_t i = 0; i < config->route6_count; i++)
		if (fl_ip6_prefix_has(&config->routes6[i].to, address) &&
			(best == NULL || config->routes6[i].to.length > best->to.length))
			best = &config->routes6[i];
	return best;
}

static bool has_prefix(const struct fl_config_router *config, const struct fl_ip6_prefix *prefix)
{
	for (uint32_t i = 0; i < config->route6_count; i++)
		if (config->routes6[i].to.length == prefix->length &&
			fl_ip6_equal(&config->routes6[i].to.address, &prefix->address))
			return true;
	return false;
}

static void agrees_with_a_linear_search_over_many_routes(void **state)
{
	enum { ROUTES = 1000, LOOKUPS = 5000 };
	static struct fl_config_route6 items[ROUTES];
	struct fl_config_router config = config_of(items, 0);
	struct fl_ip6_routes *routes;
	uint32_t found = 0;

	(void)state;
	srand(1);
	for (uint32_t i = 0; i < ROUTES; i++) {
		struct fl_ip6_prefix prefix = prefix_any();

		if (has_prefix(&config, &prefix))
			continue;
		items[config.route6_count] = (struct fl_config_route6){.to = prefix, .via = address_of("2001:db8:1::")};
		items[config.route6_count].via.bytes[14] = (uint8_t)(i >> 8);
		items[config.route6_count++].via.bytes[15] = (uint8_t)i | 2;
	}
	routes = routes_of(&config);
	for (uint32_t i = 0; i < LOOKUPS; i++) {
		const struct fl_ip6 address = prefix_any().address;
		const struct fl_config_route6 *best = best_of(&config, &address);
		struct fl_route route = fl_ip6_routes_find(routes, &address);

		assert_int_equal(route.kind, best != NULL ? FL_ROUTE_GATEWAY : FL_ROUTE_NONE);
		if (best == NULL)
			continue;
		found++;
		assert_true(fl_ip6_equal(&routes->gateways[route.gateway], &best->via));
	}
	assert_true(found > LOOKUPS / 10);
	fl_ip6_routes_destroy(routes);
}

static void assert_refused(struct fl_config_route6 route, const char *path)
{
	struct fl_problems problems = {0};
	const struct fl_config_router config = config_of(&route, 1);

	assert_null(fl_ip6_routes_create("test", &config, &problems));
	assert_int_equal(problems.count, 1);
	assert_string_equal(problems.items[0].path, path);
}

static void refuses_routes_that_make_no_sense_beside_its_own_and_says_where_they_stand(void **state)
{
	const struct fl_ip6 via = address_of("2001:db8:1::9");

	(void)state;
	assert_refused((struct fl_config_route6){{address_of("::"), 0}, address_of("2001:db8:9::1"), 5},
		"forwarding.ipRouter.routes[5].via");
	assert_refused((struct fl_config_route6){{address_of("2001:db8:2::"), 64}, via, 6},
		"forwarding.ipRouter.routes[6].to");
	assert_refused((struct fl_config_route6){{address_of("2001:db8:1::1"), 128}, via, 7},
		"forwarding.ipRouter.routes[7].to");
}

static int start(void **state)
{
	(void)state;
	dpdk_start();
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(knows_its_subnets_its_addresses_and_their_anycast_addresses),
		cmocka_unit_test(agrees_with_a_linear_search_over_many_routes),
		cmocka_unit_test(refuses_routes_that_make_no_sense_beside_its_own_and_says_where_they_stand),
	};

	return cmocka_run_group_tests(tests, start, NULL);
}
