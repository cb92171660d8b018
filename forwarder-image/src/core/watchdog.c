#include "core/watchdog.h"

const struct fl_watch_limits fl_watch_limits_default = {
	.dispatch_cpu_nanos = 15000000,
	.packet_cpu_nanos = 2000000,
};

const struct fl_watch_limits fl_watch_limits_emulated = {
	.dispatch_cpu_nanos = 5000000000,
	.packet_cpu_nanos = 2000000000,
};

static bool same_dispatch(const struct fl_watch *watch, const struct fl_watch_look *look)
{
	return look->serial % 2 == 1 && look->serial == watch->serial;
}

bool fl_watch_may_sleep(const struct fl_watch *watch, const struct fl_watch_look *look)
{
	return same_dispatch(watch, look) &&
	       look->cpu_nanos - watch->last_cpu_nanos < (look->wall_nanos - watch->last_wall_nanos) / 2;
}

static enum fl_watch_verdict judge_consumption(struct fl_watch *watch, const struct fl_watch_look *look)
{
	if (look->answered != look->serial)
		return FL_WATCH_ASK;
	if (!watch->answered) {
		watch->answered = true;
		watch->answered_cpu_nanos = look->cpu_nanos;
		return FL_WATCH_WELL;
	}
	return look->cpu_nanos - watch->answered_cpu_nanos >= FL_WATCH_ANSWERED_CPU_NANOS ? FL_WATCH_CONDEMN
											  : FL_WATCH_WELL;
}

static enum fl_watch_verdict judge_sleep(struct fl_watch *watch, const struct fl_watch_look *look)
{
	watch->asleep_looks = look->asleep ? watch->asleep_looks + 1 : 0;
	if (watch->sleep_told || watch->asleep_looks < FL_WATCH_SLEEP_LOOKS ||
		look->wall_nanos - watch->since_wall_nanos < FL_WATCH_SLEEP_NANOS)
		return FL_WATCH_WELL;
	watch->sleep_told = true;
	return FL_WATCH_SLEEPS;
}

enum fl_watch_verdict fl_watch_judge(
	struct fl_watch *watch, const struct fl_watch_look *look, const struct fl_watch_limits *limits)
{
	if (!same_dispatch(watch, look)) {
		*watch = (struct fl_watch){
			.serial = look->serial,
			.since_cpu_nanos = look->cpu_nanos,
			.since_wall_nanos = look->wall_nanos,
		};
	}
	watch->last_cpu_nanos = look->cpu_nanos;
	watch->last_wall_nanos = look->wall_nanos;
	if (look->serial % 2 == 0)
		return FL_WATCH_WELL;
	if (look->cpu_nanos - watch->since_cpu_nanos > limits->dispatch_cpu_nanos)
		return judge_consumption(watch, look);
	return judge_sleep(watch, look);
}
