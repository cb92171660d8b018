package dev.fairlane.kubectl.plan;

import dev.fairlane.api.v1alpha1.AssignedPath;
import dev.fairlane.api.v1alpha1.AssignedRouter;
import dev.fairlane.api.v1alpha1.Forwarder;
import dev.fairlane.api.v1alpha1.ForwarderPool;
import dev.fairlane.api.v1alpha1.VirtualRouter;
import dev.fairlane.api.v1alpha1.WorkerStatus;
import dev.fairlane.kubectl.cluster.ClusterState;
import dev.fairlane.kubectl.figures.LiveFigures;
import dev.fairlane.kubectl.figures.Window;
import dev.fairlane.kubectl.pool.PlacedRouters;
import dev.fairlane.kubectl.pool.WorkerCount;
import dev.fairlane.placement.Entitlement;
import dev.fairlane.placement.Entitlements;
import dev.fairlane.placement.RouterRequest;
import dev.fairlane.placement.assign.WorkerSlot;
import dev.fairlane.placement.estimate.PathName;
import dev.fairlane.placement.rebalance.Pool;
import dev.fairlane.placement.rebalance.RouterRight;
import dev.fairlane.placement.rebalance.RunningPath;
import dev.fairlane.placement.rebalance.Site;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** What rebalancing is told of a pool, out of its objects. Built once and then read. */
final class PlanPool {

  /** A router that is entitled to nothing still runs, on what nobody else wants. */
  private static final double LEAST_CORES = 1e-6;

  private final ClusterState state;
  private final LiveFigures live;
  private final List<Forwarder> forwarders;
  private final RouterRequests requests;
  private final List<RunningPath> paths = new ArrayList<>();
  private int onTheirWay;

  PlanPool(ForwarderPool pool, ClusterState state, LiveFigures live) {
    this.state = state;
    this.live = live;
    this.forwarders = state.dom0sOf(pool.getMetadata().getName());
    this.requests = new RouterRequests(pool, state, new PlacedRouters(forwarders));
    forwarders.forEach(this::addPaths);
  }

  /** What could not be told. */
  List<String> notes() {
    return requests.notes();
  }

  /** Paths that are not on the workers that they are assigned to. */
  int onTheirWay() {
    return onTheirWay;
  }

  Pool of() {
    WorkerCount workers = WorkerCount.of(forwarders);
    List<RouterRequest> all = requests.all();
    Map<String, Entitlement> entitled =
        Entitlements.divide(workers.cores(), workers.most(), requests.tenants(), all);
    return new Pool(
        forwarders.stream().filter(each -> !workers(each).isEmpty()).map(this::site).toList(),
        requests.tenants(),
        all.stream().map(request -> right(request, entitled.get(request.uid()))).toList(),
        paths);
  }

  private Site site(Forwarder forwarder) {
    return new Site(
        forwarder.getMetadata().getName(),
        workers(forwarder).stream()
            .map(worker -> new WorkerSlot(worker.index(), String.valueOf(worker.cacheDomain())))
            .toList());
  }

  private static List<WorkerStatus> workers(Forwarder forwarder) {
    return forwarder.getStatus() == null ? List.of() : forwarder.getStatus().workers();
  }

  private void addPaths(Forwarder forwarder) {
    String name = forwarder.getMetadata().getName();
    List<Integer> known = workers(forwarder).stream().map(WorkerStatus::index).toList();
    for (AssignedRouter router : forwarder.getSpec().routers()) {
      Map<String, String> states = pathStates(router);
      for (AssignedPath path : router.paths()) {
        OptionalInt worker = workerOf(name, router, path);
        if (requests.has(router.uid()) && worker.isPresent() && known.contains(worker.getAsInt())) {
          String shown = states.getOrDefault(path.interfaceName(), "Forwarding");
          boolean quarantined = shown.equals("Quarantined");
          onTheirWay += !quarantined && worker.getAsInt() != path.worker() ? 1 : 0;
          paths.add(
              new RunningPath(
                  new PathName(RouterRequests.nameOf(router), path.interfaceName()),
                  name,
                  worker.getAsInt(),
                  quarantined));
        }
      }
    }
  }

  /** Where the path runs by the metrics; where it is to run while there are none. */
  private OptionalInt workerOf(String forwarder, AssignedRouter router, AssignedPath path) {
    Optional<Window> window = live.window(forwarder);
    return window.isEmpty()
        ? OptionalInt.of(path.worker())
        : window.get().workerOf(router.uid(), path.interfaceName());
  }

  /** By interface, as the router's status has them. */
  private Map<String, String> pathStates(AssignedRouter router) {
    Map<String, String> states = new HashMap<>();
    for (VirtualRouter each : state.routers()) {
      if (each.getMetadata().getUid().equals(router.uid()) && each.getStatus() != null) {
        each.getStatus().paths().forEach(path -> states.put(path.name(), path.state()));
      }
    }
    return states;
  }

  private RouterRight right(RouterRequest request, Entitlement entitled) {
    return new RouterRight(
        request.name(),
        request.tenant(),
        request.weight(),
        request.floorCores(),
        request.ceilingCores(),
        request.createdSeconds(),
        Math.max(LEAST_CORES, entitled.cores()));
  }
}
