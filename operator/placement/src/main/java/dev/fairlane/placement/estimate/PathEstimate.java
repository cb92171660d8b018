package dev.fairlane.placement.estimate;

/**
 * What is known of a path.
 *
 * @param demand what it would use
 * @param cost what its packets cost
 * @param missedWindows windows in a row that told nothing of it
 */
public record PathEstimate(Demand demand, Cost cost, int missedWindows) {

  /** Nothing is known yet. */
  public static final PathEstimate UNKNOWN = new PathEstimate(Demand.UNKNOWN, Cost.UNKNOWN, 0);

  private static final int STALE_WINDOWS = 6;

  PathEstimate next(PathWindow window) {
    return new PathEstimate(demand.next(window), cost.next(window), 0);
  }

  PathEstimate missed() {
    return new PathEstimate(demand, cost, Math.min(STALE_WINDOWS, missedWindows + 1));
  }

  /** Whether it is too old to act on. */
  public boolean isStale() {
    return missedWindows >= STALE_WINDOWS;
  }
}
