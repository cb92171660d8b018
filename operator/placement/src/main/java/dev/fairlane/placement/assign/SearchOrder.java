package dev.fairlane.placement.assign;

import java.util.Arrays;
import java.util.List;

/** The order in which paths are tried, and what follows from it. */
final class SearchOrder {

  /** No path before this one is like it. */
  static final int NONE = -1;

  /** The movable paths, the largest demand first. */
  final int[] paths;

  /** The demand of the path at a depth and of all after it; one entry more than there are paths. */
  final long[] restPpm;

  /** The path before the one at a depth, if the two are interchangeable. */
  final int[] twin;

  /** The same by path instead of depth. */
  final int[] twinOf;

  SearchOrder(Model model) {
    List<Integer> order = LongestFirst.order(model);
    paths = order.stream().mapToInt(Integer::intValue).toArray();
    restPpm = new long[paths.length + 1];
    twin = new int[paths.length];
    twinOf = new int[model.paths];
    Arrays.fill(twinOf, NONE);
    int[] pathsOfRouter = new int[model.routers];
    for (int router : model.routerOf) {
      pathsOfRouter[router]++;
    }
    for (int depth = paths.length - 1; depth >= 0; depth--) {
      restPpm[depth] = restPpm[depth + 1] + model.demandPpm[paths[depth]];
      boolean twins = depth > 0 && areTwins(model, pathsOfRouter, paths[depth - 1], paths[depth]);
      twin[depth] = twins ? paths[depth - 1] : NONE;
      twinOf[paths[depth]] = twin[depth];
    }
  }

  /** Paths of one router, or two routers of one path each, with the same figures. */
  private static boolean areTwins(Model model, int[] pathsOfRouter, int a, int b) {
    int routerA = model.routerOf[a];
    int routerB = model.routerOf[b];
    boolean alike =
        routerA == routerB
            || (pathsOfRouter[routerA] == 1
                && pathsOfRouter[routerB] == 1
                && model.duePpm[routerA] == model.duePpm[routerB]);
    return alike
        && model.demandPpm[a] == model.demandPpm[b]
        && model.share[a] == model.share[b]
        && model.present[a] == model.present[b];
  }

  /** The smallest demand of all, which is the last one's. */
  long smallestPpm(Model model) {
    return paths.length == 0 ? 0 : model.demandPpm[paths[paths.length - 1]];
  }
}
