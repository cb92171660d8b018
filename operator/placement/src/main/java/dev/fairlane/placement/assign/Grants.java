package dev.fairlane.placement.assign;

import dev.fairlane.placement.fairness.MaxMin;
import java.util.Arrays;
import java.util.BitSet;

/** What each router can have on each worker, kept up to date as paths come and go. */
final class Grants {
  private final Model model;
  private final BitSet[] pathsOn;
  private final long[][] grantedPpm;
  private final long[] ofRouterPpm;

  Grants(Model model) {
    this.model = model;
    this.pathsOn = new BitSet[model.workers];
    this.grantedPpm = new long[model.workers][model.routers];
    this.ofRouterPpm = new long[model.routers];
    for (int worker = 0; worker < model.workers; worker++) {
      pathsOn[worker] = new BitSet(model.paths);
    }
  }

  void add(int path, int worker) {
    pathsOn[worker].set(path);
    divide(worker);
  }

  void remove(int path, int worker) {
    pathsOn[worker].clear(path);
    grant(worker, model.routerOf[path], 0);
    divide(worker);
  }

  boolean isEmpty(int worker) {
    return pathsOn[worker].isEmpty();
  }

  long ofRouterPpm(int router) {
    return ofRouterPpm[router];
  }

  /** Weighted max-min on one worker. Paths of a router follow each other in their numbers. */
  private void divide(int worker) {
    BitSet paths = pathsOn[worker];
    int[] routers = new int[paths.cardinality()];
    double[] shares = new double[routers.length];
    double[] demands = new double[routers.length];
    int count = 0;
    for (int path = paths.nextSetBit(0); path >= 0; path = paths.nextSetBit(path + 1)) {
      if (count == 0 || routers[count - 1] != model.routerOf[path]) {
        routers[count++] = model.routerOf[path];
      }
      shares[count - 1] += model.share[path];
      demands[count - 1] += model.demandPpm[path];
    }
    double[] parts = parts(count, shares, demands);
    for (int i = 0; i < count; i++) {
      grant(worker, routers[i], Math.round(parts[i]));
    }
  }

  private static double[] parts(int count, double[] shares, double[] demands) {
    double sum = 0;
    for (int i = 0; i < count; i++) {
      sum += demands[i];
    }
    if (sum <= Steps.CORE_PPM) {
      return demands;
    }
    return MaxMin.divide(
        Steps.CORE_PPM,
        Arrays.copyOf(shares, count),
        new double[count],
        Arrays.copyOf(demands, count));
  }

  private void grant(int worker, int router, long ppm) {
    ofRouterPpm[router] += ppm - grantedPpm[worker][router];
    grantedPpm[worker][router] = ppm;
  }
}
