package dev.fairlane.placement.sim;

import dev.fairlane.placement.rebalance.Pool;
import dev.fairlane.placement.rebalance.RunningPath;
import java.util.Map;
import java.util.TreeMap;

/** Which routers there are: a new one goes to the worker whose routers have the least weight. */
final class Population {
  private final Workload workload;
  private final int routers;
  private final int workers;

  Population(Workload workload, int routers, int workers) {
    this.workload = workload;
    this.routers = routers;
    this.workers = workers;
  }

  /** The pool at the first tick: routers are dealt to the workers in turn. */
  Pool first() {
    Map<Integer, Integer> places = new TreeMap<>();
    for (int router = 0; router < routers; router++) {
      if (workload.exists(router, 0)) {
        places.put(router, router % workers);
      }
    }
    return SimPools.of(places, workers);
  }

  /** The same pool with the routers that are set up by a tick. */
  Pool at(int tick, Pool before) {
    Map<Integer, Integer> places = new TreeMap<>();
    boolean isNew = false;
    for (int router = 0; router < routers; router++) {
      for (RunningPath path : before.paths()) {
        if (path.name().equals(SimPools.path(router))) {
          places.put(router, path.worker());
        }
      }
      if (workload.exists(router, tick) && !places.containsKey(router)) {
        places.put(router, lightest(places));
        isNew = true;
      }
    }
    return isNew ? SimPools.of(places, workers) : before;
  }

  private int lightest(Map<Integer, Integer> places) {
    int[] weights = new int[workers];
    places.forEach((router, worker) -> weights[worker] += SimPools.weight(router));
    int lightest = 0;
    for (int worker = 1; worker < workers; worker++) {
      lightest = weights[worker] < weights[lightest] ? worker : lightest;
    }
    return lightest;
  }
}
