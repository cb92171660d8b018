package dev.fairlane.operator.cycle;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Wakes one waiting thread; wakes that come close together make one. Any thread wakes, one waits.
 */
final class WakeSignal {

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private boolean woken;

  void wake() {
    lock.lock();
    try {
      woken = true;
      changed.signal();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Returns after a wake, at the earliest when {@code gather} is over so that further wakes join
   * it, or when {@code longest} is over. A wake from before the call counts.
   */
  void await(Duration longest, Duration gather) throws InterruptedException {
    lock.lock();
    try {
      long nanos = longest.toNanos();
      while (!woken && nanos > 0) {
        nanos = changed.awaitNanos(nanos);
      }
      if (woken) {
        gather(gather);
      }
      woken = false;
    } finally {
      lock.unlock();
    }
  }

  private void gather(Duration time) throws InterruptedException {
    long nanos = time.toNanos();
    while (nanos > 0) {
      nanos = changed.awaitNanos(nanos);
    }
  }
}
