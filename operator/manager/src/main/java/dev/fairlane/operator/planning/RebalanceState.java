package dev.fairlane.operator.planning;

import dev.fairlane.placement.estimate.PathName;
import dev.fairlane.placement.estimate.Reading;
import dev.fairlane.placement.rebalance.Memory;
import java.util.Map;

/**
 * What one tick of a pool's rebalancing leaves to the next. Lives in the operator's memory alone: a
 * new leader starts with {@link #NEW} and learns again.
 *
 * @param nowSeconds when that tick was
 * @param memory of the decisions
 * @param readings the counters at the last tick, by forwarder
 * @param programs what each router did at the last tick, by NAMESPACE/NAME
 * @param awaySeconds since when a path is not where it is assigned to
 */
public record RebalanceState(
    long nowSeconds,
    Memory memory,
    Map<String, Reading> readings,
    Map<String, RouterProgram> programs,
    Map<PathName, Long> awaySeconds) {

  public static final RebalanceState NEW =
      new RebalanceState(0, Memory.NEW, Map.of(), Map.of(), Map.of());

  public RebalanceState {
    readings = Map.copyOf(readings);
    programs = Map.copyOf(programs);
    awaySeconds = Map.copyOf(awaySeconds);
  }
}
