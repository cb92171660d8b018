package dev.fairlane.placement.estimate;

import java.util.Arrays;

/**
 * The last values of a figure that stays the same for a while: their median, and how far they are
 * spread. A value far from the others is left out; several in a row on one side are a confirmed
 * change, and the series starts anew with them. Immutable.
 */
public final class Series {

  /** Turns the median distance to the median into a standard deviation, for a normal spread. */
  private static final double MAD_TO_SIGMA = 1.4826;

  /** A value is far when it is that many spreads away. */
  private static final double FAR_SPREADS = 4;

  /** With fewer values their spread is not known well enough to call another one far. */
  private static final int FEW = 16;

  private static final int MOST = 30;

  private final Rule rule;
  private final double[] values;
  private final double[] strays;
  private final int changes;
  private final double median;
  private final double spread;

  /**
   * What is a change of a figure.
   *
   * @param relative the least that is one, as a part of the median
   * @param absolute the least that is one, in the figure's unit
   * @param confirmations values in a row that confirm one; 1 or more
   */
  record Rule(double relative, double absolute, int confirmations) {

    /** The least distance to a median that is a change. */
    double leastFor(double median) {
      return Math.max(relative * median, absolute);
    }
  }

  private Series(Rule rule, double[] values, double[] strays, int changes) {
    this.rule = rule;
    this.values = values;
    this.strays = strays;
    this.changes = changes;
    this.median = median(values);
    this.spread = spread(values, median);
  }

  private Series(Series other, double[] strays) {
    this.rule = other.rule;
    this.values = other.values;
    this.strays = strays;
    this.changes = other.changes;
    this.median = other.median;
    this.spread = other.spread;
  }

  /** A series without a value. */
  static Series empty(Rule rule) {
    return new Series(rule, new double[0], new double[0], 0);
  }

  /** The series with one more value. */
  Series next(double value) {
    double distance = value - median;
    boolean far = values.length >= FEW && Math.abs(distance) > farDistance();
    if (!far) {
      return new Series(rule, append(values, value), new double[0], changes);
    }
    boolean sameSide = strays.length > 0 && (strays[0] > median) == (distance > 0);
    double[] now = sameSide ? append(strays, value) : new double[] {value};
    return now.length < rule.confirmations()
        ? new Series(this, now)
        : new Series(rule, now, new double[0], changes + 1);
  }

  private double farDistance() {
    return Math.max(FAR_SPREADS * spread, rule.leastFor(median));
  }

  /** The number of values that the median is of; 0 to 30. */
  public int size() {
    return values.length;
  }

  /** The estimate; 0 without a value. */
  public double median() {
    return median;
  }

  /** A robust standard deviation of the values; 0 with fewer than two. */
  public double spread() {
    return spread;
  }

  /** Confirmed changes since the start. */
  public int changes() {
    return changes;
  }

  private static double[] append(double[] values, double value) {
    int kept = Math.min(values.length, MOST - 1);
    double[] next = Arrays.copyOfRange(values, values.length - kept, values.length + 1);
    next[kept] = value;
    return next;
  }

  private static double spread(double[] values, double median) {
    double[] distances = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      distances[i] = Math.abs(values[i] - median);
    }
    return MAD_TO_SIGMA * medianOfOwn(distances);
  }

  private static double median(double[] values) {
    return medianOfOwn(values.clone());
  }

  /** Sorts the array. */
  private static double medianOfOwn(double[] values) {
    if (values.length == 0) {
      return 0;
    }
    Arrays.sort(values);
    int middle = values.length / 2;
    return values.length % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
  }
}
