#include "core/worker_classify.h"

#include "core/dispatch.h"
#include "core/worker_time.h"

static bool turn(struct fl_worker *worker, struct fl_classifier *classifier)
{
	fl_dispatch_settle(worker); // the turn's time is its own
	if (fl_classifier_turn(classifier) == 0) {
		worker->account.empty += fl_worker_turn_own(worker);
		return false;
	}
	uint64_t cycles = fl_worker_turn_own(worker);
	uint64_t booked = fl_classifier_book(classifier, cycles);

	worker->account.busy += booked;
	worker->account.classifier += booked;
	worker->account.overhead += cycles - booked;
	return true;
}

bool fl_worker_classify_run(struct fl_worker *worker)
{
	bool had_work = false;

	for (uint32_t i = 0; i < worker->classifier_count; i++)
		had_work |= turn(worker, worker->classifiers[i]);
	return had_work;
}

static uint32_t index_of(const struct fl_worker *worker, const struct fl_classifier *classifier)
{
	uint32_t index = 0;

	while (index < worker->classifier_count && worker->classifiers[index] != classifier)
		index++;
	return index;
}

bool fl_worker_classify_has(const struct fl_worker *worker, const struct fl_classifier *classifier)
{
	return index_of(worker, classifier) < worker->classifier_count;
}

void fl_worker_classify_take(struct fl_worker *worker, const struct fl_order *order)
{
	struct fl_classifier *classifier = order->classifier;

	classifier->table = order->table;
	classifier->fifo = order->fifo;
	if (fl_worker_classify_has(worker, classifier))
		return;
	worker->classifiers[worker->classifier_count++] = classifier;
	__atomic_store_n(&classifier->attached, true, __ATOMIC_RELAXED);
}

void fl_worker_classify_let_go(struct fl_worker *worker, struct fl_classifier *classifier)
{
	worker->classifiers[index_of(worker, classifier)] = worker->classifiers[worker->classifier_count - 1];
	worker->classifier_count--;
	__atomic_store_n(&classifier->attached, false, __ATOMIC_RELEASE);
}
