#include "core/dispatch.h"

#include "core/worker_time.h"
#include "core/worker_watch.h"

enum {
	BUDGET_MICROS = 50,
	WALKS_MICROS = 2,         // while a dispatch is expected to take less than this, it may walk once more
	SPAN_MICROS = 1000,       // a span is closed when this much is expected to have gone by
	EMPTY_FIRST_CYCLES = 100, // an empty poll, while none has been measured
};

void fl_dispatch_init(struct fl_worker *worker)
{
	fl_charger_init(&worker->charger, FL_POLICY_CPU);
	worker->sample_every = 1;
	fl_random_init(&worker->random, worker->account.started);
	fl_cost_init(&worker->empty_cost);
	fl_cost_add(&worker->empty_cost, EMPTY_FIRST_CYCLES, 1);
}

static bool counts_memory(const struct fl_worker *worker)
{
	return fl_charge_counts_memory(worker->charger.policy);
}

// Memory accesses since the last call.
static uint64_t memory_take(struct fl_worker *worker)
{
	if (!counts_memory(worker))
		return 0;
	uint64_t now = worker->memory->read(worker->memory);
	uint64_t accesses = now - worker->memory_seen;

	worker->memory_seen = now;
	return accesses;
}

// Books cycles that a dispatch took, or with no task an empty poll.
static void book(void *context, void *owner, uint64_t cycles)
{
	struct fl_worker *worker = context;
	struct fl_task *task = owner;

	if (task == NULL) {
		worker->account.empty += cycles;
		return;
	}
	worker->account.busy += cycles;
	fl_counter_add(&task->busy_cycles, cycles);
	fl_ceiling_use(&task->seat->ceiling, cycles);
}

void fl_dispatch_settle(struct fl_worker *worker)
{
	if (worker->span.count == 0)
		return;
	uint64_t suspicious = 2 * worker->span.expected + fl_worker_micros(worker, FL_WORKER_SUSPICIOUS_MICROS);

	fl_span_divide(&worker->span, fl_worker_turn(worker, suspicious), book, worker);
}

// What stands between the scheduler and the elements: everything that has to be set up right before they run, and
// taken down right after, belongs into these two.
static void walk_begin(struct fl_worker *worker, struct fl_task *task)
{
	(void)worker;
	fl_path_begin(&task->path);
}

static struct fl_path_load walk_end(struct fl_worker *worker, struct fl_task *task)
{
	struct fl_path_load load = fl_path_end(&task->path);

	(void)worker;
	if (task->walked.packets > 0) {
		load.packets += task->walked.packets;
		task->path.synthetic_cycles += task->walked.synthetic_cycles;
		task->path.classifier_cycles += task->walked.classifier_cycles;
		task->path.dropped_before = task->walked.dropped_before;
	}
	return load;
}

bool fl_dispatch_goes_on(const struct fl_task *task, const struct fl_path_load *load, uint64_t budget)
{
	const struct fl_path *path = &task->path;
	uint32_t packets = load->packets + path->burst;

	return load->backlogged && packets <= FL_DISPATCH_WALKS_MAX * FL_BURST_MAX && task->cost.packets > 0 &&
	       fl_cost_expected(&task->cost, packets) <= budget && path->source_count == 1 && path->puller_count == 0 &&
	       !fl_dear_search_active(&task->search) && !fl_sampling_due(&task->node_sampling);
}

static struct fl_path_load walks_run(struct fl_worker *worker, struct fl_task *task)
{
	const uint64_t budget = fl_worker_micros(worker, WALKS_MICROS);
	struct fl_path *path = &task->path;
	struct fl_path_load load;

	task->walked.packets = 0;
	for (;;) {
		walk_begin(worker, task);
		fl_worker_walk(worker, task);
		load = walk_end(worker, task);
		if (!fl_dispatch_goes_on(task, &load, budget))
			break;
		task->walked = (struct fl_walked){.packets = load.packets,
			.synthetic_cycles = path->synthetic_cycles,
			.classifier_cycles = path->classifier_cycles,
			.dropped_before = path->dropped_before};
	}
	load.backlogged |= task->walked.packets > 0;
	return load;
}

// The making of packets by a Synthetic input is charged, but no cost of the path. It was measured with what may have been
// stolen meanwhile. Returns how many of the dispatch's cycles it took.
static uint64_t book_synthetic(struct fl_task *task, uint64_t cycles)
{
	uint64_t made = RTE_MIN(task->path.synthetic_cycles, cycles);

	if (made > 0)
		fl_counter_add(&task->path.counters.synthetic_cycles, made);
	return made;
}

// The dispatch of packets (1 or more) took so many cycles: the part of those that it dropped is wasted.
static void book_wasted(struct fl_task *task, uint64_t cycles, uint32_t packets)
{
	struct fl_path_counters *counters = &task->path.counters;
	uint64_t dropped = counters->dropped_packets - task->path.dropped_before;

	if (dropped > 0)
		fl_counter_add(&counters->wasted_cycles, cycles * RTE_MIN(dropped, (uint64_t)packets) / packets);
}

// What the dispatch is charged: its own use, and what a classifier spent on its packets before.
static uint64_t charge(struct fl_worker *worker, struct fl_task *task, struct fl_use use)
{
	if (unlikely(task->path.classifier_cycles > 0)) {
		use.cycles += task->path.classifier_cycles;
		fl_ceiling_use(&task->seat->ceiling, task->path.classifier_cycles);
	}
	return fl_charge(&worker->charger, &use);
}

