package dev.fairlane.placement.assign;

import java.util.Arrays;

/**
 * Looks for an assignment within limits of the shortfall and the load, or proves that there is
 * none. It fills one worker after the other: what routers receive of a full one is final, and it
 * has to take what the others together cannot. Workers without fixed paths are alike, so the next
 * of them always takes the largest path that is left.
 */
final class BinCompletion {

  /** How a search ended. */
  enum Outcome {
    FOUND,
    NONE,
    /** It visited the most nodes. */
    UNKNOWN
  }

  private final Model model;
  private final Bins bins;
  private final SearchOrder order;
  private final long mostPpm;
  private final Progress progress;
  private final NodeBudget budget;
  private final Failures failures = new Failures();
  private final int[] workers;
  private final FixedPaths fixed;
  private final int[] filled;

  /**
   * @param model one without a present
   * @param lackPpm the most that a router may lack
   * @param mostPpm the most load of a worker
   */
  BinCompletion(Model model, Bins bins, long lackPpm, long mostPpm, NodeBudget budget) {
    this.model = model;
    this.bins = bins;
    this.order = new SearchOrder(model);
    this.mostPpm = mostPpm;
    this.progress = new Progress(model, bins, lackPpm);
    this.budget = budget;
    this.workers = new int[model.paths];
    this.filled = new int[model.workers];
    this.fixed = new FixedPaths(model, bins);
    fixed.putInto(workers);
  }

  Outcome search() {
    int all = 0;
    for (int path : order.paths) {
      all |= 1 << path;
    }
    if (!canFixed(all)) {
      return Outcome.NONE;
    }
    if (!fill(0, all, order.restPpm[0] + fixed.demandPpm())) {
      return budget.isSpent() ? Outcome.UNKNOWN : Outcome.NONE;
    }
    for (int path : order.paths) {
      for (int worker = 0; worker < filled.length; worker++) {
        workers[path] = has(filled[worker], path) ? worker : workers[path];
      }
    }
    return Outcome.FOUND;
  }

  /** Whether the limits can be met on each worker that has fixed paths, without the others. */
  private boolean canFixed(int all) {
    for (int mask : fixed.masks()) {
      take(mask);
      boolean can = progress.canGrow(mask, all);
      giveBack(mask);
      if (!can) {
        return false;
      }
    }
    return true;
  }

  private void take(int mask) {
    for (int left = mask; left != 0; left &= left - 1) {
      progress.take(Integer.numberOfTrailingZeros(left));
    }
  }

  private void giveBack(int mask) {
    for (int left = mask; left != 0; left &= left - 1) {
      progress.giveBack(Integer.numberOfTrailingZeros(left));
    }
  }

  /** The worker of each path, after one was found. */
  int[] workers() {
    return workers.clone();
  }

  /**
   * Fills the workers from the one at a depth on.
   *
   * @param left the movable paths that no worker has
   * @param restPpm the demand of these, and of what is fixed on the workers that are left
   */
  private boolean fill(int depth, int left, long restPpm) {
    int workersLeft = model.workers - depth;
    if (workersLeft == 0) {
      return left == 0;
    }
    long idle = Math.max(0, (long) workersLeft * Steps.CORE_PPM - restPpm);
    if (idle > progress.wastePpm() || restPpm > workersLeft * mostPpm) {
      return false;
    }
    long[] missing = progress.missingPpm();
    if (failures.cover(depth, left, missing)) {
      return false;
    }
    long least = restPpm - (workersLeft - 1) * mostPpm;
    Filling filling = new Filling(depth, left, restPpm, least);
    int bound = fixed.mask(depth);
    boolean found = bound == 0 && left != 0 ? filling.start() : fillBound(filling, bound);
    if (!found && !budget.isSpent()) {
      failures.add(depth, left, missing);
    }
    return found;
  }

  /** Fills a worker that has fixed paths, or one for which nothing is left. */
  private boolean fillBound(Filling filling, int bound) {
    long load = bins.of(bound).loadPpm();
    take(bound);
    boolean found = load <= mostPpm && filling.extend(0, bound, load);
    giveBack(bound);
    return found;
  }

  /** The ways to fill one worker. */
  private final class Filling {
    private final int depth;
    private final int left;
    private final long restPpm;
    private final long leastPpm;
    private final int[] candidates;
    private final long[] afterPpm;
    private final int[] after;

    Filling(int depth, int left, long restPpm, long limitPpm) {
      this.depth = depth;
      this.left = left;
      this.restPpm = restPpm;
      // A worker that idles wastes; it cannot idle more than may be wasted.
      this.leastPpm = Math.max(limitPpm, Steps.CORE_PPM - progress.wastePpm());
      this.candidates = Arrays.stream(order.paths).filter(path -> has(left, path)).toArray();
      this.afterPpm = new long[candidates.length + 1];
      this.after = new int[candidates.length + 1];
      for (int i = candidates.length - 1; i >= 0; i--) {
        afterPpm[i] = afterPpm[i + 1] + model.demandPpm[candidates[i]];
        after[i] = after[i + 1] | 1 << candidates[i];
      }
    }

    /** All ways that take the largest path. */
    boolean start() {
      return include(0, 0, 0);
    }

    private boolean include(int next, int mask, long loadPpm) {
      int path = candidates[next];
      long load = loadPpm + model.demandPpm[path];
      if (load > mostPpm) {
        return false;
      }
      progress.take(path);
      int grown = mask | 1 << path;
      boolean found = canGrow(grown, load, next) && extend(next + 1, grown, load);
      progress.giveBack(path);
      return found;
    }

    private boolean extend(int next, int mask, long loadPpm) {
      if (budget.spend() || loadPpm + afterPpm[next] < leastPpm) {
        return false;
      }
      if (next == candidates.length) {
        return close(mask, loadPpm);
      }
      boolean last = depth == model.workers - 1;
      return (!isSkippedTwin(next, mask) && include(next, mask, loadPpm))
          || (!last && canGrow(mask, loadPpm, next) && extend(next + 1, mask, loadPpm));
    }

    private boolean canGrow(int mask, long loadPpm, int next) {
      return loadPpm <= Steps.CORE_PPM || progress.canGrow(mask, after[next + 1]);
    }

    /** Of paths that are interchangeable the earlier ones are taken first. */
    private boolean isSkippedTwin(int next, int mask) {
      int twin = order.twinOf[candidates[next]];
      return twin != SearchOrder.NONE && has(left, twin) && !has(mask, twin);
    }

    private boolean close(int mask, long loadPpm) {
      Bin bin = bins.of(mask);
      if (!progress.canClose(bin)) {
        return false;
      }
      progress.close(bin);
      filled[fixed.worker(depth)] = mask;
      boolean found = progress.wastePpm() >= 0 && fill(depth + 1, left & ~mask, restPpm - loadPpm);
      progress.reopen(bin);
      return found;
    }
  }

  private static boolean has(int mask, int path) {
    return (mask >> path & 1) == 1;
  }
}
