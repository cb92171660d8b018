package dev.fairlane.placement.rebalance;

import dev.fairlane.placement.estimate.Window;
import java.util.List;

/**
 * What a tick is told beside the pool.
 *
 * @param nowSeconds of any clock that only goes forward
 * @param windows what the forwarders did since the last tick
 * @param staleForwarders names of those without a fresh report
 * @param movesInFlight paths on their way
 * @param moveBudget the most paths that a plan may move; 0 or more
 * @param windowOpen whether moves are allowed at this time
 * @param approved the plan that was approved, as {@link Decision#planId} names it; empty for none
 */
public record Tick(
    long nowSeconds,
    List<Window> windows,
    List<String> staleForwarders,
    int movesInFlight,
    int moveBudget,
    boolean windowOpen,
    String approved) {

  public Tick {
    windows = List.copyOf(windows);
    staleForwarders = List.copyOf(staleForwarders);
  }
}
