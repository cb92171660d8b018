package dev.fairlane.operator.cycle;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Runs one pool's cycle on a thread of its own: when woken, and at least once in an interval. */
final class CycleRunner {

  private final WakeSignal signal = new WakeSignal();
  private final BooleanSupplier turn;
  private final Duration interval;
  private final Duration gather;
  private final Thread thread;

  /**
   * @param turn one turn; false ends the runner. It must not throw
   * @param gather wakes within this time make one turn
   */
  CycleRunner(String pool, BooleanSupplier turn, Duration interval, Duration gather) {
    this.turn = turn;
    this.interval = interval;
    this.gather = gather;
    this.thread = Thread.ofPlatform().daemon().name("cycle-" + pool).unstarted(this::run);
  }

  void start() {
    signal.wake();
    thread.start();
  }

  void wake() {
    signal.wake();
  }

  /** Ends the runner; a turn under way is interrupted where it waits. */
  void stop() {
    thread.interrupt();
  }

  private void run() {
    try {
      do {
        signal.await(interval, gather);
      } while (turn.getAsBoolean());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
