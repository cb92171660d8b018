package dev.fairlane.placement.assign;

/** Counts the nodes of a search, and ends it when there were too many. */
final class NodeBudget {
  private final long most;
  private long spent;

  NodeBudget(long most) {
    this.most = most;
  }

  /**
   * @return whether the search has to end
   */
  boolean spend() {
    return ++spent >= most;
  }

  boolean isSpent() {
    return spent >= most;
  }

  /** Nodes so far. */
  long nodes() {
    return spent;
  }
}
