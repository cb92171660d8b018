package dev.fairlane.kubectl.top;

/** No more digits than a reader or a program can use. Pure. */
final class Rounded {

  private static final double THOUSAND = 1000;
  private static final double TEN = 10;

  private Rounded() {}

  /** Cores, to a thousandth. */
  static double cores(double value) {
    return Math.rint(value * THOUSAND) / THOUSAND;
  }

  static double tenth(double value) {
    return Math.rint(value * TEN) / TEN;
  }

  static double whole(double value) {
    return Math.rint(value);
  }
}
