// A worker: one thread on one forwarding core that runs the paths it was given, two levels of stride (routers by
// share, then a router's paths equally), and books its time. It takes orders from the control thread by a mailbox and
// answers by counting them; nothing else is shared but the published counters.
//
// A round is one turn for each classifier, then one for each path that had work, in stride order, then one poll of each
// path that rests. So a path that wakes is seen within a round; one that has had more than its share is left alone until the others caught up.
#pragma once
#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>
#include <time.h>

#include "core/account.h"
#include "core/ceiling.h"
#include "core/charge.h"
#include "core/classifier.h"
#include "core/cost.h"
#include "core/dear_search.h"
#include "core/memory_counter.h"
#include "core/moves.h"
#include "core/path.h"
#include "core/phase.h"
#include "core/quarantine.h"
#include "core/sampling.h"
#include "core/span.h"
#include "core/stride.h"
#include "core/watchdog.h"

enum {
	FL_WORKER_TASKS_MAX = 1024,
	FL_WORKER_ORDERS_MAX = 64,
	FL_WORKER_CLASSIFIERS_MAX = 64,
};

// A router on one worker: what its share pays for. Made by control; the worker's while a path of the router is on it.
struct fl_seat {
	struct fl_stride_entity entity; // first: found from it
	struct fl_stride paths;
	struct fl_stride_place heap[FL_INTERFACES_MAX];
	struct fl_ceiling ceiling;
	uint32_t task_count; // attached
	bool held;           // beyond its ceiling: not among the worker's seats that wait
};

// What classifiers did for a path.
struct fl_classified {
	uint64_t cycles, wasted_cycles;
};

// What the walks of the present dispatch that are over brought in and used up (fl_path has it of the last walk).
struct fl_walked {
	uint32_t packets; // 0: the first walk is the last one so far
	uint64_t synthetic_cycles, classifier_cycles;
	uint64_t dropped_before;
};

// A path as a worker runs it. Made by control; the worker's between attach and detach.
struct fl_task {
	struct fl_stride_entity entity; // first: found from it
	struct fl_path path;
	struct fl_seat *seat;
	struct fl_walked walked;
	struct fl_cost cost;   // cycles
	struct fl_cost memory; // memory accesses, of dispatches under a policy that counts them
	struct fl_sampling sampling;
	struct fl_sampling node_sampling; // which dispatches are walked with statistics
	uint32_t index;                   // in the worker's tasks
	// Who has it, or NULL. written: worker (release when it lets go), read: control and the next worker.
	const struct fl_worker *holder;
	// written: the worker that lets go of it, read: the next one.
	uint64_t let_go;        // TSC when a worker last let go of it; 0: none has
	uint64_t let_go_missed; // what its inputs had lost by then
	struct fl_moves moves;
	// written: worker, read: control (relaxed atomics, monotonic)
	uint64_t busy_cycles, dispatches, backlogged_dispatches;
	struct fl_dear_search search; // the worker's own
	// written: worker, read: control (release, acquire). Once true no worker runs the task any more, evidence
	// is complete, and its graph and state may be half-done: nothing walks or frees what they hold.
	bool quarantined;
	struct fl_evidence evidence;
	uint64_t sleeping_dispatches;           // in which the worker's thread slept; written: control
	struct fl_classified classified_before; // of earlier generations, by ports that are closed. Control's own
};

enum fl_order_kind {
	FL_ORDER_ATTACH, // task runs on this worker, in seat, as soon as no other has it: the other was told before; not when it is quarantined
	FL_ORDER_DETACH, // task's present dispatch is over, the worker has let go of it
	FL_ORDER_SHARE,  // seat's weight is share_ppm, its ceiling limit_ppm
	FL_ORDER_POLICY, // dispatches are charged by policy, and one in sample_every measured
	FL_ORDER_CLASSIFY, // classifier runs on this worker, with table, fifo or not, as soon as no other has it, as with ATTACH
	FL_ORDER_CLASSIFY_END, // classifier's present turn is over, the worker has let go of it
};

