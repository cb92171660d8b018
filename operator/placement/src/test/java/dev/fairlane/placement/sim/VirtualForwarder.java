package dev.fairlane.placement.sim;

import dev.fairlane.placement.assign.WorkerSlot;
import dev.fairlane.placement.estimate.PathName;
import dev.fairlane.placement.estimate.PathWindow;
import dev.fairlane.placement.estimate.Window;
import dev.fairlane.placement.fairness.Achievable;
import dev.fairlane.placement.fairness.PathLoad;
import dev.fairlane.placement.rebalance.Pool;
import dev.fairlane.placement.rebalance.RouterRight;
import dev.fairlane.placement.rebalance.RunningPath;
import dev.fairlane.placement.rebalance.Site;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * A forwarder in virtual time that obeys its scheduler: on each worker weighted max-min among the
 * routers by their shares. What it cannot serve in a window it drops. The paths of a router on one
 * worker divide its part by what they are offered.
 */
final class VirtualForwarder {

  /** What a forwarder tells that is down, or that has just started anew. */
  static final Window SILENCE = new Window(0, Map.of(), Map.of(), List.of());

  private static final double SECONDS = 10;
  private static final double CYCLES_PER_SECOND = 2.5e9;

  private VirtualForwarder() {}

  /**
   * What the pool's paths do in 10 s.
   *
   * @param offeredCores what each path would use of a core, 0 or more
   * @param costCycles what a packet of each path costs
   */
  static Window run(
      Pool pool, Map<PathName, Double> offeredCores, Map<PathName, Double> costCycles) {
    Map<PathName, PathWindow> windows = new HashMap<>();
    for (List<RunningPath> onWorker : byWorker(pool)) {
      List<PathLoad> loads = loads(pool, onWorker, offeredCores);
      Map<String, Double> granted = Achievable.onWorker(loads);
      Map<String, Double> wanted = new HashMap<>();
      loads.forEach(load -> wanted.merge(load.router(), load.demandCores(), Double::sum));
      for (PathLoad load : loads) {
        PathName name = new PathName(load.router(), load.path());
        double part = wanted.get(load.router());
        double received = part > 0 ? granted.get(load.router()) * load.demandCores() / part : 0;
        windows.put(name, window(received, offeredCores.get(name), costCycles.get(name)));
      }
    }
    return new Window(SECONDS, Map.of(), windows, List.of());
  }

  private static PathWindow window(double received, double offered, double cost) {
    long packets = packets(received, cost);
    boolean backlogged = received < offered - 1e-9;
    return new PathWindow(
        received,
        backlogged,
        packets,
        backlogged ? packets(offered - received, cost) : 0,
        packets > 0 ? OptionalDouble.of(cost) : OptionalDouble.empty(),
        0);
  }

  private static long packets(double cores, double cost) {
    return (long) (cores * SECONDS * CYCLES_PER_SECOND / cost);
  }

  /** The loads that paths offer to the worker that they share. */
  static List<PathLoad> loads(
      Pool pool, List<RunningPath> paths, Map<PathName, Double> offeredCores) {
    Map<String, Double> shares = shares(pool);
    List<PathLoad> loads = new ArrayList<>();
    for (RunningPath path : paths) {
      PathName name = path.name();
      double demand = Math.min(1, offeredCores.get(name));
      loads.add(new PathLoad(name.router(), name.path(), shares.get(name.router()), demand));
    }
    return loads;
  }

  private static Map<String, Double> shares(Pool pool) {
    Map<String, Integer> counts = new HashMap<>();
    pool.paths().forEach(path -> counts.merge(path.name().router(), 1, Integer::sum));
    Map<String, Double> shares = new HashMap<>();
    for (RouterRight right : pool.routers()) {
      shares.put(right.router(), right.entitledCores() / counts.get(right.router()));
    }
    return shares;
  }

  /** The paths of each worker of the pool. */
  static List<List<RunningPath>> byWorker(Pool pool) {
    List<List<RunningPath>> all = new ArrayList<>();
    for (Site site : pool.sites()) {
      for (WorkerSlot slot : site.workers()) {
        all.add(
            pool.paths().stream()
                .filter(path -> path.forwarder().equals(site.forwarder()))
                .filter(path -> path.worker() == slot.index())
                .toList());
      }
    }
    return all;
  }
}
