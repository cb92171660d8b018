package dev.fairlane.placement.assign;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** The classic rule: the largest demand first, each to the least loaded worker. */
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

  /** All paths by the rule, wherever they are now; fixed ones stay. */
  static int[] assign(Model model) {
    Layout layout = new Layout(model);
    order(model).forEach(path -> layout.put(path, leastLoaded(model, layout)));
    return layout.workers();
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

  private static int leastLoaded(Model model, Layout layout) {
    return IntStream.range(0, model.workers)
        .boxed()
        .min(Comparator.comparingLong(layout::loadPpm))
        .orElseThrow();
  }
}
