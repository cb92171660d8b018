#include "core/testing/overload.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
// cmocka needs the above
#include <cmocka.h>

// A stretch is long enough, in cycles used, for the dispatches at its ends (50 us at most) to weigh nothing; on a busy
// machine that takes the worker a while.
enum { STRETCHES_WANTED = 6, STRETCH_CYCLES = 50000000, DEADLINE_SECONDS = 200 };

static uint64_t relaxed(const uint64_t *counter)
{
	return __atomic_load_n(counter, __ATOMIC_RELAXED);
}

static const struct fl_task *task_of(const struct overload *overload, uint32_t index)
{
	return rig_router(overload->rig, overload->uids[index])->tasks[0];
}

struct overload overload_create(struct rig *rig, const char *const *uids, uint32_t count)
{
	struct overload overload = {.rig = rig, .count = count, .uids = uids};

	for (uint32_t i = 0; i < count; i++) {
		overload.traffic[i] = rig_traffic(rig, uids[i], 0);
		overload.received_before[i] = relaxed(&task_of(&overload, i)->path.counters.received_packets);
	}
	return overload;
}

static void use_read(const struct overload *overload, struct overload_use use[])
{
	for (uint32_t i = 0; i < overload->count; i++) {
		const struct fl_task *task = task_of(overload, i);

		use[i].cycles = relaxed(&task->busy_cycles);
		use[i].packets = relaxed(&task->path.counters.received_packets);
	}
}

static uint64_t cycles_between(
	const struct overload *overload, const struct overload_use from[], const struct overload_use to[])
{
	uint64_t cycles = 0;

	for (uint32_t i = 0; i < overload->count; i++)
		cycles += to[i].cycles - from[i].cycles;
	return cycles;
}

// Fills the queues once; false when one of them was about to run empty.
static bool feed(struct overload *overload)
{
	bool all_waited = true;

	for (uint32_t i = 0; i < overload->count; i++) {
		struct traffic *traffic = &overload->traffic[i];
		uint64_t received = relaxed(&task_of(overload, i)->path.counters.received_packets);

		all_waited &= traffic->put - (received - overload->received_before[i]) >= FL_BURST_MAX;
		traffic_put(traffic, 32);
		traffic_take(traffic);
	}
	return all_waited;
}

// One stretch; false when a router had no work in it, and it does not count.
static bool stretch_run(
	struct overload *overload, double deadline, struct overload_use from[], struct overload_use to[])
{
	bool all_waited;

	feed(overload);
	use_read(overload, from);
	do {
		// In this order: what is found filled afterwards was filled until then.
		use_read(overload, to);
		all_waited = feed(overload);
		assert_true(traffic_now() < deadline);
	} while (all_waited && cycles_between(overload, from, to) < STRETCH_CYCLES);
	return all_waited;
}

void overload_measure(struct overload *overload, struct overload_use used[])
{
	double deadline = traffic_now() + DEADLINE_SECONDS;

	memset(used, 0, overload->count * sizeof(*used));
	for (int good = 0; good < STRETCHES_WANTED;) {
		struct overload_use from[OVERLOAD_ROUTERS_MAX], to[OVERLOAD_ROUTERS_MAX];

		if (!stretch_run(overload, deadline, from, to))
			continue;
		good++;
		for (uint32_t i = 0; i < overload->count; i++) {
			used[i].cycles += to[i].cycles - from[i].cycles;
			used[i].packets += to[i].packets - from[i].packets;
		}
	}
}

void overload_drain(struct overload *overload)
{
	for (uint32_t i = 0; i < overload->count; i++) {
		assert_true(traffic_drain(&overload->traffic[i]));
		assert_int_equal(overload->traffic[i].missing + overload->traffic[i].reordered, 0);
	}
}
