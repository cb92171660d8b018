package dev.fairlane.placement.assign;

import java.util.Arrays;

/** What no assignment can fall below; found without a search. */
final class LowerBound {

  private LowerBound() {}

  /** Shortfall: what is due beyond all workers has to lack somewhere. Load: as in scheduling. */
  static Objective of(Model model) {
    long due = Arrays.stream(model.duePpm).sum();
    long beyond = due - (long) model.workers * Steps.CORE_PPM;
    long shortfall = model.routers == 0 ? 0 : Math.max(0, beyond / model.routers);
    return new Objective(Steps.of(shortfall), Steps.ofLoad(loadPpm(model)), 0, 0);
  }

  /**
   * The mean load; the largest path; with more paths than workers, the two smallest of the largest
   * (workers + 1) paths share one; and what is fixed.
   */
  private static long loadPpm(Model model) {
    if (model.paths == 0) {
      return 0;
    }
    long[] sorted = model.demandPpm.clone();
    Arrays.sort(sorted);
    long mean = Math.ceilDiv(Arrays.stream(sorted).sum(), (long) model.workers);
    int last = model.paths - 1;
    long pair =
        model.paths > model.workers
            ? sorted[last - model.workers] + sorted[last - model.workers + 1]
            : 0;
    long fixed = new Layout(model).largestLoadPpm();
    return Math.max(Math.max(mean, sorted[last]), Math.max(pair, fixed));
  }
}
