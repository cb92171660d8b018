package dev.fairlane.operator.planning;

import dev.fairlane.operator.decide.Evaluation;
import dev.fairlane.operator.decide.Plan;
import dev.fairlane.operator.model.ObservedForwarder;
import dev.fairlane.placement.ForwarderTopology;
import dev.fairlane.placement.PlacementInput;
import dev.fairlane.placement.RouterRequest;
import dev.fairlane.placement.assign.WorkerSlot;
import dev.fairlane.placement.rebalance.Pool;
import dev.fairlane.placement.rebalance.RouterRight;
import dev.fairlane.placement.rebalance.RunningPath;
import dev.fairlane.placement.rebalance.Site;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What rebalancing is told of a pool. Pure. */
final class RebalancePools {

  /** A router that is entitled to nothing still runs, on what nobody else wants. */
  private static final double LEAST_CORES = 1e-6;

  private RebalancePools() {}

  /** The forwarders whose workers are known; paths never leave theirs. */
  static List<Site> sites(Evaluation evaluation, PlacementInput input) {
    Map<String, ObservedForwarder> observed = new HashMap<>();
    evaluation
        .snapshot()
        .forwarders()
        .forEach(forwarder -> observed.put(forwarder.name(), forwarder));
    return input.forwarders().stream()
        .filter(forwarder -> !forwarder.workers().isEmpty())
        .map(forwarder -> site(forwarder, observed.get(forwarder.name())))
        .toList();
  }

  /**
   * @param running the paths that run, by the reports
   */
  static Pool pool(
      Evaluation evaluation,
      PlacementInput input,
      Plan plan,
      List<Site> sites,
      List<RunningPath> running) {
    Set<String> placed =
        plan.routers().values().stream()
            .flatMap(List::stream)
            .map(router -> router.uid())
            .collect(Collectors.toSet());
    List<RouterRight> rights =
        input.routers().stream()
            .filter(router -> placed.contains(router.uid()))
            .map(router -> right(router, plan))
            .toList();
    Set<String> known = rights.stream().map(RouterRight::router).collect(Collectors.toSet());
    return new Pool(
        sites,
        input.tenants(),
        rights,
        running.stream().filter(path -> known.contains(path.name().router())).toList());
  }

  private static Site site(ForwarderTopology forwarder, ObservedForwarder observed) {
    return new Site(
        forwarder.name(),
        forwarder.workers().stream()
            .map(index -> new WorkerSlot(index, cacheDomain(observed, index)))
            .toList());
  }

  /** Without a topology all workers count as neighbours: no move is made for a cache then. */
  private static String cacheDomain(ObservedForwarder forwarder, int worker) {
    return forwarder
        .topology()
        .flatMap(topology -> topology.worker(worker))
        .map(found -> Integer.toString(found.cacheDomain()))
        .orElse("");
  }

  private static RouterRight right(RouterRequest router, Plan plan) {
    return new RouterRight(
        router.name(),
        router.tenant(),
        router.weight(),
        router.floorCores(),
        router.ceilingCores(),
        router.createdSeconds(),
        Math.max(LEAST_CORES, plan.entitledCores().getOrDefault(router.uid(), 0.0)));
  }
}
