#include "core/round.h"

#include <rte_prefetch.h>

#include "core/clock.h"
#include "core/dispatch.h"
#include "core/reel.h"
#include "core/worker_classify.h"
#include "core/worker_watch.h"

static struct fl_task *task_of(struct fl_stride_entity *entity)
{
	return (struct fl_task *)entity;
}

static struct fl_seat *seat_of(struct fl_stride_entity *entity)
{
	return (struct fl_seat *)entity;
}

// The time that the worker has had: what ceilings are parts of.
static uint64_t own_time(const struct fl_worker *worker)
{
	return worker->account.now - worker->account.started - worker->account.stolen;
}

void fl_round_init(struct fl_worker *worker)
{
	fl_stride_init(&worker->seats, worker->seat_heap, FL_WORKER_TASKS_MAX);
	fl_dispatch_init(worker);
}

static void task_wake(struct fl_worker *worker, struct fl_task *task)
{
	struct fl_seat *seat = task->seat;

	fl_stride_wake(&seat->paths, &task->entity);
	if (!seat->held && fl_stride_entity_rests(&seat->entity))
		fl_stride_wake(&worker->seats, &seat->entity);
}

static void task_rest(struct fl_worker *worker, struct fl_task *task)
{
	struct fl_seat *seat = task->seat;

	fl_stride_rest(&seat->paths, &task->entity);
	if (seat->paths.count == 0 && !seat->held)
		fl_stride_rest(&worker->seats, &seat->entity);
}

// A seat that waits and is beyond its ceiling: it does not wait for its turn but for time to pass.
static void seat_hold(struct fl_worker *worker, struct fl_seat *seat)
{
	fl_stride_rest(&worker->seats, &seat->entity);
	seat->held = true;
	worker->held[worker->held_count++] = seat;
}

static void seat_release(struct fl_worker *worker, uint32_t index)
{
	struct fl_seat *seat = worker->held[index];

	worker->held[index] = worker->held[--worker->held_count];
	seat->held = false;
	if (seat->paths.count > 0)
		fl_stride_wake(&worker->seats, &seat->entity);
}

static void seats_release(struct fl_worker *worker)
{
	for (uint32_t i = worker->held_count; i-- > 0;)
		if (fl_ceiling_allows(&worker->held[i]->ceiling, own_time(worker)))
			seat_release(worker, i);
}

// The seat whose turn it is, or NULL.
static struct fl_seat *seat_next(struct fl_worker *worker)
{
	struct fl_stride_entity *next;

	while ((next = fl_stride_next(&worker->seats)) != NULL) {
		struct fl_seat *seat = seat_of(next);

		if (fl_ceiling_allows(&seat->ceiling, own_time(worker)))
			return seat;
		seat_hold(worker, seat);
	}
	return NULL;
}

// Runs the task once and charges it; whether it had work.
static bool run(struct fl_worker *worker, struct fl_task *task)
{
	struct fl_dispatch dispatch = fl_dispatch_run(worker, task);

	if (dispatch.packets == 0) {
		if (!fl_stride_entity_rests(&task->entity))
			task_rest(worker, task);
		return false;
	}
	if (fl_stride_entity_rests(&task->entity))
		task_wake(worker, task);
	fl_stride_charge(&worker->seats, &task->seat->entity, dispatch.charge);
	fl_stride_charge(&task->seat->paths, &task->entity, dispatch.charge);
	if (unlikely(dispatch.dear))
		fl_worker_quarantine(worker, task);
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
		count += seat_of(worker->seats.heap[i].entity)->paths.count;
	return count;
}

// Other paths' packets drive what a dispatch begins with out of the nearest cache: it is asked for one dispatch before. That
// the path whose turn comes now may have to run again instead does not matter.
static void second_prefetch(const struct fl_worker *worker)
{
	struct fl_stride_entity *second = fl_stride_second(&worker->seats);

	if (second == NULL)
		return;
	struct fl_task *task = task_of(fl_stride_next(&seat_of(second)->paths));
	struct rte_graph *graph = task->path.graph;
	struct rte_node *source = fl_reel_node(graph, graph->cir_start, graph->head);

	rte_prefetch0(&source->idx);
	rte_prefetch0(&source->objs);
	rte_prefetch0(&task->path.counters);
	rte_prefetch0(&task->cost);
	rte_prefetch0(&task->busy_cycles);
}

