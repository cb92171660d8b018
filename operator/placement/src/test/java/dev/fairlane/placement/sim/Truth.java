package dev.fairlane.placement.sim;

import dev.fairlane.placement.estimate.PathName;
import dev.fairlane.placement.fairness.Achievable;
import dev.fairlane.placement.fairness.FairShare;
import dev.fairlane.placement.fairness.FairShares;
import dev.fairlane.placement.fairness.PathLoad;
import dev.fairlane.placement.fairness.RouterClaim;
import dev.fairlane.placement.fairness.Shortfall;
import dev.fairlane.placement.rebalance.Pool;
import dev.fairlane.placement.rebalance.RunningPath;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What really is due and happens, which no strategy is told. */
record Truth(double shortfallCores, double loadCores) {

  static Truth of(Pool pool, Map<PathName, Double> offeredCores) {
    List<List<PathLoad>> workers = new ArrayList<>();
    double largest = 0;
    for (List<RunningPath> paths : VirtualForwarder.byWorker(pool)) {
      List<PathLoad> loads = VirtualForwarder.loads(pool, paths, offeredCores);
      workers.add(loads);
      double load = loads.stream().mapToDouble(PathLoad::demandCores).sum();
      largest = Math.max(largest, Math.min(1, load));
    }
    Map<String, Double> due = due(pool, offeredCores);
    return new Truth(Shortfall.largest(due, Achievable.cores(workers)), largest);
  }

  /** Nothing runs: everybody lacks all that is due. */
  static Truth down(Pool pool, Map<PathName, Double> offeredCores) {
    return new Truth(Shortfall.largest(due(pool, offeredCores), Map.of()), 0);
  }

  /** By the routers' names. */
  static Map<String, Double> due(Pool pool, Map<PathName, Double> offeredCores) {
    Map<String, List<Double>> demands = new HashMap<>();
    pool.paths()
        .forEach(
            path ->
                demands
                    .computeIfAbsent(path.name().router(), router -> new ArrayList<>())
                    .add(Math.min(1, offeredCores.get(path.name()))));
    List<RouterClaim> claims =
        pool.routers().stream()
            .map(
                right ->
                    new RouterClaim(
                        right.router(),
                        right.tenant(),
                        right.weight(),
                        right.floorCores(),
                        right.ceilingCores(),
                        right.createdSeconds(),
                        demands.get(right.router())))
            .toList();
    int workers = pool.sites().stream().mapToInt(site -> site.workers().size()).sum();
    Map<String, FairShare> shares = FairShares.divide(workers, workers, pool.tenants(), claims);
    Map<String, Double> due = new HashMap<>();
    shares.forEach((router, share) -> due.put(router, share.cores()));
    return due;
  }
}
