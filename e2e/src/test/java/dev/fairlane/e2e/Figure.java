package dev.fairlane.e2e;

import java.math.BigDecimal;

/**
 * One measured figure, as every benchmark of the project writes it.
 *
 * @param low lower end of the interval; null without one
 * @param high upper end of the interval; null without one
 * @param goal what is asked for, for example {@code <= 10}
 * @param holds null where it cannot be judged
 */
record Figure(
    String name,
    double value,
    String unit,
    Double low,
    Double high,
    String goal,
    Boolean holds,
    String note) {

  static Figure atMost(String name, double value, String unit, double limit, String note) {
    return new Figure(name, value, unit, null, null, "<= " + plain(limit), value <= limit, note);
  }

  static Figure atLeast(String name, double value, String unit, double limit, String note) {
    return new Figure(name, value, unit, null, null, ">= " + plain(limit), value >= limit, note);
  }

  private static String plain(double limit) {
    return BigDecimal.valueOf(limit).stripTrailingZeros().toPlainString();
  }
}
