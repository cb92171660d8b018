package dev.fairlane.operator.cycle;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Runs one pool's cycle on a thread of its own: when woken, and at the latest when a time is over.
 */
final class CycleRunner {

  private final WakeSignal signal = new WakeSignal();
  private final BooleanSupplier turn;
  private final Supplier<Duration> longest;
  private final Duration gather;
  private final Thread thread;

  /**
   * @param turn one turn; false ends the runner. It must not throw
   * @param longest the longest time until the next turn, asked before each wait
   * @param gather wakes within this time make one turn
   */
  CycleRunner(String pool, BooleanSupplier turn, Supplier<Duration> longest, Duration gather) {
    this.turn = turn;
    this.longest = longest;
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
        signal.await(longest.get(), gather);
      } while (turn.getAsBoolean());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
