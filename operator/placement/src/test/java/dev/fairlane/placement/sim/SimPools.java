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
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** Pools of one forwarder for the simulator. */
final class SimPools {

  private static final Tenant TENANT = new Tenant("everybody", 1);

  private SimPools() {}

  /** Routers of one path each, of different weights, dealt to the workers in turn. */
  static Pool dealt(int routers, int workers) {
    return pool(IntStream.range(0, routers).mapToObj(i -> List.of(i % workers)).toList(), workers);
  }

  /** Routers of one path each, all on the first worker. */
  static Pool crowded(int routers, int workers) {
    return pool(Collections.nCopies(routers, List.of(0)), workers);
  }

  /**
   * @param places the worker of each path of each router
   */
  private static Pool pool(List<List<Integer>> places, int workers) {
    List<RouterClaim> claims = new ArrayList<>();
    List<RunningPath> paths = new ArrayList<>();
    for (int router = 0; router < places.size(); router++) {
      String name = "router%02d".formatted(router);
      List<Integer> own = places.get(router);
      List<Double> whole = Collections.nCopies(own.size(), 1.0);
      int weight = 100 + 50 * (router % 3);
      claims.add(new RouterClaim(name, TENANT.name(), weight, 0, OptionalDouble.empty(), 0, whole));
      for (int path = 0; path < own.size(); path++) {
        paths.add(new RunningPath(new PathName(name, "p" + path), "east", own.get(path), false));
      }
    }
    Map<String, Double> entitled = new TreeMap<>();
    FairShares.divide(workers, workers, List.of(TENANT), claims)
        .forEach((router, share) -> entitled.put(router, share.cores()));
    List<RouterRight> rights =
        claims.stream().map(claim -> right(claim, entitled.get(claim.router()))).toList();
    List<WorkerSlot> slots =
        IntStream.range(0, workers).mapToObj(index -> new WorkerSlot(index, "cache")).toList();
    return new Pool(List.of(new Site("east", slots)), List.of(TENANT), rights, paths);
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
