package dev.fairlane.placement.assign;

/**
 * The least shortfall, and of these the least load: the two figures that do not depend on where
 * paths are now. Each is lowered by a step until a search proves that there is no lower one.
 */
final class Balance {
  private final Model fresh;
  private final Bins bins;
  private final NodeBudget budget;
  private final Objective bound;
  private int[] workers;
  private Objective best;
  private boolean shortfallProven;
  private boolean loadProven;

  /**
   * @param fresh the model without a present
   * @param start a complete assignment
   * @param bound what no assignment can fall below
   */
  Balance(Model fresh, int[] start, Objective bound, long mostNodes) {
    this.fresh = fresh;
    this.bins = new Bins(fresh);
    this.budget = new NodeBudget(mostNodes);
    this.bound = bound;
    this.workers = start;
    this.best = Layout.of(fresh, start).objective();
  }

  void search() {
    shortfallProven = lowerShortfall();
    loadProven = shortfallProven && lowerLoad();
  }

  private boolean lowerShortfall() {
    while (best.shortfallSteps() > bound.shortfallSteps()) {
      BinCompletion search = within(best.shortfallSteps() - 1, noLimitPpm());
      switch (search.search()) {
        case FOUND -> accept(search.workers());
        case NONE -> {
          return true;
        }
        case UNKNOWN -> {
          return false;
        }
      }
    }
    return true;
  }

  private boolean lowerLoad() {
    while (best.loadSteps() > bound.loadSteps()) {
      BinCompletion search = within(best.shortfallSteps(), Steps.mostPpm(best.loadSteps() - 1));
      switch (search.search()) {
        case FOUND -> accept(search.workers());
        case NONE -> {
          return true;
        }
        case UNKNOWN -> {
          return false;
        }
      }
    }
    return true;
  }

  private void accept(int[] found) {
    Objective objective = Layout.of(fresh, found).objective();
    if (objective.withoutTies().compareTo(best.withoutTies()) >= 0) {
      throw new IllegalStateException("%s is not below %s".formatted(objective, best));
    }
    workers = found;
    best = objective;
  }

  private BinCompletion within(int shortfallSteps, long loadPpm) {
    return new BinCompletion(fresh, bins, Steps.mostPpm(shortfallSteps), loadPpm, budget);
  }

  private long noLimitPpm() {
    return (long) (fresh.paths + 1) * Steps.CORE_PPM;
  }

  int[] workers() {
    return workers;
  }

  /** Whether no assignment has a smaller shortfall, and none of this a smaller load. */
  boolean isProven() {
    return loadProven;
  }

  /** What no assignment can fall below, by what was proven. */
  Objective bound() {
    int shortfall = shortfallProven ? best.shortfallSteps() : bound.shortfallSteps();
    int load = loadProven ? best.loadSteps() : bound.loadSteps();
    return new Objective(shortfall, load, 0, 0);
  }

  long nodes() {
    return budget.nodes();
  }
}
