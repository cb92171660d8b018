package dev.fairlane.placement.sim;

import dev.fairlane.placement.Tenant;
import dev.fairlane.placement.assign.WorkerSlot;
import dev.fairlane.placement.estimate.PathName;
import dev.fairlane.placement.fairness.FairShares;
import dev.fairlane.placement.fairness.RouterClaim;
import dev.fairlane.placement.rebalance.Pool;
import dev.fairlane.placement.rebalance.RouterRight;
import dev.fairlane.placement.rebalance.RunningPath;
import dev.fairlane.placement.rebalance.Site;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** Pools of one forwarder for the simulator. */
final class SimPools {

  static final String FORWARDER = "east";

  private static final Tenant TENANT = new Tenant("everybody", 1);

  private SimPools() {}

  /** Routers of one path each, of different weights, dealt to the workers in turn. */
  static Pool dealt(int routers, int workers) {
    Map<Integer, Integer> places = new TreeMap<>();
    IntStream.range(0, routers).forEach(router -> places.put(router, router % workers));
    return of(places, workers);
  }

  /** Routers of one path each, all on the first worker. */
  static Pool crowded(int routers, int workers) {
    Map<Integer, Integer> places = new TreeMap<>();
    IntStream.range(0, routers).forEach(router -> places.put(router, 0));
    return of(places, workers);
  }

  /** The only path of a router. */
  static PathName path(int router) {
    return new PathName("router%02d".formatted(router), "p0");
  }

  /** As {@link #path} names them, of weights 100, 150 and 200 in turn. */
  static int weight(int router) {
    return 100 + 50 * (router % 3);
  }

  /**
   * @param places the worker of the only path of each router
   */
  static Pool of(Map<Integer, Integer> places, int workers) {
    List<RouterClaim> claims = new ArrayList<>();
    List<RunningPath> paths = new ArrayList<>();
    places.forEach(
        (router, worker) -> {
          PathName path = path(router);
          claims.add(
              new RouterClaim(
                  path.router(),
                  TENANT.name(),
                  weight(router),
                  0,
                  OptionalDouble.empty(),
                  0,
                  List.of(1.0)));
          paths.add(new RunningPath(path, FORWARDER, worker, false));
        });
    Map<String, Double> entitled = new TreeMap<>();
    FairShares.divide(workers, workers, List.of(TENANT), claims)
        .forEach((router, share) -> entitled.put(router, share.cores()));
    List<RouterRight> rights =
        claims.stream().map(claim -> right(claim, entitled.get(claim.router()))).toList();
    List<WorkerSlot> slots =
        IntStream.range(0, workers).mapToObj(index -> new WorkerSlot(index, "cache")).toList();
    return new Pool(List.of(new Site(FORWARDER, slots)), List.of(TENANT), rights, paths);
  }

  private static RouterRight right(RouterClaim claim, double entitled) {
    return new RouterRight(
        claim.router(),
        claim.tenant(),
        claim.weight(),
        claim.floorCores(),
        claim.ceilingCores(),
        claim.createdSeconds(),
        entitled);
  }
}
