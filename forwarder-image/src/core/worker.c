#include "core/worker.h"

#include <rte_pause.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include "core/clock.h"
#include "core/dispatch.h"
#include "core/guard.h"
#include "core/round.h"
#include "core/worker_classify.h"
#include "core/worker_time.h"
#include "core/worker_watch.h"

enum {
	NICE_ON_SHARED_CORES = 5,
	BURST_FIRST = 4, // while nothing is known of the cost
	NAP_FIRST_NANOS = 20000,
	NAP_LONGEST_NANOS = 900000,
	NODE_SAMPLE_FIRST =
		30, // dispatches before the first with statistics: caches are warm, and a path that has little to do shows
	ANSWER_CPU_NANOS = 2 * FL_NANOS_PER_SECOND,
	POST_POLL_NANOS = 20000,
};

static void order_run(struct fl_worker *worker, const struct fl_order *order)
{
	switch (order->kind) {
	case FL_ORDER_ATTACH:
		if (!fl_task_quarantined(order->task))
			fl_round_attach(worker, order->task, order->seat);
		break;
	case FL_ORDER_DETACH:
		if (fl_task_attached(order->task)) // else it was quarantined meanwhile
			fl_round_detach(worker, order->task);
		break;
	case FL_ORDER_SHARE:
		fl_round_share(worker, order->seat, order->share_ppm, order->limit_ppm);
		break;
	case FL_ORDER_POLICY:
		fl_round_policy(worker, order->policy, order->sample_every);
		break;
	case FL_ORDER_CLASSIFY:
		fl_worker_classify_take(worker, order);
		break;
	case FL_ORDER_CLASSIFY_END:
		fl_worker_classify_let_go(worker, order->classifier);
		break;
	}
}

// What is to be taken here is another worker's still. A path or a classifier that moves is taken when its present worker
// has let go of it, which it was told to before: no thread but these two has a part in the pause.
static bool waits(const struct fl_worker *worker, const struct fl_order *order)
{
	if (order->kind == FL_ORDER_ATTACH)
		return __atomic_load_n(&order->task->holder, __ATOMIC_ACQUIRE) != NULL;
	return order->kind == FL_ORDER_CLASSIFY && __atomic_load_n(&order->classifier->attached, __ATOMIC_ACQUIRE) &&
	       !fl_worker_classify_has(worker, order->classifier);
}

// The next order that can be run, or NULL.
static const struct fl_order *order_next(const struct fl_worker *worker)
{
	const struct fl_order *order = &worker->orders[worker->done % FL_WORKER_ORDERS_MAX];

	if (worker->done == __atomic_load_n(&worker->posted, __ATOMIC_ACQUIRE))
		return NULL;
	return waits(worker, order) ? NULL : order;
}

static void orders_run(struct fl_worker *worker)
{
	const struct fl_order *order = order_next(worker);

	if (order == NULL)
		return;
	fl_dispatch_settle(worker);
	for (; order != NULL; order = order_next(worker)) {
		order_run(worker, order);
		__atomic_store_n(&worker->done, worker->done + 1, __ATOMIC_RELEASE);
	}
	worker->account.overhead += fl_worker_turn_own(worker);
}

static void worker_start(struct fl_worker *worker)
{
	if (worker->sleeps) {
		setpriority(PRIO_PROCESS, (id_t)gettid(), NICE_ON_SHARED_CORES);
		prctl(PR_SET_TIMERSLACK, 1UL, 0UL, 0UL, 0UL); // naps end when they should
	}
	worker->thread = pthread_self();
	worker->tid = gettid();
	worker->phase = &fl_phase_own;
	worker->packet_limit = fl_clock_nanos_to_cycles(worker->limits.packet_cpu_nanos, worker->hz);
	pthread_getcpuclockid(worker->thread, &worker->clock);
	worker->nap_nanos = NAP_FIRST_NANOS;
	worker->memory = worker->memory_open(worker->memory_reason, sizeof(worker->memory_reason));
	worker->memory_counted = worker->memory != NULL;
	fl_worker_time_init(worker);
	fl_round_init(worker);
	__atomic_store_n(&worker->started, true, __ATOMIC_RELEASE);
}

