package dev.fairlane.operator.decide;

import dev.fairlane.api.v1alpha1.AssignedRouter;
import dev.fairlane.operator.model.Fact;
import java.util.List;
import java.util.Map;

/**
 * Which router runs where: the whole wanted assignment of a pool.
 *
 * @param routers for each forwarder's name, its routers ordered by namespace and name
 * @param unplaced for each accepted router that has no place, why not; by uid
 * @param entitledCores for each accepted router, its guaranteed share in cores; by uid
 * @param moves paths that change their worker, device or forwarder
 * @param refusedFloors for each router whose guarantee cannot be honoured, why not; by uid
 * @param domUs the forwarders that routers are to have for themselves
 */
public record Plan(
    Map<String, List<AssignedRouter>> routers,
    Map<String, Fact> unplaced,
    Map<String, Double> entitledCores,
    int moves,
    Map<String, Fact> refusedFloors,
    List<DomUSite> domUs) {

  public Plan {
    refusedFloors = Map.copyOf(refusedFloors);
    routers = Map.copyOf(routers);
    unplaced = Map.copyOf(unplaced);
    entitledCores = Map.copyOf(entitledCores);
    domUs = List.copyOf(domUs);
  }

  /** A plan in which no router has a forwarder for itself. */
  public Plan(
      Map<String, List<AssignedRouter>> routers,
      Map<String, Fact> unplaced,
      Map<String, Double> entitledCores,
      int moves) {
    this(routers, unplaced, entitledCores, moves, Map.of(), List.of());
  }

  /** The same with these guarantees that cannot be honoured. */
  public Plan withFloors(Map<String, Fact> refused) {
    return new Plan(routers, unplaced, entitledCores, moves, refused, domUs);
  }
}
