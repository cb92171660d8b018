package dev.fairlane.placement.assign;

/** Units: figures are millionths of a core (ppm), and are compared in steps of 0.01 core. */
final class Steps {

  static final int CORE_PPM = 1_000_000;
  private static final int STEP_PPM = 10_000;

  private Steps() {}

  /** The nearest step; half a step counts as the smaller. */
  static int of(long ppm) {
    return Math.toIntExact(Math.max(0, ppm + STEP_PPM / 2 - 1) / STEP_PPM);
  }

  /** The most that counts as that many steps. */
  static long mostPpm(int steps) {
    return (long) steps * STEP_PPM + STEP_PPM / 2;
  }

  static long ppm(double cores) {
    return Math.round(cores * CORE_PPM);
  }
}
