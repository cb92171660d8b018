package dev.fairlane.placement.assign;

import java.util.Arrays;

/** The workers that a path is tried on, and in which order. */
final class Candidates {
  private final Model model;
  private final Layout layout;
  private final boolean[] someoneWasThere;

  /**
   * @param layout the one that the search changes; read at each call
   */
  Candidates(Model model, Layout layout) {
    this.model = model;
    this.layout = layout;
    this.someoneWasThere = new boolean[model.workers];
    for (int path = 0; path < model.paths; path++) {
      if (!model.fixed[path] && model.present[path] != Model.NOWHERE) {
        someoneWasThere[model.present[path]] = true;
      }
    }
  }

  /**
   * The present worker first, then the least loaded; of workers that are alike only the first.
   *
   * @param first the workers before it are left out
   */
  int[] of(int path, int first) {
    int[] workers = new int[model.workers - first];
    int count = 0;
    for (int worker = first; worker < model.workers; worker++) {
      if (!isLikeAnEarlierOne(worker)) {
        int at = count++;
        while (at > 0 && isBefore(path, worker, workers[at - 1])) {
          workers[at] = workers[at - 1];
          at--;
        }
        workers[at] = worker;
      }
    }
    return Arrays.copyOf(workers, count);
  }

  private boolean isBefore(int path, int worker, int other) {
    int present = model.present[path];
    return other != present
        && (worker == present || layout.loadPpm(worker) < layout.loadPpm(other));
  }

  private boolean isLikeAnEarlierOne(int worker) {
    for (int earlier = 0; earlier < worker && isUnmarked(worker); earlier++) {
      if (isUnmarked(earlier) && model.domainOf[earlier] == model.domainOf[worker]) {
        return true;
      }
    }
    return false;
  }

  private boolean isUnmarked(int worker) {
    return !someoneWasThere[worker] && layout.isEmpty(worker);
  }
}
