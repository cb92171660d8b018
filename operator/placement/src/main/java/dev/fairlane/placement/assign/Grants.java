package dev.fairlane.placement.assign;

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

  private void divide(int worker) {
    BitSet paths = pathsOn[worker];
    Division division = new Division(model, paths.cardinality());
    for (int path = paths.nextSetBit(0); path >= 0; path = paths.nextSetBit(path + 1)) {
      division.add(path);
    }
    int[] routers = division.routers();
    long[] parts = division.partsPpm();
    for (int i = 0; i < routers.length; i++) {
      grant(worker, routers[i], parts[i]);
    }
  }

  private void grant(int worker, int router, long ppm) {
    ofRouterPpm[router] += ppm - grantedPpm[worker][router];
    grantedPpm[worker][router] = ppm;
  }
}
