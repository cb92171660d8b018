#include "core/account.h"

#include <rte_pause.h>
#include <string.h>

void fl_account_init(struct fl_account *account, uint64_t now, uint64_t cpu, uint64_t neighbour)
{
	memset(account, 0, sizeof(*account));
	account->started = now;
	account->now = now;
	account->checked = now;
	account->checked_cpu = cpu;
	account->checked_neighbour = neighbour;
}

static uint64_t least(uint64_t a, uint64_t b)
{
	return a < b ? a : b;
}

void fl_account_check(struct fl_account *account, uint64_t now, uint64_t cpu, uint64_t neighbour, uint64_t noise)
{
	uint64_t elapsed = now - account->checked;
	uint64_t consumed = cpu - account->checked_cpu;

	if (elapsed > consumed && elapsed - consumed >= noise) {
		uint64_t missing = elapsed - consumed;
		uint64_t overhead = least(missing, neighbour - account->checked_neighbour);

		account->owed_overhead += overhead;
		account->owed_stolen += missing - overhead;
	}
	account->checked = now;
	account->checked_cpu = cpu;
	account->checked_neighbour = neighbour;
}

uint64_t fl_account_turn(struct fl_account *account, uint64_t now)
{
	uint64_t span = now - account->now;
	uint64_t stolen = least(span, account->owed_stolen);
	uint64_t overhead = least(span - stolen, account->owed_overhead);

	account->now = now;
	account->stolen += stolen;
	account->owed_stolen -= stolen;
	account->overhead += overhead;
	account->owed_overhead -= overhead;
	return span - stolen - overhead;
}

void fl_account_sleep(struct fl_account *account, uint64_t now, uint64_t allowed, uint64_t cpu, uint64_t neighbour)
{
	uint64_t slept = now - account->now;
	uint64_t idle = least(slept, allowed);

	account->now = now;
	account->idle += idle;
	account->stolen += slept - idle;
	account->checked = now;
	account->checked_cpu = cpu;
	account->checked_neighbour = neighbour;
}

void fl_account_publish(const struct fl_account *account, struct fl_account_board *board)
{
	uint32_t version = board->version;

	__atomic_store_n(&board->version, version + 1, __ATOMIC_RELAXED);
	__atomic_thread_fence(__ATOMIC_RELEASE);
	__atomic_store_n(&board->sums.elapsed, account->now - account->started, __ATOMIC_RELAXED);
	__atomic_store_n(&board->sums.busy, account->busy, __ATOMIC_RELAXED);
	__atomic_store_n(&board->sums.idle, account->idle, __ATOMIC_RELAXED);
	__atomic_store_n(&board->sums.overhead, account->overhead, __ATOMIC_RELAXED);
	__atomic_store_n(&board->sums.stolen, account->stolen, __ATOMIC_RELAXED);
	__atomic_store_n(&board->sums.classifier, account->classifier, __ATOMIC_RELAXED);
	__atomic_store_n(&board->version, version + 2, __ATOMIC_RELEASE);
}

struct fl_account_sums fl_account_read(const struct fl_account_board *board)
{
	for (;;) {
		uint32_t before = __atomic_load_n(&board->version, __ATOMIC_ACQUIRE);
		struct fl_account_sums sums = {
			.elapsed = __atomic_load_n(&board->sums.elapsed, __ATOMIC_RELAXED),
			.busy = __atomic_load_n(&board->sums.busy, __ATOMIC_RELAXED),
			.idle = __atomic_load_n(&board->sums.idle, __ATOMIC_RELAXED),
			.overhead = __atomic_load_n(&board->sums.overhead, __ATOMIC_RELAXED),
			.stolen = __atomic_load_n(&board->sums.stolen, __ATOMIC_RELAXED),
			.classifier = __atomic_load_n(&board->sums.classifier, __ATOMIC_RELAXED),
		};

		__atomic_thread_fence(__ATOMIC_ACQUIRE);
		if (before % 2 == 0 && before == __atomic_load_n(&board->version, __ATOMIC_RELAXED))
			return sums;
		rte_pause();
	}
}
