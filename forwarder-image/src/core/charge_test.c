// What a dispatch is charged under each policy.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
// cmocka needs the above
#include <cmocka.h>

#include "core/charge.h"

static uint64_t charge_once(enum fl_policy policy, struct fl_use use)
{
	struct fl_charger charger;

	fl_charger_init(&charger, policy);
	return fl_charge(&charger, &use);
}

static void charges_cycles_under_cpu_whatever_else_was_used(void **state)
{
	(void)state;
	assert_int_equal(charge_once(FL_POLICY_CPU, (struct fl_use){12345, 700, 32}), 12345);
	assert_int_equal(charge_once(FL_POLICY_CPU, (struct fl_use){12345, 0, 1}), 12345);
}

static void charges_each_packet_the_same_under_packets(void **state)
{
	(void)state;
	assert_int_equal(charge_once(FL_POLICY_PACKETS, (struct fl_use){10, 9, 32}), 32 * FL_CHARGE_PACKET_CYCLES);
	assert_int_equal(charge_once(FL_POLICY_PACKETS, (struct fl_use){99999, 9, 32}), 32 * FL_CHARGE_PACKET_CYCLES);
}

static void charges_accesses_under_memory_and_at_least_one_a_packet(void **state)
{
	(void)state;
	assert_int_equal(charge_once(FL_POLICY_MEMORY, (struct fl_use){99999, 300, 32}), 300 * FL_CHARGE_ACCESS_CYCLES);
	assert_int_equal(charge_once(FL_POLICY_MEMORY, (struct fl_use){99999, 0, 32}), 32 * FL_CHARGE_ACCESS_CYCLES);
}

static void charges_something_for_every_dispatch_under_every_policy(void **state)
{
	(void)state;
	for (int policy = 0; policy < FL_POLICY_COUNT; policy++)
		assert_true(charge_once((enum fl_policy)policy, (struct fl_use){0, 0, 1}) >= 1); // all of it was stolen
}

// Two routers in turn, the one that has been charged less first, as stride does it.
static void run_two(enum fl_policy policy, const struct fl_use uses[2], uint64_t turns[2])
{
	struct fl_charger charger;
	uint64_t charged[2] = {0};

	fl_charger_init(&charger, policy);
	turns[0] = turns[1] = 0;
	for (int i = 0; i < 100000; i++) {
		int next = charged[1] < charged[0];

		charged[next] += fl_charge(&charger, &uses[next]);
		turns[next]++;
	}
}

static double part(double own, double other)
{
	return own / (own + other);
}

static void gives_equal_parts_of_the_larger_use_under_dominant(void **state)
{
	// One works, the other fetches.
	const struct fl_use uses[2] = {{10000, 40, 32}, {4000, 400, 32}};
	uint64_t turns[2];

	(void)state;
	run_two(FL_POLICY_DOMINANT, uses, turns);
	double cycles[2], accesses[2];
	for (int i = 0; i < 2; i++) {
		cycles[i] = (double)(turns[i] * uses[i].cycles);
		accesses[i] = (double)(turns[i] * uses[i].memory_accesses);
	}
	double cpu_part = part(cycles[0], cycles[1]), memory_part = part(accesses[1], accesses[0]);
	assert_true(cpu_part > part(cycles[1], cycles[0])); // these are the larger ones
	assert_true(memory_part > part(accesses[0], accesses[1]));
	assert_true(cpu_part - memory_part < 0.01 && memory_part - cpu_part < 0.01);
}

static void is_cpu_under_dominant_when_nobody_uses_memory(void **state)
{
	const struct fl_use uses[2] = {{10000, 0, 32}, {2500, 0, 32}};
	uint64_t turns[2];

	(void)state;
	run_two(FL_POLICY_DOMINANT, uses, turns);
	assert_in_range(turns[1], 79990, 80010); // four times as many
}

static void names_each_policy(void **state)
{
	(void)state;
	assert_string_equal(fl_policy_name(FL_POLICY_CPU), "Cpu");
	assert_string_equal(fl_policy_name(FL_POLICY_PACKETS), "Packets");
	assert_string_equal(fl_policy_name(FL_POLICY_MEMORY), "Memory");
	assert_string_equal(fl_policy_name(FL_POLICY_DOMINANT), "Dominant");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(charges_cycles_under_cpu_whatever_else_was_used),
		cmocka_unit_test(charges_each_packet_the_same_under_packets),
		cmocka_unit_test(charges_accesses_under_memory_and_at_least_one_a_packet),
		cmocka_unit_test(charges_something_for_every_dispatch_under_every_policy),
		cmocka_unit_test(gives_equal_parts_of_the_larger_use_under_dominant),
		cmocka_unit_test(is_cpu_under_dominant_when_nobody_uses_memory),
		cmocka_unit_test(names_each_policy),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
