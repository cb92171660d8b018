package dev.fairlane.placement.rebalance;

import dev.fairlane.placement.assign.WorkerSlot;
import dev.fairlane.placement.estimate.Estimates;
import dev.fairlane.placement.estimate.PathEstimate;
import dev.fairlane.placement.estimate.PathName;
import dev.fairlane.placement.fairness.Achievable;
import dev.fairlane.placement.fairness.FairShares;
import dev.fairlane.placement.fairness.PathLoad;
import dev.fairlane.placement.fairness.RouterClaim;
import dev.fairlane.placement.fairness.Shortfall;
import dev.fairlane.placement.verdict.Forecast;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What follows from a pool and the estimates of its paths, wherever the paths run. */
final class Outlook {

  /** How many standard errors noise may be worth: beyond four it is none. */
  private static final double NOISE_ERRORS = 4;

  private final Pool pool;
  private final Map<PathName, PathLoad> loads = new HashMap<>();
  private final Map<PathName, Double> errors = new HashMap<>();
  private final Map<String, Double> dueCores = new TreeMap<>();
  private final List<String> unheardForwarders;

  Outlook(Pool pool, Estimates estimates) {
    this.pool = pool;
    Map<String, List<RunningPath>> pathsOf = new HashMap<>();
    for (RunningPath path : pool.paths()) {
      pathsOf.computeIfAbsent(path.name().router(), router -> new ArrayList<>()).add(path);
    }
    List<RouterClaim> claims = new ArrayList<>();
    for (RouterRight right : pool.routers()) {
      claims.add(claim(right, pathsOf.getOrDefault(right.router(), List.of()), estimates));
    }
    unheardForwarders = unheardForwarders(pool, estimates);
    int cores = pool.sites().stream().mapToInt(site -> site.workers().size()).sum();
    int most = pool.sites().stream().mapToInt(site -> site.workers().size()).max().orElse(0);
    FairShares.divide(cores, most, pool.tenants(), claims)
        .forEach((router, share) -> dueCores.put(router, share.cores()));
  }

  private RouterClaim claim(RouterRight right, List<RunningPath> paths, Estimates estimates) {
    List<Double> demands = new ArrayList<>();
    for (RunningPath path : paths) {
      double share = right.entitledCores() / paths.size();
      double most = Math.min(1, right.ceilingCores().orElse(Double.MAX_VALUE) / paths.size());
      PathEstimate estimate = estimates.of(path.name());
      double known = estimate.demand().isKnown() ? estimate.demand().cores() : share;
      double demand = Math.min(most, known);
      demands.add(demand);
      loads.put(path.name(), new PathLoad(right.router(), path.name().path(), share, demand));
      errors.put(path.name(), estimate.demand().errorCores());
    }
    return new RouterClaim(
        right.router(),
        right.tenant(),
        right.weight(),
        right.floorCores(),
        right.ceilingCores(),
        right.createdSeconds(),
        demands);
  }

  private static List<String> unheardForwarders(Pool pool, Estimates estimates) {
    Map<String, Boolean> heard = new TreeMap<>();
    for (RunningPath path : pool.paths()) {
      boolean isKnown = estimates.of(path.name()).demand().isKnown();
      heard.merge(path.forwarder(), isKnown, Boolean::logicalOr);
    }
    return heard.keySet().stream().filter(forwarder -> !heard.get(forwarder)).toList();
  }

  /** The forwarders of none of whose paths a demand is known yet, in order. */
  List<String> unheardForwarders() {
    return unheardForwarders;
  }

  Map<String, Double> dueCores() {
    return dueCores;
  }

  PathLoad load(PathName path) {
    return loads.get(path);
  }

  /** What the present assignment lets each router have, by name. */
  Map<String, Double> achievableCores() {
    return Achievable.cores(loadsByWorker(pool.paths()));
  }

  private List<List<PathLoad>> loadsByWorker(List<RunningPath> paths) {
    return byWorker(paths).stream().map(names -> names.stream().map(loads::get).toList()).toList();
  }

  /** What an assignment of the pool's paths brings. */
  Forecast forecast(List<RunningPath> paths) {
    List<List<PathLoad>> onWorkers = loadsByWorker(paths);
    double shortfall = Shortfall.largest(dueCores, Achievable.cores(onWorkers));
    List<Double> busy =
        onWorkers.stream()
            .map(
                onWorker -> Math.min(1, onWorker.stream().mapToDouble(PathLoad::demandCores).sum()))
            .toList();
    double largestPath = loads.values().stream().mapToDouble(PathLoad::demandCores).max().orElse(0);
    return new Forecast(shortfall, busy, largestPath);
  }

  /** What noise can make of a shortfall: that of the demands on the least certain worker. */
  double noiseCores() {
    double largest = 0;
    for (List<PathName> names : byWorker(pool.paths())) {
      double variance = 0;
      for (PathName name : names) {
        variance += errors.get(name) * errors.get(name);
      }
      largest = Math.max(largest, variance);
    }
    return NOISE_ERRORS * Math.sqrt(largest);
  }

  /** The paths of each worker, by site and index. */
  private List<List<PathName>> byWorker(List<RunningPath> paths) {
    List<List<PathName>> all = new ArrayList<>();
    Map<String, Map<Integer, List<PathName>>> bySite = new HashMap<>();
    for (Site site : pool.sites()) {
      Map<Integer, List<PathName>> workers = new HashMap<>();
      bySite.put(site.forwarder(), workers);
      for (WorkerSlot slot : site.workers()) {
        List<PathName> onWorker = new ArrayList<>();
        workers.put(slot.index(), onWorker);
        all.add(onWorker);
      }
    }
    paths.forEach(path -> bySite.get(path.forwarder()).get(path.worker()).add(path.name()));
    return all;
  }
}
