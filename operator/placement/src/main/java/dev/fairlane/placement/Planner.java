package dev.fairlane.placement;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The first planner: what runs stays where it is, unless its worker, device or forwarder is gone;
 * new routers spread evenly by what they are entitled to.
 */
public final class Planner {

  private Planner() {}

  /**
   * Total: every router of the input is in the plan, placed or with the reason why not.
   *
   * @return the plan; the same for the same input in any order
   */
  public static Plan plan(PlacementInput input) {
    List<RouterRequest> routers = input.routers().stream().sorted(RouterRequest.BY_NAME).toList();
    Map<String, Double> pathLoads = expectedPathLoads(input, routers);
    Allocation allocation = new Allocation(input.forwarders(), input.current(), pathLoads);
    allocate(allocation, routers, pathLoads);
    List<Assignment> assignments =
        routers.stream().map(allocation::assignmentOf).flatMap(Optional::stream).toList();
    List<Placement> placements = entitle(input, routers, assignments);
    List<Unplaced> unplaced =
        routers.stream().map(allocation::refusalOf).flatMap(Optional::stream).toList();
    return new Plan(placements, unplaced, Moves.count(input.current(), placements));
  }

  /** What a path would load its worker with if every router that asks found a place. */
  private static Map<String, Double> expectedPathLoads(
      PlacementInput input, List<RouterRequest> routers) {
    Capacity capacity = Capacity.of(input.forwarders(), input.current());
    Map<String, Entitlement> expected = divide(capacity, input.tenants(), routers);
    Map<String, Double> loads = new HashMap<>();
    routers.forEach(
        router -> loads.put(router.uid(), expected.get(router.uid()).cores() / router.paths()));
    return loads;
  }

  private static void allocate(
      Allocation allocation, List<RouterRequest> routers, Map<String, Double> pathLoads) {
    routers.forEach(allocation::reserve);
    Map<Boolean, List<RouterRequest>> kept =
        routers.stream().collect(Collectors.partitioningBy(allocation::keep));
    kept.get(true).forEach(allocation::settle);
    // Large ones first spread better; what is kept is never disturbed by that.
    List<RouterRequest> largestFirst = new ArrayList<>(kept.get(false));
    largestFirst.sort(
        Comparator.comparing(
                (RouterRequest router) -> pathLoads.get(router.uid()),
                (a, b) -> LoadSteps.compare(b, a))
            .thenComparing(RouterRequest.BY_NAME));
    largestFirst.forEach(allocation::place);
  }

  /**
   * Entitles the routers that have a place, and them alone: what has no place leaves its part to
   * the others.
   */
  private static List<Placement> entitle(
      PlacementInput input, List<RouterRequest> routers, List<Assignment> assignments) {
    Set<String> placed =
        assignments.stream().map(Assignment::routerUid).collect(Collectors.toSet());
    Map<String, Entitlement> entitlements =
        divide(
            Capacity.of(input.forwarders(), assignments),
            input.tenants(),
            routers.stream().filter(router -> placed.contains(router.uid())).toList());
    Map<String, RouterRequest> byUid =
        routers.stream().collect(Collectors.toMap(RouterRequest::uid, Function.identity()));
    return assignments.stream()
        .map(
            assignment ->
                place(
                    assignment,
                    entitlements.get(assignment.routerUid()),
                    byUid.get(assignment.routerUid())))
        .toList();
  }

  private static Placement place(
      Assignment assignment, Entitlement entitlement, RouterRequest router) {
    return new Placement(
        assignment, entitlement, Shares.of(assignment, entitlement, router.ceilingCores()));
  }

  private static Map<String, Entitlement> divide(
      Capacity capacity, List<Tenant> tenants, List<RouterRequest> routers) {
    return Entitlements.divide(capacity.cores(), capacity.most(), tenants, routers);
  }
}