// The dispatch ends with a time stamp: the path learns what it cost.
static struct fl_use measure(struct fl_worker *worker, struct fl_task *task, uint32_t packets)
{
	uint64_t suspicious =
		fl_cost_suspicious_above(&task->cost, packets, fl_worker_micros(worker, FL_WORKER_SUSPICIOUS_MICROS));
	struct fl_use use = {
		.cycles = fl_worker_turn(worker, suspicious),
		.memory_accesses = memory_take(worker),
		.packets = packets,
	};

	if (packets == 0) {
		fl_cost_add(&worker->empty_cost, use.cycles, 1);
		book(worker, NULL, use.cycles);
		return use;
	}
	book(worker, task, use.cycles);
	fl_cost_add(&task->cost, use.cycles - book_synthetic(task, use.cycles), packets);
	if (counts_memory(worker))
		fl_cost_add(&task->memory, use.memory_accesses, packets);
	task->path.burst = fl_cost_burst(&task->cost, fl_worker_micros(worker, BUDGET_MICROS), FL_BURST_MAX);
	return use;
}

// The dispatch joins the open span.
static struct fl_use expect(struct fl_worker *worker, struct fl_task *task, uint32_t packets)
{
	struct fl_use use = {
		.cycles =
			packets > 0 ? fl_cost_expected(&task->cost, packets) : fl_cost_expected(&worker->empty_cost, 1),
		.memory_accesses = counts_memory(worker) ? fl_cost_expected(&task->memory, packets) : 0,
		.packets = packets,
	};

	if (packets > 0)
		use.cycles += book_synthetic(task, UINT64_MAX);
	fl_span_add(&worker->span, packets > 0 ? task : NULL, use.cycles);
	if (fl_span_full(&worker->span) || worker->span.expected > fl_worker_micros(worker, SPAN_MICROS))
		fl_dispatch_settle(worker);
	return use;
}

// Whether the next dispatch gets time stamps of its own.
static bool is_measured(const struct fl_worker *worker, const struct fl_task *task)
{
	return worker->sample_every == 1 || fl_dear_search_active(&task->search) || fl_sampling_due(&task->sampling) ||
	       task->cost.packets == 0 || (counts_memory(worker) && task->memory.packets == 0);
}

static void begin_measured(struct fl_worker *worker)
{
	if (worker->sample_every == 1)
		return; // the last one's end
	fl_dispatch_settle(worker);
	memory_take(worker);
}

// The dispatch had work.
static void node_uses_step(struct fl_worker *worker, struct fl_task *task)
{
	if (unlikely(fl_sampling_due(&task->node_sampling)))
		fl_node_uses_take(task->path.node_uses, task->path.graph);
	fl_sampling_step(&task->node_sampling, &worker->random, FL_NODE_SAMPLE_EVERY);
}

// A full burst alone says little where a burst is one dear packet. One that waited as well, because no poll was empty since
// the dispatch before, was behind others.
static bool has_backlog(const struct fl_task *task, const struct fl_path_load *load)
{
	return load->backlogged && !fl_stride_entity_rests(&task->entity);
}

struct fl_dispatch fl_dispatch_run(struct fl_worker *worker, struct fl_task *task)
{
	bool measured = is_measured(worker, task);

	if (measured)
		begin_measured(worker);
	const struct fl_path_load load = walks_run(worker, task); // before the burst is chosen anew
	uint32_t packets = load.packets;
	struct fl_use use = measured ? measure(worker, task, packets) : expect(worker, task, packets);

	if (packets == 0)
		return (struct fl_dispatch){0};
	book_wasted(task, use.cycles, packets);
	bool dear = measured && fl_worker_dear(worker, task, use.cycles, packets);
	fl_counter_add(&task->dispatches, 1);
	if (unlikely(__atomic_load_n(&task->holder, __ATOMIC_RELAXED) != worker))
		fl_moves_overlap(&task->moves, packets);
	node_uses_step(worker, task);
	if (has_backlog(task, &load))
		fl_counter_add(&task->backlogged_dispatches, 1);
	if (worker->sample_every > 1)
		fl_sampling_step(&task->sampling, &worker->random, worker->sample_every);
	return (struct fl_dispatch){.packets = packets, .charge = charge(worker, task, use), .dear = dear};
}

struct fl_dispatch fl_dispatch_unwound(struct fl_worker *worker, struct fl_task *task, uint64_t *cycles)
{
	uint64_t passed = fl_worker_turn(worker, 0); // checks the clocks: what was stolen meanwhile is not the path's
	uint64_t before = task->busy_cycles;
	struct fl_use use = {.packets = walk_end(worker, task).packets};

	// What the others in the span were expected to take is theirs; the span is never full between two dispatches.
	fl_span_add(&worker->span, task, passed - RTE_MIN(passed, worker->span.expected));
	fl_span_divide(&worker->span, passed, book, worker);
	use.cycles = task->busy_cycles - before;
	use.memory_accesses = memory_take(worker);
	book_synthetic(task, use.cycles);
	fl_counter_add(&task->path.counters.wasted_cycles, use.cycles);
	fl_counter_add(&task->dispatches, 1);
	*cycles = use.cycles;
	return (struct fl_dispatch){.packets = use.packets, .charge = charge(worker, task, use)};
}