// Until the nap is over, or sooner until a path has something to do that no packet wakes it for.
static uint64_t nap_choose(const struct fl_worker *worker)
{
	const uint64_t due = fl_round_due(worker), now = worker->account.now;

	if (due == UINT64_MAX)
		return worker->nap_nanos;
	return RTE_MIN(worker->nap_nanos, due > now ? fl_clock_cycles_to_nanos(due - now, worker->hz) : 0);
}

// After a round without work.
static void rest(struct fl_worker *worker)
{
	if (!worker->sleeps) {
		worker->account.idle += fl_worker_turn(worker, UINT64_MAX);
		return;
	}
	if (worker->done != __atomic_load_n(&worker->posted, __ATOMIC_RELAXED))
		worker->nap_nanos = NAP_FIRST_NANOS; // a path is about to come
	fl_worker_nap(worker, nap_choose(worker));
	worker->nap_nanos = RTE_MIN(worker->nap_nanos * 2, (uint64_t)NAP_LONGEST_NANOS);
}

static __rte_noinline void run(struct fl_worker *worker)
{
	while (!__atomic_load_n(&worker->stop, __ATOMIC_ACQUIRE)) {
		orders_run(worker);
		if (fl_round_run(worker))
			worker->nap_nanos = NAP_FIRST_NANOS;
		else
			rest(worker);
		fl_counter_add(&worker->rounds, 1);
		fl_account_publish(&worker->account, &worker->board);
	}
	if (worker->memory != NULL)
		worker->memory->close(worker->memory);
}

int fl_worker_main(void *argument)
{
	struct fl_worker *worker = argument;

	worker_start(worker);
	// Set once, not once a dispatch: what is unwound ends its round, and the next round finds everything but that
	// dispatch as if it had not been.
	if (sigsetjmp(fl_phase_own.back, 0) != 0)
		fl_worker_unwound(worker);
	run(worker);
	return 0;
}

void fl_task_init(struct fl_task *task)
{
	memset(task, 0, sizeof(*task));
	fl_stride_entity_init(&task->entity, FL_STRIDE_WEIGHT_MAX);
	fl_cost_init(&task->cost);
	fl_cost_init(&task->memory);
	fl_moves_init(&task->moves);
	task->node_sampling.left = FL_NODE_SAMPLE_EVERY;
	task->node_sampling.measured = FL_NODE_SAMPLE_EVERY - NODE_SAMPLE_FIRST;
	task->path.burst = BURST_FIRST;
	task->path.due_cycles = UINT64_MAX;
}

void fl_seat_init(struct fl_seat *seat, uint32_t share_ppm)
{
	memset(seat, 0, sizeof(*seat)); // no ceiling
	fl_stride_entity_init(&seat->entity, share_ppm);
	fl_stride_init(&seat->paths, seat->heap, FL_INTERFACES_MAX);
}

// Waits until the worker has done that many orders.
static void wait_done(struct fl_worker *worker, uint64_t target)
{
	const struct timespec pause = {.tv_nsec = POST_POLL_NANOS};
	uint64_t start = fl_clock_nanos(worker->clock);

	while (__atomic_load_n(&worker->done, __ATOMIC_ACQUIRE) < target) {
		if (fl_clock_nanos(worker->clock) - start > ANSWER_CPU_NANOS) {
			fprintf(stderr, "worker %u hangs: it consumed 2 s without an answer\n", worker->index);
			abort();
		}
		fl_guard_look(worker);
		nanosleep(&pause, NULL);
	}
}

void fl_worker_post(struct fl_worker *worker, const struct fl_order *order)
{
	if (worker->posted >= FL_WORKER_ORDERS_MAX)
		wait_done(worker, worker->posted - FL_WORKER_ORDERS_MAX + 1);
	worker->orders[worker->posted % FL_WORKER_ORDERS_MAX] = *order;
	__atomic_store_n(&worker->posted, worker->posted + 1, __ATOMIC_RELEASE);
}

void fl_worker_wait(struct fl_worker *worker)
{
	wait_done(worker, worker->posted);
}

bool fl_worker_live(struct fl_worker *worker)
{
	uint64_t rounds = __atomic_load_n(&worker->rounds, __ATOMIC_RELAXED);
	uint64_t cpu_nanos = fl_clock_nanos(worker->clock);

	if (rounds != worker->judged_rounds) {
		worker->judged_rounds = rounds;
		worker->judged_cpu_nanos = cpu_nanos;
	}
	return cpu_nanos - worker->judged_cpu_nanos <= ANSWER_CPU_NANOS;
}
