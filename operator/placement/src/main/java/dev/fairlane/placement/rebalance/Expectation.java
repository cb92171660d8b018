package dev.fairlane.placement.rebalance;

import dev.fairlane.placement.estimate.PathName;
import java.util.List;

/**
 * What a plan promised, to be compared with what came of it.
 *
 * @param paths those that it moved
 * @param beforeCores the largest shortfall before
 * @param promisedCores the largest shortfall that it predicted
 * @param judgedAtSeconds when it is compared
 */
public record Expectation(
    List<PathName> paths, double beforeCores, double promisedCores, long judgedAtSeconds) {

  /** Long enough for the demand of a relieved path to decay. */
  private static final long JUDGED_AFTER_SECONDS = 70;

  /** The step in which loads are compared. */
  private static final double LEAST_CORES = 0.01;

  /** The part of the promised gain that has to come true. */
  private static final double SUFFICIENT = 0.5;

  public Expectation {
    paths = List.copyOf(paths);
  }

  static Expectation of(List<Move> moves, double before, double promised, long nowSeconds) {
    return new Expectation(
        moves.stream().map(Move::path).toList(),
        before,
        promised,
        nowSeconds + JUDGED_AFTER_SECONDS);
  }

  /** A plan that promised no such gain, but a more even load, cannot break its promise. */
  boolean isBrokenBy(double measuredCores) {
    return beforeCores - promisedCores >= LEAST_CORES
        && beforeCores - measuredCores < SUFFICIENT * (beforeCores - promisedCores);
  }
}
