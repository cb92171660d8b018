package dev.fairlane.placement;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * An assignment in the making. Called in this order, each for all routers before the next: {@link
 * #reserve}, {@link #keep}, {@link #settle} for those that were kept, {@link #place} for the
 * others.
 */
final class Allocation {

  private final Map<String, Occupancy> occupancies = new TreeMap<>();
  private final Map<String, Assignment> current;
  private final Map<String, Double> pathLoads;
  private final Map<String, Draft> drafts = new HashMap<>();

  /**
   * @param pathLoads the load of each path of a router, in cores, by the router's uid
   */
  Allocation(
      List<ForwarderTopology> forwarders, List<Assignment> current, Map<String, Double> pathLoads) {
    forwarders.forEach(
        forwarder -> occupancies.put(forwarder.name(), new Occupancy(forwarder, current)));
    this.current =
        current.stream()
            .collect(
                Collectors.toMap(
                    Assignment::routerUid, Function.identity(), (first, second) -> first));
    this.pathLoads = pathLoads;
  }

  /** Secures the devices that a router has, before anybody else is given one. */
  void reserve(RouterRequest router) {
    Assignment present = current.get(router.uid());
    Occupancy occupancy = present == null ? null : occupancies.get(present.forwarder());
    if (occupancy == null || occupancy.workers().isEmpty()) {
      return;
    }
    Draft draft = new Draft(occupancy);
    for (InterfaceRequest port : router.interfaces()) {
      present
          .deviceOf(port.name())
          .filter(device -> occupancy.take(device, port.network()))
          .ifPresent(device -> draft.attach(port.name(), device));
    }
    drafts.put(router.uid(), draft);
  }

  /**
   * Keeps a router where it is, with devices for the interfaces that have none yet, and its paths
   * on the workers that still exist.
   *
   * @return false when it has no place, or its forwarder lacks a device: it holds nothing then
   */
  boolean keep(RouterRequest router) {
    Draft draft = drafts.get(router.uid());
    if (draft == null) {
      return false;
    }
    if (!draft.takeDevices(router)) {
      draft.releaseDevices();
      drafts.remove(router.uid());
      return false;
    }
    for (String path : router.pathNames()) {
      current
          .get(router.uid())
          .workerOf(path)
          .filter(draft::hasWorker)
          .ifPresent(worker -> draft.run(path, worker, pathLoads.get(router.uid())));
    }
    return true;
  }

  /** Gives the paths of a kept router that have no worker the least loaded ones. */
  void settle(RouterRequest router) {
    drafts.get(router.uid()).runRest(router, pathLoads.get(router.uid()));
  }

  /**
   * Places a router on the forwarder with the least mean load among those with enough free devices,
   * if any.
   */
  void place(RouterRequest router) {
    Needs needs = Needs.of(router);
    open().stream()
        .filter(needs::fit)
        .min(
            Comparator.comparing(Occupancy::meanLoad, LoadSteps::compare)
                .thenComparing(Occupancy::name))
        .ifPresent(
            occupancy -> {
              Draft draft = new Draft(occupancy);
              draft.takeDevices(router);
              draft.runRest(router, pathLoads.get(router.uid()));
              drafts.put(router.uid(), draft);
            });
  }

  private List<Occupancy> open() {
    return occupancies.values().stream().filter(Occupancy::isOpen).toList();
  }

  /**
   * Why a router has no place; nothing when it has one. Told by what is taken when all have been
   * placed.
   */
  Optional<Unplaced> refusalOf(RouterRequest router) {
    return drafts.containsKey(router.uid())
        ? Optional.empty()
        : Optional.of(Refusal.of(router, open()));
  }

  /** Where a router is; nothing when it has no place. */
  Optional<Assignment> assignmentOf(RouterRequest router) {
    return Optional.ofNullable(drafts.get(router.uid())).map(draft -> draft.finish(router.uid()));
  }
}
