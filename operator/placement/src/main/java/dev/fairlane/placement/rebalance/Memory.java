package dev.fairlane.placement.rebalance;

import dev.fairlane.placement.estimate.Estimates;
import dev.fairlane.placement.estimate.PathEstimate;
import dev.fairlane.placement.estimate.PathName;
import dev.fairlane.placement.verdict.LoadWatch;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;

/**
 * What one tick leaves to the next.
 *
 * @param estimates of the paths
 * @param entitledCores of the routers at the last tick, by name
 * @param watch the load trigger's memory; workers are numbered through the pool
 * @param movedAtSeconds when the last plan was realized; empty for never
 * @param expectation what it promised; empty when that was compared
 * @param blocks paths whose last move did not bring what it promised
 */
public record Memory(
    Estimates estimates,
    Map<String, Double> entitledCores,
    LoadWatch watch,
    OptionalLong movedAtSeconds,
    Optional<Expectation> expectation,
    Map<PathName, Block> blocks) {

  public static final Memory NEW =
      new Memory(
          Estimates.NOTHING,
          Map.of(),
          LoadWatch.NEW,
          OptionalLong.empty(),
          Optional.empty(),
          Map.of());

  public Memory {
    entitledCores = new TreeMap<>(entitledCores);
    blocks = new TreeMap<>(blocks);
  }

  /** The paths that are blocked at a time, in order. */
  List<PathName> blocked(long nowSeconds) {
    return blocks.entrySet().stream()
        .filter(entry -> entry.getValue().untilSeconds() > nowSeconds)
        .map(Map.Entry::getKey)
        .toList();
  }

  /**
   * The same without what was learned of the paths of these routers: another router of the same
   * name has paths of its own.
   */
  public Memory withoutPathsOf(Set<String> routers) {
    Map<PathName, PathEstimate> kept = new TreeMap<>(estimates.paths());
    kept.keySet().removeIf(path -> routers.contains(path.router()));
    Map<PathName, Block> otherBlocks = new TreeMap<>(blocks);
    otherBlocks.keySet().removeIf(path -> routers.contains(path.router()));
    return new Memory(
        new Estimates(kept), entitledCores, watch, movedAtSeconds, expectation, otherBlocks);
  }

  /** After a plan that is realized now. */
  Memory moved(Expectation promised, long nowSeconds) {
    return new Memory(
        estimates,
        entitledCores,
        watch,
        OptionalLong.of(nowSeconds),
        Optional.of(promised),
        blocks);
  }
}
