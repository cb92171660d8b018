#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
// cmocka needs the above
#include <cmocka.h>

#include "core/account.h"

static void assert_adds_up(const struct fl_account *account)
{
	assert_int_equal(account->busy + account->idle + account->overhead + account->stolen + account->empty,
		account->now - account->started);
}

static void books_each_span_once(void **state)
{
	struct fl_account account;

	(void)state;
	fl_account_init(&account, 1000, 0, 0);
	account.busy += fl_account_turn(&account, 1500);
	account.empty += fl_account_turn(&account, 1600);
	assert_adds_up(&account);
	fl_account_round_end(&account, 1);
	account.empty += fl_account_turn(&account, 1700);
	fl_account_round_end(&account, 0);
	assert_adds_up(&account);
	assert_int_equal(account.busy, 500);
	assert_int_equal(account.overhead, 100);
	assert_int_equal(account.idle, 100);
}

static void takes_stolen_time_out_of_the_span_in_which_it_was_found(void **state)
{
	struct fl_account account;

	(void)state;
	fl_account_init(&account, 0, 0, 0);
	fl_account_check(&account, 10000, 4000, 0, 10);
	account.busy += fl_account_turn(&account, 10000);
	assert_int_equal(account.busy, 4000);
	assert_int_equal(account.stolen, 6000);
	assert_adds_up(&account);
}

static void takes_what_was_found_late_out_of_the_spans_that_follow(void **state)
{
	struct fl_account account;

	(void)state;
	fl_account_init(&account, 0, 0, 0);
	account.busy += fl_account_turn(&account, 9000);
	fl_account_check(&account, 10000, 6000, 0, 10);
	account.busy += fl_account_turn(&account, 10000); // 1000, all of it stolen
	account.busy += fl_account_turn(&account, 15000); // 5000, of which 3000 are still owed
	assert_int_equal(account.stolen, 4000);
	assert_int_equal(account.busy, 9000 + 2000);
	assert_adds_up(&account);
}

static void calls_the_time_of_the_control_thread_on_the_same_core_overhead(void **state)
{
	struct fl_account account;

	(void)state;
	fl_account_init(&account, 0, 0, 500);
	fl_account_check(&account, 10000, 4000, 2500, 10);
	account.busy += fl_account_turn(&account, 10000);
	assert_int_equal(account.overhead, 2000);
	assert_int_equal(account.stolen, 4000);
	assert_int_equal(account.busy, 4000);
	assert_adds_up(&account);
}

static void takes_differences_below_the_noise_for_nothing(void **state)
{
	struct fl_account account;

	(void)state;
	fl_account_init(&account, 0, 0, 0);
	fl_account_check(&account, 10000, 9991, 0, 10);
	account.busy += fl_account_turn(&account, 10000);
	fl_account_check(&account, 20000, 20010, 0, 10); // the thread clock may also be ahead
	account.busy += fl_account_turn(&account, 20000);
	assert_int_equal(account.busy, 20000);
	assert_adds_up(&account);
}

static void calls_a_nap_idle_and_what_is_slept_beyond_it_stolen(void **state)
{
	struct fl_account account;

	(void)state;
	fl_account_init(&account, 0, 0, 0);
	fl_account_sleep(&account, 1000, 1500, 10, 0);
	fl_account_sleep(&account, 5000, 1500, 20, 0);
	assert_int_equal(account.idle, 2500);
	assert_int_equal(account.stolen, 2500);
	fl_account_check(&account, 6000, 1020, 0, 10); // sleeping is not found again
	account.busy += fl_account_turn(&account, 6000);
	assert_int_equal(account.busy, 1000);
	assert_adds_up(&account);
}

static void publishes_sums_that_add_up(void **state)
{
	struct fl_account account;
	struct fl_account_board board = {0};

	(void)state;
	fl_account_init(&account, 7, 0, 0);
	account.busy += fl_account_turn(&account, 100);
	account.idle += fl_account_turn(&account, 250);
	fl_account_publish(&account, &board);
	struct fl_account_sums sums = fl_account_read(&board);
	assert_int_equal(sums.elapsed, 243);
	assert_int_equal(sums.busy, 93);
	assert_int_equal(sums.idle, 150);
	assert_int_equal(sums.busy + sums.idle + sums.overhead + sums.stolen, sums.elapsed);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(books_each_span_once),
		cmocka_unit_test(takes_stolen_time_out_of_the_span_in_which_it_was_found),
		cmocka_unit_test(takes_what_was_found_late_out_of_the_spans_that_follow),
		cmocka_unit_test(calls_the_time_of_the_control_thread_on_the_same_core_overhead),
		cmocka_unit_test(takes_differences_below_the_noise_for_nothing),
		cmocka_unit_test(calls_a_nap_idle_and_what_is_slept_beyond_it_stolen),
		cmocka_unit_test(publishes_sums_that_add_up),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
