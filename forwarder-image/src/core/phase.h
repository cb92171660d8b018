// Where a worker is in a dispatch, so that a path that does not come back can be taken off it without leaving anything
// half-done that others use.
//
// Inside a dispatch a worker is in an ELEMENT, whose graph, buffers and state are its path's alone and are abandoned
// with it, or in the LIBRARY: code that touches what outlives the path (mempools, rings, ports, the heap), entered and
// left by the wrappers of core/library.h. The watchdog's signal unwinds an element at once; in the library it only
// leaves a note, which is read on the way out. So no ring, pool or queue is ever left half-done.
//
// Each thread has a phase of its own; outside a worker's dispatch it is all zero but for the depth, and nothing unwinds.
#pragma once
#include <pthread.h>
#include <rte_branch_prediction.h>
#include <setjmp.h>
#include <stdbool.h>
#include <stdint.h>

struct rte_node;

// Words are relaxed atomics where others read them: they are shared with the thread's own signal handler and with control.
struct fl_phase {
	// written: worker. serial: read: control.
	uint64_t serial;             // counts the beginnings and ends of dispatches: odd inside one
	uint32_t library_depth;      // above 0: in the library
	const struct rte_node *node; // whose process function runs
	void *const *objs;           // what that function was given
	sigjmp_buf back;             // into the worker's main loop
	// written: the worker's signal handler. answered: read: control.
	bool unwind_pending; // in the library when the signal came
	uint64_t answered;   // the serial at the last signal
	// written: control, read: the signal handler
	uint64_t condemned; // the serial of the dispatch that must not go on
};

// Not a call to find it, which a signal handler could interrupt.
extern _Thread_local struct fl_phase fl_phase_own __attribute__((tls_model("initial-exec")));

// Makes the watchdog's signal known to the process; before the first worker starts. 0 or -errno.
int fl_phase_handler_install(void);
// Sends the signal to a worker's thread, whose handler then answers, and unwinds the condemned dispatch. Control.
void fl_phase_signal(pthread_t thread);
// Leaves the dispatch for phase.back. Worker.
void fl_phase_unwind(void) __attribute__((noreturn));

// A dispatch begins, or ends in good order. Worker.
static inline void fl_phase_begin(void)
{
	__atomic_store_n(&fl_phase_own.serial, fl_phase_own.serial + 1, __ATOMIC_RELAXED);
	__atomic_signal_fence(__ATOMIC_SEQ_CST);
}

static inline void fl_phase_end(void)
{
	__atomic_signal_fence(__ATOMIC_SEQ_CST);
	__atomic_store_n(&fl_phase_own.serial, fl_phase_own.serial + 1, __ATOMIC_RELAXED);
}

// After an unwinding: the dispatch is over. Worker.
void fl_phase_unwound(void);

// A node's process function is about to get objs. Worker.
static inline void fl_phase_node_set(const struct rte_node *node, void *const *objs)
{
	__atomic_store_n(&fl_phase_own.node, node, __ATOMIC_RELAXED);
	__atomic_store_n(&fl_phase_own.objs, objs, __ATOMIC_RELAXED);
}

// Around what must not be left half-done; pairs may be nested. Any thread. The depth is the thread's own and its handler's:
// the fences keep the compiler from moving what is between them, and one instruction changes it.
static inline void fl_library_enter(void)
{
	fl_phase_own.library_depth++;
	__atomic_signal_fence(__ATOMIC_SEQ_CST);
}

// May not return, when the dispatch was condemned meanwhile.
static inline void fl_library_leave(void)
{
	__atomic_signal_fence(__ATOMIC_SEQ_CST);
	fl_phase_own.library_depth--;
	__atomic_signal_fence(__ATOMIC_SEQ_CST);
	if (unlikely(__atomic_load_n(&fl_phase_own.unwind_pending, __ATOMIC_RELAXED)) &&
		fl_phase_own.library_depth == 0)
		fl_phase_unwind();
}
