#include "core/phase.h"

#include <errno.h>
#include <signal.h>
#include <stddef.h>

_Thread_local struct fl_phase fl_phase_own;

// The first real-time signal: nothing else in the process uses it, and glibc keeps those it needs below.
static int watchdog_signal(void)
{
	return SIGRTMIN;
}

static void on_signal(int signal)
{
	struct fl_phase *phase = &fl_phase_own;
	uint64_t serial = __atomic_load_n(&phase->serial, __ATOMIC_RELAXED);

	(void)signal;
	__atomic_store_n(&phase->answered, serial, __ATOMIC_RELEASE);
	if (serial % 2 == 0 || __atomic_load_n(&phase->condemned, __ATOMIC_ACQUIRE) != serial)
		return; // only asked, or too late: another dispatch runs
	if (__atomic_load_n(&phase->library_depth, __ATOMIC_RELAXED) > 0) {
		__atomic_store_n(&phase->unwind_pending, true, __ATOMIC_RELAXED);
		return;
	}
	fl_phase_unwind();
}

int fl_phase_handler_install(void)
{
	// The handler may be left by siglongjmp, which does not restore the mask: so the signal is never in it.
	struct sigaction action = {.sa_handler = on_signal, .sa_flags = SA_RESTART | SA_NODEFER};

	sigemptyset(&action.sa_mask);
	return sigaction(watchdog_signal(), &action, NULL) == 0 ? 0 : -errno;
}

void fl_phase_signal(pthread_t thread)
{
	pthread_kill(thread, watchdog_signal());
}

void fl_phase_unwind(void)
{
	siglongjmp(fl_phase_own.back, 1);
}

void fl_phase_unwound(void)
{
	struct fl_phase *phase = &fl_phase_own;

	__atomic_store_n(&phase->serial, phase->serial + 1, __ATOMIC_RELAXED);
	__atomic_signal_fence(__ATOMIC_SEQ_CST);
	__atomic_store_n(&phase->library_depth, 0, __ATOMIC_RELAXED);
	__atomic_store_n(&phase->unwind_pending, false, __ATOMIC_RELAXED);
}