struct fl_order {
	enum fl_order_kind kind;
	struct fl_task *task;
	struct fl_seat *seat;
	uint32_t share_ppm, limit_ppm; // limit_ppm: FL_CEILING_NONE for none
	enum fl_policy policy;         // one that counts memory accesses only where the worker has a counter
	uint32_t sample_every;
	struct fl_classifier *classifier;
	const struct fl_classifier_table *table; // until another order replaces it
	bool fifo;
};

struct fl_worker {
	// Fixed at start, but for cpu, which is control's (core/affinity.h).
	uint32_t index, cpu;
	unsigned int lcore;
	bool sleeps;        // shared cores: sleeps when idle, nice
	bool has_neighbour; // the control thread runs on this core; neighbour is its CPU-time clock
	clockid_t neighbour;
	uint64_t hz;                   // TSC
	struct fl_watch_limits limits; // of the watchdog
	fl_memory_counter_opener *memory_open;

	// The mailbox. orders, posted: written: control. done: written: worker.
	struct fl_order orders[FL_WORKER_ORDERS_MAX];
	uint64_t posted;
	uint64_t done;
	bool stop; // written: control

	// Published. written: worker, read: control.
	struct fl_account_board board;
	uint64_t rounds;
	bool started;
	clockid_t clock;  // of the worker's thread; valid once started
	pthread_t thread; // valid once started
	pid_t tid;        // the same
	struct fl_phase *phase;
	struct fl_task *running; // the task of the present dispatch, or of the last one
	bool memory_counted; // whether the worker has a counter of its memory accesses; valid once started, as is the reason
	char memory_reason[FL_MEMORY_REASON_SIZE]; // why not, or ""

	// The worker's own.
	struct fl_account account;
	struct fl_stride seats;
	struct fl_stride_place seat_heap[FL_WORKER_TASKS_MAX];
	struct fl_task *tasks[FL_WORKER_TASKS_MAX];
	uint32_t task_count;
	struct fl_seat *held[FL_WORKER_TASKS_MAX];
	uint32_t held_count;
	struct fl_classifier *classifiers[FL_WORKER_CLASSIFIERS_MAX];
	uint32_t classifier_count;
	struct fl_charger charger;
	uint32_t sample_every;
	struct fl_random random;
	struct fl_span span;              // open since the last time stamp
	struct fl_cost empty_cost;        // cycles of an empty poll
	struct fl_memory_counter *memory; // or NULL
	uint64_t memory_seen;             // what it read last
	uint64_t nap_nanos;
	uint64_t clock_read_due;   // TSC
	uint64_t packet_limit;     // cycles: limits.packet_cpu_nanos
	struct fl_dearest dearest; // of the present dispatch, while a dear packet is searched for

	// Control's own: what liveness was judged by, and what the watchdog saw last.
	uint64_t judged_rounds, judged_cpu_nanos;
	struct fl_watch watch;
};

// The worker's main function, for rte_eal_remote_launch; argument is the worker. 0.
int fl_worker_main(void *argument);

void fl_task_init(struct fl_task *task);
// Whether a worker has the task. Any thread.
static inline bool fl_task_attached(const struct fl_task *task)
{
	return __atomic_load_n(&task->holder, __ATOMIC_RELAXED) != NULL;
}
// Whether the task was taken off its worker for good. Any thread.
static inline bool fl_task_quarantined(const struct fl_task *task)
{
	return __atomic_load_n(&task->quarantined, __ATOMIC_ACQUIRE);
}
void fl_seat_init(struct fl_seat *seat, uint32_t share_ppm);

// The following are the control thread's.

// Posts an order; waits while the mailbox is full.
void fl_worker_post(struct fl_worker *worker, const struct fl_order *order);
// Returns when every order is done; the watchdog goes on meanwhile. A worker that consumed 2 s of CPU time without doing
// so hangs where the watchdog cannot take it out, in the library (core/phase.h): there is no way on with it, and the
// process ends, to be started again with its last good configuration.
void fl_worker_wait(struct fl_worker *worker);
// Whether the worker turned within the last 2 s of its CPU time; call it now and then.
bool fl_worker_live(struct fl_worker *worker);
