package dev.fairlane.placement.verdict;

/** What to do with a plan, in the order in which it is asked. */
public enum VerdictKind {
  /** A forwarder has no fresh report, or has told nothing of its paths' demands yet. */
  NOT_READY("NotReady"),
  /** Rebalancing is off. */
  DISABLED("Disabled"),
  /** A move is in flight. */
  BUSY("Busy"),
  /** The last move is too recent. */
  COOLING_DOWN("CoolingDown"),
  /** Nothing is wrong enough. */
  WITHIN_THRESHOLD("WithinThreshold"),
  /** The plan would not help enough. */
  NO_IMPROVEMENT("NoImprovement"),
  /** A move of the plan did not bring lately what it promised. */
  INEFFECTIVE("Ineffective"),
  /** The maintenance window is closed. */
  OUTSIDE_WINDOW("OutsideWindow"),
  /** The plan interrupts somebody, and nobody allowed that. */
  NEEDS_DISRUPTION("NeedsDisruption"),
  /** The plan is shown, and waits for approval. */
  RECOMMEND("Recommend"),
  /** The plan is realized. */
  MOVE("Move");

  private final String reason;

  VerdictKind(String reason) {
    this.reason = reason;
  }

  /** The reason of a condition or an Event. */
  public String reason() {
    return reason;
  }
}
