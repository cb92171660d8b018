package dev.fairlane.operator.cycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class WakeSignalTest {

  private static final Duration LONG = Duration.ofMinutes(10);

  private final WakeSignal signal = new WakeSignal();

  @Test
  void remembersAWakeFromBefore() throws InterruptedException {
    signal.wake();

    signal.await(LONG, Duration.ZERO);
  }

  @Test
  void makesOneOfWakesThatComeTogether() throws InterruptedException {
    signal.wake();
    signal.wake();
    signal.await(LONG, Duration.ofMillis(10));

    long start = System.nanoTime();
    signal.await(Duration.ofMillis(50), Duration.ZERO);

    assertThat(Duration.ofNanos(System.nanoTime() - start))
        .isGreaterThanOrEqualTo(Duration.ofMillis(50));
  }

  @Test
  void wakesAThreadThatWaits() throws InterruptedException {
    Thread waker = Thread.ofVirtual().start(signal::wake);

    signal.await(LONG, Duration.ZERO);

    waker.join();
  }
}
