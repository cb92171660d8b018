package dev.fairlane.placement.assign;

import dev.fairlane.placement.fairness.MaxMin;
import java.util.Arrays;

/** Weighted max-min on one worker among the routers of its paths. */
final class Division {
  private final Model model;
  private final int[] routers;
  private final double[] shares;
  private final double[] demands;
  private int count;

  /**
   * @param most paths that will be added
   */
  Division(Model model, int most) {
    this.model = model;
    this.routers = new int[most];
    this.shares = new double[most];
    this.demands = new double[most];
  }

  /** Paths come in the order of their numbers, so those of a router follow each other. */
  void add(int path) {
    if (count == 0 || routers[count - 1] != model.routerOf[path]) {
      routers[count++] = model.routerOf[path];
    }
    shares[count - 1] += model.share[path];
    demands[count - 1] += model.demandPpm[path];
  }

  /** The routers that have a path here, in order. */
  int[] routers() {
    return Arrays.copyOf(routers, count);
  }

  /** What each of them gets, rounded. */
  long[] partsPpm() {
    double[] parts = parts();
    long[] rounded = new long[count];
    for (int i = 0; i < count; i++) {
      rounded[i] = Math.round(parts[i]);
    }
    return rounded;
  }

  private double[] parts() {
    double sum = 0;
    for (int i = 0; i < count; i++) {
      sum += demands[i];
    }
    return sum <= Steps.CORE_PPM
        ? demands
        : MaxMin.divide(
            Steps.CORE_PPM,
            Arrays.copyOf(shares, count),
            new double[count],
            Arrays.copyOf(demands, count));
  }
}
