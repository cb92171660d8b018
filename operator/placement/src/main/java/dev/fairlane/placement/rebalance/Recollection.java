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
   * What came of the last plan, when it is time to compare.
   *
   * @param present what the present assignment brings, by the new estimates
   */
  static Optional<Outcome> outcome(Memory before, Forecast present, long nowSeconds) {
    return before
        .expectation()
        .filter(promise -> promise.judgedAtSeconds() <= nowSeconds)
        .map(promise -> new Outcome(promise, present));
  }

  /**
   * @param present what the present assignment brings, by the new estimates
   * @param outcome what came of the last plan, when it was compared now
   */
  static Memory next(
      Memory before,
      Pool pool,
      Estimates estimates,
      Forecast present,
      Optional<Outcome> outcome,
      long nowSeconds) {
    Map<Integer, Double> busy = new HashMap<>();
    for (int worker = 0; worker < present.loadCores().size(); worker++) {
      busy.put(worker, present.loadCores().get(worker));
    }
    return new Memory(
        estimates,
        entitledCores(pool),
        before.watch().next(busy),
        before.movedAtSeconds(),
        outcome.isPresent() ? Optional.empty() : before.expectation(),
        blocked(before, outcome, nowSeconds));
  }

  private static Map<PathName, Block> blocked(
      Memory before, Optional<Outcome> outcome, long nowSeconds) {
    Map<PathName, Block> blocked = new TreeMap<>(before.blocks());
    blocked.values().removeIf(block -> block.isForgotten(nowSeconds));
    outcome
        .filter(Outcome::isBroken)
        .ifPresent(
            broken ->
                broken
                    .promise()
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
