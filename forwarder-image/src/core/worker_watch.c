#include "core/worker_watch.h"

#include "core/dispatch.h"
#include "core/round.h"
#include "core/walk.h"

void fl_worker_walk(struct fl_worker *worker, struct fl_task *task)
{
	const bool timed = fl_dear_search_active(&task->search), counted = fl_sampling_due(&task->node_sampling);

	task->path.elements_apart = timed || counted;
	__atomic_store_n(&worker->running, task, __ATOMIC_RELAXED);
	fl_phase_begin();
	if (unlikely(timed))
		fl_walk_timed(task->path.graph, &worker->dearest);
	else if (unlikely(counted))
		fl_walk_counted(task->path.graph);
	else
		fl_walk(task->path.graph);
	fl_phase_end();
}

static bool dear_search(struct fl_worker *worker, struct fl_task *task, uint64_t cycles, uint32_t packets)
{
	struct fl_path *path = &task->path;
	bool found = fl_dear_search_add(&task->search, cycles, packets, worker->packet_limit);

	if (found)
		fl_evidence_of_packet(&task->evidence, path, &worker->dearest, cycles);
	path->head_wanted = fl_dear_search_active(&task->search);
	if (path->head_wanted)
		path->burst = 1;
	return found;
}

bool fl_worker_dear(struct fl_worker *worker, struct fl_task *task, uint64_t cycles, uint32_t packets)
{
	if (likely(cycles <= worker->packet_limit && !fl_dear_search_active(&task->search)))
		return false;
	return dear_search(worker, task, cycles, packets);
}

void fl_worker_quarantine(struct fl_worker *worker, struct fl_task *task)
{
	fl_dispatch_settle(worker);
	// Before it is let go of: a worker that waits for it must not take it.
	__atomic_store_n(&task->quarantined, true, __ATOMIC_RELEASE);
	fl_round_detach(worker, task);
}

void fl_worker_unwound(struct fl_worker *worker)
{
	struct fl_task *task = worker->running;
	uint64_t cycles;

	fl_phase_unwound();
	struct fl_dispatch dispatch = fl_dispatch_unwound(worker, task, &cycles);

	if (!fl_stride_entity_rests(&task->seat->entity))
		fl_stride_charge(&worker->seats, &task->seat->entity, dispatch.charge);
	fl_evidence_of_dispatch(&task->evidence, &fl_phase_own, cycles);
	fl_worker_quarantine(worker, task);
}
