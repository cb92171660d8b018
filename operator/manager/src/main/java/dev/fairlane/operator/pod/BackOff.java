package dev.fairlane.operator.pod;

import java.time.Duration;

/**
 * Waiting times that double with each failure in a row. Pure.
 *
 * @param first the wait after the first failure, at least 1 ms
 * @param longest no wait is longer
 */
public record BackOff(Duration first, Duration longest) {

  private static final int MOST_DOUBLINGS = 30;

  /**
   * What a pod that the node refuses is given: soon once, then rarely enough to leave the node
   * alone.
   */
  public static BackOff ofPods() {
    return new BackOff(Duration.ofSeconds(2), Duration.ofMinutes(5));
  }

  public BackOff {
    if (first.toMillis() < 1 || longest.compareTo(first) < 0) {
      throw new IllegalArgumentException(
          "0 < first <= longest does not hold: %s, %s".formatted(first, longest));
    }
  }

  /**
   * @param failures number of failures in a row, at least 1
   */
  public Duration waitAfter(int failures) {
    if (failures < 1) {
      throw new IllegalArgumentException("there is no wait after %d failures".formatted(failures));
    }
    long factor = 1L << Math.min(failures - 1, MOST_DOUBLINGS);
    long millis = Math.min(first.toMillis(), Long.MAX_VALUE / factor) * factor;
    return Duration.ofMillis(Math.min(millis, longest.toMillis()));
  }
}
