package dev.fairlane.placement.assign;

/**
 * Makes a layout better by moving one path or exchanging two, as long as that helps. Moves count
 * only against the budget here, so what it cannot better stays as it is, whatever the present is.
 */
final class LocalSearch {

  /** With more paths than these only those of the worst workers and routers are tried. */
  private static final int MOST_PATHS_TRIED = 64;

  /**
   * A search of {@link #MOST_PATHS_TRIED} paths ends after as many trials, better neighbours or
   * not, and a larger one after fewer by the square: a tick must not wait. Small ones never come
   * near.
   */
  private static final long MOST_TRIALS = 100_000;

  private final Model model;
  private final Layout layout;
  private final Objective bound;
  private final long mostTrials;
  private Objective best;
  private int trials;

  private LocalSearch(Model model, int[] start, Objective bound) {
    this.model = model;
    this.layout = Layout.of(model, start);
    this.bound = bound;
    long larger = Math.max(1, (long) model.paths * model.paths / square(MOST_PATHS_TRIED));
    this.mostTrials = MOST_TRIALS / larger;
    this.best = layout.objective().withoutMoves();
  }

  private static long square(long number) {
    return number * number;
  }

  /**
   * A layout without a better neighbour, unless there were too many trials.
   *
   * @param bound what no assignment can fall below: what is there already is not looked at
   */
  static int[] improve(Model model, int[] start, Objective bound) {
    LocalSearch search = new LocalSearch(model, start, bound);
    while (search.findBetter()) {
      search.best = search.layout.objective().withoutMoves();
    }
    return search.layout.workers();
  }

  /** The same, with paths back on their present worker where that makes nothing worse. */
  static int[] giveBack(Model model, int[] start, Objective bound) {
    LocalSearch search = new LocalSearch(model, start, bound);
    for (int path = 0; path < model.paths; path++) {
      int worker = search.layout.workerOf(path);
      int present = model.present[path];
      if (present != Model.NOWHERE && present != worker) {
        search.move(path, present);
        if (search.layout.objective().withoutMoves().compareTo(search.best) > 0) {
          search.move(path, worker);
        }
      }
    }
    return search.layout.workers();
  }

  private boolean findBetter() {
    for (int path = 0; path < model.paths && trials < mostTrials; path++) {
      if (!model.fixed[path] && isWorthATry(path) && (betterByMove(path) || betterBySwap(path))) {
        return true;
      }
    }
    return false;
  }

  private boolean isWorthATry(int path) {
    return model.paths <= MOST_PATHS_TRIED
        || (best.loadSteps() > bound.loadSteps()
            && Steps.ofLoad(layout.loadPpm(layout.workerOf(path))) >= best.loadSteps())
        || (best.shortfallSteps() > bound.shortfallSteps()
            && Steps.of(layout.lackPpm(model.routerOf[path])) >= best.shortfallSteps());
  }

  private boolean betterByMove(int path) {
    int from = layout.workerOf(path);
    for (int to = 0; to < model.workers; to++) {
      if (to != from) {
        move(path, to);
        if (isBetter()) {
          return true;
        }
        move(path, from);
      }
    }
    return false;
  }

  private boolean betterBySwap(int path) {
    int from = layout.workerOf(path);
    for (int other = 0; other < model.paths; other++) {
      int to = layout.workerOf(other);
      if (!model.fixed[other] && to != from) {
        move(path, to);
        move(other, from);
        if (isBetter()) {
          return true;
        }
        move(other, to);
        move(path, from);
      }
    }
    return false;
  }

  private boolean isBetter() {
    trials++;
    return layout.moves() <= model.budget && layout.objective().withoutMoves().compareTo(best) < 0;
  }

  private void move(int path, int worker) {
    layout.take(path);
    layout.put(path, worker);
  }
}
