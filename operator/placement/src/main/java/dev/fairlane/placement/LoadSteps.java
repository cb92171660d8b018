package dev.fairlane.placement;

/** Loads are compared in steps of 0.01 core, so that rounding decides nothing. */
final class LoadSteps {

  private static final double STEP_CORES = 0.01;

  private LoadSteps() {}

  static int compare(double a, double b) {
    return Long.compare(Math.round(a / STEP_CORES), Math.round(b / STEP_CORES));
  }
}
