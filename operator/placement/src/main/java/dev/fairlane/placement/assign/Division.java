package dev.fairlane.placement.assign;

import java.util.Arrays;

/**
 * Weighted max-min on one worker among the routers of its paths: as {@link
 * dev.fairlane.placement.fairness.MaxMin} without floors, and without an object for each of them,
 * since searches do little else.
 */
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
    return sum <= Steps.CORE_PPM ? demands : waterFilled();
  }

  /** Whoever is satisfied at the lowest level of water is satisfied first. */
  private double[] waterFilled() {
    int[] order = byLevel();
    double open = 0;
    for (int i = 0; i < count; i++) {
      open += shares[i];
    }
    double left = Steps.CORE_PPM;
    double[] parts = new double[count];
    for (int i = 0; i < count; i++) {
      int router = order[i];
      boolean last = i == count - 1;
      double fair = last ? left : left * shares[router] / open;
      parts[router] = Math.min(demands[router], fair);
      left -= parts[router];
      open -= shares[router];
    }
    return parts;
  }

  /** The routers by the level that satisfies them; by insertion, for they are few. */
  private int[] byLevel() {
    int[] order = new int[count];
    double[] levels = new double[count];
    for (int i = 0; i < count; i++) {
      double level = demands[i] / shares[i];
      int at = i;
      while (at > 0 && levels[at - 1] > level) {
        levels[at] = levels[at - 1];
        order[at] = order[at - 1];
        at--;
      }
      levels[at] = level;
      order[at] = i;
    }
    return order;
  }
}
