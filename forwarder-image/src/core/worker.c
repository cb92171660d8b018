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
#include "core/walk.h"

enum {
	NICE_ON_SHARED_CORES = 5,
	CLOCK_READ_EVERY_MICROS = 1000,
	SUSPICIOUS_MICROS = 10, // a span that is longer than expected by this is checked at once
	NOISE_MICROS = 1,       // differences between the clocks that mean nothing
	DISPATCH_BUDGET_MICROS = 50,
	BURST_FIRST = 4, // while nothing is known of the cost
	NAP_FIRST_NANOS = 20000,
	NAP_LONGEST_NANOS = 900000,
	NAP_SLACK_NANOS = 100000, // waking up takes this long without anybody being in the way
	ANSWER_CPU_NANOS = 2 * FL_NANOS_PER_SECOND,
	POST_POLL_NANOS = 20000,
};

static uint64_t micros_to_cycles(const struct fl_worker *worker, uint64_t micros)
{
	return micros * worker->hz / 1000000;
}

static uint64_t own_cpu(const struct fl_worker *worker)
{
	return fl_clock_nanos_to_cycles(fl_clock_nanos(CLOCK_THREAD_CPUTIME_ID), worker->hz);
}

static uint64_t neighbour_cpu(const struct fl_worker *worker)
{
	return worker->has_neighbour ? fl_clock_nanos_to_cycles(fl_clock_nanos(worker->neighbour), worker->hz) : 0;
}

static void check_clocks(struct fl_worker *worker, uint64_t now)
{
	fl_account_check(
		&worker->account, now, own_cpu(worker), neighbour_cpu(worker), micros_to_cycles(worker, NOISE_MICROS));
	worker->clock_read_due = now + micros_to_cycles(worker, CLOCK_READ_EVERY_MICROS);
}

// Ends the span that began with the last time stamp; returns its own cycles.
static uint64_t turn(struct fl_worker *worker, uint64_t suspicious_above)
{
	uint64_t now = fl_clock_cycles();

	if (now - worker->account.now > suspicious_above || now >= worker->clock_read_due)
		check_clocks(worker, now);
	return fl_account_turn(&worker->account, now);
}

static struct fl_task *task_of(struct fl_stride_entity *entity)
{
	return (struct fl_task *)entity;
}

static struct fl_seat *seat_of(struct fl_stride_entity *entity)
{
	return (struct fl_seat *)entity;
}

static void task_wake(struct fl_worker *worker, struct fl_task *task)
{
	fl_stride_wake(&task->seat->paths, &task->entity);
	if (fl_stride_entity_rests(&task->seat->entity))
		fl_stride_wake(&worker->seats, &task->seat->entity);
}

static void task_rest(struct fl_worker *worker, struct fl_task *task)
{
	fl_stride_rest(&task->seat->paths, &task->entity);
	if (task->seat->paths.count == 0)
		fl_stride_rest(&worker->seats, &task->seat->entity);
}

static void task_charge(struct fl_worker *worker, struct fl_task *task, uint64_t cycles, uint32_t packets)
{
	struct fl_path *path = &task->path;

	worker->account.busy += cycles;
	fl_stride_charge(&worker->seats, &task->seat->entity, cycles);
	fl_stride_charge(&task->seat->paths, &task->entity, cycles);
	fl_counter_add(&task->busy_cycles, cycles);
	fl_counter_add(&task->dispatches, 1);
	if (path->received == path->burst)
		fl_counter_add(&task->backlogged_dispatches, 1);
	fl_cost_add(&task->cost, cycles, packets);
	path->burst = fl_cost_burst(&task->cost, micros_to_cycles(worker, DISPATCH_BUDGET_MICROS), FL_BURST_MAX);
}

// Runs the task once; whether it had work.
static bool dispatch(struct fl_worker *worker, struct fl_task *task)
{
	struct fl_path *path = &task->path;

	path->received = 0;
	path->resumed = 0;
	fl_walk(path->graph);
	uint32_t packets = (uint32_t)path->received + path->resumed;
	uint64_t cycles = turn(
		worker, fl_cost_suspicious_above(&task->cost, packets, micros_to_cycles(worker, SUSPICIOUS_MICROS)));

	if (packets == 0) {
		worker->account.empty += cycles;
		if (!fl_stride_entity_rests(&task->entity))
			task_rest(worker, task);
		return false;
	}
	if (fl_stride_entity_rests(&task->entity))
		task_wake(worker, task);
	task_charge(worker, task, cycles, packets);
	return true;
}

// Whether a resting task has to leave its turn to those that wait: on either level, debts are owed to somebody only
// while somebody waits, and a virtual time does not go on without.
static bool task_owes(const struct fl_worker *worker, const struct fl_task *task)
{
	const struct fl_seat *seat = task->seat;

	return (worker->seats.count > 0 && fl_stride_owes(&worker->seats, &seat->entity)) ||
	       (seat->paths.count > 0 && fl_stride_owes(&seat->paths, &task->entity));
}

// How many turns the paths that wait get in one round: one each on the average.
static uint32_t waiting_count(const struct fl_worker *worker)
{
	uint32_t count = 0;

	for (uint32_t i = 0; i < worker->seats.count; i++)
		count += seat_of(worker->seats.heap[i])->paths.count;
	return count;
}

