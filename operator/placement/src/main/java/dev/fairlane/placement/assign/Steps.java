package dev.fairlane.placement.assign;

/** Units: figures are millionths of a core (ppm), and are compared in steps of 0.01 core. */
final class Steps {

  static final int CORE_PPM = 1_000_000;

  /** The steps of a whole core. */
  static final int CORE = 100;

  private static final int STEP_PPM = CORE_PPM / CORE;

  private Steps() {}

  /** The nearest step; half a step counts as the smaller. */
  static int of(long ppm) {
    return Math.toIntExact(Math.max(0, ppm + STEP_PPM / 2 - 1) / STEP_PPM);
  }

  /**
   * The steps of a worker's load. It is never more than a core: demands beyond that are a
   * convention, since nobody knows what a backlogged path would use, and to divide them more evenly
   * than fairness asks for would only move paths.
   */
  static int ofLoad(long demandPpm) {
    return of(Math.min(CORE_PPM, demandPpm));
  }

  /** The most that counts as that many steps. */
  static long mostPpm(int steps) {
    return (long) steps * STEP_PPM + STEP_PPM / 2;
  }

  static long ppm(double cores) {
    return Math.round(cores * CORE_PPM);
  }
}
