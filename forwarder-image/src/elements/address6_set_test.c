#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "elements/address6_set.h"

static struct fl_ip6 address_of(uint32_t n)
{
	return (struct fl_ip6){{0x20, 0x01, 0x0d, 0xb8, [4] = (uint8_t)(n >> 8), [5] = (uint8_t)n, [15] = 1}};
}

static void has_what_was_added_and_nothing_else(void **state)
{
	struct fl_address6_set set = {0};

	(void)state;
	// As full as it may get, and twice the same.
	for (uint32_t round = 0; round < 2; round++)
		for (uint32_t i = 0; i < FL_ADDRESS6_SET_MAX; i++) {
			const struct fl_ip6 address = address_of(i);

			fl_address6_set_add(&set, &address);
		}
	for (uint32_t i = 0; i < 4 * FL_ADDRESS6_SET_MAX; i++) {
		const struct fl_ip6 address = address_of(i);

		assert_int_equal(fl_address6_set_has(&set, &address), i < FL_ADDRESS6_SET_MAX);
	}
}

static void an_empty_set_has_nothing(void **state)
{
	const struct fl_address6_set set = {0};
	const struct fl_ip6 address = address_of(0), unspecified = {{0}};

	(void)state;
	assert_false(fl_address6_set_has(&set, &address));
	assert_false(fl_address6_set_has(&set, &unspecified));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(has_what_was_added_and_nothing_else),
		cmocka_unit_test(an_empty_set_has_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
