package dev.fairlane.placement.verdict;

/** Why there is a plan. */
public enum Cause {
  /** Demands changed; waits for the cool-down. */
  DEMAND,
  /** A router was set up. */
  SET_UP,
  /** An entitlement changed. */
  ENTITLEMENT,
  /** A cost changed, and that was confirmed. */
  COST;

  /** The paper's three act at the next tick. */
  boolean waitsForCoolDown() {
    return this == DEMAND;
  }
}