static bool waiting_run(struct fl_worker *worker)
{
	bool had_work = false;
	struct fl_seat *seat;

	for (uint32_t turns = waiting_count(worker); turns > 0 && (seat = seat_next(worker)) != NULL; turns--) {
		second_prefetch(worker);
		had_work |= run(worker, task_of(fl_stride_next(&seat->paths)));
	}
	return had_work;
}

static bool resting_run(struct fl_worker *worker)
{
	bool had_work = false;

	for (uint32_t i = 0; i < worker->task_count; i++) {
		struct fl_task *task = worker->tasks[i];

		if (!fl_stride_entity_rests(&task->entity) || task->seat->held || task_owes(worker, task) ||
			!fl_ceiling_allows(&task->seat->ceiling, own_time(worker)))
			continue;
		had_work |= run(worker, task);
	}
	return had_work;
}

bool fl_round_run(struct fl_worker *worker)
{
	bool had_work = fl_worker_classify_run(worker);

	seats_release(worker);
	had_work |= waiting_run(worker);
	had_work |= resting_run(worker);
	if (!had_work || worker->span.empty_count > 0)
		fl_dispatch_settle(worker); // empty polls are booked with their round
	fl_account_round_end(&worker->account, had_work);
	return had_work;
}

uint64_t fl_round_due(const struct fl_worker *worker)
{
	uint64_t due = UINT64_MAX;

	for (uint32_t i = 0; i < worker->task_count; i++)
		if (!worker->tasks[i]->seat->held)
			due = RTE_MIN(due, worker->tasks[i]->path.due_cycles);
	return due;
}

// What the path's inputs have lost so far. False: one of them does not know.
static bool missed_so_far(const struct fl_path *path, uint64_t *packets)
{
	bool known = true;

	*packets = 0;
	for (const struct fl_path *source = path; source != NULL; source = source->joined) {
		struct fl_port *port = source->input;

		if (port->ops->missed_so_far == NULL)
			known = false;
		else
			*packets += port->ops->missed_so_far(port);
	}
	return known;
}

static void move_book(struct fl_task *task)
{
	struct fl_move move = {.from = task->let_go};
	uint64_t missed;

	move.lost_known = missed_so_far(&task->path, &missed);
	move.lost = missed - task->let_go_missed;
	move.to = fl_clock_cycles();
	fl_moves_add(&task->moves, &move);
}

void fl_round_attach(struct fl_worker *worker, struct fl_task *task, struct fl_seat *seat)
{
	uint32_t weight = FL_STRIDE_WEIGHT_MAX; // the paths of a router are equal

	task->seat = seat;
	seat->task_count++;
	fl_stride_entity_init(&task->entity, weight);
	// Passes of another worker's clock mean nothing here.
	task->entity.pass = seat->paths.virtual_time;
	task->index = worker->task_count;
	worker->tasks[worker->task_count++] = task;
	if (task->let_go != 0)
		move_book(task);
	__atomic_store_n(&task->holder, worker, __ATOMIC_RELAXED);
}

// Nothing of the worker refers to a seat without tasks: control may free it.
static void seat_leave(struct fl_worker *worker, struct fl_seat *seat)
{
	if (--seat->task_count > 0 || !seat->held)
		return;
	uint32_t index = 0;

	while (worker->held[index] != seat)
		index++;
	seat_release(worker, index);
}

void fl_round_detach(struct fl_worker *worker, struct fl_task *task)
{
	struct fl_task *last = worker->tasks[--worker->task_count];

	if (!fl_stride_entity_rests(&task->entity))
		task_rest(worker, task);
	worker->tasks[task->index] = last;
	last->index = task->index;
	seat_leave(worker, task->seat);
	task->seat = NULL;
	task->let_go = fl_clock_cycles();
	missed_so_far(&task->path, &task->let_go_missed);
	__atomic_store_n(&task->holder, NULL, __ATOMIC_RELEASE);
}

void fl_round_share(struct fl_worker *worker, struct fl_seat *seat, uint32_t share_ppm, uint32_t limit_ppm)
{
	fl_stride_weight_set(&worker->seats, &seat->entity, share_ppm);
	fl_ceiling_set(&seat->ceiling, limit_ppm, own_time(worker), worker->hz);
}

void fl_round_policy(struct fl_worker *worker, enum fl_policy policy, uint32_t sample_every)
{
	fl_charger_init(&worker->charger, policy);
	worker->sample_every = sample_every;
	if (fl_charge_counts_memory(policy))
		worker->memory_seen = worker->memory->read(worker->memory);
}
