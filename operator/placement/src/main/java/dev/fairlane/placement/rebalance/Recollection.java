package dev.fairlane.placement.rebalance;

import dev.fairlane.placement.estimate.Estimates;
import dev.fairlane.placement.estimate.PathName;
import dev.fairlane.placement.verdict.Cause;
import dev.fairlane.placement.verdict.Forecast;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What a tick makes of what the last one left: why to look, and what to remember. */
final class Recollection {

  private Recollection() {}

  static Cause cause(Memory before, Pool pool, Estimates estimates) {
    Map<String, Double> entitled = entitledCores(pool);
    if (!entitled.keySet().equals(before.entitledCores().keySet())) {
      return Cause.SET_UP;
    }
    if (!entitled.equals(before.entitledCores())) {
      return Cause.ENTITLEMENT;
    }
    return estimates.costChangesSince(before.estimates()).isEmpty() ? Cause.DEMAND : Cause.COST;
  }

  /**
   * @param present what the present assignment brings, by the new estimates
   */
  static Memory next(
      Memory before, Pool pool, Estimates estimates, Forecast present, long nowSeconds) {
    Map<Integer, Double> busy = new HashMap<>();
    for (int worker = 0; worker < present.loadCores().size(); worker++) {
      busy.put(worker, present.loadCores().get(worker));
    }
    Optional<Expectation> judged =
        before.expectation().filter(promise -> promise.judgedAtSeconds() <= nowSeconds);
    return new Memory(
        estimates,
        entitledCores(pool),
        before.watch().next(busy),
        before.movedAtSeconds(),
        judged.isPresent() ? Optional.empty() : before.expectation(),
        blocked(before, judged, present, nowSeconds));
  }

  private static Map<PathName, Block> blocked(
      Memory before, Optional<Expectation> judged, Forecast present, long nowSeconds) {
    Map<PathName, Block> blocked = new TreeMap<>(before.blocks());
    blocked.values().removeIf(block -> block.isForgotten(nowSeconds));
    judged
        .filter(promise -> promise.isBrokenBy(present.shortfallCores()))
        .ifPresent(
            promise ->
                promise
                    .paths()
                    .forEach(
                        path ->
                            blocked.merge(
                                path,
                                Block.first(nowSeconds),
                                (known, first) -> known.again(nowSeconds))));
    return blocked;
  }

  private static Map<String, Double> entitledCores(Pool pool) {
    Map<String, Double> entitled = new TreeMap<>();
    pool.routers().forEach(right -> entitled.put(right.router(), right.entitledCores()));
    return entitled;
  }
}
