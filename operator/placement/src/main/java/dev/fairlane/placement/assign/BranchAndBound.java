package dev.fairlane.placement.assign;

/**
 * Looks for a better assignment until there is none, or until so many nodes are visited. A branch
 * is left when even its lower bound is not better than the best that is known.
 */
final class BranchAndBound {

  /** A grant is rounded to a millionth of a core, and those of a router add up. */
  private static final long ROUNDING_PPM = 10;

  private final Model model;
  private final SearchOrder order;
  private final Layout layout;
  private final Candidates candidates;
  private final Objective root;
  private final int leastLoadSteps;
  private final int[] pathsLeft;
  private final long mostNodes;
  private long nodes;
  private Objective best;
  private int[] bestWorkers;

  /**
   * @param start a complete assignment; what is found is better or this
   * @param bound what is known that no assignment can fall below; its load holds for its shortfall
   *     alone
   */
  BranchAndBound(Model model, int[] start, Objective bound, long mostNodes) {
    this.model = model;
    this.order = new SearchOrder(model);
    this.layout = new Layout(model);
    this.candidates = new Candidates(model, layout);
    this.root = bound;
    this.leastLoadSteps = LowerBound.of(model).loadSteps();
    this.pathsLeft = new int[model.routers];
    this.mostNodes = mostNodes;
    this.best = Layout.of(model, start).objective();
    this.bestWorkers = start;
    for (int path : order.paths) {
      pathsLeft[model.routerOf[path]]++;
    }
  }

  /**
   * @return whether {@link #best} is proven to be the least
   */
  boolean search() {
    visit(0);
    return nodes < mostNodes;
  }

  int[] best() {
    return bestWorkers;
  }

  long nodes() {
    return nodes;
  }

  private void visit(int depth) {
    if (++nodes >= mostNodes || isHopeless(depth)) {
      return;
    }
    if (depth == order.paths.length) {
      best = layout.objective();
      bestWorkers = layout.workers();
      return;
    }
    int path = order.paths[depth];
    int first = order.twin[depth] == SearchOrder.NONE ? 0 : layout.workerOf(order.twin[depth]);
    for (int worker : candidates.of(path, first)) {
      put(path, worker);
      visit(depth + 1);
      take(path);
    }
  }

  private void put(int path, int worker) {
    layout.put(path, worker);
    pathsLeft[model.routerOf[path]]--;
  }

  private void take(int path) {
    layout.take(path);
    pathsLeft[model.routerOf[path]]++;
  }

  private boolean isHopeless(int depth) {
    if (layout.moves() > model.budget) {
      return true;
    }
    Objective bound = bound(depth);
    if (bound.compareTo(best) >= 0) {
      return true;
    }
    if (bound.shortfallSteps() < best.shortfallSteps()) {
      return false;
    }
    // With the best shortfall, a larger load than the best one's is of no use; an equal load is
    // only if the rest can still be better.
    Objective atSameLoad =
        new Objective(best.shortfallSteps(), best.loadSteps(), bound.spread(), bound.moves());
    int allowed = atSameLoad.compareTo(best) < 0 ? best.loadSteps() : best.loadSteps() - 1;
    return allowed < Steps.CORE && roomPpm(Steps.mostPpm(allowed)) < order.restPpm[depth];
  }

  /** The least that can come of the layout so far: paths that are added give nobody more. */
  private Objective bound(int depth) {
    boolean complete = depth == order.paths.length;
    long shortfall = 0;
    for (int router = 0; router < model.routers; router++) {
      if (pathsLeft[router] == 0) {
        shortfall = Math.max(shortfall, layout.lackPpm(router));
      }
    }
    Objective soFar = layout.objective(complete ? shortfall : shortfall - ROUNDING_PPM);
    int steps = Math.max(soFar.shortfallSteps(), root.shortfallSteps());
    int leastLoad = steps == root.shortfallSteps() ? root.loadSteps() : leastLoadSteps;
    return new Objective(
        steps, Math.max(soFar.loadSteps(), leastLoad), soFar.spread(), soFar.moves());
  }

  /** What fits on all workers together, without the gaps that are too small for any path. */
  private long roomPpm(long mostPpm) {
    long smallest = order.smallestPpm(model);
    long room = 0;
    for (int worker = 0; worker < model.workers; worker++) {
      long gap = mostPpm - layout.loadPpm(worker);
      room += gap >= smallest ? gap : 0;
    }
    return room;
  }
}
