package dev.fairlane.placement.assign;

import java.util.Comparator;

/**
 * What an assignment is judged by; the smaller is better, the first figure that differs decides.
 *
 * @param shortfallSteps the largest shortfall of a router, in steps of 0.01 core
 * @param loadSteps the largest load of a worker, in steps of 0.01 core; at most 100, however much
 *     its paths demand
 * @param spread cache domains that routers use beyond their first, summed over the routers
 * @param moves paths that leave their present worker
 */
public record Objective(int shortfallSteps, int loadSteps, int spread, int moves)
    implements Comparable<Objective> {

  private static final Comparator<Objective> ORDER =
      Comparator.comparingInt(Objective::shortfallSteps)
          .thenComparingInt(Objective::loadSteps)
          .thenComparingInt(Objective::spread)
          .thenComparingInt(Objective::moves);

  @Override
  public int compareTo(Objective other) {
    return ORDER.compare(this, other);
  }

  /** The two figures that do not depend on which of two like workers is which. */
  Objective withoutTies() {
    return new Objective(shortfallSteps, loadSteps, 0, 0);
  }

  /** The same for those who do not mind moves. */
  Objective withoutMoves() {
    return new Objective(shortfallSteps, loadSteps, spread, 0);
  }
}
