#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "elements/icmp_limit.h"

enum { HZ = 2000000 }; // cycles a second; a token every 2,000

static uint32_t taken(struct fl_icmp_limit *limit, uint64_t now, uint32_t tries)
{
	uint32_t count = 0;

	for (uint32_t i = 0; i < tries; i++)
		count += fl_icmp_limit_take(limit, now, HZ);
	return count;
}

static void lets_a_burst_pass_and_then_the_rate(void **state)
{
	struct fl_icmp_limit limit = {0};
	uint64_t now = 12345678;

	(void)state;
	assert_int_equal(taken(&limit, now, 1000), FL_ICMP_LIMIT_BURST);
	assert_int_equal(taken(&limit, now + HZ / 10, 1000), FL_ICMP_LIMIT_PER_SECOND / 10);
}

static void saves_no_more_than_a_burst(void **state)
{
	struct fl_icmp_limit limit = {0};

	(void)state;
	assert_int_equal(taken(&limit, HZ, 1000), FL_ICMP_LIMIT_BURST);
	assert_int_equal(taken(&limit, UINT64_C(3600) * HZ, 1000), FL_ICMP_LIMIT_BURST);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(lets_a_burst_pass_and_then_the_rate),
		cmocka_unit_test(saves_no_more_than_a_burst),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
