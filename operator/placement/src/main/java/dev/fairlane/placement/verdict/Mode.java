package dev.fairlane.placement.verdict;

/** What rebalancing may do. */
public enum Mode {
  OFF,
  /** Plans wait for approval. */
  RECOMMEND,
  AUTO
}
