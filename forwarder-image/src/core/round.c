#include "core/round.h"

#include "core/walk.h"
#include "core/worker_time.h"

enum { DISPATCH_BUDGET_MICROS = 50 };

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
	// The making of packets by a Synthetic input is charged, but no cost of the path. It was measured with what may have
	// been stolen meanwhile.
	uint64_t made = RTE_MIN(path->synthetic_cycles, cycles);
	if (made > 0)
		fl_counter_add(&path->counters.synthetic_cycles, made);
	fl_cost_add(&task->cost, cycles - made, packets);
	path->burst = fl_cost_burst(&task->cost, fl_worker_micros(worker, DISPATCH_BUDGET_MICROS), FL_BURST_MAX);
}

// What stands between the scheduler and the elements: everything that has to be set up right before they run, and
// taken down right after, belongs into these two.
static void walk_begin(struct fl_worker *worker, struct fl_task *task)
{
	(void)worker;
	task->path.received = 0;
	task->path.resumed = 0;
	task->path.synthetic_cycles = 0;
}

// How many packets the walk brought in.
static uint32_t walk_end(struct fl_worker *worker, struct fl_task *task)
{
	(void)worker;
	return (uint32_t)task->path.received + task->path.resumed;
}

// Runs the task once; whether it had work.
static bool dispatch(struct fl_worker *worker, struct fl_task *task)
{
	walk_begin(worker, task);
	fl_walk(task->path.graph);
	uint32_t packets = walk_end(worker, task);
	uint64_t cycles = fl_worker_turn(worker,
		fl_cost_suspicious_above(&task->cost, packets, fl_worker_micros(worker, FL_WORKER_SUSPICIOUS_MICROS)));

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

bool fl_round_run(struct fl_worker *worker)
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

void fl_round_attach(struct fl_worker *worker, struct fl_task *task, struct fl_seat *seat)
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

void fl_round_detach(struct fl_worker *worker, struct fl_task *task)
{
	struct fl_task *last = worker->tasks[--worker->task_count];

	if (!fl_stride_entity_rests(&task->entity))
		task_rest(worker, task);
	worker->tasks[task->index] = last;
	last->index = task->index;
	task->seat = NULL;
	__atomic_store_n(&task->attached, false, __ATOMIC_RELAXED);
}
