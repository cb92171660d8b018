package dev.fairlane.placement.assign;

import java.util.Comparator;
import java.util.stream.IntStream;

/** The paths that stay, and the order in which workers are filled for that: the fullest first. */
final class FixedPaths {
  private final Model model;
  private final int[] masks;
  private final int[] order;

  FixedPaths(Model model, Bins bins) {
    this.model = model;
    this.masks = new int[model.workers];
    for (int path = 0; path < model.paths; path++) {
      if (model.fixed[path]) {
        masks[model.present[path]] |= 1 << path;
      }
    }
    this.order =
        IntStream.range(0, model.workers)
            .boxed()
            .sorted(
                Comparator.comparing((Integer worker) -> -bins.of(masks[worker]).loadPpm())
                    .thenComparing(worker -> masks[worker] == 0))
            .mapToInt(Integer::intValue)
            .toArray();
  }

  /** Those of each worker, as masks. */
  int[] masks() {
    return masks;
  }

  /** The worker that is filled at a depth. */
  int worker(int depth) {
    return order[depth];
  }

  /** The paths that stay on the worker that is filled at a depth. */
  int mask(int depth) {
    return masks[order[depth]];
  }

  long demandPpm() {
    return IntStream.of(masks).mapToLong(model::demandPpm).sum();
  }

  /** Notes their workers; the other paths' entries stay as they are. */
  void putInto(int[] workers) {
    for (int path = 0; path < model.paths; path++) {
      workers[path] = model.fixed[path] ? model.present[path] : workers[path];
    }
  }
}
