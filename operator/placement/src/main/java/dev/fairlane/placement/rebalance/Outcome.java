package dev.fairlane.placement.rebalance;

import dev.fairlane.placement.verdict.Forecast;

/**
 * What came of a plan that was realized 70 s ago.
 *
 * @param promise what it promised
 * @param actual what the assignment brings by what was measured since
 */
public record Outcome(Expectation promise, Forecast actual) {

  /** Whether less than half of the promised gain came true: its paths are blocked for a while. */
  public boolean isBroken() {
    return promise.isBrokenBy(actual.shortfallCores());
  }
}
