#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "elements/address_set.h"

static void has_what_was_added_and_nothing_else(void **state)
{
	struct fl_address_set set = {0};

	(void)state;
	// As full as it may get, and twice the same.
	for (uint32_t round = 0; round < 2; round++)
		for (uint32_t i = 1; i <= FL_ADDRESS_SET_MAX; i++)
			fl_address_set_add(&set, i << 8 | 1);
	for (uint32_t i = 1; i <= 4 * FL_ADDRESS_SET_MAX; i++) {
		assert_int_equal(fl_address_set_has(&set, i << 8 | 1), i <= FL_ADDRESS_SET_MAX);
		assert_false(fl_address_set_has(&set, i << 8 | 2));
	}
}

static void an_empty_set_has_nothing(void **state)
{
	const struct fl_address_set set = {0};

	(void)state;
	assert_false(fl_address_set_has(&set, 0));
	assert_false(fl_address_set_has(&set, 1));
	assert_false(fl_address_set_has(&set, UINT32_MAX));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(has_what_was_added_and_nothing_else),
		cmocka_unit_test(an_empty_set_has_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
