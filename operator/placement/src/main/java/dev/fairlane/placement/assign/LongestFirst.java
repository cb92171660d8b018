package dev.fairlane.placement.assign;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** The classic rule: the largest first, each to the worker that has the least. */
final class LongestFirst {

  private LongestFirst() {}

  /** The paths that are not fixed, the largest demand first. */
  static List<Integer> order(Model model) {
    return IntStream.range(0, model.paths)
        .filter(path -> !model.fixed[path])
        .boxed()
        .sorted(
            Comparator.comparingLong((Integer path) -> -model.demandPpm[path])
                .thenComparingDouble(path -> -model.share[path])
                .thenComparing(Comparator.naturalOrder()))
        .toList();
  }

  /** All paths by the rule on their demands, wherever they are now; fixed ones stay. */
  static int[] assign(Model model) {
    Layout layout = new Layout(model);
    order(model).forEach(path -> layout.put(path, leastLoaded(model, layout)));
    return layout.workers();
  }

  /**
   * The same on what is due for each path. Where routers demand more than there is, workers are
   * full whatever they run, and whoever shares one with too many to whom much is due lacks it.
   */
  static int[] assignDue(Model model) {
    long[] duePpm = duePpm(model);
    long[] onWorker = new long[model.workers];
    int[] workers = model.present.clone();
    for (int path = 0; path < model.paths; path++) {
      if (model.fixed[path]) {
        onWorker[workers[path]] += duePpm[path];
      }
    }
    order(model).stream()
        .sorted(Comparator.comparingLong((Integer path) -> -duePpm[path]))
        .forEach(
            path -> {
              workers[path] = least(onWorker);
              onWorker[workers[path]] += duePpm[path];
            });
    return workers;
  }

  /** What is due to a router is divided among its paths by their demands. */
  private static long[] duePpm(Model model) {
    double[] demandPpm = new double[model.routers];
    for (int path = 0; path < model.paths; path++) {
      demandPpm[model.routerOf[path]] += model.demandPpm[path];
    }
    return IntStream.range(0, model.paths)
        .mapToLong(
            path -> {
              int router = model.routerOf[path];
              double part = model.demandPpm[path] / Math.max(1, demandPpm[router]);
              return Math.round(part * model.duePpm[router]);
            })
        .toArray();
  }

  /** What runs stays; the rule places the rest. */
  static int[] complete(Model model) {
    Layout layout = new Layout(model);
    List<Integer> order = order(model);
    for (int path : order) {
      if (model.present[path] != Model.NOWHERE) {
        layout.put(path, model.present[path]);
      }
    }
    for (int path : order) {
      if (model.present[path] == Model.NOWHERE) {
        layout.put(path, leastLoaded(model, layout));
      }
    }
    return layout.workers();
  }

  /** The first of the least; there is one. */
  private static int least(long[] onWorker) {
    int least = 0;
    for (int worker = 1; worker < onWorker.length; worker++) {
      least = onWorker[worker] < onWorker[least] ? worker : least;
    }
    return least;
  }

  private static int leastLoaded(Model model, Layout layout) {
    int least = 0;
    for (int worker = 1; worker < model.workers; worker++) {
      least = layout.loadPpm(worker) < layout.loadPpm(least) ? worker : least;
    }
    return least;
  }
}
