package dev.fairlane.placement.assign;

import java.util.List;

/**
 * An assignment, and what is known of how good it is.
 *
 * @param paths ordered by router and name
 * @param objective its figures
 * @param method how it was found
 * @param bound no assignment has a smaller shortfall, and none of that shortfall a smaller load;
 *     the objective itself when it is exact
 * @param nodes visited by the search; 0 when there was none
 */
public record Solution(
    List<PlacedPath> paths, Objective objective, Method method, Objective bound, long nodes) {

  private static final double STEP_CORES = 0.01;

  /** How an assignment was found. */
  public enum Method {
    /** By a search that proved that none is better. */
    EXACT,
    /**
     * By a search that proved that none has a smaller shortfall, and none of this a smaller load;
     * spread and moves are without proof.
     */
    BALANCED,
    /** Without proof. */
    HEURISTIC
  }

  public Solution {
    paths = List.copyOf(paths);
  }

  /** How far the largest shortfall is from its bound, in cores. */
  public double shortfallGapCores() {
    return (objective.shortfallSteps() - bound.shortfallSteps()) * STEP_CORES;
  }

  /** How far the largest load is from its bound, in cores. */
  public double loadGapCores() {
    return (objective.loadSteps() - bound.loadSteps()) * STEP_CORES;
  }
}
