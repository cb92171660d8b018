package dev.fairlane.placement.assign;

import java.util.HashMap;
import java.util.Map;

/**
 * How far the largest load of a solution is from what none can fall below, computed from the
 * problem alone, and not in steps: one of these is more than 1 % of a load.
 */
public final class LoadGap {

  private LoadGap() {}

  /** In percent of the bound: the mean, the largest path or the most that is fixed on a worker. */
  public static double percent(AssignmentProblem problem, Solution solution) {
    Map<Integer, Double> loads = new HashMap<>();
    Map<Integer, Double> fixed = new HashMap<>();
    double sum = 0;
    double bound = 0;
    for (int i = 0; i < problem.paths().size(); i++) {
      MovablePath path = problem.paths().get(i);
      double demand = path.load().demandCores();
      sum += demand;
      bound = Math.max(bound, demand);
      loads.merge(solution.paths().get(i).worker(), demand, Double::sum);
      if (path.fixed()) {
        fixed.merge(path.present().getAsInt(), demand, Double::sum);
      }
    }
    bound = Math.max(bound, sum / problem.workers().size());
    bound = Math.max(bound, largest(fixed));
    // What is demanded beyond a core is a convention, and is not compared.
    return 100 * (Math.min(1, largest(loads)) / Math.min(1, bound) - 1);
  }

  private static double largest(Map<Integer, Double> loads) {
    return loads.values().stream().mapToDouble(Double::doubleValue).max().orElse(0);
  }
}