static bool round_run(struct fl_worker *worker)
{
	bool had_work = false;
	struct fl_stride_entity *seat;

	for (uint32_t turns = waiting_count(worker); turns > 0; turns--) {
		seat = fl_stride_next(&worker->seats);
		if (seat == NULL)
			break;
		had_work |= dispatch(worker, task_of(fl_stride_next(&seat_of(seat)->paths)));
	}
	for (uint32_t i = 0; i < worker->task_count; i++) {
		struct fl_task *task = worker->tasks[i];

		if (!fl_stride_entity_rests(&task->entity) || task_owes(worker, task))
			continue;
		had_work |= dispatch(worker, task);
	}
	fl_account_round_end(&worker->account, had_work);
	return had_work;
}

static void attach(struct fl_worker *worker, struct fl_task *task, struct fl_seat *seat)
{
	uint32_t weight = FL_STRIDE_WEIGHT_MAX; // the paths of a router are equal

	task->seat = seat;
	fl_stride_entity_init(&task->entity, weight);
	// Passes of another worker's clock mean nothing here.
	task->entity.pass = seat->paths.virtual_time;
	task->index = worker->task_count;
	worker->tasks[worker->task_count++] = task;
	__atomic_store_n(&task->attached, true, __ATOMIC_RELAXED);
}

static void detach(struct fl_worker *worker, struct fl_task *task)
{
	struct fl_task *last = worker->tasks[--worker->task_count];

	if (!fl_stride_entity_rests(&task->entity))
		task_rest(worker, task);
	worker->tasks[task->index] = last;
	last->index = task->index;
	task->seat = NULL;
	__atomic_store_n(&task->attached, false, __ATOMIC_RELAXED);
}

static void order_run(struct fl_worker *worker, const struct fl_order *order)
{
	switch (order->kind) {
	case FL_ORDER_ATTACH:
		attach(worker, order->task, order->seat);
		break;
	case FL_ORDER_DETACH:
		detach(worker, order->task);
		break;
	case FL_ORDER_SHARE:
		fl_stride_weight_set(&worker->seats, &order->seat->entity, order->share_ppm);
		break;
	}
}

static void orders_run(struct fl_worker *worker)
{
	uint64_t posted = __atomic_load_n(&worker->posted, __ATOMIC_ACQUIRE);

	if (worker->done == posted)
		return;
	for (uint64_t next = worker->done; next != posted; next++) {
		order_run(worker, &worker->orders[next % FL_WORKER_ORDERS_MAX]);
		__atomic_store_n(&worker->done, next + 1, __ATOMIC_RELEASE);
	}
	worker->account.overhead += turn(worker, micros_to_cycles(worker, SUSPICIOUS_MICROS));
}

static void nap(struct fl_worker *worker)
{
	struct timespec time = {.tv_nsec = (long)worker->nap_nanos};

	// What the kernel took so far must not be lost in the sleep.
	check_clocks(worker, fl_clock_cycles());
	worker->account.idle += turn(worker, UINT64_MAX);
	nanosleep(&time, NULL);
	uint64_t now = fl_clock_cycles();
	fl_account_sleep(&worker->account, now,
		fl_clock_nanos_to_cycles(worker->nap_nanos + NAP_SLACK_NANOS, worker->hz), own_cpu(worker),
		neighbour_cpu(worker));
	worker->clock_read_due = now + micros_to_cycles(worker, CLOCK_READ_EVERY_MICROS);
	worker->nap_nanos = RTE_MIN(worker->nap_nanos * 2, (uint64_t)NAP_LONGEST_NANOS);
}

static void worker_start(struct fl_worker *worker)
{
	if (worker->sleeps) {
		setpriority(PRIO_PROCESS, (id_t)gettid(), NICE_ON_SHARED_CORES);
		prctl(PR_SET_TIMERSLACK, 1UL, 0UL, 0UL, 0UL); // naps end when they should
	}
	worker->thread = pthread_self();
	pthread_getcpuclockid(worker->thread, &worker->clock);
	fl_stride_init(&worker->seats, worker->seat_heap, FL_WORKER_TASKS_MAX);
	worker->nap_nanos = NAP_FIRST_NANOS;
	uint64_t now = fl_clock_cycles();
	fl_account_init(&worker->account, now, own_cpu(worker), neighbour_cpu(worker));
	worker->clock_read_due = now + micros_to_cycles(worker, CLOCK_READ_EVERY_MICROS);
	__atomic_store_n(&worker->started, true, __ATOMIC_RELEASE);
}

int fl_worker_main(void *argument)
{
	struct fl_worker *worker = argument;

	worker_start(worker);
	while (!__atomic_load_n(&worker->stop, __ATOMIC_ACQUIRE)) {
		orders_run(worker);
		if (round_run(worker))
			worker->nap_nanos = NAP_FIRST_NANOS;
		else if (worker->sleeps)
			nap(worker);
		else if (worker->task_count == 0)
			worker->account.idle += turn(worker, UINT64_MAX);
		fl_counter_add(&worker->rounds, 1);
		fl_account_publish(&worker->account, &worker->board);
	}
	return 0;
}

void fl_task_init(struct fl_task *task)
{
	memset(task, 0, sizeof(*task));
	fl_stride_entity_init(&task->entity, FL_STRIDE_WEIGHT_MAX);
	fl_cost_init(&task->cost);
	task->path.burst = BURST_FIRST;
}

void fl_seat_init(struct fl_seat *seat, uint32_t share_ppm)
{
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
