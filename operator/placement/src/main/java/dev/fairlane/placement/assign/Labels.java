package dev.fairlane.placement.assign;

/**
 * Exchanges whole workers, as long as that helps: loads and what routers receive stay the same, but
 * routers may get into fewer cache domains, and paths back to where they are.
 */
final class Labels {
  private final Model model;
  private final boolean[] isBound;
  private int[] workers;
  private Objective best;

  private Labels(Model model, int[] start) {
    this.model = model;
    this.isBound = new boolean[model.workers];
    this.workers = start;
    this.best = Layout.of(model, start).objective();
    for (int path = 0; path < model.paths; path++) {
      if (model.fixed[path]) {
        isBound[model.present[path]] = true;
      }
    }
  }

  /** A layout that no exchange of two workers makes better; fixed paths stay. */
  static int[] improve(Model model, int[] start) {
    Labels labels = new Labels(model, start);
    boolean better = true;
    while (better) {
      better = labels.betterByExchange();
    }
    return labels.workers;
  }

  private boolean betterByExchange() {
    for (int a = 0; a < model.workers; a++) {
      for (int b = a + 1; b < model.workers; b++) {
        if (!isBound[a] && !isBound[b] && isBetter(exchange(a, b))) {
          return true;
        }
      }
    }
    return false;
  }

  private int[] exchange(int a, int b) {
    int[] exchanged = workers.clone();
    for (int path = 0; path < model.paths; path++) {
      if (workers[path] == a || workers[path] == b) {
        exchanged[path] = a + b - workers[path];
      }
    }
    return exchanged;
  }

  private boolean isBetter(int[] exchanged) {
    Objective objective = Layout.of(model, exchanged).objective();
    if (objective.compareTo(best) >= 0) {
      return false;
    }
    workers = exchanged;
    best = objective;
    return true;
  }
}
