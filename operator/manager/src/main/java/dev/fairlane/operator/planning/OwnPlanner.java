package dev.fairlane.operator.planning;

import dev.fairlane.api.v1alpha1.AssignedRouter;
import dev.fairlane.api.v1alpha1.WorkerShare;
import dev.fairlane.operator.decide.Evaluation;
import dev.fairlane.operator.decide.Plan;
import dev.fairlane.operator.model.DomUCores;
import dev.fairlane.operator.model.ObservedForwarder;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Plans one router on its own forwarder: its paths spread over the workers, and what it asked for
 * is its entitlement, divided among its paths. Pure.
 */
final class OwnPlanner {

  private static final int WHOLE_WORKER_PPM = 1_000_000;

  private final PlacementPlanner planner = new PlacementPlanner();

  /**
   * @param site has a forwarder of its own
   */
  Plan plan(Evaluation evaluation, RouterSite site) {
    ObservedForwarder own = site.own().orElseThrow();
    Plan whole =
        planner.plan(
            new Evaluation(evaluation.snapshot().with(List.of(own)), List.of(site.admission())));
    double entitledCores = whole.entitledCores().getOrDefault(site.admission().uid(), 0.0);
    double askedCores = DomUCores.of(own.resource().getSpec().domU()).askedCores();
    return askedCores >= entitledCores ? whole : part(whole, askedCores / entitledCores);
  }

  /** With mode Shared a worker is no whole core: no more is the router's than its pod asks for. */
  private static Plan part(Plan whole, double ratio) {
    Map<String, List<AssignedRouter>> routers =
        whole.routers().entrySet().stream()
            .collect(
                Collectors.toMap(
                    Map.Entry::getKey,
                    entry -> entry.getValue().stream().map(each -> part(each, ratio)).toList()));
    Map<String, Double> entitledCores =
        whole.entitledCores().entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue() * ratio));
    return new Plan(routers, whole.unplaced(), entitledCores, whole.moves());
  }

  private static AssignedRouter part(AssignedRouter router, double ratio) {
    List<WorkerShare> shares =
        router.shares().stream()
            .map(share -> new WorkerShare(share.worker(), ppm(share, ratio), share.limitPpm()))
            .toList();
    return new AssignedRouter(
        router.uid(),
        router.generation(),
        router.namespace(),
        router.name(),
        router.release(),
        router.interfaces(),
        router.paths(),
        shares);
  }

  private static int ppm(WorkerShare share, double ratio) {
    return Math.clamp(Math.round(share.sharePpm() * ratio), 1, WHOLE_WORKER_PPM);
  }
}
