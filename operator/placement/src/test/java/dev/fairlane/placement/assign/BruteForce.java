package dev.fairlane.placement.assign;

import dev.fairlane.placement.fairness.Achievable;
import dev.fairlane.placement.fairness.PathLoad;
import dev.fairlane.placement.fairness.Shortfall;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Tries every assignment, and computes the figures from the words of the design: shares no code
 * with the search but those words.
 */
final class BruteForce {
  private final AssignmentProblem problem;
  private Objective best;

  private BruteForce(AssignmentProblem problem) {
    this.problem = problem;
  }

  static Objective least(AssignmentProblem problem) {
    BruteForce search = new BruteForce(problem);
    search.visit(new ArrayList<>());
    return search.best;
  }

  private void visit(List<WorkerSlot> chosen) {
    if (chosen.size() == problem.paths().size()) {
      Objective objective = objective(problem, chosen);
      boolean affordable = objective.moves() <= problem.moveBudget();
      if (affordable && (best == null || objective.compareTo(best) < 0)) {
        best = objective;
      }
      return;
    }
    MovablePath path = problem.paths().get(chosen.size());
    for (WorkerSlot worker : problem.workers()) {
      if (!path.fixed() || path.present().getAsInt() == worker.index()) {
        chosen.add(worker);
        visit(chosen);
        chosen.removeLast();
      }
    }
  }

  /** The figures of an assignment; {@code chosen} has the worker of each path. */
  static Objective objective(AssignmentProblem problem, List<WorkerSlot> chosen) {
    Map<Integer, List<PathLoad>> onWorker = new HashMap<>();
    Map<String, Set<String>> domains = new HashMap<>();
    int moves = 0;
    for (int i = 0; i < chosen.size(); i++) {
      MovablePath path = problem.paths().get(i);
      WorkerSlot worker = chosen.get(i);
      onWorker.computeIfAbsent(worker.index(), index -> new ArrayList<>()).add(path.load());
      domains
          .computeIfAbsent(path.load().router(), router -> new HashSet<>())
          .add(worker.cacheDomain());
      boolean present = path.present().isPresent();
      moves += present && path.present().getAsInt() != worker.index() ? 1 : 0;
    }
    double shortfall = Shortfall.largest(problem.dueCores(), Achievable.cores(onWorker.values()));
    double load =
        onWorker.values().stream()
            .mapToDouble(
                paths -> Math.min(1, paths.stream().mapToDouble(PathLoad::demandCores).sum()))
            .max()
            .orElse(0);
    int spread = domains.values().stream().mapToInt(names -> names.size() - 1).sum();
    return new Objective(steps(shortfall), steps(load), spread, moves);
  }

  /**
   * The nearest step of 0.01 core of what is known to the millionth; half a step is the smaller.
   */
  private static int steps(double cores) {
    return (int) Math.ceil(Math.round(cores * 1_000_000) / 10_000.0 - 0.5);
  }
}
