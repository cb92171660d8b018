package dev.fairlane.placement.estimate;

/**
 * A mean of which the last values have the most weight: those of some 5 minutes of windows of 10 s.
 *
 * @param value the mean; 0 without a value
 * @param weight the number of values, at most 32
 */
public record Mean(double value, int weight) {

  static final Mean NONE = new Mean(0, 0);

  private static final int MOST = 32;

  Mean next(double one) {
    int count = Math.min(MOST, weight + 1);
    return new Mean(value + (one - value) / count, count);
  }
}
