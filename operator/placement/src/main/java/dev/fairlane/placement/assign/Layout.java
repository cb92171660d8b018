package dev.fairlane.placement.assign;

import java.util.Arrays;

/**
 * Paths on workers, in the making: knows its figures at any time. A path that is not put yet is
 * nowhere and costs nothing. Fixed paths are put from the start.
 */
final class Layout {
  private final Model model;
  private final int[] workerOf;
  private final long[] loadPpm;
  private final Grants grants;
  private final int[][] pathsInDomain;
  private final int[] domainsOf;
  private int spread;
  private int moves;

  Layout(Model model) {
    this.model = model;
    this.workerOf = new int[model.paths];
    this.loadPpm = new long[model.workers];
    this.grants = new Grants(model);
    this.pathsInDomain = new int[model.routers][model.domains()];
    this.domainsOf = new int[model.routers];
    Arrays.fill(workerOf, Model.NOWHERE);
    for (int path = 0; path < model.paths; path++) {
      if (model.fixed[path]) {
        put(path, model.present[path]);
      }
    }
  }

  /** The layout that puts each path where {@code workers} says. */
  static Layout of(Model model, int[] workers) {
    Layout layout = new Layout(model);
    for (int path = 0; path < model.paths; path++) {
      if (!model.fixed[path]) {
        layout.put(path, workers[path]);
      }
    }
    return layout;
  }

  void put(int path, int worker) {
    int router = model.routerOf[path];
    workerOf[path] = worker;
    loadPpm[worker] += model.demandPpm[path];
    grants.add(path, worker);
    if (pathsInDomain[router][model.domainOf[worker]]++ == 0 && domainsOf[router]++ > 0) {
      spread++;
    }
    moves += isMove(path, worker) ? 1 : 0;
  }

  void take(int path) {
    int router = model.routerOf[path];
    int worker = workerOf[path];
    workerOf[path] = Model.NOWHERE;
    loadPpm[worker] -= model.demandPpm[path];
    grants.remove(path, worker);
    if (--pathsInDomain[router][model.domainOf[worker]] == 0 && --domainsOf[router] > 0) {
      spread--;
    }
    moves -= isMove(path, worker) ? 1 : 0;
  }

  private boolean isMove(int path, int worker) {
    return model.present[path] != Model.NOWHERE && model.present[path] != worker;
  }

  int workerOf(int path) {
    return workerOf[path];
  }

  int[] workers() {
    return workerOf.clone();
  }

  long loadPpm(int worker) {
    return loadPpm[worker];
  }

  long largestLoadPpm() {
    long largest = 0;
    for (long load : loadPpm) {
      largest = Math.max(largest, load);
    }
    return largest;
  }

  /** What is due to a router and cannot be had here; below 0 when more can be had. */
  long lackPpm(int router) {
    return model.duePpm[router] - grants.ofRouterPpm(router);
  }

  boolean isEmpty(int worker) {
    return grants.isEmpty(worker);
  }

  int moves() {
    return moves;
  }

  /** The figures; a lower bound of the first is for the search to find while paths are nowhere. */
  Objective objective() {
    long shortfall = 0;
    for (int router = 0; router < model.routers; router++) {
      shortfall = Math.max(shortfall, lackPpm(router));
    }
    return objective(shortfall);
  }

  /** The figures with another shortfall. */
  Objective objective(long shortfallPpm) {
    return new Objective(Steps.of(shortfallPpm), Steps.ofLoad(largestLoadPpm()), spread, moves);
  }
}
