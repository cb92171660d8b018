package dev.fairlane.placement.fairness;

import java.util.Arrays;
import java.util.Comparator;

/**
 * Weighted max-min fairness with floors and limits: there is one level, and everybody receives
 * level * weight, but not less than the floor and not more than the limit.
 */
public final class MaxMin {

  private MaxMin() {}

  /** The water level at which a vessel opens (its floor is passed) or is full. */
  private record Step(double level, double weight) {}

  /** At the same level those that open come first, so that the open weight is never below 0. */
  private static final Comparator<Step> BY_LEVEL =
      Comparator.comparingDouble(Step::level)
          .thenComparing(Comparator.comparingDouble(Step::weight).reversed());

  /**
   * @param capacity what there is to divide; 0 or more
   * @param weights above 0
   * @param floors 0 or more, with a sum within the capacity; a floor above its limit counts as the
   *     limit
   * @param limits 0 or more
   * @return the parts; their sum is the smaller of the capacity and the sum of the limits
   */
  public static double[] divide(
      double capacity, double[] weights, double[] floors, double[] limits) {
    double level = level(capacity, weights, floors, limits);
    double[] parts = new double[weights.length];
    for (int i = 0; i < parts.length; i++) {
      double floor = Math.min(floors[i], limits[i]);
      parts[i] = Math.min(limits[i], Math.max(floor, level * weights[i]));
    }
    return parts;
  }

  private static double level(double capacity, double[] weights, double[] floors, double[] limits) {
    Step[] steps = new Step[2 * weights.length];
    double left = capacity;
    for (int i = 0; i < weights.length; i++) {
      double floor = Math.min(floors[i], limits[i]);
      left -= floor;
      steps[2 * i] = new Step(floor / weights[i], weights[i]);
      steps[2 * i + 1] = new Step(limits[i] / weights[i], -weights[i]);
    }
    Arrays.sort(steps, BY_LEVEL);
    double level = 0;
    double open = 0;
    for (Step step : steps) {
      double wanted = open * (step.level() - level);
      if (wanted >= left) {
        return open > 0 ? level + Math.max(0, left) / open : level;
      }
      left -= Math.max(0, wanted);
      level = step.level();
      open = Math.max(0, open + step.weight());
    }
    return level;
  }
}
