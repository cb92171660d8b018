#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <rte_ip4.h>

#include "elements/ip_routes.h"
#include "test/dpdk.h"

static const uint32_t left = UINT32_C(0x0a010001), right = UINT32_C(0x0a020001); // 10.1.0.1, 10.2.0.1

static struct fl_config_router config_of(struct fl_config_route *routes, uint32_t count)
{
	struct fl_config_router config = {.interface_count = 2, .routes = routes, .route_count = count};

	config.interfaces[0].address_count = 1;
	config.interfaces[0].addresses[0] = (struct fl_ip4_prefix){left, 24};
	config.interfaces[1].address_count = 3;
	config.interfaces[1].addresses[0] = (struct fl_ip4_prefix){right, 24};
	config.interfaces[1].addresses[1] = (struct fl_ip4_prefix){0xc0000200, 31}; // 192.0.2.0/31
	config.interfaces[1].addresses[2] = (struct fl_ip4_prefix){0xc0000207, 32}; // 192.0.2.7/32
	return config;
}

static struct fl_route find(struct fl_ip_ranges *ranges, uint32_t address)
{
	return fl_route_unpack(fl_ip_ranges_find(ranges, address));
}

static void assert_route(struct fl_ip_ranges *ranges, uint32_t address, struct fl_route expected)
{
	struct fl_route route = find(ranges, address);

	assert_int_equal(route.kind, expected.kind);
	assert_int_equal(route.interface, expected.interface);
	assert_int_equal(route.gateway, expected.gateway);
}

static struct fl_ip_ranges *ranges_create(const struct fl_config_router *config)
{
	struct fl_problems problems = {0};
	struct fl_ip_ranges *ranges = fl_ip_routes_create("test", config, &problems);

	if (ranges == NULL)
		fail_msg("%s: %s", problems.items[0].path, problems.items[0].reason);
	return ranges;
}

static void knows_own_addresses_subnets_and_broadcasts(void **state)
{
	struct fl_config_router config = config_of(NULL, 0);
	struct fl_ip_ranges *ranges = ranges_create(&config);

	(void)state;
	assert_route(ranges, left, (struct fl_route){.kind = FL_ROUTE_LOCAL});
	assert_route(ranges, left + 1, (struct fl_route){.kind = FL_ROUTE_CONNECTED});
	assert_route(ranges, left | 0xff, (struct fl_route){.kind = FL_ROUTE_BROADCAST});
	assert_route(ranges, left & ~0xffu, (struct fl_route){.kind = FL_ROUTE_BROADCAST});
	assert_route(ranges, UINT32_MAX, (struct fl_route){.kind = FL_ROUTE_BROADCAST});
	assert_route(ranges, right + 7, (struct fl_route){.kind = FL_ROUTE_CONNECTED, .interface = 1});
	assert_route(ranges, right + 0x10000, (struct fl_route){.kind = FL_ROUTE_NONE});
	fl_ip_ranges_destroy(ranges);
}

static void both_ends_of_a_31_are_hosts_rfc3021(void **state)
{
	struct fl_config_router config = config_of(NULL, 0);
	struct fl_ip_ranges *ranges = ranges_create(&config);

	(void)state;
	assert_route(ranges, 0xc0000200, (struct fl_route){.kind = FL_ROUTE_LOCAL, .interface = 1});
	assert_route(ranges, 0xc0000201, (struct fl_route){.kind = FL_ROUTE_CONNECTED, .interface = 1});
	assert_route(ranges, 0xc0000207, (struct fl_route){.kind = FL_ROUTE_LOCAL, .interface = 1});
	fl_ip_ranges_destroy(ranges);
}

static void agrees_with_a_linear_search_over_4096_routes(void **state)
{
	struct fl_config_route *routes = calloc(FL_ROUTES_MAX, sizeof(*routes));
	struct fl_config_router config = config_of(routes, FL_ROUTES_MAX);
	struct fl_ip_ranges *ranges;

	(void)state;
	srand(1);
	for (uint32_t i = 0; i < FL_ROUTES_MAX; i++) {
		// Nested prefixes of 11.0.0.0/8, each once.
		uint8_t length = (uint8_t)(12 + i % 17);
		uint32_t serial = i / 17;

		routes[i].to = (struct fl_ip4_prefix){
			0x0b000000 | ((serial << (32 - length)) & 0x00ffffff & fl_prefix_mask(length)), length};
		routes[i].via = i % 2 == 0 ? left + 1 + i % 200 : right + 1 + i % 200;
	}
	// What is the same prefix twice would be the parser's to refuse.
	for (uint32_t i = 0; i < config.route_count; i++)
		for (uint32_t j = 0; j < i; j++)
			if (routes[i].to.address == routes[j].to.address &&
				routes[i].to.length == routes[j].to.length) {
				routes[i--] = routes[--config.route_count];
				break;
			}
	ranges = ranges_create(&config);
	for (int n = 0; n < 5000; n++) {
		uint32_t address = 0x0b000000 | ((uint32_t)rand() & 0x00ffffff & ((1u << (8 + n % 17)) - 1));
		const struct fl_config_route *best = NULL;

		for (uint32_t i = 0; i < config.route_count; i++)
			if (fl_prefix_has(&routes[i].to, address) &&
				(best == NULL || routes[i].to.length > best->to.length))
				best = &routes[i];
		assert_int_equal(find(ranges, address).kind, best != NULL ? FL_ROUTE_GATEWAY : FL_ROUTE_NONE);
		if (best != NULL)
			assert_int_equal(find(ranges, address).gateway, best->via);
	}
	fl_ip_ranges_destroy(ranges);
	free(routes);
}

static void refuses_a_gateway_that_no_interface_reaches(void **state)
{
	struct fl_config_route routes[] = {{{0, 0}, left + 1, 0}, {{0x0b000000, 8}, 0x0c000001, 1}};
	struct fl_config_router config = config_of(routes, 2);
	struct fl_problems problems = {0};

	(void)state;
	assert_null(fl_ip_routes_create("test", &config, &problems));
	assert_int_equal(problems.count, 1);
	assert_string_equal(problems.items[0].path, "forwarding.ipRouter.routes[1].via");
}

static void refuses_a_route_to_what_is_its_own(void **state)
{
	struct fl_config_route routes[] = {
		{{left & ~0xffu, 24}, right + 1, 0}, {{left, 32}, right + 1, 1}, {{left & ~0xffu, 25}, right + 1, 2}};
	struct fl_config_router config = config_of(routes, 3);
	struct fl_problems problems = {0};

	(void)state;
	assert_null(fl_ip_routes_create("test", &config, &problems));
	assert_int_equal(problems.count, 2); // a part of a subnet may be elsewhere
	assert_string_equal(problems.items[0].path, "forwarding.ipRouter.routes[0].to");
	assert_string_equal(problems.items[1].path, "forwarding.ipRouter.routes[1].to");
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
		cmocka_unit_test(knows_own_addresses_subnets_and_broadcasts),
		cmocka_unit_test(both_ends_of_a_31_are_hosts_rfc3021),
		cmocka_unit_test(agrees_with_a_linear_search_over_4096_routes),
		cmocka_unit_test(refuses_a_gateway_that_no_interface_reaches),
		cmocka_unit_test(refuses_a_route_to_what_is_its_own),
	};

	return cmocka_run_group_tests(tests, start, NULL);
}
