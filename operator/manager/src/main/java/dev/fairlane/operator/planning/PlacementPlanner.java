package dev.fairlane.operator.planning;

import dev.fairlane.api.v1alpha1.AssignedInterface;
import dev.fairlane.api.v1alpha1.AssignedPath;
import dev.fairlane.api.v1alpha1.AssignedRouter;
import dev.fairlane.api.v1alpha1.VirtualRouter;
import dev.fairlane.api.v1alpha1.WorkerShare;
import dev.fairlane.operator.decide.Admission;
import dev.fairlane.operator.decide.Evaluation;
import dev.fairlane.operator.decide.Plan;
import dev.fairlane.operator.decide.Planner;
import dev.fairlane.operator.model.Fact;
import dev.fairlane.operator.model.ObservedForwarder;
import dev.fairlane.operator.model.PoolSnapshot;
import dev.fairlane.operator.model.Reason;
import dev.fairlane.operator.model.Relocation;
import dev.fairlane.operator.model.RouterVersion;
import dev.fairlane.placement.Assignment;
import dev.fairlane.placement.PathAssignment;
import dev.fairlane.placement.Placement;
import dev.fairlane.placement.Unplaced;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Translates between Kubernetes objects and the planner's values, both ways. Pure. */
public final class PlacementPlanner implements Planner {

  private static final Comparator<AssignedRouter> BY_NAME =
      Comparator.comparing(AssignedRouter::namespace).thenComparing(AssignedRouter::name);

  @Override
  public Plan plan(Evaluation evaluation) {
    return plan(evaluation, List.of());
  }

  /**
   * The plan with some paths on other workers of their forwarders, and with the shares that follow
   * from that.
   */
  static Plan plan(Evaluation evaluation, List<Relocation> moves) {
    dev.fairlane.placement.Plan plan =
        dev.fairlane.placement.Planner.plan(PlacementInputFactory.input(evaluation, moves));
    Map<String, Admission> routers =
        evaluation.placeable().stream()
            .collect(Collectors.toMap(Admission::uid, admission -> admission));
    Map<String, List<AssignedRouter>> byForwarder = new HashMap<>();
    for (ObservedForwarder forwarder : evaluation.snapshot().forwarders()) {
      byForwarder.put(
          forwarder.name(),
          plan.on(forwarder.name())
              .map(
                  placement ->
                      assigned(
                          placement,
                          routers.get(placement.assignment().routerUid()),
                          evaluation.snapshot()))
              .sorted(BY_NAME)
              .toList());
    }
    return new Plan(byForwarder, unplaced(plan), entitledCores(plan), plan.moves())
        .withFloors(refusedFloors(plan, routers));
  }

  private static AssignedRouter assigned(
      Placement placement, Admission admission, PoolSnapshot snapshot) {
    Assignment assignment = placement.assignment();
    VirtualRouter router = admission.router();
    RouterVersion version =
        admission.kept().map(RouterVersion::of).orElseGet(() -> snapshot.versionOf(router));
    return new AssignedRouter(
        assignment.routerUid(),
        version.generation(),
        router.getMetadata().getNamespace(),
        router.getMetadata().getName(),
        version.release().isEmpty() ? null : version.release(),
        assignment.devices().stream()
            .map(each -> new AssignedInterface(each.interfaceName(), each.device()))
            .toList(),
        assignment.paths().stream().map(each -> path(each, admission)).toList(),
        placement.shares().stream()
            .map(
                each ->
                    new WorkerShare(
                        each.worker(),
                        each.sharePpm(),
                        each.limitPpm().isPresent() ? each.limitPpm().getAsInt() : null))
            .toList());
  }

  private static AssignedPath path(PathAssignment path, Admission admission) {
    String name = path.interfaceName();
    List<String> joined =
        admission.paths().stream()
            .filter(inputs -> inputs.contains(name))
            .flatMap(List::stream)
            .filter(input -> !input.equals(name))
            .toList();
    return new AssignedPath(name, path.worker(), joined);
  }

  private static Map<String, Double> entitledCores(dev.fairlane.placement.Plan plan) {
    return plan.placements().stream()
        .collect(
            Collectors.toMap(
                placement -> placement.assignment().routerUid(),
                placement -> placement.entitlement().cores()));
  }

  private static Map<String, Fact> refusedFloors(
      dev.fairlane.placement.Plan plan, Map<String, Admission> routers) {
    Map<String, Fact> refused = new HashMap<>();
    for (Placement placement : plan.placements()) {
      String uid = placement.assignment().routerUid();
      placement
          .entitlement()
          .honourableFloorCores()
          .ifPresent(
              cores -> refused.put(uid, RefusedFloor.fact(routers.get(uid).router(), cores)));
    }
    return refused;
  }

  private static Map<String, Fact> unplaced(dev.fairlane.placement.Plan plan) {
    return plan.unplaced().stream()
        .collect(Collectors.toMap(Unplaced::routerUid, PlacementPlanner::fact));
  }

  private static Fact fact(Unplaced unplaced) {
    Reason reason =
        switch (unplaced.reason()) {
          case NO_FORWARDER -> Reason.NO_FORWARDER;
          case NETWORK_NOT_FOUND -> Reason.NETWORK_NOT_FOUND;
          case INSUFFICIENT_ATTACHMENTS -> Reason.INSUFFICIENT_ATTACHMENTS;
        };
    return Fact.no(reason, unplaced.message());
  }
}
